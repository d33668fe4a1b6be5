"""Samples, so that somebody who tries the house out finds people to sign in as, and cases to look at.

Doors: `people` (who can sign in), `cases` (reports that were made in the last days, and what became of them).
Everything goes the way it goes otherwise: reports are heard by the reception, what falls due is done by the
worker's acts; only the clock is handed in. Never used by a house that serves.
"""
