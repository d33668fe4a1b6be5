"""Sizes and names: a file holds one idea and says which."""

import ast
import re
from pathlib import Path

from tests.architecture import tree

LONGEST_FILE = 300
LONGEST_FUNCTION = 50
MOST_PARAMETERS = 8  # a dataclass is due at five; this is where patience ends
BANNED = re.compile(r"(^|_)(util|utils|helper|helpers|common|manager|managers|misc|stuff)(_|$)")


def test_no_file_is_longer_than_300_lines() -> None:
    long = {
        tree.where(path): lines
        for path in tree.sources()
        if (lines := len(path.read_text().splitlines())) > LONGEST_FILE
    }

    assert long == {}


def test_no_function_is_longer_than_50_lines() -> None:
    long = {
        tree.where(path, node): lines
        for path, node in _functions()
        if (lines := _length(node)) > LONGEST_FUNCTION
    }

    assert long == {}


def test_no_function_takes_a_crowd_of_parameters() -> None:
    crowded = {
        tree.where(path, node): node.name
        for path, node in _functions()
        if "tests" not in path.parts and not _is_command(path, node)
        if len(node.args.posonlyargs + node.args.args + node.args.kwonlyargs) > MOST_PARAMETERS
    }

    assert crowded == {}


def test_no_file_or_folder_is_a_drawer_for_everything() -> None:
    drawers = {
        tree.where(path)
        for path in tree.sources()
        if any(BANNED.search(part) for part in path.relative_to(tree.ROOT).with_suffix("").parts)
    }

    assert drawers == set()


def _functions() -> list[tuple[Path, ast.FunctionDef | ast.AsyncFunctionDef]]:
    return [
        (path, node)
        for path in tree.sources()
        for node in tree.nodes(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1


def _is_command(path: Path, node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return path.is_relative_to(tree.ROOT / "hotline") and bool(node.decorator_list)
