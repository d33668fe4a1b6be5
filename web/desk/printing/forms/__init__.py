"""Forms 1 and 2 of a case as the desk gives them: filled as far as the reader's keys open it, or empty.

Doors: `pages`. What stands on a form, and its PDF, is `web.forms`; nothing is kept here.
"""
