"""Lists that teachers bring as files: a class list, and a register of who came on which day.

Doors: `listing` (lines of a class list, checked one by one), `attendance` (pupils and days), `proposing`
(whose days have reached a threshold). Bytes in, rows and refusals out; pure.
Knows no sentence, no page, and keeps nothing.
"""
