"""Measures for a child at the desk (form 2): proposed ones first, a service for each, consent, the way out.

Doors: `hung.ALL`. What the family agreed to and which organisation is asked is decided by a person; what the
rules propose stands beside it. Knows nothing of how an organisation answers (`web/answers`).
"""
