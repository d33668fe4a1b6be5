"""What teachers and monitors do in the chat, and how they get from it to their pages.

Doors: `entrance.work` (the command /work). A child's name is neither asked for nor said here: in the chat a
pupil is a number of the register and initials (DESIGN 4).
"""
