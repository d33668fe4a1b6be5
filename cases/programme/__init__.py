"""The programme around the visits: is a region ready, which steps are done, what is planned, what was found.

Doors: `checklist` (the questions), `answers` (what a region answered, now and earlier), `plan` (a quarter:
visits, districts with most reports), `raids`, `campaigns`. Knows no names and no place of work.
"""
