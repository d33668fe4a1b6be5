"""Annex II forms 1 and 2 on paper, of a case or empty: the same layout in every language.

Doors: `first` and `second` (what stands on a form, in words), `drawing` (the PDF). Never knows: who reads it,
which part of a case they may open, the desk.
"""
