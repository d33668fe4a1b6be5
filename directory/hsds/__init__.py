"""Open Referral HSDS 3.1 as this room keeps it: tables, nested objects, services, the first services.

Doors: `tables.TABLES` (every table of the standard as one value), `nesting` (rows ↔ nested JSON objects),
`facts` (our kinds, needs and marks as rows of the standard), `seed.rows` (the named services that come with
the program), `services.all_services` (rows of the file → `directory.service.Service`).
Knows no file formats of others: `directory/exchange` reads and writes those.
"""
