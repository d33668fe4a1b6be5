"""One school: its name, whether its head employs pupils, who teaches there, and an invitation."""

from aiohttp import web

from cases import errors
from cases.absences import schools
from cases.absences.schools import School
from cases.admission import field as outdoors
from locales.texts import Text
from web import work
from web.desk import access, drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.schools import handing, inviting, listing, paths
from web.parts import PARTS

DOORS = Doors()
_NO_NAME = Text("schools.no_name", "Please write the name of the school.")


@DOORS.get(paths.ONE, access.STAFFING)
async def show(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Show the school."""
    return await _page(request, caller, await _known(request, caller))


@DOORS.post(paths.ONE, access.STAFFING)
async def change(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Keep another name or tick."""
    keys, known = request.app[PARTS].keys, await _known(request, caller)
    name, conflict = caller.said("name"), caller.said("conflict") == "yes"
    try:
        await work.write(
            request, lambda tx: schools.change(tx, keys, known.code, name=name, conflict=conflict)
        )
    except errors.WordsUnfit:
        return await _page(request, caller, known, problem=caller.say(_NO_NAME))
    return drawing.seen(f"{paths.ONE.format(school=known.code)}?done=changed")


@DOORS.post(paths.ONE + "/invite", access.STAFFING)
async def invite(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Make an invitation for a teacher, and show it once."""
    parts, code = request.app[PARTS], request.match_info["school"]
    house = parts.house
    assert house is not None
    try:
        token = await work.write(
            request,
            lambda tx: outdoors.invite_teacher(
                tx, house.office, caller.officer, code, entropy=parts.entropy, now=parts.now()
            ),
        )
    except (errors.UnknownSchool, errors.UnknownOfficer) as error:
        raise web.HTTPNotFound from error
    return inviting.made(caller, token)


async def _known(request: web.Request, caller: Caller) -> School:
    house, code = request.app[PARTS].house, request.match_info["school"]
    assert house is not None
    try:
        return await work.read(request, lambda tx: outdoors.school(tx, house.office, caller.officer, code))
    except errors.UnknownSchool as error:
        raise web.HTTPNotFound from error


async def _page(
    request: web.Request, caller: Caller, known: School, *, problem: str = ""
) -> web.StreamResponse:
    house = request.app[PARTS].house
    assert house is not None
    everybody = await work.read(request, lambda tx: outdoors.members(tx, house.office, caller.officer))
    classes = await work.read(request, lambda tx: handing.rows(tx, request, caller, known))
    done = (listing.DONE | handing.DONE).get(request.query.get("done", ""))
    return drawing.draw(
        request,
        caller,
        "desk/schools/one.html",
        status=422 if problem else 200,
        problem=problem,
        done=caller.say(done) if done else "",
        school=known,
        path=paths.ONE.format(school=known.code),
        place=listing.place(house, known.territory, caller.language),
        members=listing.joined(
            house, caller, [one for one in everybody if one.school == known.code], {known.code: known.name}
        ),
        classes=classes,
        longest=schools.LONGEST,
    )
