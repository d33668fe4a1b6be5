"""Visits of monitors: Annex II form 1 from the plan to the cases that the children become.

Doors: `form` (the questions, as data), `plans` and `team` (a planned visit and who has to come along),
`drafts` (what was filled in so far, saved at every answer), `checking` (what does not fit), `assessing` (the
answers as facts, and what the rules make of them), `decisions` (what was decided, and whether somebody has to
agree), `photos` (of the workplace), `submitting` (the visit becomes cases), `sheets` (a visit on paper or in
another program). Never knows pages or chats; labels are `Text` of the data file, everything else is codes.
"""
