"""Follow-up: whether it holds that a child was taken out of work (ILO guidance on monitoring, §5).

Three facts are asked again after months: is the child in work once more, does it go to school, were the
measures carried out. Doors: `schedule.begin` (from when on), `checks` (what is asked, of whom and when),
`answering` (what was found, and what follows), `closing_rule.hindrances` (why a case cannot be closed yet),
`closures` (what the coordinating body approves). Knows no channel, no page and no language.
"""
