"""A monitor's visits as pages: planned, filled in screen by screen, handed over, sent.

Doors: `hung.ALL`. Every screen is a plain form; a script of its own saves each answer at once. Knows the form
only as data (`cases.visits.form`); whose a visit is, is asked of `cases.visits.drafts` at every door.
"""
