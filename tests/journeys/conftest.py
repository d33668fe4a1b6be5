"""A whole hotline as a process of its own, an emulated Telegram, and people with phones."""

import json
import os
import shutil
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.doubles import hosts, once
from tests.doubles import program as programs
from tests.doubles.program import Running
from tests.doubles.telegram import TOKEN, Telegram

START = 50.0  # seconds that a start may take on a busy machine, where four tests are run at a time


@dataclass
class Hotline:
    """One installation in a folder of its own: commands run in it, `serve` starts the process."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    process: Running | None = None
    port: int = 0

    @property
    def environment(self) -> dict[str, str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("HOTLINE_")}
        return clean | {
            "PYTHONPATH": hosts.PYTHONPATH,
            "HOTLINE_DATABASE": f"sqlite:///{self.folder}/cases.db",
            "HOTLINE_DIRECTORY": str(self.folder / "directory.db"),
            "HOTLINE_KEYS": str(self.folder / "keys"),
            "HOTLINE_LISTEN": f"127.0.0.1:{self.port}",
            "HOTLINE_LOG": "debug",
            **self.settings,
        }

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def run(self, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        return programs.program().run(words, self.folder, self.environment, given=given, limit=START * 2)

    def json(self, *words: str) -> Any:
        done = self.run(*words)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def serve(self, command: str = "serve") -> None:
        self.port = self.port or _free_port()
        with (self.folder / "log").open("ab") as log, Path(os.devnull).open("rb") as nothing:
            streams = (nothing, log, log)
            self.process = programs.program().begin([command], self.folder, self.environment, streams)

    def wait_until(self, well: Callable[[int, dict[str, Any]], bool]) -> dict[str, Any]:
        """Ask for health until the answer is as wished; the pause is between two questions, not for luck."""
        import time

        end = time.monotonic() + START
        while time.monotonic() < end:
            assert self.process is None or self.process.poll() is None, self.log()
            try:
                status, told = self.health()
            except OSError:
                time.sleep(0.05)
                continue
            if well(status, told):
                return told
            time.sleep(0.05)
        raise AssertionError(f"never as wished; log: {self.log()}")

    def health(self) -> tuple[int, dict[str, Any]]:
        try:
            with urllib.request.urlopen(f"{self.address}/health", timeout=5) as answer:
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.loads(error.read())

    def stop(self) -> int:
        if self.process is None:
            return 0
        self.process.terminate()
        code = self.process.wait(START)
        self.process = None
        return code

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()
        self.process = None

    def log(self) -> str:
        path = self.folder / "log"
        return path.read_text(encoding="utf-8") if path.exists() else ""


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory, directory_file: Path) -> Path:
    """An installation with sample departments, made once."""

    def make(folder: Path) -> None:
        folder.mkdir()
        shutil.copy(directory_file, folder)
        done = Hotline(folder).run("init", "--sample")
        assert done.returncode == 0, done.stderr

    return once.made(tmp_path_factory, "prepared", make)


@pytest.fixture
def hotline(prepared: Path, tmp_path: Path) -> Iterator[Hotline]:
    folder = tmp_path / "hotline"
    shutil.copytree(prepared, folder)
    installed = Hotline(folder)
    yield installed
    installed.stop()


@pytest.fixture
def telegram() -> Iterator[Telegram]:
    with Telegram() as server:
        yield server
    assert server.violations == []


@pytest.fixture
def bot(request: pytest.FixtureRequest, hotline: Hotline, telegram: Telegram) -> Hotline:
    """The hotline, serving the emulated Telegram: polling, or (by an indirect parameter) by "webhook"."""
    hotline.settings |= {"HOTLINE_BOT_TOKEN": TOKEN, "HOTLINE_TELEGRAM_URL": telegram.url}
    if getattr(request, "param", "polling") == "webhook":
        hotline.port = _free_port()
        hotline.settings["HOTLINE_WEBHOOK_URL"] = f"{hotline.address}/brought/by/telegram"
        hotline.settings["HOTLINE_WEBHOOK_SECRET"] = "a-secret-of-the-journeys"
    hotline.serve()
    hotline.wait_until(lambda status, told: told.get("telegram") == "ok")
    return hotline


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
