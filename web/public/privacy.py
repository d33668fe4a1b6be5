"""What is kept of whoever writes to us, how long, and who reads it, by the terms of `cases.retention`."""

from dataclasses import dataclass
from datetime import timedelta

from aiohttp import web

from cases import retention
from cases.retention import Terms
from locales import catalogue, daytime
from locales.catalogue import Catalogue
from locales.texts import Text
from web import visitor
from web.parts import PARTS
from web.public import frame

ROUTES = web.RouteTableDef()

DRAFT = Text("priv.draft", "A report that you have not sent, and the messages of the chat")
REPORT = Text("priv.report", "What you told: your answers, your words, the place")
MEDIA = Text("priv.media", "Photos, videos and voice messages")
LINK = Text("priv.link", "Your code, and the chat in which you want to be told")
CODED = Text("priv.coded", "Coded facts of a case: district, week, kind of work, age group, how it ended")
LOOK_UP = Text("priv.look_up", "Words of a search for help that found nothing, without their sender")
TOLD = Text("priv.told", "What you tell us about a service")
AFTER_WORD = Text("priv.after_word", "{span} after your last word")
AFTER_CLOSED = Text("priv.after_closed", "{span} after the case is closed")
UNTOUCHED = Text("priv.untouched", "{span} after anybody last worked on it, if it is never closed")
AFTER_CAME = Text("priv.after_came", "{span} after it came")
ALWAYS = Text("priv.always", "always, for the figures")
MACHINE = Text("priv.r_machine", "Nobody: it is encrypted, only the server itself opens it")
DEPARTMENTS = Text(
    "priv.r_departments",
    "The department responsible, those above it, and the coordinator."
    " Others get an extract without anything about you",
)
EDITORS = Text("priv.r_editors", "Editors of the directory")
FIGURES = Text("priv.r_figures", "The staff. Everybody else sees only large, rounded groups")


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing that is kept, until when, and for whom."""

    what: str
    terms: tuple[str, ...]
    who: str


@ROUTES.get("/privacy", allow_head=False)
async def show(request: web.Request) -> web.StreamResponse:
    """Show what is kept under the terms of today."""
    code = await frame.language(request)
    words, terms = catalogue.load(code), retention.in_force(daytime.day(request.app[PARTS].now()))
    cookie = span(words, visitor.LIFE)
    return frame.render(request, "public/privacy.html", code, kept=kept(words, terms), cookie=cookie)


def kept(words: Catalogue, terms: Terms) -> tuple[Kept, ...]:
    """Give all that is kept, in words."""

    def until(text: Text, length: timedelta) -> str:
        return words.say(text, span=span(words, length))

    ends = (until(AFTER_CLOSED, terms.content), until(UNTOUCHED, terms.untouched))
    rows = (
        (DRAFT, (until(AFTER_WORD, terms.draft),), MACHINE),
        (REPORT, ends, DEPARTMENTS),
        (MEDIA, (until(AFTER_CAME, terms.media),), DEPARTMENTS),
        (LINK, (until(AFTER_CLOSED, terms.link),), MACHINE),
        (LOOK_UP, (until(AFTER_CAME, terms.look_up_box),), EDITORS),
        (TOLD, (until(AFTER_CAME, terms.told),), EDITORS),
        (CODED, (words.say(ALWAYS),), FIGURES),
    )
    return tuple(Kept(words.say(what), told, words.say(who)) for what, told, who in rows)


def span(words: Catalogue, length: timedelta) -> str:
    """Give a length of time in whole days, or in hours where it is a few days."""
    hours = length.total_seconds() / 3600
    if length <= timedelta(hours=72):
        return words.count("n.hours", "{n} hour", "{n} hours", hours)
    return words.count("n.days", "{n} day", "{n} days", length.days)
