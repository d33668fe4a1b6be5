"""Monitors' visits at the desk: planned, under way, sent, and decisions that await the coordinator.

Doors: `hung.ALL`. Shows day, district and state, never the place or a name: those are in the cases. Bodies
that could warn a workplace see no plans.
"""
