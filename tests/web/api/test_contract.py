"""Schemathesis asks the API what its description allows, and what it does not, and looks at each answer."""

import base64
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.architecture import tree

SEED = "20261123"
TOGETHER = {"lat", "lon", "radius_m", "sort", "territory"}  # OpenAPI cannot say which values of them fit

LEAVING_OUT = ("--exclude-operation-id-regex", "(Organizations|Location|Taxonom[a-zA-Z]+)ByForm$")
"""Forms are all read in one way: briefly, those of services stand for the others."""


@pytest.mark.timeout(900)  # with --full
def test_every_answer_is_as_the_description_says(
    program: httpx.Client, tmp_path: Path, so_many: Callable[..., int], figure: Callable[[str], None]
) -> None:
    report = tmp_path / "report.ndjson"
    most = so_many(200, briefly=3)
    done = schemathesis(program, report, "--max-examples", str(most), *(LEAVING_OUT if most == 3 else ()))
    asked = list(cases(report))
    refused = [problem for is_valid, status, problem in asked if is_valid and status == 400]
    statuses = Counter((is_valid, status) for is_valid, status, _ in asked)
    figure(f"API: Schemathesis asked {len(asked)} times, {statuses[True, 200]} objects and lists came")

    assert done.returncode == 0, done.stdout[-4000:]
    unasked = set(operations(program)) - labels(report) - {"GET /openapi.json"}  # where it read them
    assert {label for label in unasked if not label.startswith("POST") or most > 3} == set()
    assert {problem["parameter"] for problem in refused} <= TOGETHER
    assert statuses[True, 200] > 100
    assert statuses[False, 400] > 100
    assert [status for _, status in statuses if status >= 500] == []


def schemathesis(program: httpx.Client, report: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """All phases with all checks, as `schemathesis.toml` says; random values are the same every time."""
    settings = str(tree.ROOT / "schemathesis.toml")
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", settings,
               "run", str(program.base_url.join("openapi.json")), "--checks", "all", "--seed", SEED,
               "--continue-on-failure", "--no-color", *more,
               "--report", "ndjson", "--report-ndjson-path", str(report)]  # fmt: skip
    return subprocess.run(
        command, cwd=report.parent, capture_output=True, text=True, timeout=900, check=False
    )


def operations(program: httpx.Client) -> Iterator[str]:
    for path, told in program.get("openapi.json").json()["paths"].items():
        yield from (f"{method.upper()} {path}" for method in told if method != "parameters")


def records(report: Path) -> Iterator[Any]:
    for line in report.read_text(encoding="utf-8").splitlines():
        finished = json.loads(line).get("ScenarioFinished")
        if finished and "interactions" in finished["recorder"]:
            yield finished["recorder"]


def labels(report: Path) -> set[str]:
    return {record["label"] for record in records(report)}


def cases(report: Path) -> Iterator[tuple[bool, int, dict[str, Any]]]:
    """Of each request: whether the description allows it, the answer's status, the problem if it is 400."""
    for record in records(report):
        for own, said in record["interactions"].items():
            mode = record["cases"][own]["value"]["meta"]["generation"]["mode"]
            status = said["response"]["status_code"]
            problem = status == 400 and json.loads(base64.b64decode(said["response"]["content"]["$base64"]))
            yield mode == "positive", status, problem or {}
