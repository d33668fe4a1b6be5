"""A crowd on Telegram: what its people send, as the JSON that the Bot API hands out, names and all.

First everybody begins; then they answer beside each other, each at another step, so that all through the run
every tenth update files a case. Everybody reports once, from a place of their own, in one of three languages.
"""

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import walk
from benchmarks.walk import LANGUAGES, POINT, STEPS, WALK, Said
from conversations.dialogue.script import Script

Json = dict[str, Any]

SEED = 20261122
_AROUND = (0.8, 1.2)  # degrees: 180 by 190 km, so that hardly two reports are about one square kilometre
_BOT = {"id": 1001, "is_bot": True, "first_name": "Hotline", "username": "hotline_bot"}


Moves = Iterable[tuple[int, int]]
"""Who does which step of the walk, by the people's numbers and the steps' places."""


@dataclass(slots=True)
class Scribe:
    """Writes down what people send, an update a line. `said` is what they are shown."""

    script: Script
    said: Said
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))

    def crowd(self, folder: Path, first: int, size: int) -> tuple[Path, Path]:
        """Write down ten steps of each of `size` people: how all begin, and the rest. Gives both files."""
        people = range(first, first + size)
        return (
            self.write(folder / f"begin-{first}", ((user, 0) for user in people)),
            self.write(folder / f"go-on-{first}", _mixed(people)),
        )

    def write(self, path: Path, moves: Moves) -> Path:
        """Write down these steps of these people, in this order."""
        path.write_bytes(b"\n".join(self._line(user, step) for user, step in moves))
        return path

    def _line(self, user: int, number: int) -> bytes:
        language = LANGUAGES[user % len(LANGUAGES)]
        update = {"update_id": user * STEPS + number, **self._content(user, language, number)}
        return b"%d\t%s" % (user, json.dumps(update, ensure_ascii=False).encode())

    def _content(self, user: int, language: str, number: int) -> Json:
        step = WALK[number]
        if step.kind == "text":
            return {"message": self._message(user, language, number) | {"text": step.value}}
        if step.kind == "point":
            drawn = (one + self.chance.uniform(-far, far) for one, far in zip(POINT, _AROUND, strict=True))
            point = dict(zip(("latitude", "longitude"), (round(one, 6) for one in drawn), strict=True))
            return {"message": self._message(user, language, number) | {"location": point}}
        return {
            "callback_query": {
                "id": str(user * STEPS + number),
                "from": _person(user, language),
                "message": self._shown(user, language, number),
                "chat_instance": str(user * 7),
                "data": walk.token(self.script, step),
            }
        }

    def _shown(self, user: int, language: str, number: int) -> Json:
        """Give the message under which the button stands, as Telegram sends it along."""
        last: Json = self.said[language][number - 1][-1] if number else {"text": "…", "buttons": []}
        rows = [
            [{"text": one["label"], "callback_data": one["token"]} for one in row] for row in last["buttons"]
        ]
        message = self._message(user, language, number) | {"from": _BOT, "text": last["text"]}
        return message | {"reply_markup": {"inline_keyboard": rows}}

    @staticmethod
    def _message(user: int, language: str, number: int) -> Json:
        return {
            "message_id": 100 + 2 * number,
            "from": _person(user, language),
            "chat": {"id": user, "type": "private", "first_name": "Айгүл", "username": f"reader_{user}"},
            "date": 1_795_000_000 + number,
        }


def _mixed(people: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Everybody's steps after the first, in order; who came later is behind by up to eight steps."""
    lag = STEPS - 1
    for moment in range(2 * lag - 1):
        for number, user in enumerate(people):
            step = moment - number % lag + 1
            if 1 <= step < STEPS:
                yield user, step


def _person(user: int, language: str) -> Json:
    names = {"first_name": "Айгүл", "last_name": "Серікқызы", "username": f"reader_{user}"}
    return {"id": user, "is_bot": False, **names, "language_code": language}
