"""Follow-up in the chat: monitors and teachers are asked, and answer with a press.

Doors: `putting.look` (the duty of a check), `pressed.press` (a button), `following.follow` (whom an answer is
told to), `words` (codes as sentences, for pages too). Names of children are never said here: a case is a
number, a pupil a number of the register and initials.
"""
