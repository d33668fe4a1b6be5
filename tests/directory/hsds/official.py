"""The official schemas and examples of HSDS, where their folders are named: they are not ours.

`HSDS_SCHEMAS`: the JSON schemas of 3.1; `HSDS_EXAMPLES`: the folder with "3.0", "3.1" and others in it.
"""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest

DOCUMENTS = ("service", "organization", "service_at_location")


def folder(variable: str) -> Path:
    """The folder that this environment variable names; without it the test is left out."""
    named = os.environ.get(variable)
    if not named:
        pytest.skip(f"{variable} names no folder with the official files of HSDS 3.1")
    return Path(named)


def schema(document: str) -> Any:
    """A compiled schema of the standard."""
    return json.loads((folder("HSDS_SCHEMAS") / f"{document}.json").read_text("utf-8"))


def faults(document: str, item: object) -> list[str]:
    """What the official schema has against a document, in words."""
    return [f"{list(fault.path)}: {fault.message}" for fault in _validator(document).iter_errors(item)]


@cache
def _validator(document: str) -> Any:
    # Loaded where it is needed: it compiles every grammar of addresses at once, which takes seconds.
    from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

    return Draft202012Validator(schema(document), format_checker=Draft202012Validator.FORMAT_CHECKER)
