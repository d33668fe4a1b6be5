"""Referral: measures for a child (Annex II form 2), and the services that carry them out.

Doors: `measures` (what was agreed for a child, and what became of it), `proposing` (what fired rules and a
visit ask for), `choosing` (services of the directory that fit), `referring` (a measure goes out), `answering`
(what the organisation says), `links` (one-time links without an account, also for follow-up), `form2`. Words
of a measure are sealed for the readers of its case. Knows no channel, no page and no language.
"""
