"""The directory's rows as other programs read them: which are asked for, in which order, as whole objects.

Doors: `selection.passing`, `register.Register`, `gathering.Gathered`. Asking and answering are the web's.
"""
