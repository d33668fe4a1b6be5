"""What people told of services: read, accepted or refused; and what must be looked at again."""

from datetime import timedelta

from aiohttp import web

from cases.services import checks, corrections, outcomes
from cases.services.checks import Check
from cases.services.corrections import Correction
from cases.services.errors import UnknownCode, UnknownCorrection
from directory.service import Service
from locales import formatting
from locales.texts import Text
from store.transaction import Transaction
from web import work
from web.desk import drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.services import scope, shelf, wording
from web.parts import PARTS

DOORS = Doors()
WHAT = {
    "phone": Text("wrong.phone", "The phone number"),
    "address": Text("wrong.address", "The address"),
    "hours": Text("wrong.hours", "The opening hours"),
    "closed": Text("wrong.closed", "It does not work any more"),
    "other": Text("desk.svc.wrong_other", "Something else"),
}
REASONS = {
    "right": Text("desk.svc.refuse_right", "I made sure: what stands there is right"),
    "unclear": Text("desk.svc.refuse_unclear", "It cannot be understood"),
    "repeated": Text("desk.svc.refuse_repeated", "It was told and mended before"),
    "abuse": Text("desk.svc.refuse_abuse", "It is abuse"),
}
_SINCE = timedelta(days=90)


@DOORS.get("/desk/services/corrections", scope.KEEPERS)
async def show(request: web.Request, caller: Caller) -> web.StreamResponse:
    """The open corrections and re-checks of the services that this officer keeps, the oldest first."""
    keys, now = shelf.house(request).keys, request.app[PARTS].now()

    def read(tx: Transaction) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
        told = [
            _told(request, caller, one)
            for one in corrections.listing(tx, keys)
            if _is_theirs(request, caller, one.service)
        ]
        again = [one for one in checks.open_ones(tx) if _is_theirs(request, caller, one.service)]
        tallies = [outcomes.tally(tx, one.service, since=now - _SINCE) for one in again]
        return told, [_check(request, caller, *pair) for pair in zip(again, tallies, strict=True)]

    told, again = await work.read(request, read)
    return drawing.draw(
        request,
        caller,
        "desk/services/corrections.html",
        told=told,
        checks=again,
        reasons=REASONS,
        done=request.query.get("done", ""),
    )


@DOORS.post("/desk/services/corrections/{correction}/accept", scope.KEEPERS)
async def accept(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Take it as told, and lead to the field that it is about, with what was told in it."""
    number, now = _number(request), request.app[PARTS].now()
    service = await _theirs(request, caller, number)
    try:
        await work.write(
            request, lambda tx: corrections.decide(tx, number, "accepted", by=caller.role, now=now)
        )
    except UnknownCorrection:
        return drawing.seen("/desk/services/corrections?done=decided")
    return drawing.seen(f"/desk/services/{service.id}/edit?correction={number}")


@DOORS.post("/desk/services/corrections/{correction}/refuse", scope.KEEPERS)
async def refuse(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Refuse it, with the reason."""
    number, now, reason = _number(request), request.app[PARTS].now(), caller.said("reason")
    await _theirs(request, caller, number)
    if not reason:
        return drawing.seen("/desk/services/corrections?done=reason")
    try:
        await work.write(
            request,
            lambda tx: corrections.decide(tx, number, "refused", by=caller.role, now=now, reason=reason),
        )
    except UnknownCode:
        return drawing.seen("/desk/services/corrections?done=reason")
    except UnknownCorrection:
        return drawing.seen("/desk/services/corrections?done=decided")
    return drawing.seen("/desk/services/corrections?done=refused")


async def _theirs(request: web.Request, caller: Caller, number: int) -> Service:
    """The service that a correction is about; 404 when there is none, or it is not theirs to keep."""
    keys = shelf.house(request).keys
    known = await work.read(request, lambda tx: corrections.find(tx, keys, number))
    if known is None or not _is_theirs(request, caller, known.service):
        raise web.HTTPNotFound
    return shelf.house(request).shelf.services[known.service]


def _is_theirs(request: web.Request, caller: Caller, service: str) -> bool:
    house = shelf.house(request)
    found = house.shelf.services.get(service)
    return found is not None and scope.may_keep(caller.officer, found, house.directory.territories)


def _number(request: web.Request) -> int:
    told = request.match_info["correction"]
    if not (told.isascii() and told.isdecimal() and len(told) <= 9):
        raise web.HTTPNotFound
    return int(told)


def _told(request: web.Request, caller: Caller, one: Correction) -> dict[str, object]:
    service = shelf.house(request).shelf.services[one.service]
    return {
        "number": one.number, "service": one.service, "name": wording.name(service, caller.language),
        "what": WHAT[one.what], "words": one.words, "on": formatting.date(one.told_at, caller.language),
    }  # fmt: skip


def _check(request: web.Request, caller: Caller, one: Check, tally: dict[str, int]) -> dict[str, object]:
    service = shelf.house(request).shelf.services[one.service]
    return {
        "service": one.service, "name": wording.name(service, caller.language),
        "phones": [phone.number for phone in service.phones[:3]],
        "on": formatting.date(one.opened_at, caller.language), "dead": tally.get(outcomes.DEAD, 0),
        "reached": sum(many for code, many in tally.items() if code in outcomes.GOOD),
    }  # fmt: skip
