"""The lines of form 2 and the measures that can stand on them, as `measures_kz.toml` has them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

from cases.provisions import Row
from cases.referrals.errors import ReferralsUnsound
from locales.texts import Text

FILE = Path(__file__).with_name("measures_kz.toml")
LINES = ("10", "11a", "11b", "12a", "12b", "13", "14a", "14b", "15", "16")


class _Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    text: tuple[str, str]


class _Row(Row, frozen=True, kw_only=True):
    code: str
    line: str
    text: tuple[str, str]
    urgency: str
    need: str
    mode: str
    rules: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()
    family: bool = False
    found: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    ages: tuple[int, int] | None = None
    named: bool = False


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    line: list[_Line]
    measure: list[_Row]


@dataclass(frozen=True, slots=True)
class Template:
    """A measure that can be taken: what proposes it, how soon, and which service carries it out.

    `barred`: rules that propose it only where whoever would take the child in is the threat (C-2); `family`:
    it needs them, and is never proposed then. `named`: the organisation cannot do it without knowing who the
    child is. `source`: where it stands.
    """

    code: str
    line: str
    text: Text
    urgency: str
    need: str
    mode: str
    rules: frozenset[str]
    barred: frozenset[str]
    family: bool
    found: frozenset[str]
    facts: frozenset[str]
    ages: tuple[int, int] | None
    named: bool
    source: str


@cache
def lines() -> dict[str, Text]:
    """Give the lines of the form in its order, with their names.

    Raises:
        ReferralsUnsound: the file cannot be meant.
    """
    return {one.id: Text(*one.text) for one in _file().line}


@cache
def templates() -> tuple[Template, ...]:
    """Give every measure of the file, in its order.

    Raises:
        ReferralsUnsound: the file cannot be meant.
    """
    return tuple(_template(row) for row in _file().measure)


def find(code: str) -> Template | None:
    """Give the measure with this code."""
    return next((one for one in templates() if one.code == code), None)


@cache
def _file() -> _File:
    try:
        told = msgspec.convert(tomllib.loads(FILE.read_text("utf-8")), _File)
    except (msgspec.ValidationError, tomllib.TOMLDecodeError) as fault:
        raise ReferralsUnsound(f"{FILE.name}: {fault}") from fault
    if tuple(one.id for one in told.line) != LINES:
        raise ReferralsUnsound(f"{FILE.name}: the lines are not those of form 2")
    strange = [row.code for row in told.measure if row.line not in LINES]
    if strange:
        raise ReferralsUnsound(f"{FILE.name}: {', '.join(strange)}: no such line")
    return told


def _template(row: _Row) -> Template:
    return Template(
        code=row.code,
        line=row.line,
        text=Text(*row.text),
        urgency=row.urgency,
        need=row.need,
        mode=row.mode,
        rules=frozenset(row.rules),
        barred=frozenset(row.barred),
        family=row.family,
        found=frozenset(row.found),
        facts=frozenset(row.facts),
        ages=row.ages,
        named=row.named,
        source=row.source,
    )
