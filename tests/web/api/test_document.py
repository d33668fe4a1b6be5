"""The examples of docs/API.md are asked as they stand there, and what it shows of the answers comes."""

import json
import re
import shlex
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

import httpx
import pytest

from tests.architecture import tree
from tests.web.house import House, browsing
from web.api.library import Library

PAGE = (tree.ROOT / "docs" / "API.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^(?: {4})?(curl .+)$", PAGE, re.MULTILINE)
SHOWN = re.findall(r"```sh\n(curl .+)\n```\n```json\n(.+)\n```", PAGE)
HOST = "https://hotline.example"
CUT = "…"


def ask(asker: httpx.Client, command: str, mark: str = "") -> httpx.Response:
    """Do what curl would do with these words."""
    words = shlex.split(command.partition(" > ")[0])[1:]
    data: list[tuple[str, str]] = []
    headers: dict[str, str] = {}
    address, is_get = "", False
    while words:
        word = words.pop(0)
        if word in ("-d", "--data-urlencode"):
            data += parse_qsl(words.pop(0).replace("+", "%2B"))
        elif word == "-H":
            name, _, value = words.pop(0).partition(": ")
            headers[name] = value.replace(f'"{CUT}"', mark)
        elif word == "--get":
            is_get = True
        elif word != "-i":
            address = word
    assert address.startswith(HOST), command
    address = address.removeprefix(HOST)
    if is_get or not data:
        return asker.get(f"{address}?{urlencode(data)}" if data else address, headers=headers)
    return asker.post(address, data=dict(data), headers=headers)


def test_every_example_is_answered(house: House, library: Library) -> None:
    with browsing(replace(house.parts, library=library)) as asker:
        answers = {command: ask(asker, command) for command in COMMANDS}
        statuses = {command: answer.status_code for command, answer in answers.items()}
        marked = [command for command in COMMANDS if "If-None-Match" in command]
        whole = marked[0].replace("-H 'If-None-Match: \"…\"' ", "")
        again = ask(asker, marked[0], answers[whole].headers["ETag"])

    assert len(COMMANDS) >= 10
    assert {command for command, status in statuses.items() if status != 200} == {
        command for command, shown in SHOWN if '"status": 400' in shown
    }
    assert again.status_code == 304


@pytest.mark.parametrize(("command", "shown"), SHOWN, ids=[command[-40:] for command, _ in SHOWN])
def test_what_is_shown_of_an_answer_comes(house: House, library: Library, command: str, shown: str) -> None:
    with browsing(replace(house.parts, library=library, public_url=HOST)) as asker:
        answer = ask(asker, command).json()

    assert missing(json.loads(shown), answer) == []


def missing(shown: Any, came: Any, where: str = "") -> list[str]:
    """Where what came is not what was shown."""
    if isinstance(shown, dict) and isinstance(came, dict):
        return [
            fault
            for name, part in shown.items()
            for fault in missing(part, came.get(name), f"{where}/{name}")
        ]
    if isinstance(shown, list) and isinstance(came, list) and len(shown) == len(came):
        return [
            fault for part, one in zip(shown, came, strict=True) for fault in missing(part, one, f"{where}/*")
        ]
    is_same = shown == came or (shown == CUT and isinstance(came, str) and bool(came))
    return [] if is_same else [f"{where}: {came!r}"]
