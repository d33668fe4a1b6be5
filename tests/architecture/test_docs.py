"""The documents cannot rot: every command, setting, file and link in them exists, and none is left out."""

import ast
import csv
import importlib
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import typer.main
from typer.exceptions import TyperException

from cases.followups import terms
from locales import daytime
from tests.architecture import tree

CODE = re.compile(r"```[a-z]*\n(.*?)```|`([^`\n]+)`", re.DOTALL)
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")
FILE = re.compile(r"^(?:[\w.<>-]+/)+[\w.<>-]*$|^[\w-]+\.(?:md|toml|py)$")
LONGEST_README = 150
HISTORY = {"CHANGELOG.md"}
HOLDERS = {"settings", "told", "read"}  # what settings are called in hotline/ once they have been read


def documents() -> list[Path]:
    return [*sorted(tree.ROOT.glob("*.md")), *sorted((tree.ROOT / "docs").rglob("*.md"))]


def lines_of_code(path: Path) -> list[str]:
    blocks = (block or inline for block, inline in CODE.findall(path.read_text(encoding="utf-8")))
    return [line.strip() for block in blocks for line in block.splitlines()]


def commands() -> dict[str, Any]:
    """Every command of the program by its words: `cases list`."""
    program = typer.main.get_command(importlib.import_module("hotline.__main__").commands())
    found: dict[str, Any] = {}

    def collect(command: Any, words: tuple[str, ...]) -> None:
        if words:
            found[" ".join(words)] = command
        for name, child in getattr(command, "commands", {}).items():
            collect(child, (*words, name))

    collect(program, ())
    return found


def settings() -> set[str]:
    """Every setting by its name in the environment."""
    fields = importlib.import_module("hotline.settings").Settings.model_fields
    return {f"HOTLINE_{name.upper()}" for name in fields}


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_every_make_command_in_a_document_exists(path: Path) -> None:
    mentioned = {word for line in lines_of_code(path) for word in re.findall(r"^make ([a-z]+)", line)}

    assert mentioned <= tree.makefile_targets()


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_every_hotline_command_in_a_document_exists_with_its_options(path: Path) -> None:
    known = commands()
    unknown = []
    for line in lines_of_code(path):
        if found := re.match(r"(?:\.venv/bin/)?hotline ((?:[a-z][a-z-]* ?)+)(.*)", line):
            command = _longest(found[1].split(), known)
            options = set(re.findall(r"(?<![\w-])--[a-z-]+", found[2]))
            accepted = (
                {option for parameter in command.params for option in parameter.opts} if command else set()
            )
            if command is None or options - accepted - {"--help"}:
                unknown.append(line)

    assert unknown == []


def test_every_command_for_the_people_of_monitoring_is_whole_as_it_is_typed() -> None:
    known, broken = commands(), []
    for line in lines_of_code(tree.ROOT / "docs" / "MONITORING.md"):
        words = line.split()
        if words[:1] != ["hotline"]:
            continue
        length = max(size for size in range(2, len(words) + 1) if " ".join(words[1:size]) in known)
        try:
            known[" ".join(words[1:length])].make_context(line, words[length:])
        except TyperException as error:
            broken.append(f"{line}: {error.format_message()}")

    assert broken == []


@pytest.mark.parametrize("path", ["docs/MONITORING.md", "docs/DESK.md", "docs/ARCHITECTURE.md"])
def test_documents_name_the_rounds_of_follow_up_that_the_data_has(path: str) -> None:
    *first, last = map(str, terms.in_force(daytime.day(datetime.now(UTC))).rounds)
    text = (tree.ROOT / path).read_text(encoding="utf-8")
    named = re.findall(r"(\d+(?:, \d+)+) (?:and|и|және) (\d+) (?:months|мес|ай)", text)

    assert named
    assert set(named) == {(", ".join(first), last)}


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_every_link_and_file_in_a_document_leads_somewhere(path: Path) -> None:
    links = [
        link for link in LINK.findall(path.read_text(encoding="utf-8")) if not (path.parent / link).exists()
    ]
    files = [line for line in lines_of_code(path) if FILE.match(line) and not _exists(line)]

    assert (links, files) == ([], [])


def test_every_command_of_the_program_is_in_the_documents() -> None:
    said = " ".join(path.read_text(encoding="utf-8") for path in documents() if path.name not in HISTORY)
    unsaid = {
        words
        for words, command in commands().items()
        if not getattr(command, "commands", None) and not command.hidden and f"hotline {words}" not in said
    }

    assert unsaid == set()


def test_every_setting_is_in_the_readme_and_no_other() -> None:
    readme = (tree.ROOT / "README.md").read_text(encoding="utf-8")

    assert set(re.findall(r"\bHOTLINE_[A-Z_]+\b", readme)) == settings()


def test_every_setting_has_an_effect() -> None:
    fields = {name.removeprefix("HOTLINE_").lower() for name in settings()}
    read = {
        node.attr
        for path in tree.sources("hotline")
        for node in tree.nodes(path)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value).split(".")[-1] in HOLDERS
    }

    assert fields - read == set()


def test_every_make_target_is_in_the_documents() -> None:
    said = " ".join(path.read_text(encoding="utf-8") for path in documents())

    assert {target for target in tree.makefile_targets() if f"make {target}" not in said} == set()


def test_the_readme_is_read_in_two_minutes() -> None:
    assert len((tree.ROOT / "README.md").read_text().splitlines()) < LONGEST_README


def test_every_room_stands_in_the_architecture_page() -> None:
    page = (tree.ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")

    assert {room for room in tree.ROOMS if f"`{room}/`" not in page} == set()


def _longest(words: list[str], known: dict[str, Any]) -> Any:
    """The command that these words call; words after it are its arguments, unless it is only a group."""
    for length in range(len(words), 0, -1):
        command = known.get(" ".join(words[:length]))
        if command is not None:
            is_group = bool(getattr(command, "commands", None))
            return None if is_group and length < len(words) else command
    return None


def _exists(name: str) -> bool:
    made = (tree.ROOT / ".gitignore").read_text(encoding="utf-8").split()
    if name == "__init__.py" or name.startswith(tuple(made)):
        return True
    return (tree.ROOT / name).exists() or any((tree.ROOT / "docs").rglob(name))


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_officers_read_in_their_document_the_words_that_stand_on_the_pages(language: str) -> None:
    text = (tree.ROOT / "docs" / "DESK.md").read_text(encoding="utf-8")
    half = text.split("\n## ")[1 + ("kk", "ru").index(language)]
    parts = [part for part in half.split("\n### ") if not part.startswith(("Ешқашан", "Чего не делать"))]
    rows = re.findall(r"^\| \*\*(.+?)\*\* \|", half, re.MULTILINE)
    named = rows + re.findall(r"^- \*\*(.+?)\.\*\*", half, re.MULTILINE)
    named += [words for part in parts for words in re.findall("«([^»]+)»", part)]
    shown = {row[language] for row in glossary()}

    assert len(named) > 20
    assert [one for one in named if not any(words.startswith(one) for words in shown)] == []


def glossary() -> list[dict[str, str]]:
    with (tree.ROOT / "locales" / "glossary.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
