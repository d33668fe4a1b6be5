"""Telegram's door: what people send there becomes `Incoming`, what we say becomes messages and buttons.

Doors: `receive` (polls and confirms only what is on disk), `carrier` (carries one saying), `menu` (commands
and descriptions), `line` (the connection both need), `errors`.
Must never know: what a dialogue asks, what a case is, how anything is stored. Names, usernames and phone
numbers of people are never decoded here, and the token never leaves `line` and `carrier`.
"""
