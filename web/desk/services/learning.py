"""Words that people looked for in vain, and what an editor has taught the search that they mean."""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from aiohttp import web

from cases.services import lookups, standing, words
from cases.services.errors import UnknownCode
from cases.services.lookups import LookUp
from cases.services.words import Word
from directory import kinds
from directory.search.learned import Learned
from directory.service import in_language
from locales import languages
from locales.texts import Text
from store.transaction import Transaction
from web import work
from web.desk import drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.services import scope, shelf, wording
from web.parts import PARTS

T = TypeVar("T")

DOORS = Doors()
_SINCE = timedelta(days=30)
_MOST = 60
_KINDS = {
    "none": Text("desk.svc.found_none", "nothing was found"),
    "unchosen": Text("desk.svc.found_unchosen", "nothing of the list was opened"),
}


@DOORS.get("/desk/services/words", scope.KEEPERS)
async def show(request: web.Request, caller: Caller) -> web.StreamResponse:
    """What was looked for in vain in 30 days, the commonest first, and the words that were added."""
    keys, now = shelf.house(request).keys, request.app[PARTS].now()

    def read(tx: Transaction) -> tuple[tuple[LookUp, ...], tuple[Word, ...]]:
        return lookups.counted(tx, keys, since=now - _SINCE), words.listing(tx)

    sought, known = await work.read(request, read)
    theirs = [one for one in sought if _is_theirs(request, caller, one)]
    return drawing.draw(
        request,
        caller,
        "desk/services/words.html",
        sought=[_sought(request, caller, one) for one in theirs[:_MOST]],
        known=[(one, _meaning(one.meaning, caller.language)) for one in known],
        needs=[
            (f"need:{code}", in_language(one.names, caller.language))
            for code, one in kinds.all_needs().items()
        ],
        kinds=[
            (f"kind:{code}", in_language(one.names, caller.language))
            for code, one in kinds.all_kinds().items()
        ],
        spoken=[(code, languages.OWN_NAMES[code]) for code in kinds.LANGUAGES],
        words=request.query.get("words", "")[: words.LONGEST],
        spoken_in=request.query.get("spoken", caller.language),
        done=request.query.get("done", ""),
    )


@DOORS.post("/desk/services/words", scope.KEEPERS)
async def add(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Teach the search what a phrase means; it knows it at once."""
    phrase, meaning = " ".join(caller.said("words").split()), caller.said("meaning")
    spoken = caller.said("spoken")
    family, _, code = meaning.partition(":")
    known = {"need": set(kinds.all_needs()), "kind": set(kinds.all_kinds())}.get(family, set())
    if code not in known or spoken not in kinds.LANGUAGES:
        return drawing.seen("/desk/services/words?done=unclear")
    word = Word(phrase, meaning, spoken, request.app[PARTS].now(), caller.role)
    try:
        await _taught(request, lambda tx: words.add(tx, word))
    except UnknownCode:
        return drawing.seen("/desk/services/words?done=unclear")
    return drawing.seen("/desk/services/words?done=added")


@DOORS.post("/desk/services/words/remove", scope.KEEPERS)
async def remove(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Take a phrase out of the search again."""
    phrase, meaning, now = caller.said("words"), caller.said("meaning"), request.app[PARTS].now()
    await _taught(request, lambda tx: words.remove(tx, phrase, meaning, by=caller.role, now=now))
    return drawing.seen("/desk/services/words?done=removed")


async def _taught(request: web.Request, act: Callable[[Transaction], T]) -> T:
    """The result of an act on the words; the search is made anew with them."""
    house = shelf.house(request)
    result = await work.write(request, act)
    learned = await work.read(request, lambda tx: Learned(words.spoken(tx), standing.penalties(tx)))
    house.shelf.learn(learned)
    await shelf.thought(request, house.shelf.renew)
    return result


def _is_theirs(request: web.Request, caller: Caller, one: LookUp) -> bool:
    territories = shelf.house(request).directory.territories
    return not one.territory or scope.covers(caller.officer, (one.territory,), territories)


def _sought(request: web.Request, caller: Caller, one: LookUp) -> dict[str, object]:
    house = shelf.house(request)
    need = next((need for need in kinds.all_needs().values() if need.button == one.need), None)
    return {
        "words": one.words, "many": one.many, "language": one.language,
        "need": in_language(need.names, caller.language) if need else "",
        "place": wording.place(house, one.territory, caller.language) if one.territory else "",
        "kind": _KINDS[one.kind],
    }  # fmt: skip


def _meaning(meaning: str, language: str) -> str:
    family, _, code = meaning.partition(":")
    return wording.name_of("kinds" if family == "kind" else "needs", code, language)
