"""One screen of a visit: its questions, saved together by a press or one by one by the page's script."""

from collections.abc import Iterator
from datetime import datetime

from aiohttp import web

from cases.visits import errors, readiness
from cases.visits.drafts import Draft
from cases.visits.findings import NOTE, Finding
from conversations.house import House
from locales import daytime
from locales.texts import Text
from store.transaction import Transaction
from web import pages, work
from web.field import drawing
from web.field.caller import Caller
from web.field.doors import MONITOR, Doors
from web.field.visits import alarm, asked, law, saving, screens, shelter, theirs, too_late
from web.field.visits.saving import Kept, Page
from web.field.visits.screens import Screen
from web.parts import PARTS

DOORS = Doors()
SCREEN = theirs.ROOT + "/{token}/{child}/{screen}"
KEPT_AT = Text("call.kept_at", "Saved at {time}")


@DOORS.get(SCREEN, MONITOR)
async def show(request: web.Request, caller: Caller) -> web.Response:
    """The questions of one screen, with what stands there."""
    draft = await theirs.read(request, caller)
    child, screen = named(request, draft)
    house, now = theirs.house_of(request), request.app[PARTS].now()
    today, values = daytime.day(now), draft.content.values(child)
    is_alarm = child != 0 and screen.name in (screens.WORST, screens.DECISION)
    found = _found(draft, child, house, now)
    needs_shelter = screen.name == screens.DECISION and shelter.is_needed(draft, child)
    return drawing.draw(
        request,
        caller,
        "field/visits/screen.html",
        visit=draft,
        child=child,
        order=draft.content.children.index(child) + 1 if child else 0,
        screen=screen,
        asked=asked.draw(caller, draft, child, screen.questions, found, today),
        proposals=law.proposals(house, caller, values, now) if screen.name == screens.LAW else {},
        alarm=await alarm.of(request, caller, draft, child) if is_alarm else None,
        notes=[asked.sentence(caller, one) for one in _beside(found, screen)],
        shelters=shelter.of(house, draft, child, caller.language, now) if needs_shelter else None,
        back=theirs.path(draft),
        emergency=house.emergency,
    )


@DOORS.post(SCREEN, MONITOR)
async def answer(request: web.Request, caller: Caller) -> web.Response:
    """Keep what was typed. What does not fit is said once, on the same screen; then the next one comes."""
    keys, now = request.app[PARTS].keys, request.app[PARTS].now()

    def keep(tx: Transaction) -> tuple[Draft, Kept]:
        draft = theirs.get(tx, request, caller)
        if draft.body is None:
            raise errors.VisitSent
        child, screen = named(request, draft)
        kept = saving.save(tx, keys, caller, Page(draft, child, screen), now=now)
        return theirs.get(tx, request, caller), kept

    try:
        draft, kept = await work.write(request, keep)
    except errors.VisitSent:
        return await too_late.answer(request, caller)
    if pages.wants_json(request):
        return web.json_response(_told(caller, kept, now))
    child, screen = named(request, draft)
    here = theirs.path(draft, child, screen.name)
    if caller.said(saving.KEEP):
        return drawing.seen(f"{here}#q-{caller.said('keep').partition(':')[0]}")
    house = theirs.house_of(request)
    unfit = [one for one in kept.findings if one.weight != NOTE] + _refused(draft, child, screen, house, now)
    if kept.differs or unfit:
        return drawing.seen(f"{here}#{_anchor(unfit)}")
    following = screens.after(child, screen.name)
    return drawing.seen(theirs.path(draft, child, following) if following else theirs.path(draft))


def named(request: web.Request, draft: Draft) -> tuple[int, Screen]:
    """Give the child and the screen in the path. Raises HTTPNotFound; HTTPSeeOther once it is sent."""
    if draft.body is None:
        raise web.HTTPSeeOther(theirs.path(draft))
    child = theirs.child_of(request, draft)
    screen = screens.find(child, request.match_info["screen"])
    if screen is None:
        raise web.HTTPNotFound
    return child, screen


def _found(draft: Draft, child: int, house: House, now: datetime) -> tuple[Finding, ...]:
    if child == 0:
        return ()
    return readiness.of_child(draft.content, child, house.office_at(now).law, daytime.day(now))


def _beside(found: tuple[Finding, ...], screen: Screen) -> Iterator[Finding]:
    """Give what is said above the decision: that somebody has to agree, that a place to stay is needed."""
    if screen.name == screens.DECISION:
        yield from (one for one in found if one.weight == NOTE and one.question not in screen.questions)


def _refused(draft: Draft, child: int, screen: Screen, house: House, now: datetime) -> list[Finding]:
    """Give what stands on the screen and would be refused at the end, however long it has stood there."""
    if child == 0:
        return []
    found = readiness.refused(draft.content, child, house.office_at(now).law, daytime.day(now))
    return [one for one in found if one.question in screen.questions]


def _anchor(unfit: list[Finding]) -> str:
    return f"q-{unfit[0].question}" if unfit else "form"


def _told(caller: Caller, kept: Kept, now: datetime) -> dict[str, object]:
    said: dict[str, list[str]] = {}
    for one in kept.findings:
        said.setdefault(one.question, []).append(asked.sentence(caller, one).words)
    time = pages.clock(now, now, caller.language)
    return {
        "version": kept.version,
        "differs": kept.differs,
        "said": said,
        "kept": caller.say(KEPT_AT, time=time),
    }
