"""Editing one service by hand: its fields as plain values, what became of each, and two services made one.

Doors: `changing` (change, put back, begin a new one), `merging`, `history`, `fields.FIELDS`. Everything is
written through `exchange.workshop`, and looked through for hidden seats as an import is. Knows no people.
"""
