"""R15: callback data is never trusted: whoever sends it, it changes nothing but the sender's own dialogue."""

import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from conversations import departments
from conversations.house import House
from conversations.incoming import Incoming
from locales import catalogue
from store.database import Database
from tests.doubles import square as squares
from tests.doubles.square import Square

SEED = 20261123
GROUPS = {"EDU_LOC:613800000": -1001, "CHILD_RIGHTS:610000000": -1002, "POLICE_JUV:613800000": -1003}
OFFICERS_ONLY = -1003  # one officer has joined: nobody else of the group may press
STRANGE_GROUP = -5000
REPORTERS = range(100, 124)
STRANGERS = range(9000, 9200)
PREFIXES = ("k:", "n:", "d:", "f:", "q:", "h:", "t:", "m:", "l:", "x:", "")
LETTERS = string.ascii_letters + string.digits + ":_-+ \x00ж😀"


@pytest.fixture
def square(database: Database, house: House) -> Square:
    """Departments with their groups, officers of one of them, reports sent and reports begun."""
    place = Square(database, house)
    for department, group in GROUPS.items():
        place.enrol(department, group)
    place.hear(place.say(77, "command", "start", argument=place.invite("POLICE_JUV:613800000")))
    for number, user in enumerate(REPORTERS):
        work = "sexual" if number % 3 == 0 else "cotton"
        place.hear(place.say(user, "command", "start", argument=f"r_{work}-d_613800000"))
        if number % 2:
            place.hear(place.say(user, "button", place.tokens(user)["Send now"]))
        if number % 4 == 1:
            place.hear(place.say(user, "button", place.tokens(user)["Yes, here"]))
    place.now += timedelta(minutes=20)
    return place


def test_whatever_strangers_press_changes_nothing_but_their_own_dialogue(
    square: Square, so_many: Callable[[int], int], figure: Callable[[str], None]
) -> None:
    chance, many = Random(SEED), so_many(10_000)
    known = _known_tokens(square)
    before = square.rows("update_seen")
    pressed = [_press(square, chance, known) for _ in range(many)]
    toasts = []
    for together in squares.in_groups(pressed):
        toasts += [heard.toast for heard in square.hear(*together)]
        square.now += timedelta(seconds=7)
    strangers = _strangers(square)
    changed = squares.changes(before, square.rows("update_seen"))
    foreign = [(table, row) for table, row in changed if not strangers.own(table, row)]

    say = catalogue.load("en").say
    done = {say(departments.ALREADY), say(departments.DONE, number=1).partition("1")[0]}
    shown = [toast for toast in toasts if any(words in toast for words in done)]
    figure(
        f"R15: {many} pieces of callback data (random, of others, replayed, cut, changed) from strangers"
        f" and group members: {len(foreign)} changes outside the sender's own dialogue,"
        f" {len(shown)} told anything"
    )
    assert (foreign, shown) == ([], [])
    assert len(known) > 100


def test_the_same_data_from_whoever_may_press_it_does_work(square: Square) -> None:
    before = square.rows("update_seen")
    square.hear(square.say(501, "button", square.tokens(-1002)["Received"], chat=-1002))

    changed = {table for table, _ in squares.changes(before, square.rows("update_seen"))}
    assert {"case", "forwarding", "history"} <= changed


def _known_tokens(square: Square) -> list[tuple[str, int]]:
    """Give every token that was ever shown, with the chat that it was shown in."""
    return [
        (button.token, int(one.address.chat))
        for one in square.sayings()
        for row in one.message.buttons
        for button in row
        if button.token
    ]


def _press(square: Square, chance: Random, known: list[tuple[str, int]]) -> Incoming:
    user = chance.choice(STRANGERS)
    chat = chance.choice([0, 0, STRANGE_GROUP, *GROUPS.values()])
    token, home = chance.choice(known)
    kind = chance.randrange(6)
    if kind == 0:
        token = "".join(chance.choices(LETTERS, k=chance.randint(0, 64)))
    elif kind == 1:
        token = chance.choice(PREFIXES) + "".join(chance.choices(LETTERS, k=chance.randint(0, 40)))
    elif kind == 2:
        token = token[: chance.randrange(len(token))]
    elif kind == 3:
        place = chance.randrange(len(token))
        token = token[:place] + chance.choice(LETTERS) + token[place + 1 :]
    elif kind == 4:
        token = chance.choice(PREFIXES) + token.partition(":")[2]
    if chat == home != OFFICERS_ONLY:
        chat = 0  # in its own group anybody may press it
    return square.say(user, "button", token, chat=chat, query="q", message=chance.randrange(1, 500))


@dataclass(frozen=True, slots=True)
class _Strangers:
    """The hashes under which strangers and their chats are kept."""

    lanes: frozenset[str]
    senders: frozenset[str]

    def own(self, table: str, row: Mapping[str, Any]) -> bool:
        """Tell whether a changed row is of their own dialogue, or an answer on its way to them."""
        if table == "session":
            return row["sender"] in self.senders
        column = {"duty": "lane", "trace": "chat"}.get(table)
        return column is not None and row[column] in self.lanes


def _strangers(square: Square) -> _Strangers:
    lanes = frozenset(square.lane(chat) for chat in [*STRANGERS, STRANGE_GROUP])
    return _Strangers(lanes, frozenset(square.sender(user) for user in STRANGERS))
