"""A check, as a verifier without account sees it: the question, the answers, and a few words."""

from aiohttp import web

from cases.followups import answering, checks, telling, verifying
from cases.followups.checks import Check
from cases.followups.errors import AnsweredBefore, AnswerUnfit
from cases.referrals import links
from cases.referrals.errors import LinkOver
from conversations.followups import asked, choices, following, whole, words
from conversations.house import House
from locales import daytime
from locales.texts import Text
from store.transaction import Transaction
from web import work
from web.answers import doors, typed
from web.answers.doors import Guest, Leaf
from web.parts import PARTS

TITLE = Text("f.page", "How is the child?")
UNFIT = Text(
    "f.unfit", "Please choose one answer; days and hours are numbers, and no day lies in the future."
)


async def show(request: web.Request, guest: Guest) -> web.StreamResponse:
    """Show the question."""
    return await _page(request, guest)


async def hear(request: web.Request, guest: Guest) -> web.StreamResponse:
    """Note the answer and say thank you; one that cannot be is asked for again (422)."""
    house, now = _house(request), request.app[PARTS].now()

    def note(tx: Transaction) -> None:
        known, told = checks.get(tx, guest.link.about), typed.read(guest.form, guest.lists)
        unknown = checks.TEACHER if known.fact == checks.SCHOOL else checks.ORGANISATION
        chat = guest.link.body.get("verifier", "")  # whoever came from the chat is known there
        if chat and guest.link.body["account"] not in verifying.of(tx, house.office_at(now), known).accounts:
            raise LinkOver(links.OVER)  # they were let go since
        said = answering.answer(
            tx,
            house.office_at(now),
            known.id,
            told,
            verifier=chat or unknown,
            by=chat or "organisation",
            now=now,
        )
        if chat:
            whole.drop(tx, known, guest.link.body["tries"], guest.link.body["account"])
        following.follow(tx, house, said, now)

    try:
        await work.write(request, note)
    except AnswerUnfit:
        return await _page(request, guest, guest.say(UNFIT), status=422)
    except AnsweredBefore as before:
        raise LinkOver(links.ANSWERED) from before
    return doors.draw(request, guest, "answers/thanks.html", is_last=True)


async def _page(
    request: web.Request, guest: Guest, wrong: str = "", *, status: int = 200
) -> web.StreamResponse:
    speaker = _house(request).speaker(guest.language)

    def look(tx: Transaction) -> tuple[Check, str]:
        found = checks.get(tx, guest.link.about)
        return found, asked.sentence(tx, found, speaker)

    known, question = await work.read(request, look)
    return doors.draw(
        request,
        guest,
        "answers/check.html",
        status=status,
        title=TITLE,
        wrong=wrong,
        check=known,
        question=question,
        body=guest.link.body,
        words=words,
        reasons=telling.REASONS,
        choices=choices.of(_house(request), guest.language),
        today=daytime.day(request.app[PARTS].now()).isoformat(),
    )


def _house(request: web.Request) -> House:
    house = request.app[PARTS].house
    assert house is not None
    return house


LEAF = Leaf(TITLE, show, hear)
