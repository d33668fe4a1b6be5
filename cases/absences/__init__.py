"""Who does not come to school, as teachers tell it: schools, sealed class lists, absences, and what follows.

Doors: `schools`, `classes` (lists of pupils), `absences` (open, back, moved, void), `rolls` (days on which
a teacher said who was there), `calendar` (school days), `seasons`, `thresholds` and `weighing` (when an
absence becomes a report), `patterns` (a whole class), `flagging` (the report), `mornings`.
Knows no sentence, no channel, and no name outside of the sealed lists.
"""
