"""Schools and the people of the field: a coordinator adds a school, lets teachers and monitors in and out.

Doors: `hung.ALL`. Teachers and monitors are shown by role, place and day of joining, never by name.
"""
