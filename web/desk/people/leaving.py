"""Letting somebody go: what follows is said first; then at once, and new keys are made in the background, so
that what they remember opens nothing."""

from aiohttp import web

from cases import rotation
from cases.admission import deciding, staffing
from cases.errors import NotUnderstood, UnknownOfficer
from cases.officers import Officer
from locales.texts import Text
from web import work
from web.desk import access, drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.people import acting, foretelling, paths
from web.desk.people.foretelling import Step
from web.desk.people.rotating import ROTATING
from web.desk.sessions import SESSIONS
from web.parts import PARTS

DOORS = Doors()
LEAVE = paths.ONE + "/leave"

_HEADING = Text("people.leave", "They leave")
_NOW = Text(
    "people.leave_now",
    "From this moment their password opens nothing, and they are signed out everywhere.",
)
_LINKS = Text(
    "people.leave_links", "Invitations that they gave, and links that were given to them, are void."
)
_BY_COORDINATOR = Text(
    "people.leave_admin",
    "The keys that they knew have to be made new by a coordinator: it stands on the page of the people until "
    "it is done.",
)
_ALL_KEYS = Text(
    "people.leave_all",
    "Every key is made new, and every case is sealed anew: this takes some minutes, and everybody can go on "
    "working.",
)
_THEIR_KEY = Text(
    "people.leave_key",
    "The key of the department is made new, and its cases are sealed anew for those who stay.",
)
_TELEGRAM = Text(
    "people.leave_telegram",
    "If they are in the department's chat in Telegram, take them out of it as well.",
)
_KNOWN = Text("people.leave_known", "What they have read, they know. This cannot be taken back.")
_PRESS = Text("people.leave_sure", "Let {name} go now")


@DOORS.get(LEAVE, access.STAFFING)
async def foretell(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Say what follows when somebody leaves, before it is done."""
    whom = await acting.manageable(request, caller)
    return await foretelling.draw(request, caller, whom, _step(caller, whom))


@DOORS.post(LEAVE, access.STAFFING)
async def let_go(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Let somebody go. Their sessions end now; keys that lie open here are made new from now on."""
    parts = request.app[PARTS]
    assert parts.house is not None
    whom, office, now = await acting.manageable(request, caller), parts.house.office, parts.now()
    understood = foretelling.understood(caller)
    try:
        holders = await work.write(
            request,
            lambda tx: deciding.let_go(tx, office, caller.officer, whom, understood=understood, now=now),
        )
    except UnknownOfficer as error:
        raise web.HTTPNotFound from error
    except NotUnderstood:
        return await foretelling.draw(request, caller, whom, _step(caller, whom), is_refused=True)
    request.app[SESSIONS].end_of(whom.lookup)
    request.app[ROTATING].begin(parts, caller.signed, holders)
    return drawing.seen(f"{paths.PEOPLE}?done=left")


@DOORS.post(paths.KEYS, access.COORDINATOR)
async def make_new(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Make those keys new that somebody knew who has left, an admin having let them go for example."""
    rotating = request.app[ROTATING]
    if rotating.last is None or rotating.last.is_over:
        rotating.begin(request.app[PARTS], caller.signed, await work.read(request, rotation.due))
    return drawing.seen(f"{paths.PEOPLE}?done=keys")


def _step(caller: Caller, whom: Officer) -> Step:
    return Step("leave", _HEADING, (_NOW, _LINKS, *_keys(caller, whom), _TELEGRAM, _KNOWN), _PRESS)


def _keys(caller: Caller, whom: Officer) -> tuple[Text, ...]:
    if not staffing.reads_cases(whom):
        return ()
    if not caller.signed.unlocked.opens(whom.department):
        return (_BY_COORDINATOR,)
    return (_ALL_KEYS if staffing.is_coordinator(whom) else _THEIR_KEY,)
