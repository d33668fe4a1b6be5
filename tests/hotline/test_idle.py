"""A process that is there for nothing says so: at its start, to the doctor, and under /health."""

import asyncio

import pytest
from pydantic import SecretStr

from hotline import idle
from hotline.doctor import configuration, reach
from hotline.health import Watch
from hotline.serving import ROLES
from hotline.settings import Settings
from store.database import Database
from tests.hotline.test_worker import NOW

POSTGRES = "postgresql://hotline@db.example/hotline"


def told(*, token: str = "", listen: str = "127.0.0.1:8080", database: str = POSTGRES) -> Settings:
    return Settings(bot_token=SecretStr(token), listen=listen, database=database)


@pytest.mark.parametrize(
    ("settings", "roles", "said"),
    [
        (told(token="7000:x"), ROLES, []),
        (told(), ROLES, ["Telegram is off"]),
        (told(listen=""), ROLES, ["Nobody can report anything"]),
        (told(token="7000:x", listen=""), ROLES, ["Nothing can ask how this process is"]),
        (told(), frozenset({"web"}), []),
        (told(), frozenset({"bot"}), ["The role bot does nothing"]),
        (told(), frozenset({"worker"}), ["Telegram is off"]),
        (told(), frozenset({"bot", "worker"}), ["The role bot does nothing", "Telegram is off"]),
        (told(token="7000:x"), frozenset({"bot", "worker"}), []),
        (told(token="7000:x", listen=""), frozenset({"web"}), ["The role web does", "Nothing can ask"]),
    ],
)
def test_what_a_process_cannot_do_is_said_at_its_start(
    settings: Settings, roles: frozenset[str], said: list[str]
) -> None:
    lines = list(idle.in_vain(settings, roles, apart=roles != ROLES))

    assert [line.startswith(begins) for line, begins in zip(lines, said, strict=True)] == [True] * len(said)


def test_the_doctor_says_whom_nobody_tells_without_a_token() -> None:
    [together] = asyncio.run(reach.findings(told(database="sqlite:///var/cases.db"), NOW))
    [apart] = asyncio.run(reach.findings(told(), NOW))
    doors = [one for one in configuration.findings(told(listen="")) if one.about == "doors"]

    assert "no department is told of a case" in together.text
    assert "--role bot do nothing" not in together.text
    assert "--role bot do nothing" in apart.text
    assert [one.text for one in doors] == [idle.NO_DOOR]


@pytest.mark.parametrize(("lacks", "state", "well"), [(False, "off", True), (True, "no token", False)])
def test_health_is_not_well_where_the_bot_has_no_token(
    database: Database, lacks: bool, state: str, well: bool
) -> None:
    seen = Watch(database, telegram=False, lacks_token=lacks).look()

    assert (seen.figures["telegram"], seen.ok) == (state, well)
