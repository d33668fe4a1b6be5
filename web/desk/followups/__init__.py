"""Follow-up at the desk: the rounds of a case, answers that came by telephone, and closures to approve.

Doors: `rounds.DOORS`, `closing.DOORS`. Whoever reads the whole case and works on it answers; the coordinator
approves closures of the own territory.
"""
