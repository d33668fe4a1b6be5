"""What teachers and monitors do in the chat, and how they get from it to their pages.

Doors: `working.work` (the command /work), `absence` (a teacher says who is absent), `flagging` (what becomes
of it, from the chat and from pages), `mornings`. A child's name is neither asked for nor said here: in the
chat a pupil is a number of the register and initials (DESIGN 4).
"""
