"""Benchmarks: how fast we are, how quickly we answer, how large we grow, beside what others use for bots.

Doors: `python -m benchmarks` (all, as `make bench`), and each part by itself:
`python -m benchmarks.dialogue`, `.webhook`, `.latency`, `.growth`, `.memory`, `.start`, each with `--json`.
Knows every room; nobody imports it. `peers/` runs in an environment of its own and knows nothing of ours.
docs/PERFORMANCE.md says what is measured, how it is kept fair, and what came out.
"""
