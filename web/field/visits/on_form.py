"""Form 1 as PDF for the monitor: a draft while the visit is filled in, the form itself just after submitting.

Afterwards only those print it whose keys open the case: docs/decisions/0027.
"""

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import replace

import msgspec
from aiohttp import web

from cases import case, history
from cases.history import Entry
from cases.visits import plans
from cases.visits.body import THE_VISIT, Body
from cases.visits.drafts import Draft
from cases.visits.submitting import ACTOR, Submitted
from locales import languages
from store.transaction import Transaction
from web import work
from web.field import drawing
from web.field.caller import Caller
from web.field.doors import COOKIE, MONITOR, Doors
from web.field.visits import copies, theirs
from web.forms import drawing as paper
from web.forms import first
from web.forms.first import Filled
from web.parts import PARTS

DOORS = Doors()
LANGUAGES = ("kk", "ru", "en")
_encoder = msgspec.json.Encoder(order="deterministic")


@DOORS.get(theirs.ROOT + "/{token}/{child}/form-1.pdf", MONITOR)
async def give(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Give form 1 of a child, of the visit itself where nobody was found. `?language=kk`."""
    house, draft = theirs.house_of(request), await theirs.read(request, caller)
    if draft.body is None:
        filled = await _submitted(request, caller, draft)
    else:
        filled = _of(draft.body, theirs.child_of(request, draft), _rules(request), is_draft=True)
    if filled is None:
        return drawing.seen(theirs.path(draft))
    asked = request.query.get("language", "")
    speaker = house.speaker(asked if asked in languages.CODES else caller.language)
    body = await asyncio.to_thread(paper.draw, first.sheet(speaker, filled), house)
    name = "form-1-draft.pdf" if filled.is_draft else "form-1.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return web.Response(body=body, content_type="application/pdf", headers=headers)


def keep(request: web.Request, draft: Draft, done: Submitted) -> None:
    """Keep what a visit said, which is a case now, for this browser and for a while."""
    content, rules = done.content, _rules(request)
    children = content.children or (THE_VISIT,)
    forms = {
        child: _of(content, child, rules, number=str(filed.number))
        for child, filed in zip(children, done.children, strict=True)
    }
    now = request.app[PARTS].now()
    request.app[copies.COPIES].keep(draft.token, COOKIE.read(request), forms, now=now)


def kept(request: web.Request, draft: Draft) -> Mapping[int, str]:
    """Give the paths of the forms that this browser can still have, by the numbers of their cases."""
    found = _copies(request, draft).items()
    return {int(one.number): theirs.path(draft, child, "form-1.pdf") for child, one in found}


async def _submitted(request: web.Request, caller: Caller, draft: Draft) -> Filled | None:
    """Give what is still here of a visit that was submitted; that it is printed is noted."""
    found, asked = _copies(request, draft), request.match_info["child"]
    filled = next((one for child, one in found.items() if str(child) == asked), None)
    if filled is None:
        return None
    digest = hashlib.sha256(_encoder.encode(filled)).hexdigest()
    now, number = request.app[PARTS].now(), int(filled.number)

    def noted(tx: Transaction) -> bool:
        if case.get(tx, number).erased_at is not None:
            return False
        history.note(tx, [Entry(ACTOR, f"form 1 printed: {digest}", number)], now=now)
        return True

    return replace(filled, digest=digest) if await work.write(request, noted) else None


def _copies(request: web.Request, draft: Draft) -> Mapping[int, Filled]:
    now = request.app[PARTS].now()
    return request.app[copies.COPIES].find(draft.token, COOKIE.read(request), now=now)


def _of(content: Body, child: int, rules: str, *, number: str = "", is_draft: bool = False) -> Filled:
    told = {**content.of(THE_VISIT), **content.of(child)}
    return Filled(
        rules,
        number,
        answers={id: one.value for id, one in told.items() if one.value is not None},
        unread={id: one.typed for id, one in told.items() if one.value is None and one.typed},
        plan=plans.as_told(content.plan),
        version=content.form,
        is_draft=is_draft,
    )


def _rules(request: web.Request) -> str:
    return theirs.house_of(request).office_at(request.app[PARTS].now()).law.version
