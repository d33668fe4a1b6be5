"""The page of a case's follow-up: what is asked when, of whom, what was answered; answers by hand; links."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from http import HTTPStatus

from aiohttp import web

from cases import accused, history, ladder, registration
from cases.followups import answering, checks, closing_rule, schedule, telling
from cases.followups.checks import Check
from cases.followups.errors import AnsweredBefore, AnswerUnfit, UnknownCheck
from cases.followups.noted import Beside
from cases.followups.telling import Told
from cases.history import Entry
from cases.referrals import links
from cases.referrals import terms as of_links
from conversations import referring
from conversations.dossier import checked, deeds
from conversations.dossier.section import Line
from conversations.followups import asked, choices, following, words
from conversations.house import House
from locales import daytime, formatting
from locales.texts import Text
from store.transaction import Transaction
from web import fields, work
from web.answers import checks as leaf
from web.answers import typed
from web.desk import access, drawing
from web.desk.acts import doing
from web.desk.acts.doing import Deed
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.followups import written
from web.desk.followups.closing import BACK
from web.parts import PARTS

DOORS = Doors()
PATH = "/desk/cases/{number}/follow-up"
ALREADY = Text("f.already", "Somebody has answered this before. Thank you.")
NO_NUMBER = Text("f.no_number", "Please write the number, at most 60 characters.")
SAID = {
    "registered": Text("f.registered", "The number is kept."),
    "answer": Text("f.kept", "The answer is kept."),
    "begun": Text("f.begun", "The follow-up has begun."),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One check in words; `asks`: it can be answered now; `beside`: what verifiers wrote to it."""

    check: Check
    question: str
    who: str
    due: str
    answer: str
    asks: bool
    beside: tuple[Line, ...]


@DOORS.get(PATH, access.CASEWORK)
async def show(request: web.Request, caller: Caller) -> web.StreamResponse:
    """The rounds of a case."""
    said = SAID.get(request.query.get("said", ""))
    return await _page(request, caller, said=caller.say(said) if said else "")


@DOORS.post(PATH + "/begin", access.CASEWORK)
async def begin(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Follow a child up from today on, or add the measures that are new."""

    def act(deed: Deed) -> None:
        schedule.begin(deed.tx, deed.office, deed.number, now=deed.now)

    await _do(request, caller, act)
    return _back(request, "begun")


@DOORS.post(PATH + "/answer", access.CASEWORK)
async def answer(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Keep an answer that came by telephone or letter."""

    def act(deed: Deed) -> None:
        told, known = _told(caller), _check(deed, caller)
        said = answering.answer(
            deed.tx, deed.office, known.id, told, verifier=checks.DESK, by=deed.actor, now=deed.now
        )
        following.follow(deed.tx, deed.house, said, deed.now)

    try:
        await _do(request, caller, act)
    except AnswerUnfit:
        return await _page(request, caller, wrong=caller.say(leaf.UNFIT), status=422)
    except AnsweredBefore:
        return await _page(request, caller, wrong=caller.say(ALREADY), status=409)
    return _back(request, "answer")


@DOORS.post(PATH + "/registered", access.CASEWORK)
async def registered(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Keep the number under which the department has the report in its own register."""
    kept: list[bool] = []

    def act(deed: Deed) -> None:
        typed_number = caller.said("own")
        kept[:] = [
            registration.note(deed.tx, deed.office, deed.number, typed_number, by=deed.actor, now=deed.now)
        ]

    await _do(request, caller, act)
    if not kept[0]:
        return await _page(request, caller, wrong=caller.say(NO_NUMBER), status=422)
    return _back(request, "registered")


@DOORS.post(PATH + "/link", access.CASEWORK)
async def link(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Make a link for a verifier who has no account; it is shown once, to be copied."""
    made: list[str] = []

    def act(deed: Deed) -> None:
        known = _check(deed, caller)
        until = deed.now + timedelta(days=of_links.in_force(daytime.day(deed.now)).link_days)
        asks = deed.name(deed.actor) if deed.house.directory.departments.find(deed.actor) else ""
        behind = links.Behind(links.CHECK, known.id, deed.number, {"asks": asks})
        keys, entropy = deed.house.keys, deed.house.entropy
        token = links.make(deed.tx, keys, behind, until=until, entropy=entropy, now=deed.now)
        history.note(deed.tx, [Entry(deed.actor, "follow-up link made", deed.number)], now=deed.now)
        made[:] = [referring.page(deed.house, token)]  # a unit may run twice: the last one counts

    await _do(request, caller, act)
    return await _page(request, caller, address=made[0])


async def _do(request: web.Request, caller: Caller, act: Callable[[Deed], None]) -> None:
    def unit(tx: Transaction) -> None:
        deed = doing.deed(tx, request, caller)
        if not _may(deed):
            raise web.HTTPNotFound
        act(deed)

    await work.write(request, unit)


async def _page(
    request: web.Request,
    caller: Caller,
    *,
    said: str = "",
    wrong: str = "",
    address: str = "",
    status: int = 200,
) -> web.StreamResponse:
    wrote = await written.of(request, caller)

    def look(tx: Transaction) -> dict[str, object]:
        deed = doing.deed(tx, request, caller)
        if not deed.stands.reads_all:
            raise web.HTTPNotFound
        running, found = schedule.of_case(tx, deed.number), checks.of_case(tx, deed.number)
        hindered = closing_rule.hindrances(tx, deed.number, now=deed.now)
        today = daytime.day(deed.now)
        return {
            "number": deed.number,
            "running": running,
            "since": formatting.date(running.since, caller.language) if running else "",
            "rows": [_row(deed, one, wrote, today) for one in found if not _is_ahead(one, today)],
            "ahead": [_row(deed, one, wrote, today) for one in found if _is_ahead(one, today)],
            "hindrances": [caller.say(words.HINDRANCES[code]) for code in hindered],
            "may": _may(deed),
            "own": _own(deed),
            "ladder": _ladder(deed),
            "today": today.isoformat(),
        }

    told = await work.read(request, look)
    return drawing.draw(
        request,
        caller,
        "desk/followups/rounds.html",
        status=status,
        said=said,
        wrong=wrong,
        typed=caller.form if wrong else {},
        wanted=caller.lists.get("needs", ()),
        kept=fields.written(caller.lists, but=("csrf",)) if status == HTTPStatus.CONFLICT else (),
        address=address,
        words=words,
        back=BACK,
        reasons=telling.REASONS,
        choices=choices.of(_house(request), caller.language),
        **told,
    )


def _is_ahead(one: Check, today: date) -> bool:
    return one.is_open and not one.is_due(today)


def _row(deed: Deed, one: Check, wrote: tuple[Beside, ...], today: date) -> Row:
    say, language = deed.speaker.say, deed.caller.language
    mine = (each for each in wrote if each.check == one.id)
    answer = say(words.ANSWERS[one.fact, one.answer]) if one.answer else ""
    if one.why in words.WHY:
        answer = f"{answer} · {say(words.WHY[one.why])}"
    return Row(
        check=one,
        question=asked.sentence(deed.tx, one, deed.speaker),
        who=say(words.VERIFIERS[one.verifier]) if one.verifier in words.VERIFIERS else "",
        due=formatting.date(one.day, language),
        answer=answer,
        asks=one.is_due(today) and _may(deed),
        beside=tuple(
            line
            for each in mine
            for line in checked.lines_of(deed.house, each, deed.speaker, known=one.answer)
        ),
    )


def _own(deed: Deed) -> list[tuple[str, str, str]]:
    """The numbers of other registers: which department, the number, when it was written down."""
    found = registration.of_case(deed.tx, deed.caller.signed.unlocked, deed.number)
    language, house = deed.caller.language, deed.house
    return [
        (deeds.who(house, one.department, language), one.number, formatting.moment(one.at, language))
        for one in found
    ]


def _ladder(deed: Deed) -> list[str]:
    """Who answers for the case, then who is asked above: district, oblast, the whole country."""
    around = ladder.avoided(accused.of_case(deed.tx, deed.house.keys, deed.number))
    steps = ladder.steps(deed.house.directory.departments, deed.stands.case.lead, around)
    return [deed.name(code) for code in steps]


def _house(request: web.Request) -> House:
    house = request.app[PARTS].house
    assert house is not None
    return house


def _may(deed: Deed) -> bool:
    """Whoever works on the case or oversees it, and reads the whole of it."""
    return deed.stands.reads_all and (deed.stands.works or deed.stands.oversees)


def _check(deed: Deed, caller: Caller) -> Check:
    typed_id = caller.said("check")
    if not (typed_id.isascii() and typed_id.isdecimal() and len(typed_id) < 16):
        raise web.HTTPNotFound
    try:
        known = checks.get(deed.tx, int(typed_id))
    except UnknownCheck as fault:
        raise web.HTTPNotFound from fault
    if known.case_number != deed.number:
        raise web.HTTPNotFound
    return known


def _told(caller: Caller) -> Told:
    return typed.read(caller.form, caller.lists)


def _back(request: web.Request, said: str) -> web.StreamResponse:
    return drawing.seen(f"{PATH.format(number=int(request.match_info['number']))}?said={said}")
