"""The page of a case, and its files."""

from aiohttp import web

from cases import errors, viewing
from cases.case import CaseRow
from cases.viewing import Seen as File
from conversations import notices
from conversations.dossier import plain
from conversations.house import House
from locales import languages
from web import work
from web.desk import access, drawing, returning
from web.desk.caller import Caller
from web.desk.case import grouping, reading, sketch
from web.desk.case.reading import Reader
from web.desk.doors import Doors
from web.parts import PARTS

DOORS = Doors()
TYPES = {
    ("photo", "jpg"): "image/jpeg",
    ("photo", "png"): "image/png",
    ("video", "mp4"): "video/mp4",
    ("video", "webm"): "video/webm",
    ("voice", "ogg"): "audio/ogg",
    ("voice", "mp3"): "audio/mpeg",
    ("voice", "m4a"): "audio/mp4",
    ("voice", "mp4"): "audio/mp4",
    ("voice", "webm"): "audio/webm",
}
"""Content types of files, by kind and ending; anything else is only ever saved, never shown."""
_SHUT_IN = "default-src 'none'; img-src 'self'; media-src 'self'; sandbox"


@DOORS.get("/desk/cases/{number}", access.CASEWORK)
async def show(request: web.Request, caller: Caller) -> web.Response:
    """Everything about a case. That it is opened is written down before anything is shown."""
    house, now, number = _house(request), request.app[PARTS].now(), int(request.match_info["number"])
    language, reader = caller.language, Reader(house, caller.signed, caller.language, now)
    known = returning.known(caller.session, number, now)
    try:
        whole = await work.write(request, lambda tx: reading.opened(tx, reader, number, known))
    except (errors.UnknownCase, errors.NotTheirCase) as error:  # it has gone elsewhere in this very moment
        raise web.HTTPNotFound from error
    returning.shown(caller.session, number, whole, now)
    seen = await work.read(request, lambda tx: reading.read(tx, reader, number, whole))
    speaker, point = house.speaker(language), whole.content.get("point") if whole is not None else None
    return drawing.draw(
        request,
        caller,
        "desk/case/case.html",
        seen=seen,
        row=seen.row,
        acts=seen.acts,
        said=request.query.get("said", ""),
        deadline=plain.deadline(seen.row, now, reader.office.law, speaker),
        climbed=plain.climbed(seen.row, speaker),
        state=plain.state(seen.row, speaker),
        urgency=notices.urgency(seen.row.urgency, speaker),
        groups=grouping.groups,
        sources=grouping.sources(seen.sections),
        shorthand=grouping.shorthand(seen.sections),
        writes_down=caller.role == "operator",
        facts=_facts(seen, house, language),
        reported_in=languages.OWN_NAMES.get(seen.row.language, seen.row.language),
        sketch=sketch.draw(house.directory.territories, point, speaker) if point else None,
        filed=plain.day(seen.row.filed_at, language),
        erased=plain.day(seen.row.erased_at, language) if seen.row.erased_at else "",
        links=[_link(one, house, language) for one in seen.linked],
    )


@DOORS.get("/desk/cases/{number}/media/{medium}", access.CASEWORK)
async def medium(request: web.Request, caller: Caller) -> web.Response:
    """One file of a case: unsealed in memory, noted first, kept nowhere."""
    house, now, told = _house(request), request.app[PARTS].now(), request.match_info["medium"]
    number = int(request.match_info["number"])
    if not (told.isascii() and told.isdecimal() and len(told) < 16):
        raise web.HTTPNotFound
    office = house.office_at(now)
    try:
        seen = await work.write(
            request,
            lambda tx: viewing.open_medium(tx, office, caller.signed, number, int(told), now=now),
        )
    except (errors.UnknownMedium, errors.UnknownCase, errors.NotTheirCase, errors.NotForThisKey) as error:
        raise web.HTTPNotFound from error
    return _file(seen, f"{number}-{told}")


def _file(seen: File, name: str) -> web.Response:
    ending = str(seen.told.get("ending", ""))
    kind = TYPES.get((str(seen.told.get("kind", "")), ending))
    how = f'inline; filename="{name}.{ending}"' if kind else f'attachment; filename="{name}"'
    headers = {"Content-Disposition": how, "Content-Security-Policy": _SHUT_IN}
    return web.Response(body=seen.body, content_type=kind or "application/octet-stream", headers=headers)


def _facts(seen: reading.Seen, house: House, language: str) -> list[tuple[str, str]]:
    """The plain facts, for those who cannot read more."""
    speaker, row = house.speaker(language), seen.row
    return [
        (speaker.say(plain.PLACE), plain.place(row, speaker)),
        (speaker.say(plain.KIND), plain.work(row.activity, speaker)),
        (speaker.say(plain.AGE), plain.ages(row.age_band, speaker)),
    ]


def _link(row: CaseRow, house: House, language: str) -> tuple[int, str, str]:
    speaker = house.speaker(language)
    return row.number, plain.state(row, speaker), plain.day(row.filed_at, language)


def _house(request: web.Request) -> House:
    house = request.app[PARTS].house
    assert house is not None
    return house
