"""What somebody told of a service, put into the field that it is about, for the editor to look at."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from aiohttp import web

from cases.services import corrections
from directory.editing import hours
from directory.exchange import worktimes
from directory.exchange.doubt import Doubt
from directory.service import Service
from web import work
from web.desk.services import shelf
from web.desk.services.form import Shown

_PHONE = re.compile(r"\+?\d[\d\s()-]{4,18}\d")
_FIELDS = {"phone": "phones", "address": "address", "hours": "hours", "closed": "status"}


@dataclass(frozen=True, slots=True)
class Told:
    """A correction that was accepted: what it is about, and in which words."""

    what: str
    words: str

    @property
    def field(self) -> str:
        """The field that it is about; "" of none in particular."""
        return _FIELDS.get(self.what, "")


async def told(request: web.Request, service: Service) -> Told | None:
    """The correction that the address of the page names, if it is one of this service."""
    number = request.query.get("correction", "")
    if not (number.isascii() and number.isdecimal() and len(number) <= 9):
        return None
    keys = shelf.house(request).keys
    known = await work.read(request, lambda tx: corrections.find(tx, keys, int(number)))
    if known is None or known.service != service.id or known.state != "accepted":
        return None
    return Told(known.what, known.words)


def filled(shown: Mapping[str, Shown], known: Told | None) -> Mapping[str, Shown]:
    """The form with what was told in its field, as far as it is understood."""
    if known is None or not known.field:
        return shown
    field = shown[known.field]
    text = _text(known, field)
    return {**shown, field.key: replace(field, text=text)} if text else shown


def _text(known: Told, field: Shown) -> str:
    if known.what == "closed":
        return "inactive"
    if known.what == "phone":
        numbers = [" ".join(one.split()) for one in _PHONE.findall(known.words)]
        return "\n".join(dict.fromkeys([*filter(None, field.text.split("\n")), *numbers])) if numbers else ""
    if known.what == "hours":
        try:
            worktimes.read(known.words)
        except Doubt:
            return ""
        return hours.shown(known.words, "ru")
    return known.words
