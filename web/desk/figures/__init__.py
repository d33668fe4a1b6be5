"""Exact figures for those who see the cases: what came, deadlines kept, what waits longest."""
