"""The directory of services at the desk: found by everybody, kept by editors and coordinators.

Doors: `hung.ALL`. What is written goes through `writing.change`, never past it.
"""
