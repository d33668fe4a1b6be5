"""A service or an organization that is called otherwise from a day on: the old name stays beside the new."""

from collections.abc import Iterable
from datetime import date
from sqlite3 import Connection

from aiohttp import web

from directory.editing import fields, former
from directory.editing import sheet as sheets
from directory.kinds import LANGUAGES
from directory.service import Service
from web.desk.caller import Caller
from web.desk.services import scope, shelf
from web.desk.services.form import Sent

#: The inputs for the day, by the text whose name is new and the field of its former names.
DAYS = {"renamed": ("name", "former"), "organization_renamed": ("organization", "organization_former")}


def keep_former(caller: Caller, sent: Sent, today: date) -> None:
    """Put names that give way on a day among the former ones; tell where the day is none, or no name new."""
    for asked, (text, key) in DAYS.items():
        told = caller.said(asked)
        if not told or key not in sent.values:
            continue
        gone = [sent.seen[one] for one in _names(sent, text) if sent.values[one] != sent.seen[one]]
        until = _day(told)
        if until is None or until > today:
            sent.problems[key] = "day"
        elif not any(gone):
            sent.problems[key] = "same"
        else:
            sent.values[key] = former.joined(sent.values[key], filter(None, gone), until)


async def may_name(request: web.Request, caller: Caller, one: Service) -> bool:
    """Whether all services of the organization are theirs to keep: its name stands on each of them."""
    house = shelf.house(request)

    def read(connection: Connection) -> frozenset[str]:
        return sheets.sisters(connection, one.id)

    known = (house.shelf.services.get(own) for own in await shelf.read(request, read))
    territories = house.directory.territories
    return all(scope.may_keep(caller.officer, sister, territories) for sister in known if sister is not None)


def of_organization(keys: Iterable[str]) -> list[str]:
    """Those of these fields that are the organization's."""
    return [key for key in keys if key in fields.FIELDS and fields.FIELDS[key].is_about_organization]


def _names(sent: Sent, text: str) -> list[str]:
    keys = (f"{text}.{language}" for language in LANGUAGES)
    return [key for key in keys if key in sent.seen]


def _day(told: str) -> date | None:
    try:
        return date.fromisoformat(told)
    except ValueError:
        return None
