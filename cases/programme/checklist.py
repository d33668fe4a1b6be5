"""The questions of readiness and the steps of the programme, as `checklist_kz.toml` has them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from locales.texts import Text

FILE = Path(__file__).with_name("checklist_kz.toml")
READINESS, PROGRAMME = "readiness", "programme"


@dataclass(frozen=True, slots=True)
class Item:
    """One question or step. `under`: its stage, None where there are none."""

    id: str
    text: Text
    under: Text | None


@dataclass(frozen=True, slots=True)
class Checklist:
    """One list with its source (ILO guidance on monitoring)."""

    code: str
    source: str
    items: tuple[Item, ...]


@cache
def lists() -> dict[str, Checklist]:
    """Give both lists by code; read once."""
    told = tomllib.loads(FILE.read_text("utf-8"))
    return {one["code"]: _list(one) for one in told["list"]}


@cache
def ids() -> frozenset[str]:
    """Give the id of every item."""
    return frozenset(item.id for one in lists().values() for item in one.items)


def _list(told: dict[str, object]) -> Checklist:
    items = told["item"]
    assert isinstance(items, list)
    return Checklist(str(told["code"]), str(told["source"]), tuple(_item(one) for one in items))


def _item(told: dict[str, list[str]]) -> Item:
    under = Text(*told["under"]) if "under" in told else None
    return Item(str(told["id"]), Text(*told["text"]), under)
