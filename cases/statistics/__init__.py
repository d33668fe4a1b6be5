"""Figures: how many reports, how soon they were acknowledged, how they ended. From plain coded columns alone.

Doors: `period` (which months), `counting.count` (exact, for those who may see the cases themselves),
`releasing.release` (for the public: small counts hidden, the rest rounded). Knows no names and no languages.
"""
