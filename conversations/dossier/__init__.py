"""A case in words of any language: what was reported, where, why it came here, what is still open.

Doors: `dossier.read`, `dossier.meter`, `leading.section`, `sender.section`; `section` holds what they give.
Knows nothing of pages, paper and keys: it is given content that somebody else has opened.
"""
