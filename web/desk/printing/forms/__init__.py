"""Annex II forms 1 and 2 on paper, of a case or empty: the same layout in every language.

Doors: `pages` (what the desk gives), `first` and `second` (what stands on a form, in words), `drawing` (the
PDF). Nothing is kept here; whose keys open no child's name prints a form without it.
"""
