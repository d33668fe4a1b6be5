"""What is a teacher's: the school that they belong to now, their classes, and what is open in them."""

from dataclasses import dataclass, field

from aiohttp import web

from cases import errors
from cases.absences import absences, classes, schools
from cases.absences.absences import Absence
from cases.absences.classes import SchoolClass
from cases.absences.schools import School
from conversations.fieldwork import telling
from conversations.house import House
from locales import daytime
from store.transaction import Transaction
from web import work
from web.field.caller import Caller
from web.parts import PARTS


@dataclass(frozen=True, slots=True)
class Known:
    """A class of theirs, its school, and the absences of it that last, by pupil."""

    of: SchoolClass
    school: School = field(repr=False)
    away: dict[str, Absence] = field(repr=False)
    again: list[Absence] = field(repr=False, default_factory=list)  # back, and nobody knew the reason


def house(request: web.Request) -> House:
    """Give the house behind the pages."""
    found = request.app[PARTS].house
    assert found is not None
    return found


def school(tx: Transaction, request: web.Request, caller: Caller) -> School:
    """Give the school of a teacher. Raises HTTPNotFound: there is none any more."""
    try:
        return schools.get(tx, request.app[PARTS].keys, caller.person.school)
    except errors.UnknownSchool as error:
        raise web.HTTPNotFound from error


def one(tx: Transaction, request: web.Request, caller: Caller) -> SchoolClass:
    """Give the class that the address names. Raises HTTPNotFound: there is none, or it is not theirs."""
    keys, id = request.app[PARTS].keys, request.match_info["class_id"]
    theirs = classes.of_teacher(tx, keys, caller.account, caller.person.school)
    found = next((known for known in theirs if known.id == id), None)
    if found is None:
        raise web.HTTPNotFound
    return found


def known(tx: Transaction, request: web.Request, caller: Caller) -> Known:
    """Give the class that the address names with what is open in it. Raises HTTPNotFound."""
    of = one(tx, request, caller)
    away = absences.pupils_of(absences.open_of_class(tx, request.app[PARTS].keys, of.id))
    since = daytime.day(request.app[PARTS].now()) - telling.LATELY
    over = absences.back_since(tx, request.app[PARTS].keys, of.id, since)
    again = [one for one in over if absences.is_unknown(one.reasons) and one.pupil not in away]
    return Known(of, school(tx, request, caller), away, again)


async def opened(request: web.Request, caller: Caller) -> Known:
    """Give the class that the address names, read now. Raises HTTPNotFound."""
    return await work.read(request, lambda tx: known(tx, request, caller))
