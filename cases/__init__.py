"""What was reported and what became of it.

Where a report is judged: `facts` (what was said, parsed) → `assessment` (which rules of `law_kz.toml` it
fires) → `routing` (whose case it is) → `clocks` (until when). All four are pure: values in, values out. Where
it is kept: `filing` (the one transaction that begins a case), `forwarding`, `progress`, `receipt`,
`enrolment`, `people`, `history`, `case`. Never knows channels, dialogues or languages: it answers with codes,
others find the words.
"""
