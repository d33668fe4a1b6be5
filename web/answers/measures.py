"""A referral, as the organisation sees it: what is asked, of whom to hear more, and what it answers."""

from collections.abc import Mapping
from datetime import date

from aiohttp import web

from cases.referrals import answering, receivers, templates
from cases.referrals.answering import Answer
from conversations import referring
from conversations.dossier import deeds, plain
from conversations.house import House
from directory import kinds
from directory.service import in_language
from locales import daytime, formatting, languages
from locales.texts import Text
from store.transaction import Transaction
from web import days, work
from web.answers import doors
from web.answers.doors import Guest, Leaf
from web.parts import PARTS

TITLE = Text("referral.title", "A child needs your help")
SEXES: Mapping[str, Text] = {"female": Text("referral.girl", "Girl"), "male": Text("referral.boy", "Boy")}
ANSWERS: Mapping[str, Text] = {
    answering.ACCEPTED: Text("referral.accept", "We take it on"),
    answering.DONE: Text("referral.done", "It is done"),
    answering.MORE: Text("referral.more", "We need to know more"),
    answering.CANNOT: Text("referral.cannot", "We cannot"),
}
REASONS: Mapping[str, Text] = {
    "full": Text("referral.why.full", "There is no free place"),
    "age": Text("referral.why.age", "The child's age does not fit"),
    "papers": Text("referral.why.papers", "Papers are missing"),
    "territory": Text("referral.why.territory", "Another district is responsible"),
    "not_ours": Text("referral.why.not_ours", "We do not offer this"),
    "not_reached": Text("referral.why.not_reached", "The family could not be reached"),
    "refused": Text("referral.why.refused", "The family does not want it"),
    "other": Text("referral.why.other", "Another reason, in your own words"),
}
FAULTS: Mapping[str, Text] = {
    "answer": Text("desk.act.choose", "Please choose one."),
    "reason": Text("referral.choose_reason", "Please say why you cannot."),
    "words": Text("referral.write", "Please write in a few words what you need or why you cannot."),
    "long": Text("referral.long", "This is too long. Please write at most {n} characters."),
    "day": Text("referral.day", "Please write on which day it was done, today or earlier."),
}


async def show(request: web.Request, guest: Guest) -> web.StreamResponse:
    """Show what is asked, and the four answers."""
    return await _page(request, guest)


async def hear(request: web.Request, guest: Guest) -> web.StreamResponse:
    """Note the answer, tell whoever sent it, and say thank you; what is not whole is shown again (422)."""
    house, now = _house(request), request.app[PARTS].now()
    said = _read(guest)
    fault = answering.unfit(said, now)
    if fault:
        return await _page(request, guest, guest.say(FAULTS[fault], n=answering.LONGEST), status=422)

    def note(tx: Transaction) -> None:
        known = answering.answer(tx, house.office_at(now), guest.link, said, now=now)
        referring.answered(tx, house, known, now=now)

    await work.write(request, note)
    is_last = said.kind in answering.LAST
    return doors.draw(request, guest, "answers/thanks.html", is_last=is_last)


async def _page(
    request: web.Request, guest: Guest, wrong: str = "", *, status: int = 200
) -> web.StreamResponse:
    house, now = _house(request), request.app[PARTS].now()
    barred = await work.read(request, lambda tx: receivers.is_barred(tx, guest.link.case_number))
    return doors.draw(
        request,
        guest,
        "answers/measure.html",
        status=status,
        title=TITLE,
        wrong=wrong,
        told=_told(house, guest),
        barred=barred or guest.link.body["barred"],
        answers=ANSWERS,
        reasons=REASONS,
        longest=answering.LONGEST,
        today=daytime.day(now).isoformat(),
        until=formatting.date(guest.link.expires_at, guest.language),
    )


def _told(house: House, guest: Guest) -> list[tuple[Text, str]]:
    """What the organisation may know: the minimum, as it was sealed when the measure was sent."""
    body, speaker = guest.link.body, house.speaker(guest.language)
    template, need = templates.find(body["template"]), kinds.all_needs().get(body["need"])
    what = template.text if template is not None else templates.lines()[body["line"]]
    rows = [
        (Text("referral.number", "Case number"), str(body["number"])),
        (Text("referral.what", "What is asked"), speaker.say(what)),
        (Text("referral.need", "Need"), in_language(need.names, guest.language) if need else ""),
        (Text("referral.name", "Name of the child"), body["name"]),
        (plain.AGE, plain.ages(body["age_band"], speaker)),
        (
            Text("referral.sex", "Girl or boy"),
            speaker.say(SEXES[body["sex"]]) if body["sex"] in SEXES else "",
        ),
        (Text("referral.speaks", "Language to talk in"), languages.OWN_NAMES.get(body["speaks"], "")),
        (Text("referral.due", "Please by"), _day(body["due_on"], guest.language)),
        (Text("referral.sender", "Who asks you"), _sender(house, body["sender"], guest.language)),
        (Text("referral.contact", "Whom to call"), body["contact"]),
    ]
    return [row for row in rows if row[1]]


def _read(guest: Guest) -> Answer:
    kind = guest.said("answer")
    return Answer(
        kind=kind,
        reason=guest.said("reason"),
        words=guest.said("words"),
        day=days.read(guest.said("day")) if kind == answering.DONE else None,
    )


def _day(told: str, language: str) -> str:
    return formatting.date(date.fromisoformat(told), language) if told else ""


def _sender(house: House, code: str, language: str) -> str:
    known = house.directory.departments.find(code)
    return known.name(language) if known is not None else house.speaker(language).say(deeds.HOTLINE)


def _house(request: web.Request) -> House:
    house = request.app[PARTS].house
    assert house is not None
    return house


LEAF = Leaf(TITLE, show, hear)
