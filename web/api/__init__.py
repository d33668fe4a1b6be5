"""The directory for other programs: HSDA, the API of Open Referral HSDS 3.1, under /api/hsds; only reading.

Doors: `endpoints.ROUTES`, `problem.as_problems` (middleware), `endpoints.add_headers` (signal), and
`library.Library`, which whoever puts the house together gives in `web.parts.Parts`. `parameters` holds the
one table of what may be asked: requests are read by it and /api/hsds/openapi.json is made from it.
"""
