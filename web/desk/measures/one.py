"""One measure: its words, what the organisation said, and what can be done with it now."""

from datetime import datetime

from aiohttp import web

from cases import errors, tasks
from cases.referrals import agreeing, answering, consent, measures, referring, templates
from cases.referrals.answering import Answer
from cases.referrals.errors import ReferralsError
from cases.referrals.measures import Measure
from conversations import referring as letters
from store.transaction import Transaction
from web import days, work
from web.answers.measures import ANSWERS, FAULTS, REASONS
from web.desk import drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.measures import draft as drafts
from web.desk.measures import rows, sending, wording
from web.desk.measures import situation as situations
from web.desk.measures.draft import Draft
from web.desk.measures.situation import ALLOWED, Situation
from web.parts import PARTS

DOORS = Doors()
PATH = "/desk/cases/{number}/measures/{measure}"
NOTED, BACK = "noted", "back"


@DOORS.get(PATH, ALLOWED)
async def show(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Show a measure."""
    found = await situations.opened(request, caller)
    if isinstance(found, web.StreamResponse):
        return found
    return await _page(request, caller, found)


@DOORS.post(PATH, ALLOWED)
async def act(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Send it (again), note consent or an answer heard by telephone, or put it aside: as the button says."""
    found = await situations.opened(request, caller)
    if isinstance(found, web.StreamResponse):
        return found
    known, now, wanted = _known(request, found), request.app[PARTS].now(), caller.said("act")
    wrong = _wrong(found, caller, wanted, now)
    if wrong:
        return await _page(request, caller, found, wrong)

    def do(tx: Transaction) -> str | None:
        there = situations.again(tx, request, caller, found)
        return _do(tx, request, there, measures.get(tx, known.id), now) if there.may else None

    try:
        done = await work.write(request, do)
    except ReferralsError:  # somebody else settled it in this very moment
        done = None
    if done is None:
        return sending.not_now(request, caller)
    if done not in (NOTED, BACK):
        return sending.page(request, caller, found, known, done)
    return drawing.seen(f"/desk/cases/{found.number}/measures?said={done}")


def _do(tx: Transaction, request: web.Request, there: Situation, known: Measure, now: datetime) -> str | None:
    """Do what the button says; gives the token of a new link, or that it was noted."""
    caller, by = there.deed.caller, there.deed.actor
    match caller.said("act"):
        case "send":
            if _is_void(tx, there, known):
                return None
            draft = _draft(tx, there, known)
            return sending.send(tx, there, known, draft, request=request, now=now)
        case "consent":
            asked = caller.said("asked") if caller.said("consent") == consent.YES else ""
            said = agreeing.Said(caller.said("consent"), asked)
            noted = agreeing.note(tx, there.deed.office, known, said, by=by, now=now)
            return BACK if known.state in agreeing.OUT and noted.state not in agreeing.OUT else NOTED
        case "answer":
            answering.note(tx, there.deed.office, known, _answer(caller), by=by, now=now)
        case "replace":
            answering.replace(tx, known, by=by, now=now)
        case _:
            return None
    return NOTED


def _wrong(found: Situation, caller: Caller, wanted: str, now: datetime) -> tuple[str, ...]:
    """Give all that is missing or cannot be, in words."""
    if wanted == "answer":
        fault = answering.unfit(_answer(caller), now)
        return (caller.say(FAULTS[fault], n=answering.LONGEST),) if fault else ()
    mailbox, agreed = caller.said("mailbox"), caller.said("consent")
    told = {
        "contact": wanted == "send" and not 0 < len(caller.said("contact")) <= drafts.LONGEST_LINE,
        "mailbox": wanted == "send"
        and bool(mailbox)
        and not (found.house.mail and drafts.is_mailbox(mailbox)),
        "consent": wanted == "consent" and agreed not in found.consents,
        "asked": wanted == "consent" and agreed == consent.YES and caller.said("asked") not in found.askable,
    }
    return tuple(caller.say(drafts.FAULTS[code]) for code, is_so in told.items() if is_so)


def _answer(caller: Caller) -> Answer:
    kind = caller.said("answer")
    day = days.read(caller.said("day")) if kind == answering.DONE else None
    return Answer(kind, caller.said("reason"), caller.said("words"), day)


def _draft(tx: Transaction, there: Situation, known: Measure) -> Draft:
    """Give what goes along with a link that is made anew: as it was written down, with what was typed now."""
    caller = there.deed.caller
    told = _words(tx, there, known)
    typed = {name: caller.said(name) for name in ("contact", "mailbox", "named", "name")}
    return Draft({**{name: str(value) for name, value in told.items()}, **typed, "consent": known.consent})


def _is_void(tx: Transaction, there: Situation, known: Measure) -> bool:
    """Tell whether a parent agreed who may be the threat, as is known since (C-2): nothing goes out by it."""
    if not there.barred or known.consent != consent.YES:
        return False
    try:
        asked = measures.asked(tx, there.deed.caller.signed.unlocked, known)
    except (errors.NotForThisKey, errors.UnknownCase):
        return True
    return asked not in there.askable


def _words(tx: Transaction, there: Situation, known: Measure) -> dict[str, object]:
    try:
        return dict(measures.words(tx, there.deed.caller.signed.unlocked, known))
    except (errors.NotForThisKey, errors.UnknownCase):
        return {}


async def _page(
    request: web.Request, caller: Caller, found: Situation, wrong: tuple[str, ...] = ()
) -> web.StreamResponse:
    known, unlocked = _known(request, found), caller.signed.unlocked

    def read(tx: Transaction) -> tuple[dict[str, object], tuple[dict[str, object], ...], bool, bool]:
        open_ones = (one.errand for one in tasks.open_of(tx, found.number) if one.errand.kind == tasks.UNSENT)
        is_unsent = (known.line, known.id) in (one.measure for one in open_ones)
        words, answers = _words(tx, found, known), measures.answers(tx, unlocked, known)
        return words, answers, _is_void(tx, found, known), is_unsent

    words, said, is_void, is_unsent = await work.read(request, read)
    template = templates.find(str(words.get("template", "")))
    return drawing.draw(
        request,
        caller,
        "desk/measures/one.html",
        status=422 if wrong else 200,
        number=found.number,
        one=known,
        wrong=wrong,
        title=rows.title(found.house, known, found.language),
        line=found.title(known.line),
        service=found.named(known.service),
        words=words,
        told=letters.in_words(str(words.get("template", "")), str(words.get("text", "")), found.deed.speaker),
        heard=[(wording.day(str(one["day"]), caller.language), one["words"]) for one in said],
        state=wording.state(known),
        modes=wording.MODES,
        consents={code: wording.CONSENT[code] for code in found.consents},
        all_consents=wording.CONSENT,
        answers=ANSWERS,
        reasons=REASONS,
        agreed=wording.day(known.agreed_on, caller.language),
        due=wording.day(known.due_on, caller.language),
        done=wording.day(known.done_on, caller.language),
        may=found.may and known.state not in measures.SETTLED,
        sends=known.state in referring.SENDABLE and consent.lets_go(known.consent) and not is_void,
        agrees=known.state in measures.OPEN,
        is_void=is_void,
        barred=found.barred,
        is_unsent=is_unsent,
        askable={code: wording.ASKED[code] for code in found.askable},
        named=template is not None and template.named and known.consent == consent.YES,
        name=found.name,
        mail=found.house.mail,
        longest=answering.LONGEST,
    )


def _known(request: web.Request, found: Situation) -> Measure:
    told = request.match_info["measure"]
    known = next((one for one in found.kept if str(one.id) == told), None)
    if known is None:
        raise web.HTTPNotFound
    return known
