"""Puts the house together: commands, settings, composition, the worker, the demonstration.

Doors: the command `hotline`. Nobody imports this room.
"""
