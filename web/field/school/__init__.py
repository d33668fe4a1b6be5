"""The pages of a teacher: class lists with their names, who is absent, registers, and what the school knows.

Doors: `hung.ALL`. Names of pupils are shown here and nowhere else; a chat has numbers and initials.
"""
