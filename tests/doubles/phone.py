"""A person's phone in the emulated Telegram: it types, taps what it sees, and reads what it is shown.

Nothing sleeps: waiting is waiting for the emulator to change, with a limit.
"""

import time
from typing import Any

from tests.doubles.chats import Shown
from tests.doubles.telegram import BOT, Asked, Query, Telegram

Json = dict[str, Any]
LIMIT = 40.0  # seconds; what is promised is measured elsewhere, and the machine may be busy


class Phone:
    """One person, in the private chat with the bot or in a group.

    First name, last name and username hold the word `canary` and the person's number, so that a search of
    files and logs for `phone.canaries` tells whether any of them ever got out.
    """

    def __init__(
        self, telegram: Telegram, user_id: int, language_code: str = "", *, group: int | None = None
    ) -> None:
        self.telegram = telegram
        self.user_id = user_id
        self.chat = user_id if group is None else group
        self.canaries = (
            f"Canaryfirst{user_id}",
            f"Canarylast{user_id}",
            f"canaryname_{user_id}",
            "+77010001122",
        )
        self._language = {"language_code": language_code} if language_code else {}
        self._is_group = group is not None
        self._since = 0  # stamp of the newest thing shown when the person last did something

    # --- doing

    def type(self, text: str) -> int:
        """Send a text, or a command such as "/start"; gives its message id."""
        return self._say({"text": text})

    def send_point(self, latitude: float, longitude: float) -> int:
        """Send a place on the map."""
        return self._say({"location": {"latitude": latitude, "longitude": longitude}})

    def send_voice(self) -> int:
        """Send a voice message."""
        number = self.telegram.new_id()
        return self._say(
            {"voice": {"file_id": f"voice-{number}", "file_unique_id": f"v{number}", "duration": 3}}
        )

    def send(self, **content: Any) -> int:
        """Send any other content by the Bot API's own field, such as `sticker={...}`."""
        return self._say(content)

    def send_contact(self) -> int:
        """Share the phone number."""
        return self._say({"contact": {"phone_number": self.canaries[3], "first_name": self.canaries[0]}})

    def edit(self, message_id: int, text: str) -> None:
        """Change an earlier text of one's own."""
        self._mark()
        message = self._message(message_id) | {"text": text, "edit_date": int(time.time())}
        self.telegram.inject({"edited_message": message})

    def tap(self, label: str, *, stale: bool = False, limit: float = LIMIT) -> str:
        """Press the button with that label on the newest message that shows it; gives the query's id.

        Waits for a message sent or changed since this phone's last step; `stale` takes older ones too.
        """
        after = -1 if stale else self._since
        shown = self.telegram.wait(lambda: self._showing(label, after), limit)
        assert shown is not None, f"no button {label!r} since the last step; shown: {self._listing()}"
        token = next(one.get("callback_data") for one in shown.buttons() if one["text"] == label)
        assert token, f"{label!r} is a link"
        return self.press(token, shown)

    def see(self, label: str, limit: float = LIMIT) -> str:
        """Wait for a message with that button, new since this phone's last step; gives its text."""
        shown = self.telegram.wait(lambda: self._showing(label, self._since), limit)
        assert shown is not None, f"no button {label!r} since the last step; shown: {self._listing()}"
        return shown.text

    def press(self, token: str, shown: Shown | None = None) -> str:
        """Send a callback query with any token, under a message or under one that Telegram has forgotten."""
        query = f"{self.user_id}-{self.telegram.new_id()}"
        body: Json = {"id": query, "from": self._user(), "chat_instance": "1", "data": token}
        with self.telegram.changed:
            if shown is not None:
                body["message"] = self.telegram.chats.as_seen_by_bots(shown)
            self.telegram.queries[query] = Query(self.chat, time.monotonic())
        self._mark()
        self.telegram.inject({"callback_query": body})
        return query

    def ask(self, words: str) -> str:
        """Type words behind the bot's name in some chat; gives the inline query's id."""
        number = f"inline-{self.user_id}-{self.telegram.new_id()}"
        place = {"latitude": 40.7753, "longitude": 68.3273}
        body: Json = {"id": number, "from": self._user(), "query": words, "offset": "", "location": place}
        with self.telegram.changed:
            self.telegram.inline[number] = Asked(time.monotonic())
        self.telegram.inject({"inline_query": body | {"chat_type": "group"}})
        return number

    def add_bot(self) -> None:
        """Put the bot into the group."""
        with self.telegram.changed:
            self.telegram.chats.closed.discard(self.chat)
        self._member("left", "member")

    def remove_bot(self) -> None:
        """Take the bot out of the group, or block it in the private chat."""
        with self.telegram.changed:
            self.telegram.chats.closed.add(self.chat)
        self._member("member", "left" if self._is_group else "kicked")

    # --- seeing

    def screen(self) -> list[str]:
        """The texts of the bot that the chat shows, oldest first."""
        with self.telegram.changed:
            return [shown.text for shown in self.telegram.chats.of(self.chat)]

    def buttons(self) -> list[str]:
        """The labels under the newest message that has buttons."""
        with self.telegram.changed:
            with_buttons = [shown for shown in self.telegram.chats.of(self.chat) if shown.buttons()]
            newest = max(with_buttons, key=lambda shown: shown.stamp, default=None)
            return [button["text"] for button in newest.buttons()] if newest else []

    def all_buttons(self) -> list[Json]:
        """The buttons of every message that the chat shows."""
        with self.telegram.changed:
            return [button for shown in self.telegram.chats.of(self.chat) for button in shown.buttons()]

    def place_button(self) -> str:
        """The label of the "send my location" button under the input field; "": there is none."""
        with self.telegram.changed:
            rows = self.telegram.chats.bottom.get(self.chat, {}).get("keyboard", [])
        return next((one["text"] for row in rows for one in row if one.get("request_location")), "")

    def wait_for(self, text: str, limit: float = LIMIT) -> str:
        """Wait for a message holding `text`, sent or changed since this phone's last step; gives it whole."""
        shown = self.telegram.wait(lambda: self._saying(text), limit)
        assert shown is not None, f"never read {text!r}; shown: {self._listing()}"
        return shown.text

    def wait_for_toast(self, query: str, limit: float = LIMIT) -> str:
        """Wait until the pressed button is answered; gives the words that were shown."""
        pressed = self.telegram.queries[query]
        self.telegram.wait(lambda: pressed.toast is not None, limit)
        assert pressed.toast is not None, "the button was never answered"
        return pressed.toast

    def wait_for_offers(self, number: str, limit: float = LIMIT) -> Json:
        """Wait until an inline query is answered; gives the fields of the answer."""
        asked = self.telegram.inline[number]
        answer = self.telegram.wait(lambda: asked.answer, limit)
        assert answer is not None, "the inline query was never answered"
        return answer

    # ---

    def _saying(self, text: str) -> Shown | None:
        fresh = [shown for shown in self.telegram.chats.of(self.chat) if shown.stamp > self._since]
        return next((shown for shown in reversed(fresh) if text in shown.text), None)

    def _showing(self, label: str, after: int) -> Shown | None:
        showing = [
            shown
            for shown in self.telegram.chats.of(self.chat)
            if shown.stamp > after and any(button["text"] == label for button in shown.buttons())
        ]
        return max(showing, key=lambda shown: shown.stamp, default=None)

    def _listing(self) -> list[tuple[str, list[str]]]:
        with self.telegram.changed:
            shown = self.telegram.chats.of(self.chat)[-4:]
            return [(one.text, [button["text"] for button in one.buttons()]) for one in shown]

    def _say(self, content: Json) -> int:
        number = self.telegram.new_id()
        self._mark()
        self.telegram.inject({"message": self._message(number) | content})
        return number

    def _member(self, before: str, after: str) -> None:
        self._mark()
        change = {"chat": self._chat(), "from": self._user(), "date": int(time.time())}
        members = {
            "old_chat_member": {"status": before, "user": BOT},
            "new_chat_member": {"status": after, "user": BOT},
        }
        self.telegram.inject({"my_chat_member": change | members})

    def _message(self, number: int) -> Json:
        return {"message_id": number, "date": int(time.time()), "chat": self._chat(), "from": self._user()}

    def _mark(self) -> None:
        with self.telegram.changed:
            self._since = self.telegram.chats.stamp

    def _user(self) -> Json:
        first, last, username, _ = self.canaries
        names = {"first_name": first, "last_name": last, "username": username}
        return {"id": self.user_id, "is_bot": False, **names, **self._language}

    def _chat(self) -> Json:
        if self._is_group:
            return {"id": self.chat, "type": "supergroup", "title": f"Canarygroup{self.chat}"}
        first, last, username, _ = self.canaries
        return {
            "id": self.chat,
            "type": "private",
            "first_name": first,
            "last_name": last,
            "username": username,
        }
