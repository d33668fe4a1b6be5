"""Lists of services come in and go out here.

Doors: `importing.take_in` (files → directory.db), `exporting.write` (directory.db → a folder),
`template.write` (an empty sheet to fill in), `staleness.stale` (what nobody has verified since).
A file becomes records (`parcel`, `hsds_json`, `hsds_csv`, `sheet`), records become clean rows (`cleaning`,
`gathering`), rows are compared with what is there and written in one transaction (`loading`). What does not
fit is listed (`journal`), never dropped.

Must never know: cases, people, channels, the clock, the terminal.
"""
