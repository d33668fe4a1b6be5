"""What operators copy to their machines is true: commands parse, paths agree, nothing is left out."""

import configparser
import importlib
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer.main

from hotline import settings
from tests.architecture import tree

DEPLOY = tree.ROOT / "docs" / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
PROGRAM = ".venv/bin/hotline"


class _Unit(configparser.RawConfigParser):
    """A unit of systemd: names keep their case, and may come again."""

    def __init__(self, path: Path) -> None:
        super().__init__(strict=False, delimiters=("=",), comment_prefixes=("#",))
        self.optionxform = str  # type: ignore[assignment,method-assign]
        self.read(path, encoding="utf-8")


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_every_command_of_a_unit_is_one_of_the_program(path: Path) -> None:
    unit = _Unit(path)["Service"]
    before, _, words = unit["ExecStart"].partition(PROGRAM)
    command = shlex.split(re.split(r"['$]", words.replace("%i", "web"))[0])

    assert (before + PROGRAM).endswith(f"{unit['WorkingDirectory']}/{PROGRAM}")
    _parse(command)


@pytest.mark.parametrize("role", ["web", "bot", "worker"])
def test_every_role_that_the_pages_name_is_one(role: str) -> None:
    page = (tree.ROOT / "docs/OPERATIONS.md").read_text(encoding="utf-8")
    module = importlib.import_module("hotline.commands.serve")

    assert role in module.ROLES
    assert f"hotline@{role}" in page


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_may_write_its_data_only_and_leaves_no_core(path: Path) -> None:
    unit = _Unit(path)["Service"]

    assert unit["ProtectSystem"] == "strict"
    assert unit["NoNewPrivileges"] == "yes"
    assert unit["LimitCORE"] == "0"
    assert unit["UMask"] == "0077"
    assert unit["ReadWritePaths"].split()[0] == f"{unit['WorkingDirectory']}/var"


def test_units_of_one_machine_differ_in_what_they_run_alone_and_each_worker_has_an_address() -> None:
    own = {"ExecStart", "EnvironmentFile", "Environment"}
    guards = [
        {name: value for name, value in _Unit(path)["Service"].items() if name not in own}
        for path in UNITS
        if "backup" not in path.name
    ]
    lines = (DEPLOY / "hotline-worker@.service").read_text(encoding="utf-8").replace("%i", "2").splitlines()

    assert guards == [guards[0]] * 3
    assert "Environment=HOTLINE_LISTEN=127.0.0.1:8092" in lines
    assert "EnvironmentFile=-/etc/hotline/worker-2.env" in lines


def test_every_file_for_operators_is_named_in_the_page_and_every_path_agrees() -> None:
    page = (tree.ROOT / "docs/OPERATIONS.md").read_text(encoding="utf-8")
    unnamed = {path.name for path in DEPLOY.iterdir() if f"deploy/{path.name}" not in page}
    folders = {_Unit(path)["Service"]["WorkingDirectory"] for path in UNITS}

    assert unnamed == set()
    assert folders == {"/srv/hotline"}
    assert "/srv/hotline" in page
    assert "/srv/backup" in page


def test_the_container_is_given_every_room_and_settings_that_exist() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    copied = set(re.findall(r"^COPY (\w+) \1$", text, re.MULTILINE))
    named = {name.removeprefix(settings.PREFIX).lower() for name in re.findall(r"HOTLINE_\w+", text)}

    assert copied == set(tree.ROOMS)
    assert named <= set(settings.Settings.model_fields)
    assert "--require-hashes -r requirements/run.txt" in text
    assert re.search(r"^USER [1-9]\d+$", text, re.MULTILINE)
    assert "/health/live" in text


def test_the_server_in_front_hangs_up_on_the_slow_and_keeps_nothing() -> None:
    text = (DEPLOY / "hotline.nginx.conf").read_text(encoding="utf-8")

    for line in (
        "client_header_timeout 10s;",
        "client_body_timeout",
        "proxy_request_buffering off;",
        "access_log off;",
        "client_max_body_size 64m;",
        "proxy_set_header X-Forwarded-For $remote_addr;",
        "location = /metrics { return 404; }",
    ):
        assert line in text
    assert text.count("{") == text.count("}")


def _parse(words: list[str]) -> None:
    """Have the program read these words as it would, without doing anything."""
    command: Any = typer.main.get_command(importlib.import_module("hotline.__main__").commands())
    context = command.context_class(command)
    while hasattr(command, "commands"):
        name, command, words = command.resolve_command(context, words)
        context = command.context_class(command, parent=context, info_name=name)
    command.parse_args(context, words)
