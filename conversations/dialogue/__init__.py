"""The pure dialogue engine: `(script, session, input, lexicon, now) → Turn`.

Doors: `engine` (advance, begin, resume), `reading` (a script from TOML), `session` (what is remembered,
what is said), `extraction` (facts out of answers), `walking`, `drawing`.
Knows nothing of stores, catalogues, clocks, networks or channels: the lexicon holds the words of all
languages.
"""
