"""Telephone calls: kept sealed while an operator is talking, counted when they are over.

Doors: `keeping` (open calls of an operator), `counting` (how many calls of which kind on which day).
What was said lives in the case that a call becomes; of the call itself a number in a count is left.
"""
