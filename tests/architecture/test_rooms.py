"""The rooms: which there are, what their signs say, and that the contracts between them name them all."""

import ast
import importlib.metadata
import re
import sys
from pathlib import Path

import pytest

from tests.architecture import tree


def test_top_level_folders_are_the_declared_rooms_and_what_stands_beside_them() -> None:
    folders = set(tree.kept_folders())

    assert folders - set(tree.BESIDE_THE_ROOMS) == set(tree.ROOMS)


@pytest.mark.parametrize("room", [*tree.ROOMS, "benchmarks"])
def test_the_sign_of_a_room_is_only_a_docstring(room: str) -> None:
    sign = tree.parsed(tree.ROOT / room / "__init__.py")

    assert ast.get_docstring(sign), f"{room}/__init__.py does not say what the room is for"
    assert len(sign.body) == 1, f"{room}/__init__.py holds more than its docstring"


def test_every_contract_knows_every_room() -> None:
    linter = tree.project()["tool"]["importlinter"]
    layers = next(contract for contract in linter["contracts"] if contract["type"] == "layers")["layers"]

    assert set(linter["root_packages"]) == set(tree.ROOMS)
    assert set(re.findall(r"\w+", " ".join(layers))) == set(tree.ROOMS)


def test_the_wheel_holds_every_room() -> None:
    assert set(tree.project()["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]) == set(tree.ROOMS)


def test_what_builds_the_program_is_locked_as_it_is_asked_for() -> None:
    project = tree.project()

    assert project["dependency-groups"]["build"] == project["build-system"]["requires"]


def test_rooms_import_only_what_an_installation_has() -> None:
    declared = {
        _plain(re.split(r"[<>=!\[; ]", line)[0]) for line in tree.project()["project"]["dependencies"]
    }
    homes = importlib.metadata.packages_distributions()
    foreign = {
        f"{tree.where(path, node)} imports {name}"
        for path in tree.sources(*tree.ROOMS)
        for node, name in _imports(path)
        if name not in tree.ROOMS and name not in sys.stdlib_module_names
        if not declared & {_plain(home) for home in homes.get(name, [name])}
    }

    assert foreign == set()


def _imports(path: Path) -> list[tuple[ast.stmt, str]]:
    found: list[tuple[ast.stmt, str]] = []
    for node in tree.nodes(path):
        if isinstance(node, ast.Import):
            found += [(node, alias.name.split(".")[0]) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.append((node, node.module.split(".")[0]))
    return found


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
