"""A call that lay open on two pages: where both wrote something else, the operator chooses here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from aiohttp import web

from conversations.house import House
from conversations.phone import filing, merging, sheet
from conversations.phone.call import KINDS, SAFE, WHO, Call, Open
from conversations.rendering import Speaker
from locales import languages
from locales.texts import Text
from store.transaction import Transaction
from web.desk import access, drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.intake import opened

DOORS = Doors()
ONE = "/desk/calls/{call}"
KEEP = "keep."
_EMPTY = Text("call.left_empty", "left empty")
_OTHER = Text("call.other_language", "Another language")
_HEADS: Mapping[str, Text] = MappingProxyType(
    {
        "language": Text("o.language", "Which language is easier for you?"),
        "safe": Text("o.safe", "Is it safe for you to talk now?"),
        "kind": Text("o.kind", "What is the call about?"),
        "who": Text("o.who", "Who is calling?"),
        "call_back": Text("o.call_back", "May I call you back? When?"),
        "name": Text("call.name", "Name, only if it is offered"),
        "number": Text("call.number", "Telephone, only if it is offered"),
    }
)
_CODED: Mapping[str, Mapping[str, Text]] = MappingProxyType({"safe": SAFE, "kind": KINDS, "who": WHO})


@dataclass(frozen=True, slots=True)
class Row:
    """One field with its answers: the page that gave each, "" for the one that stands, and the words."""

    name: str
    head: str
    answers: tuple[tuple[str, str], ...]


def rows(house: House, call: Call, operator: Speaker) -> Sequence[Row]:
    """Give the fields in which two pages differ, in the operator's language."""
    stands, told = merging.fields(call), sheet.aloud(filing.script_of(house), operator)

    def worded(name: str, values: tuple[str, ...]) -> str:
        return _worded(name, values, operator, told) or operator.say(_EMPTY)

    return [
        Row(
            name,
            operator.say(_HEADS[name]) if name in _HEADS else told[_step(name)],
            (
                ("", worded(name, stands.get(name, ()))),
                *((page, worded(name, values)) for page, values in pages.items()),
            ),
        )
        for name, pages in call.beside.items()
    ]


@DOORS.post(ONE + "/choose", access.OPERATOR)
async def choose(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Keep the chosen answers; a field for which none was chosen goes on waiting."""

    def settled(tx: Transaction, one: Open) -> Call:
        call = one.call
        for name in one.call.beside:
            if f"{KEEP}{name}" in caller.form:
                call = merging.chosen(call, name, caller.said(f"{KEEP}{name}"))
        return call

    one = await opened.change(request, caller, settled)
    return drawing.seen(ONE.replace("{call}", str(one.id)))


def _worded(name: str, values: tuple[str, ...], operator: Speaker, told: Mapping[str, str]) -> str:
    if not values:
        return ""
    if name == "language":
        return languages.OWN_NAMES.get(values[0]) or operator.say(_OTHER)
    if name in _CODED:
        return operator.say(_CODED[name][values[0]])
    if name == merging.WHERE:
        text, place = values[0], values[1] if len(values) > 1 else ""
        return f"{text} ({operator.place(place)})" if place else text
    if name.startswith(merging.CODES):
        return ", ".join(told[f"{_step(name)}.{code}"] for code in values)
    return values[0]


def _step(name: str) -> str:
    return name.partition(".")[2] or name
