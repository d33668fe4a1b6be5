"""R16: a deep link selects no role and shows no case; an invitation is for one account, for 72 hours."""

import string
from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest

from cases import people
from conversations import notices
from conversations.house import House
from conversations.incoming import Incoming
from locales import catalogue
from store.database import Database
from tests.doubles import square as squares
from tests.doubles.square import Square

SEED = 20261123
DEPARTMENT = "CHILD_RIGHTS:610000000"
REPORTERS = range(100, 110)
STRANGERS = range(9000, 9500)
LETTERS = string.ascii_letters + string.digits + "_-"  # Telegram allows 64 of these behind ?start=
MEANT = (
    "inv",
    "r",
    "d",
    "k",
    "n",
    "f",
    "q",
    "h",
    "case",
    "status",
    "role",
    "officer",
    "admin",
    "CHILD_RIGHTS",
)


@pytest.fixture
def square(database: Database, house: House) -> Square:
    """Reports that somebody could wish to see, and an invitation that somebody could wish to have."""
    place = Square(database, house)
    place.enrol(DEPARTMENT, -1002)
    for user in REPORTERS:
        place.hear(place.say(user, "command", "start", argument="r_cotton-d_613800000"))
        place.hear(place.say(user, "button", place.tokens(user)["Send now"]))
    return place


def test_no_link_gives_a_role_or_shows_a_case(
    square: Square, so_many: Callable[[int], int], figure: Callable[[str], None]
) -> None:
    chance, many = Random(SEED), so_many(10_000)
    invitation = square.invite(DEPARTMENT)
    secrets = [*_secrets(square), invitation]
    before = square.rows("update_seen", "session", "duty", "trace")
    opened = [_open(square, chance, secrets, invitation) for _ in range(many)]
    for together in squares.in_groups(opened):
        square.hear(*together)
        square.now += timedelta(seconds=5)
    roles = [user for user in STRANGERS if square.role(user)]
    shown = [text for text in _told_to_strangers(square) if _shows_a_case(text)]
    changed = squares.changes(before, square.rows("update_seen", "session", "duty", "trace"))

    figure(
        f"R16: {many} links t.me/…?start=… from {len(STRANGERS)} accounts (random, codes of cases,"
        f" near-misses of an invitation): {len(roles)} roles given, {len(shown)} cases shown,"
        f" {len(changed)} rows of others changed"
    )
    assert (roles, shown, changed) == ([], [], [])
    square.now = squares.NOON
    square.hear(square.say(1, "command", "start", argument=invitation))
    assert square.role(1) == "officer"  # the fuzz was of an invitation that works


def test_an_invitation_is_for_the_first_account_only(square: Square) -> None:
    invitation = square.invite(DEPARTMENT)
    for user in (1, 2, 1):
        square.hear(square.say(user, "command", "start", argument=invitation))

    assert [square.role(user) for user in (1, 2)] == ["officer", ""]


def test_an_invitation_of_72_hours_ago_does_not_work(square: Square) -> None:
    invitations = [square.invite(DEPARTMENT) for _ in range(2)]
    square.now += people.VALID_FOR - timedelta(seconds=1)
    square.hear(square.say(1, "command", "start", argument=invitations[0]))
    square.now += timedelta(seconds=1)
    square.hear(square.say(2, "command", "start", argument=invitations[1]))

    assert [square.role(user) for user in (1, 2)] == ["officer", ""]


def _secrets(square: Square) -> list[str]:
    """Give all that leads to a case: codes, numbers, tokens of buttons."""
    tokens = [
        button.token
        for one in square.sayings()
        for row in one.message.buttons
        for button in row
        if button.token
    ]
    codes = [
        one.message.text.partition(": ")[2][:19]
        for one in square.sayings()
        if one.message.text.startswith("Your code: ")
    ]
    assert len(codes) == len(REPORTERS)
    plain = [code.replace("-", "") for code in codes]
    return [*tokens, *codes, *plain, *(str(number) for number in range(1, 11))]


def _open(square: Square, chance: Random, secrets: list[str], invitation: str) -> Incoming:
    secret = chance.choice(secrets)
    argument = chance.choice(
        [
            "".join(chance.choices(LETTERS, k=chance.randint(0, 64))),
            chance.choice(MEANT) + "_" + secret,
            f"r_{secret}-d_{secret}",
            secret,
            chance.choice(MEANT),
            invitation[: chance.randrange(5, len(invitation))],
            invitation.swapcase(),
            f"r_cotton-{invitation}",
            invitation + chance.choice(LETTERS),
        ]
    )
    if argument == invitation:
        argument = ""
    return square.say(chance.choice(STRANGERS), "command", "start", argument=argument)


def _told_to_strangers(square: Square) -> list[str]:
    told = {str(user) for user in STRANGERS}
    return [one.message.text for one in square.sayings() if one.address.chat in told]


def _shows_a_case(text: str) -> bool:
    say = catalogue.load("en").say
    title = say(notices.TITLE, number="|").partition("|")[0]
    return title in text or any(say(status) in text for status in notices.STATUSES.values())
