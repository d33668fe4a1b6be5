"""Guided dialogues: a person says something, the room answers, and at the end something is done.

Doors: `talk` (hears what came in), `incoming` and `message` (what comes in and goes out), `notices` (what is
said because something happened). `dialogue/` is the pure engine, `scripts/` its data.
Knows nothing of Telegram, HTTP or any other channel.
"""
