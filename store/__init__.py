"""Keeps rows safe: one transaction, group commit, durable duties, sealing.

Doors: `database` (open it, upgrade it, begin a transaction), `transaction` (rows in, rows out), `writer`
(group commit), `duties` (work that is due and never forgotten), `updates` (what was heard already), `seal`
(keys), `identifiers` (random names), `schema` (the shared metadata), `errors`.
Knows nothing of what a row means, and of no other room.
"""
