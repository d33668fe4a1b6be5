"""The project as files: which rooms there are, what lies in them, and their parsed source."""

import ast
import functools
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hotline import settling

ROOT = Path(__file__).parents[2]
ROOMS = ("hotline", "bot", "web", "conversations", "cases", "directory", "store", "locales")
DOORS = ("hotline", "bot", "web")
BELOW_THE_DOORS = tuple(room for room in ROOMS if room not in DOORS)
BESIDE_THE_ROOMS = ("docs", "requirements", "tests", "benchmarks")
TEXTUAL = {
    ".py",
    ".toml",
    ".md",
    ".txt",
    ".po",
    ".pot",
    ".csv",
    ".html",
    ".css",
    ".js",
    ".json",
    ".yml",
    ".mako",
}
TEXTUAL_NAMES = {"Makefile", "run", ".gitignore"}


def kept_folders() -> list[str]:
    """Names of the top-level folders that belong to the project: no hidden ones, no data, no builds."""
    ignored = {line.strip("/") for line in (ROOT / ".gitignore").read_text().split()}
    return sorted(
        entry.name
        for entry in ROOT.iterdir()
        if entry.is_dir() and not entry.name.startswith(".") and entry.name not in ignored
    )


def sources(*folders: str) -> list[Path]:
    """Every Python file in these folders, or in all rooms, the benchmarks and the tests."""
    return [
        path
        for folder in folders or (*ROOMS, "benchmarks", "tests")
        for path in sorted((ROOT / folder).rglob("*.py"))
    ]


def texts() -> Iterator[Path]:
    """Every text file of the project outside what is installed, generated or data of one installation."""
    for entry in (*ROOMS, *BESIDE_THE_ROOMS, ".ci"):
        for path in sorted((ROOT / entry).rglob("*")):
            if path.is_file() and (path.suffix in TEXTUAL or path.name in TEXTUAL_NAMES):
                yield path
    yield from (path for path in ROOT.iterdir() if path.is_file() and path.suffix in TEXTUAL)
    yield ROOT / "Makefile"


@functools.cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    with settling.settling():  # none of it is garbage: to look for some takes twice as long as to parse
        return ast.parse(path.read_text(encoding="utf-8"), str(path))


@functools.cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """All nodes of it, those above before those below; gathered once, for many tests look at every one."""
    with settling.settling():
        return tuple(ast.walk(parsed(path)))


@functools.cache
def project() -> dict[str, Any]:
    """What pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def where(path: Path, node: ast.AST | None = None) -> str:
    """`cases/filing.py:12`, for the message of a test that fails."""
    line = f":{node.lineno}" if isinstance(node, ast.expr | ast.stmt | ast.excepthandler) else ""
    return f"{path.relative_to(ROOT)}{line}"


def makefile_targets() -> set[str]:
    """The targets that `make help` lists."""
    return set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE))
