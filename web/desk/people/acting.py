"""What is done for one person: the key of their department, a new password or phone."""

from aiohttp import web

from cases import errors, granting, officers
from cases.admission import invitations, staffing
from cases.officers import Officer
from store.transaction import Transaction
from web import work
from web.desk import access, drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.people import inviting, listing, paths
from web.parts import PARTS

DOORS = Doors()

_PURPOSES = (invitations.PASSWORD, invitations.PHONE)


@DOORS.get(paths.ONE, access.STAFFING)
async def show(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Show what can be done for somebody, and what follows from it."""
    house = request.app[PARTS].house
    assert house is not None
    whom = await found(request)
    if not staffing.may_renew(house.office, caller.officer, whom):
        raise web.HTTPNotFound
    return drawing.draw(
        request,
        caller,
        "desk/people/one.html",
        whom=whom,
        path=paths.ONE.format(one=whom.lookup),
        whose=listing.department(house, whom, caller.language),
        is_coordinator=staffing.is_coordinator(whom),
        has_key=staffing.reads_cases(whom),
        rotates=staffing.reads_cases(whom) and caller.signed.unlocked.opens(whom.department),
    )


@DOORS.post(paths.ONE + "/grant", access.STAFFING | access.OFFICER)
async def grant(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Give somebody the key of their department; it lies open with them from their next page on."""
    parts = request.app[PARTS]
    assert parts.house is not None
    office, whom = parts.house.office, await found(request)
    if not staffing.may_grant(office, caller.signed, whom):
        raise web.HTTPNotFound

    def give(tx: Transaction) -> None:
        now = officers.by_lookup(tx, parts.keys, whom.lookup)
        if now is None or now.left_at is not None or now.public != whom.public:
            raise errors.UnknownOfficer
        granting.grant(tx, caller.signed.unlocked, now, actor=caller.officer.actor, now=parts.now())

    try:
        await work.write(request, give)
    except (errors.UnknownOfficer, errors.NotForThisKey) as error:
        raise web.HTTPNotFound from error
    return drawing.seen(f"{paths.PEOPLE}?done=granted")


@DOORS.post(paths.ONE + "/renew", access.STAFFING)
async def renew(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Invite somebody anew who forgot the password or lost the phone; what they have is good until then."""
    parts = request.app[PARTS]
    assert parts.house is not None
    whom, purpose = await found(request), caller.said("purpose")
    if not staffing.may_renew(parts.house.office, caller.officer, whom):
        raise web.HTTPNotFound
    if purpose not in _PURPOSES:
        raise web.HTTPBadRequest
    token = await work.write(
        request,
        lambda tx: invitations.invite(
            tx,
            parts.keys,
            invitations.of_officer(whom, purpose),
            actor=caller.officer.actor,
            entropy=parts.entropy,
            now=parts.now(),
        ),
    )
    caller.session.link = inviting.address(request, token)
    return drawing.seen(paths.PEOPLE)


async def found(request: web.Request) -> Officer:
    """Give whom the address names. Raises HTTPNotFound: nobody, or they have left."""
    keys, lookup = request.app[PARTS].keys, request.match_info["one"]
    whom = await work.read(request, lambda tx: officers.by_lookup(tx, keys, lookup))
    if whom is None or whom.left_at is not None:
        raise web.HTTPNotFound
    return whom
