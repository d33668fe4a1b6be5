"""On paper: the evidence pack of a case, for an inspection on complaint, as PDF and as JSON.

Doors: `pages.DOORS`. Inside: `contents` puts a pack together, `pack` is what stands in it, `paper` draws it.
Nothing of the reporter is in it: no channel, no language, no hour; their words only where the reader asks.
"""
