"""Updates as Telegram sends them, with names that must never get in."""

import json
from typing import Any

Json = dict[str, Any]

NAMES = ("Canaryfirst", "Canarylast", "canaryname", "Canarygroup", "+77015550101")
PERSON: Json = {
    "id": 501,
    "is_bot": False,
    "first_name": "Canaryfirst",
    "last_name": "Canarylast",
    "username": "canaryname",
    "language_code": "kk",
}
PRIVATE: Json = {"id": 501, "type": "private", "first_name": "Canaryfirst", "username": "canaryname"}
GROUP: Json = {"id": -1001234567890, "type": "supergroup", "title": "Canarygroup"}


def message(chat: Json = PRIVATE, **content: Any) -> Json:
    """A message of the person."""
    return {"message_id": 77, "date": 1_700_000_000, "chat": chat, "from": PERSON, **content}


def update(number: int = 9000, **part: Any) -> bytes:
    """One update as JSON."""
    return json.dumps({"update_id": number, **part}).encode()


def answer(*updates: bytes) -> bytes:
    """The answer to getUpdates."""
    return b'{"ok":true,"result":[' + b",".join(updates) + b"]}"


def member(before: str, after: str, chat: Json = GROUP, **more: Any) -> Json:
    """A change of the bot's own place in a chat."""
    bot = {"id": 1, "is_bot": True, "first_name": "Double"}
    old, new = {"status": before, "user": bot}, {"status": after, "user": bot, **more}
    return {"chat": chat, "from": PERSON, "date": 1, "old_chat_member": old, "new_chat_member": new}
