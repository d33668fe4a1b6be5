"""Every part of the benchmark runs and gives what results.json promises. No speed is asserted here."""

import ast
import json
import re
from dataclasses import replace
from pathlib import Path
from shutil import copy
from types import SimpleNamespace
from typing import Any

import pytest

from benchmarks import (
    dialogue,
    gazetteer,
    growth,
    latency,
    machine,
    memory,
    premises,
    search,
    start,
    webhook,
)
from benchmarks.asked import Asked
from benchmarks.contest import Contestant, Failed
from directory.reading import Directory
from hotline.commands import prepare
from hotline.settings import Settings
from tests.architecture import tree

ASKED = Asked("tiny", peers=("ptb",), postgres=False)
PARTS = (dialogue, webhook, latency, start, memory, growth, search)


@pytest.fixture
def made_before(
    tmp_path: Path, directory_file: Path, directory: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Give every part the directory that all tests read: to make one takes seconds."""
    monkeypatch.setattr(gazetteer, "shipped", lambda: directory)

    def prepared(told: Settings, **more: Any) -> str:
        copy(directory_file, told.directory)
        return prepare.prepare(told, **more)

    monkeypatch.setattr(premises, "prepare", SimpleNamespace(prepare=prepared))


@pytest.mark.usefixtures("made_before")
@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__.rpartition(".")[2])
def test_a_part_of_the_benchmark_runs_and_says_what_it_measured_and_promised(part: Any) -> None:
    asked = ASKED if part is dialogue else replace(ASKED, peers=())
    told = json.loads(json.dumps(part.measure(asked).as_json()))

    assert part.__name__ == f"benchmarks.{told['part']}"
    assert told["promises"]
    for one in told["measured"] + told["promises"]:
        assert one["spread"]["low"] <= one["spread"]["median"] <= one["spread"]["high"]
        assert one["spread"]["runs"]
    assert all({"what", "unit", "beside"} <= one.keys() for one in told["measured"])
    assert all({"what", "limit", "wanted", "met"} <= one.keys() for one in told["promises"])
    if part is dialogue:
        beside = [one["beside"] for one in told["measured"]]
        assert {one["batch"] for one in beside} == {1, 8, 64, 100}
        assert all(one["cases filed a run"] * 10 == one["steps a run"] for one in beside)


def test_who_leaves_a_step_unanswered_has_no_number(tmp_path: Path) -> None:
    deaf = Contestant("deaf", [Deaf()], [0], 64)  # type: ignore[list-item]

    with pytest.raises(Failed, match="deaf: 1 people, 8 answered, 0 filed"):
        deaf.hear([(tmp_path, tmp_path)], [1], 16)


class Deaf:
    """A contestant that answers four steps of whatever it is brought, and files nothing."""

    def prepare(self, **asked: object) -> None:
        assert asked["batch"] == 64

    def ask(self, asked: object) -> None:
        assert asked == "go"

    def hear(self) -> dict[str, float]:
        return {"answered": 4, "filed": 0, "said": 8, "wall": 1.0, "cpu": 1.0}


def test_the_machine_is_described_beside_the_numbers(tmp_path: Path) -> None:
    told = machine.described(tmp_path)

    assert {"at", "processor", "cores", "load", "python", "sqlite", "fdatasync_ms"} == told.keys()


def test_the_peers_know_nothing_of_ours() -> None:
    known = {
        f"{tree.where(path)} imports {name}"
        for path in tree.sources("benchmarks/peers")
        for name in _imports(tree.parsed(path))
        if name.split(".")[0] in (*tree.ROOMS, "tests") or re.match(r"benchmarks(?!\.peers)", name)
    }

    assert known == set()


def test_the_peer_is_the_version_that_we_use_ourselves() -> None:
    ours, theirs = (
        re.findall(
            r"^python-telegram-bot==(\S+)", (tree.ROOT / "requirements" / name).read_text(), re.MULTILINE
        )
        for name in ("run.txt", "bench.txt")
    )

    assert ours == theirs
    assert len(ours) == 1


def _imports(module: ast.Module) -> list[str]:
    found = []
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append(node.module or "")
    return found
