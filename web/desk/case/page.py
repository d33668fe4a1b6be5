"""The page of a case."""

from aiohttp import web

from cases import errors
from cases.case import CaseRow
from cases.opening import Whole
from conversations import notices
from conversations.dossier import plain
from conversations.house import House
from locales import languages
from store.transaction import Transaction
from web import work
from web.desk import access, drawing, returning
from web.desk.caller import Caller
from web.desk.case import grouping, reading, sketch
from web.desk.case.reading import Reader
from web.desk.doors import Doors
from web.desk.followups import card
from web.desk.followups.card import Card
from web.desk.measures import card as helping
from web.desk.measures.situation import ALLOWED
from web.parts import PARTS

DOORS = Doors()


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
    seen, followed = await work.read(request, lambda tx: _read(tx, reader, number, whole))
    helped = await _helped(request, reader, seen)
    speaker, point = house.speaker(language), whole.content.get("point") if whole is not None else None
    return drawing.draw(
        request,
        caller,
        "desk/case/case.html",
        seen=seen,
        row=seen.row,
        acts=seen.acts,
        followed=followed if whole is not None and seen.acts.reads_all else None,
        helped=helped if caller.role in ALLOWED else None,
        barred=helped is not None and helped.barred,
        said=request.query.get("said", ""),
        deadline=plain.deadline(seen.row, now, reader.office.law, speaker),
        climbed=plain.climbed(seen.row, speaker),
        passed_by=plain.passed_by(seen.passed_by_at, speaker),
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


def _read(
    tx: Transaction, reader: Reader, number: int, whole: Whole | None
) -> tuple[reading.Seen, Card | None]:
    """The page in one look, with its follow-up."""
    return reading.read(tx, reader, number, whole), card.of(
        tx, reader.house, number, reader.language, reader.now
    )


async def _helped(request: web.Request, reader: Reader, seen: reading.Seen) -> helping.Card | None:
    """Visits and measures, for those who read the whole case."""
    whole, number = seen.whole, seen.row.number
    if whole is None or not seen.acts.reads_all:
        return None
    return await work.read(
        request, lambda tx: helping.of(tx, reader.house, number, whole, reader.language, reader.now)
    )


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
