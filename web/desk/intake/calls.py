"""The sheet of a call: one page, entered in any order while talking, kept at every change."""

from typing import Any

from aiohttp import web

from cases import clocks
from cases.calls import counting
from conversations import sentences
from conversations.phone import call as calls
from conversations.phone import ending, filing, merging, sheet
from conversations.phone.call import ALOUD, CODE, INFO, KINDS, OTHER_LANGUAGE, SAFE, SILENT, WHO, Call, Open
from locales import languages
from locales.texts import Text
from store import identifiers
from store.transaction import Transaction
from web import pages, work
from web.desk import access, drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.intake import disputed, entered, opened, places
from web.parts import PARTS

DOORS = Doors()
LIST = "/desk/calls"
_ALARMED = Text("call.alarmed", "The alarm is filed: case {number}.")
_KEPT = Text("call.kept_at", "Saved at {time}")


@DOORS.get(LIST, access.OPERATOR)
async def show_all(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Show the open calls of this operator, how many calls came today, and the button for a new one."""
    house, now = opened.house(request), request.app[PARTS].now()
    today = clocks.local(now, house.office_at(now).law).date()

    def reading(tx: Transaction) -> tuple[list[Open], dict[str, int]]:
        counted = dict.fromkeys(KINDS, 0)
        for (_, kind, _), many in counting.by_day(tx, today, today).items():
            counted[kind] = counted.get(kind, 0) + many
        return calls.of_operator(tx, house, caller.officer.lookup), counted

    found, counted = await work.read(request, reading)
    return drawing.draw(
        request,
        caller,
        "desk/intake/calls.html",
        rows=[_row(request, caller, one) for one in found],
        counted=[(text, counted[kind]) for kind, text in KINDS.items()],
        done=request.query.get("done", ""),
        number=_digits(request.query.get("case", "")),
    )


@DOORS.post(LIST, access.OPERATOR)
async def begin(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Open a new call; a silent one is counted by this one tap."""
    house, now = opened.house(request), request.app[PARTS].now()
    if caller.said("act") == SILENT:
        await work.write(request, lambda tx: ending.silent(tx, house, now=now))
        return drawing.seen(f"{LIST}?done=counted")
    id = await work.write(request, lambda tx: calls.begin(tx, house, caller.officer.lookup, now=now))
    return drawing.seen(f"{LIST}/{id}")


@DOORS.get(f"{LIST}/places", access.OPERATOR)
async def find_places(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Give our script the places that the words may mean."""
    house, text = opened.house(request), request.query.get("text", "")[:200]
    found = await opened.aside(request, lambda: places.meant(house, text, caller.language))
    return web.json_response({"places": [{"code": one.code, "name": one.name} for one in found]})


@DOORS.get(LIST + "/{call}", access.OPERATOR)
async def show(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Show the sheet of a call."""
    return await _sheet(request, caller, await opened.read(request, caller))


@DOORS.post(LIST + "/{call}/kept", access.OPERATOR)
async def keep(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Keep what our script sends while the operator types; tells which questions are asked now."""
    one, mine = await _kept(request, caller)
    house, now = opened.house(request), request.app[PARTS].now()
    heard = filing.heard(house, one.call, now)
    script, speaker = filing.script_of(house), house.speaker(caller.language)
    told = {
        "kept": speaker.say(_KEPT, time=pages.clock(now, now, caller.language)),
        "shown": list(sheet.shown(script, heard)),
        "under": sheet.under(script, heard, speaker),
        "place": one.call.place,
        "was": merging.written(mine),
        "elsewhere": merging.fields(one.call) != merging.fields(mine),
    }
    spoken = one.call.spoken(caller.language)
    if caller.said("heard_in") != spoken:
        told |= {"spoken": spoken, "aloud": _aloud(request, spoken)}
    return web.json_response(told)


@DOORS.post(LIST + "/{call}", access.OPERATOR)
async def act(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Keep what was entered, and do what the pressed button says."""
    one, _ = await _kept(request, caller)
    here = f"{LIST}/{one.id}"
    match caller.said("act"):
        case "danger":
            return await _alarm(request, caller, here)
        case "broken":
            return await _cut_off(request, caller)
        case "go":
            return await _go_on(request, caller, one, here)
    return drawing.seen(f"{here}#{_spot(one.call)}")


async def _kept(request: web.Request, caller: Caller) -> tuple[Open, Call]:
    """Keep what the form changes; gives the call as it stands now, and as this page has it."""
    house = opened.house(request)
    here: list[Call] = []

    def kept(tx: Transaction, one: Open) -> Call:
        here[:] = [one.call if one.call.case else entered.into(one.call, caller, house)]
        return one.call if one.call.case else entered.merged(one.call, here[0], caller)

    return await opened.change(request, caller, kept), here[0]


async def _alarm(request: web.Request, caller: Caller, here: str) -> web.StreamResponse:
    house, now = opened.house(request), request.app[PARTS].now()
    one = await opened.change(request, caller, lambda tx, one: filing.alarm(tx, house, one.call, now=now))
    if not pages.wants_json(request):
        return drawing.seen(here)
    number = one.call.alarm or one.call.case
    return web.json_response({"alarmed": house.speaker(caller.language).say(_ALARMED, number=number)})


async def _cut_off(request: web.Request, caller: Caller) -> web.StreamResponse:
    house, now = opened.house(request), request.app[PARTS].now()
    filed: list[int] = []

    def end(tx: Transaction, one: Open) -> None:
        filed.append(ending.broken(tx, house, one, now=now))

    await opened.change(request, caller, end)
    return drawing.seen(f"{LIST}?done=cut&case={filed[-1]}")


async def _go_on(request: web.Request, caller: Caller, one: Open, here: str) -> web.StreamResponse:
    if one.call.case:
        return drawing.seen(f"{here}/code")
    if one.call.beside:
        return drawing.seen(here)
    if one.call.kind == SILENT and not one.call.says_something() and not one.call.alarm:
        now = request.app[PARTS].now()
        house = opened.house(request)
        await opened.change(request, caller, lambda tx, it: ending.finish(tx, house, it, now=now))
        return drawing.seen(f"{LIST}?done=counted")
    ways = {CODE: "earlier", INFO: "services"}
    return drawing.seen(f"{here}/{ways.get(one.call.kind, 'check')}")


async def _sheet(request: web.Request, caller: Caller, one: Open) -> web.StreamResponse:
    house, now, call = opened.house(request), request.app[PARTS].now(), one.call
    operator, spoken = house.speaker(caller.language), house.speaker(call.spoken(caller.language))
    heard = filing.heard(house, call, now)
    sites = await opened.aside(request, lambda: places.offered(house, call, caller.language))
    return drawing.draw(
        request,
        caller,
        "desk/intake/call.html",
        one=one,
        call=call,
        page=identifiers.token(house.entropy, size=6),
        was=merging.written(call),
        disputes=disputed.rows(house, call, operator),
        spoken=spoken.catalogue.language,
        aloud=spoken.say,
        questions=sheet.questions(filing.script_of(house), call, heard, operator, spoken),
        sites=sites,
        place_lost=bool(call.words.get("where")) and not call.place,
        no_such_place=sentences.NOTICES["place"],
        tongues_spoken=[*((code, languages.OWN_NAMES[code]) for code in languages.CODES)],
        other=OTHER_LANGUAGE,
        kinds=KINDS,
        who=WHO,
        said_aloud=ALOUD,
        safe=SAFE,
        keys=sheet.KEYS,
        in_tongue=lambda code: house.speaker(code).say,
        began=pages.clock(one.began_at, now, caller.language),
        emergency=house.emergency,
        longest=entered.LONGEST,
    )


def _aloud(request: web.Request, language: str) -> dict[str, str]:
    """Give all that is said to the caller, in another language than the page was drawn with."""
    caller = opened.house(request).speaker(language)
    told = sheet.aloud(filing.script_of(opened.house(request)), caller)
    told |= {f"safe.{code}": caller.say(text) for code, text in SAFE.items()}
    return told | {name: caller.say(text) for name, text in ALOUD.items()}


def _row(request: web.Request, caller: Caller, one: Open) -> dict[str, Any]:
    house, now, call = opened.house(request), request.app[PARTS].now(), one.call
    session = filing.heard(house, call, now).session
    said = filing.answers(house, session, caller.language) if "what" in session.answers else []
    return {
        "id": one.id,
        "began": pages.clock(one.began_at, now, caller.language),
        "kind": KINDS.get(call.kind),
        "what": said[0][1] if said else "",
        "place": house.speaker(caller.language).place(call.place) if call.place else "",
        "call_back": call.call_back,
        "is_filed": bool(call.case),
        "alarm": call.alarm,
    }


def _spot(call: Call) -> str:
    """Where to go on after saving without a script: to the place while one has to be chosen."""
    return "where" if call.words.get("where") and not call.place else "main"


def _digits(text: str) -> str:
    return text if text.isascii() and text.isdecimal() and len(text) <= 12 and text != "0" else ""
