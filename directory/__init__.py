"""Places, departments, referral services, and how to find them: everything here is public.

Doors: `reading.open_directory` (the whole directory in memory), `writing.make_directory` (the file),
`places` (any spelling → territory, map point → territory), `departments` (who answers where),
`territory` (the tree), `service` (what a service is), `border` (is a point in the country).
Knows nothing of reports, people, channels or dialogues; it has its own file, directory.db.
"""
