"""The table of docs/COVERAGE.md: every system of the sources has a row, and what a row names exists."""

import re

from aiohttp.web import RouteDef

from conversations import private
from hotline import compose
from tests.architecture import tree
from tests.architecture.test_docs import commands
from web.answers import routes as answers
from web.desk import routes as desk
from web.field import routes as field
from web.public import routes as public

PAGE = (tree.ROOT / "docs" / "COVERAGE.md").read_text(encoding="utf-8")
ROWS = [row.split(" | ") for row in re.findall(r"^\| (\d+ \| .*) \|$", PAGE, re.MULTILINE)]
NAMED = sorted(set(re.findall(r"\b(page|command|chat|dialogue|file) `([^`]+)`", PAGE)))
API = "/api/hsds"  # a table of its own: docs/API.md


def paths() -> set[str]:
    guarded = {one.path for one in desk.doors()} | {one.path for one in field.doors()}
    routes = (*public.routes(), *answers.routes())
    return guarded | {one.path for one in routes if isinstance(one, RouteDef)} | {API}


def existing() -> dict[str, set[str]]:
    """Everything that can be named, by its kind."""
    files = {f"docs/{path.name}" for path in (tree.ROOT / "docs").iterdir()}
    chat = {f"/{name}" for name in private.COMMANDS}
    return {
        "page": paths(),
        "command": set(commands()),
        "chat": chat,
        "dialogue": set(compose.scripts()),
        "file": files,
    }


def test_each_of_the_systems_has_its_row() -> None:
    assert [row[0] for row in ROWS] == [str(number) for number in range(1, 33)]
    assert all(len(row) == 4 and row[3].strip() for row in ROWS)


def test_every_row_names_something_that_can_be_opened_or_called() -> None:
    unserved = [row[0] for row in ROWS if not re.search(r"\b(page|command|chat|dialogue) `", row[2])]

    assert unserved == []


def test_what_a_row_names_exists() -> None:
    known = existing()

    assert [(kind, name) for kind, name in NAMED if name not in known[kind]] == []
