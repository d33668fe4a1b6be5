"""Words for people in five languages: Kazakh, Russian, English, Uzbek, Kyrgyz.

Doors: `texts` (a text and its key), `languages` (which we speak), `catalogue` (says a text), `formatting`
(dates and numbers). For upkeep: `upkeep` (extract, update, compile), `checking` (is all translated and
sound?), `extraction` (finds the texts in the sources), `glossary` (our translation memory, glossary.csv),
`compiling` (reads and writes the catalogues' files).
Knows no reports, dialogues or channels, and imports no other room.
"""
