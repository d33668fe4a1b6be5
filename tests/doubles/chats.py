"""The chats of the emulated Telegram as phones show them: messages, buttons, what was changed or deleted."""

import time
from dataclasses import dataclass, field
from typing import Any

from lo_bot_api_emulator import ApiRefusal  # type: ignore[import-untyped]

Json = dict[str, Any]
DELETABLE = 48 * 3600.0  # Bot API, deleteMessage
_UNCHANGED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)


@dataclass(slots=True)
class Shown:
    """A message of the bot as it is shown now. `stamp` grows with everything that is shown anywhere."""

    chat: int
    message_id: int
    text: str
    markup: Json | None
    stamp: int
    result: Json
    deleted: bool = False
    past: list[str] = field(default_factory=list)

    def buttons(self) -> list[Json]:
        """All inline buttons, row after row."""
        return [button for row in (self.markup or {}).get("inline_keyboard", []) for button in row]


class Chats:
    """All chats of one emulated Telegram. Guarded by the emulator's lock."""

    def __init__(self) -> None:
        self.known: dict[int, Json] = {}
        self.messages: dict[int, dict[int, Shown]] = {}
        self.bottom: dict[int, Json] = {}  # the keyboard under the input field
        self.closed: set[int] = set()  # blocked, left, thrown out: the bot may not speak there
        self.stamp = 0
        self.said: dict[int, dict[int, float]] = {}  # messages of people, by number: when they were sent
        self.ahead = 0.0  # seconds by which these chats have grown older than the clock says

    def meet(self, chat: Json) -> None:
        """Note a chat in which something happened."""
        self.known.setdefault(chat["id"], chat)

    def of(self, chat: int) -> list[Shown]:
        """The messages that a chat shows, in the order in which they were sent."""
        return [shown for shown in self.messages.get(chat, {}).values() if not shown.deleted]

    def show(self, chat: int, result: Json, text: str, markup: Json | None) -> None:
        """A new message of the bot."""
        inline = markup if markup and "inline_keyboard" in markup else None
        number = result["message_id"]
        self.messages.setdefault(chat, {})[number] = Shown(chat, number, text, inline, self._next(), result)
        if markup and "keyboard" in markup:
            self.bottom[chat] = markup
        if markup and "remove_keyboard" in markup:
            self.bottom.pop(chat, None)

    def change(self, chat: int, number: int, text: str | None, markup: Json | None) -> Shown:
        """An earlier message with other words (None: the same) and other buttons."""
        shown = self.messages.get(chat, {}).get(number)
        if shown is None or shown.deleted:
            raise ApiRefusal("Bad Request: message to edit not found")
        new = shown.text if text is None else text
        if (new, markup or None) == (shown.text, shown.markup or None):
            raise ApiRefusal(_UNCHANGED)
        shown.past.append(shown.text)
        shown.text, shown.markup, shown.stamp = new, markup or None, self._next()
        return shown

    def delete(self, chat: int, number: int) -> None:
        """Take a message away."""
        shown = self.messages.get(chat, {}).get(number)
        if shown is None or shown.deleted:
            raise ApiRefusal("Bad Request: message to delete not found")
        shown.deleted = True

    def delete_all(self, chat: int, numbers: list[int]) -> None:
        """Take messages away, the bot's and people's; unknown ones are passed over, an old one spoils it."""
        ours, theirs = self.messages.get(chat, {}), self.said.get(chat, {})
        dates = [theirs[one] for one in numbers if one in theirs]
        dates += [float(ours[one].result["date"]) for one in numbers if one in ours]
        if chat > 0 and any(time.time() + self.ahead - date > DELETABLE for date in dates):
            raise ApiRefusal("Bad Request: message can't be deleted for everyone")
        for one in numbers:
            theirs.pop(one, None)
            if one in ours:
                ours[one].deleted = True

    def count(self, chat: int) -> int:
        """How many messages a chat shows, the bot's and people's."""
        return len(self.of(chat)) + len(self.said.get(chat, {}))

    def leave(self, chat: int) -> None:
        """The bot goes; from now on the chat is out of its reach."""
        self.closed.add(chat)

    def as_seen_by_bots(self, shown: Shown) -> Json:
        """The message as a callback query carries it."""
        markup = {"reply_markup": shown.markup} if shown.markup else {}
        edited = {"edit_date": int(time.time())} if shown.past else {}
        return {**shown.result, "text": shown.text, **markup, **edited}

    def _next(self) -> int:
        self.stamp += 1
        return self.stamp
