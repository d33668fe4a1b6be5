"""Habits of the house that a reader relies on everywhere."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture import tree

CLOCKS_AND_CHANCE = {
    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time"),
    ("time", "time_ns"), ("time", "sleep"), ("uuid", "uuid1"), ("uuid", "uuid4"), ("os", "urandom"),
}  # fmt: skip
CHANCE = {"random", "secrets"}
DRAWS_LOTS = {f"store/{name}.py" for name in ("boxes", "locks", "seal")}  # keys, nonces, salts must be fresh
PRINTING = {"hotline", "benchmarks", "tests"}
PRINTING_FILES = {"locales/upkeep.py", "locales/checking.py"}  # run as commands by the Makefile


def test_every_module_says_what_it_is() -> None:
    silent = {
        tree.where(path)
        for path in tree.sources()
        if path.read_text().strip() and not ast.get_docstring(tree.parsed(path))
    }

    assert silent == set()


def test_every_public_class_and_function_of_a_room_says_what_one_gets() -> None:
    silent = {
        f"{tree.where(path, node)} {node.name}"
        for path in tree.sources(*tree.ROOMS, "benchmarks")
        if "versions" not in path.parts
        for node in tree.parsed(path).body
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        if not node.name.startswith("_") and not ast.get_docstring(node)
    }

    assert silent == set()


def test_below_the_doors_nothing_is_async() -> None:
    waiting = {
        tree.where(path, node)
        for path, node in _nodes(*tree.BELOW_THE_DOORS)
        if isinstance(node, ast.AsyncFunctionDef | ast.Await | ast.AsyncFor | ast.AsyncWith)
    }

    assert waiting == set()


def test_a_day_is_that_of_kazakhstan_and_never_taken_of_a_moment_of_utc() -> None:
    taken = {
        tree.where(path, node)
        for path, node in _nodes(*tree.ROOMS)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "date"
        if not node.args and ast.unparse(node.func.value).rsplit(".", 1)[-1].split("(")[0] in ("now", "at")
    }

    assert taken == set()


def test_below_the_doors_nobody_looks_at_a_clock_or_draws_lots() -> None:
    looking = {
        tree.where(path, node)
        for path, node in _nodes(*tree.BELOW_THE_DOORS)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        if (node.value.id, node.attr) in CLOCKS_AND_CHANCE or node.value.id in CHANCE
        if str(path.relative_to(tree.ROOT)) not in DRAWS_LOTS
    }

    assert looking == set()


def test_no_message_asks_a_channel_to_read_markup_in_what_people_wrote() -> None:
    asking = {
        tree.where(path, node)
        for path, node in _nodes(*tree.ROOMS)
        if (isinstance(node, ast.keyword) and node.arg in {"parse_mode", "entities"})
        or (isinstance(node, ast.Constant) and node.value == "parse_mode")
    }

    assert asking == set()


def test_only_commands_print() -> None:
    printing = {
        tree.where(path, node)
        for path, node in _nodes()
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
        if path.relative_to(tree.ROOT).parts[0] not in PRINTING
        if str(path.relative_to(tree.ROOT)) not in PRINTING_FILES
    }

    assert printing == set()


def test_no_unknown_error_is_caught_and_forgotten() -> None:
    forgotten = {
        tree.where(path, node)
        for path, node in _nodes(*tree.ROOMS)
        if isinstance(node, ast.ExceptHandler)
        if node.type is None or (_is_any_error(node.type) and all(map(_does_nothing, node.body)))
    }

    assert forgotten == set()


def test_nothing_is_left_for_later() -> None:
    marks = ("TO" + "DO", "FIX" + "ME", "XX" + "X", "NotImplemented" + "Error")
    later = {tree.where(path) for path in tree.sources() if any(mark in path.read_text() for mark in marks)}

    assert later == set()


def _nodes(*folders: str) -> Iterator[tuple[Path, ast.AST]]:
    for path in tree.sources(*folders):
        for node in tree.nodes(path):
            yield path, node


def _is_any_error(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in {"Exception", "BaseException"}


def _does_nothing(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Pass | ast.Continue)


def test_tables_for_spreadsheets_are_written_at_one_door() -> None:
    """R27: what guards cells against formulas stands there, and nowhere else could it be forgotten."""
    doors = {"directory/exchange/cells.py", "directory/exchange/workbook.py", "locales/glossary.py"}
    writing = {
        tree.where(path, node)
        for path, node in _nodes(*tree.ROOMS)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        if (node.value.id, node.attr)
        in {("csv", "writer"), ("csv", "DictWriter"), ("xlsxwriter", "Workbook")}
        if str(path.relative_to(tree.ROOT)) not in doors
    }

    assert writing == set()
