"""A new measure: one form with the search for a service inside it, a last look, and then it is kept or sent.

Works without scripts: every button sends the whole form, and nothing typed is lost. What was typed stands in
no address.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiohttp import web

from cases.referrals import answering, choosing, consent, measures, templates
from cases.referrals.choosing import Candidate
from cases.referrals.measures import Measure
from cases.services import lookups
from cases.services.lookups import LookUp
from directory import kinds
from directory.service import in_language
from locales import languages
from store.transaction import Transaction
from web import work
from web.desk import drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.measures import draft as drafts
from web.desk.measures import rows, sending, wording
from web.desk.measures import situation as situations
from web.desk.measures.draft import FAULTS, LONGEST, Draft
from web.desk.measures.situation import ALLOWED, Situation
from web.desk.services import shelf
from web.parts import PARTS

DOORS = Doors()
PATH = "/desk/cases/{number}/measures/new"
KEEP, SEND, REVIEW, SEARCH = "keep", "send", "review", "search"
_ALTERNATIVES = 3


@dataclass(frozen=True, slots=True)
class Offered:
    """A service in words: its name, how far it is, what is to be asked there, how to call it."""

    id: str
    name: str
    where: str
    phone: str
    ask: bool
    verified: bool


@DOORS.get(PATH, ALLOWED)
async def begin(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Show the form: of a proposed measure (`?template=`) or of a line of form 2 (`?line=`)."""
    found = await _open(request, caller)
    if isinstance(found, web.StreamResponse):
        return found
    line = request.query.get("line", "")
    template = templates.find(request.query.get("template", ""))
    now = request.app[PARTS].now()
    fields = drafts.begun(found, template, line if line in templates.LINES else "", now)
    return await _form(request, caller, found, fields)


@DOORS.post(PATH, ALLOWED)
async def sent(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Search, look once more, keep or send: as the button says."""
    found = await _open(request, caller)
    if isinstance(found, web.StreamResponse):
        return found
    typed = Draft({name: value.strip() for name, value in caller.form.items()})
    draft, act = drafts.fit(typed, found), caller.said("act")
    if act not in (REVIEW, KEEP, SEND):
        return await _form(request, caller, found, draft)
    wrong = drafts.faults(draft, found, goes_out=act == SEND, mail=found.house.mail)
    if wrong:
        return await _form(request, caller, found, draft, wrong)
    same = _same(draft, found)
    if act == REVIEW or (same is not None and draft["update"] != str(same.id)):
        return await _review(request, caller, found, draft, same)
    return await _keep(request, caller, found, draft)


async def _keep(request: web.Request, caller: Caller, found: Situation, draft: Draft) -> web.StreamResponse:
    now, goes_out = request.app[PARTS].now(), caller.said("act") == SEND
    is_gap = await shelf.thought(request, lambda: _is_gap(found, draft, now))

    def keep(tx: Transaction) -> tuple[Measure, str] | None:
        there = situations.again(tx, request, caller, found)
        if not there.may:
            return None
        same = _same(draft, there)
        if same is not None:
            answering.replace(tx, same, by=there.deed.actor, now=now)
        kept = measures.keep(tx, there.deed.office, there.number, draft.new(), by=there.deed.actor, now=now)
        if is_gap:
            _note_gap(tx, there, draft["need"], now)
        if not (goes_out and consent.lets_go(kept.consent)):
            return kept, ""
        return kept, sending.send(tx, there, kept, draft, request=request, now=now)

    done = await work.write(request, keep)
    if done is None:
        return sending.not_now(request, caller)
    kept, token = done
    if not token:
        return drawing.seen(f"/desk/cases/{found.number}/measures?said=kept")
    return sending.page(request, caller, found, kept, token)


def _is_gap(found: Situation, draft: Draft, now: datetime) -> bool:
    """Tell whether there is no service for the need: that one was not taken is no gap."""
    looked = Draft({**draft.fields, "q": ""})
    is_left_open = bool(draft["need"] and found.territory) and not draft["service"]
    return is_left_open and not choices(found, looked, now)[0]


def _note_gap(tx: Transaction, found: Situation, need: str, now: datetime) -> None:
    """Have the gap counted where the directory's editor looks."""
    sought = LookUp("", choosing.button(need), found.territory, found.language, lookups.NONE)
    lookups.note(tx, found.house.keys, sought, lambda word: True, now=now)


def choices(found: Situation, draft: Draft, now: datetime) -> tuple[tuple[Offered, ...], str]:
    """Give the services that fit, and where there is none the name of the nearest authority of the oblast."""
    if not draft["need"] and not draft["q"]:
        return (), ""
    directory = found.house.directory
    choice = choosing.choose(
        found.house.finder, directory.territories, directory.departments, draft.wish(found), now
    )
    body = found.house.department(choice.body, found.language) if choice.body else ""
    return tuple(_offered(found, one) for one in choice.candidates), body


def _offered(found: Situation, one: Candidate) -> Offered:
    speaker, service = found.deed.speaker, one.service
    where = [speaker.say(wording.SCOPES[one.scope])] if one.scope else []
    if one.km is not None and not any(seat.hidden for seat in service.seats):
        where.append(speaker.say(sending.KM, n=speaker.number(round(one.km))))
    phone = service.phones[0].number if service.phones else ""
    name = found.named(service.id)
    return Offered(service.id, name, " · ".join(where), phone, bool(one.ask), one.verified)


def _same(draft: Draft, found: Situation) -> Measure | None:
    """Give the measure that stands already on this line for this need and is still open."""
    told = (draft["line"], draft["need"])
    return next(
        (one for one in found.kept if (one.line, one.need) == told and one.state in measures.OPEN), None
    )


async def _form(
    request: web.Request, caller: Caller, found: Situation, draft: Draft, wrong: tuple[str, ...] = ()
) -> web.Response:
    now = request.app[PARTS].now()
    offered, body = await shelf.thought(request, lambda: choices(found, draft, now))
    listed = {one.id for one in offered}
    chosen = draft["service"]
    return drawing.draw(
        request,
        caller,
        "desk/measures/new.html",
        status=422 if wrong else 200,
        **_shared(found, draft),
        wrong=[caller.say(FAULTS[code], n=LONGEST) for code in wrong],
        offered=offered,
        kept_service=(chosen, found.named(chosen)) if chosen and chosen not in listed else None,
        body=body,
        needs=[(need.code, in_language(need.names, caller.language)) for need in kinds.all_needs().values()],
        spoken=languages.OWN_NAMES,
        longest=LONGEST,
        mail=found.house.mail,
        barred=len(found.askable) < len(wording.ASKED),
    )


async def _review(
    request: web.Request, caller: Caller, found: Situation, draft: Draft, same: Measure | None
) -> web.Response:
    now = request.app[PARTS].now()
    against = drafts.warnings(draft, found, now)
    plain = Draft({**draft.fields, "q": ""})
    unsendable = drafts.faults(draft, found, goes_out=True, mail=found.house.mail)
    is_wrong = bool({"territory", "age", "sex"}.intersection(against))
    others, body = await shelf.thought(request, lambda: choices(found, plain, now))
    return drawing.draw(
        request,
        caller,
        "desk/measures/review.html",
        **_shared(found, draft),
        service=found.named(draft["service"]),
        against=[wording.AGAINST[code] for code in against],
        others=others[:_ALTERNATIVES] if is_wrong else (),
        body=body if not draft["service"] else "",
        same=same,
        same_title=rows.title(found.house, same, found.language) if same is not None else "",
        lets_go=consent.lets_go(draft["consent"]),
        missing=[caller.say(FAULTS[code], n=LONGEST) for code in unsendable],
        agreed=wording.day(draft.new().agreed_on, caller.language),
        due=wording.day(draft.new().due_on, caller.language),
        hidden=[(name, value) for name, value in sorted(draft.fields.items()) if name not in ("act", "csrf")],
    )


def _shared(found: Situation, draft: Draft) -> dict[str, Any]:
    return {
        "number": found.number,
        "draft": draft,
        "lines": [(line, f"{line}. {found.title(line)}") for line in templates.LINES],
        "modes": wording.MODES,
        "consents": {code: wording.CONSENT[code] for code in found.consents},
        "askable": {code: wording.ASKED[code] for code in found.askable},
        "informed": wording.INFORMED,
        "states": wording.STATES,
        "named": draft.template is not None and draft.template.named,
    }


async def _open(request: web.Request, caller: Caller) -> Situation | web.StreamResponse:
    found = await situations.opened(request, caller)
    if isinstance(found, Situation) and not found.may:
        return sending.not_now(request, caller)
    return found
