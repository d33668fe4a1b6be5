"""Referral: measures for a child (Annex II form 2), and the services that carry them out.

Doors: `measures` (what was agreed for a child, and what became of it), `links` (one-time links without an
account, also for follow-up). Words of a measure are sealed for the readers of its case. Knows no channel, no
page and no language.
"""
