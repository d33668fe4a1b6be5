"""One visit as a whole: its steps with what is missing, its children, sending it, and what it became."""

from dataclasses import dataclass, field

from aiohttp import web

from cases.visits import decisions, drafts, errors, form, photos, plans, readiness
from cases.visits.decisions import Decided
from cases.visits.drafts import Draft
from cases.visits.findings import STOP, Finding
from cases.visits.submitting import Submitted
from conversations import handing_in_visits
from locales import daytime
from locales.texts import Text
from store.transaction import Transaction
from web import work
from web.field import drawing
from web.field.caller import Caller
from web.field.doors import MONITOR, Doors
from web.field.visits import asked, gist, on_form, planning, screens, theirs
from web.field.visits.asked import Said
from web.parts import PARTS

DOORS = Doors()
ONE = theirs.ROOT + "/{token}"
SEXES = {"female": Text("referral.girl", "Girl"), "male": Text("referral.boy", "Boy")}
PLAN = Text("visit.s.plan", "The plan")
NOT_ASKED = "not_asked"  # kept as any answer, and none


@dataclass(frozen=True, slots=True)
class Step:
    """One step on the way: where it leads, how many of its questions are answered, what is still missing."""

    way: str
    words: str
    answered: int
    asked: int
    missing: int


@dataclass(frozen=True, slots=True)
class Child:
    """One child of the visit: its number in the path, its place among them, what it is called here."""

    number: int
    place: int
    called: str = field(repr=False)
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that does not fit, where it is mended, and of which child (0: the visit) by its place."""

    place: int
    question: str
    said: Said
    way: str


@DOORS.get(ONE, MONITOR)
async def show(request: web.Request, caller: Caller) -> web.Response:
    """The steps of the visit; where it was sent, its cases and what was decided."""
    parts = request.app[PARTS]

    def look(tx: Transaction) -> tuple[Draft, tuple[Decided, ...], int]:
        draft = theirs.get(tx, request, caller)
        sent = decisions.of_visit(tx, parts.keys, draft.id) if draft.state == drafts.SENT else ()
        return draft, sent, len(photos.of_visit(tx, draft.id))

    draft, decided, pictures = await work.read(request, look)
    heading = planning.heading(theirs.house_of(request), draft, caller)
    if draft.state == drafts.SENT:
        return drawing.draw(
            request,
            caller,
            "field/visits/sent.html",
            visit=draft,
            decided=decided,
            heading=heading,
            forms=on_form.kept(request, draft),
            languages=on_form.LANGUAGES,
        )
    if draft.body is None:
        raise web.HTTPNotFound
    found = _found(request, draft)
    begun = draft.state == drafts.OPEN
    unfit = plans.check(draft.content.plan, daytime.day(parts.now()), begun=begun)
    plan = Step(theirs.path(draft, "plan"), caller.say(PLAN), 0, 0, len(unfit))
    return drawing.draw(
        request,
        caller,
        "field/visits/visit.html",
        visit=draft,
        heading=heading,
        steps=(plan, *_steps(caller, draft, 0, found)),
        children=[_child(caller, draft, one, found) for one in draft.content.children],
        photos=pictures,
        nobody=draft.content.values(0).get("x_found") == "no",
    )


@DOORS.get(ONE + "/review", MONITOR)
async def review(request: web.Request, caller: Caller) -> web.Response:
    """What is missing and what does not fit, each with the way to it; then the press that sends."""
    draft = await theirs.read(request, caller)
    if draft.body is None:
        return drawing.seen(theirs.path(draft))
    house, now = theirs.house_of(request), request.app[PARTS].now()
    gists = await work.read(request, lambda tx: gist.of(tx, house, caller, draft, now))
    found = _found(request, draft)
    gaps = [_gap(caller, draft, one) for one in found]
    return drawing.draw(
        request,
        caller,
        "field/visits/review.html",
        visit=draft,
        heading=planning.heading(house, draft, caller),
        gists=gists,
        missing=[one for one in gaps if one.said.weight == STOP],
        notes=[one for one in gaps if one.said.weight != STOP],
        children=len(draft.content.children),
        forms=[theirs.path(draft, child, "form-1.pdf") for child in draft.content.children or (0,)],
        languages=on_form.LANGUAGES,
    )


@DOORS.post(ONE + "/send", MONITOR)
async def send(request: web.Request, caller: Caller) -> web.Response:
    """Make the visit cases, and tell everybody who has to know."""
    house, now = theirs.house_of(request), request.app[PARTS].now()

    def hand_in(tx: Transaction) -> tuple[Draft, Submitted]:
        draft = theirs.get(tx, request, caller)
        return draft, handing_in_visits.submit(tx, house, draft, now=now)

    draft = await theirs.read(request, caller)
    try:
        submitted, done = await work.write(request, hand_in)
    except errors.VisitUnfit:
        return drawing.seen(theirs.path(draft, "review"))
    except errors.VisitSent:
        return drawing.seen(theirs.path(draft))
    on_form.keep(request, submitted, done)
    return drawing.seen(theirs.path(draft))


@DOORS.post(ONE + "/withdraw", MONITOR)
async def withdraw(request: web.Request, caller: Caller) -> web.Response:
    """Decide anew after the coordinator has sent a decision back: the child is withdrawn at once."""
    parts, told = request.app[PARTS], caller.said("case")

    def decide(tx: Transaction) -> Draft:
        draft = theirs.get(tx, request, caller)
        known = [one.number for one in decisions.of_visit(tx, parts.keys, draft.id)]
        number = next((one for one in known if str(one) == told), None)
        if number is None:
            raise web.HTTPNotFound
        decisions.withdraw(tx, number, by="monitor", now=parts.now())
        return draft

    draft = await theirs.read(request, caller)
    try:
        await work.write(request, decide)
    except errors.UnknownDecision:
        return drawing.seen(theirs.path(draft))
    return drawing.seen(theirs.path(draft))


def _found(request: web.Request, draft: Draft) -> tuple[Finding, ...]:
    now = request.app[PARTS].now()
    law = theirs.house_of(request).office_at(now).law
    return readiness.look(draft.content, law, daytime.day(now))


def _steps(caller: Caller, draft: Draft, child: int, found: tuple[Finding, ...]) -> tuple[Step, ...]:
    values = draft.content.values(child)
    gaps = [one.question for one in found if one.child == child and one.weight == STOP]
    return tuple(
        Step(
            theirs.path(draft, child, one.name),
            caller.say(one.title),
            sum(values.get(id, NOT_ASKED) != NOT_ASKED for id in one.questions),
            len(one.questions),
            sum(id in one.questions for id in gaps),
        )
        for one in screens.of(child)
    )


def _child(caller: Caller, draft: Draft, number: int, found: tuple[Finding, ...]) -> Child:
    values, place = draft.content.values(number), draft.content.children.index(number) + 1
    told = [str(values["x_age"])] if "x_age" in values else []
    if values.get("q3") in SEXES:
        told.append(caller.say(SEXES[values["q3"]]))
    called = " · ".join([one for one in (values.get("q1", ""), *told) if one])
    return Child(number, place, called, _steps(caller, draft, number, found))


def _gap(caller: Caller, draft: Draft, one: Finding) -> Gap:
    place = draft.content.children.index(one.child) + 1 if one.child else 0
    question, screen = form.question(one.question), screens.holding(one.question)
    way = (
        f"{theirs.path(draft, one.child, screen.name)}#q-{one.question}"
        if screen
        else theirs.path(draft, "plan")
    )
    return Gap(place, caller.say(question.text if question else PLAN), asked.sentence(caller, one), way)
