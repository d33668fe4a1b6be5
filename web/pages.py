"""Draws pages: templates filled with texts of one language, everything escaped."""

import hashlib
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import jinja2
from aiohttp import web

from conversations.message import Button
from locales import catalogue, daytime, formatting, languages
from locales.texts import Text
from web import preference

ROOM = Path(__file__).parent
STATIC = ROOM / "static"


def render(template: str, language: str, /, *, status: int = 200, **values: object) -> web.Response:
    """A page in one language of ours.

    The template says its texts with `say("context", "English", name=value)`; `lang` is the language.
    """
    words = catalogue.load(language)

    def say(context: str, english: str, /, **filled: object) -> str:
        return words.say(Text(context, english), **filled)

    page = _environment().get_template(template)
    text = page.render(say=say, lang=language, tongues=languages.OWN_NAMES, **values)
    return web.Response(text=text, status=status, content_type="text/html", charset="utf-8")


def say(request: web.Request, text: Text, /, **values: object) -> str:
    """A text in the language that the browser asks for: where nobody knows yet what the person chose."""
    return catalogue.load(language_asked(request)).say(text, **values)


def language_asked(request: web.Request) -> str:
    """The language for a page when nobody knows what the person chose."""
    return preference.chosen("", request.headers.get("Accept-Language", ""))


def wants_json(request: web.Request) -> bool:
    """Whether our own script asks, and not the browser for a page."""
    return "application/json" in request.headers.get("Accept", "")


def clock(at: datetime, now: datetime, language: str) -> str:
    """The time of day in Kazakhstan, with the date when it is not today's."""
    here = daytime.here(at)
    if here.date() == daytime.day(now):
        return f"{here.hour:02}:{here.minute:02}"
    return formatting.moment(at, language)


def stamp(at: datetime) -> str:
    """The moment as machines read it."""
    return at.astimezone(UTC).isoformat(timespec="seconds")


def link(button: Button) -> str:
    """Where a link button leads; nothing unless it is a page or a telephone number.

    A path of ours leads there, too: what a house says that was not told its public address.
    """
    is_ours = button.link.startswith("/") and not button.link.startswith(("//", "/\\"))
    return button.link if is_ours or button.link.startswith(("https://", "http://", "tel:")) else ""


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(ROOM / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(asset=asset, stamp=stamp, link=link)
    return environment


@cache
def asset(name: str) -> str:
    """Give the address of one of our own files."""
    # The digest lets browsers keep a file for long and still see a new one at once.
    digest = hashlib.blake2b((STATIC / name).read_bytes(), digest_size=6).hexdigest()
    return f"/static/{name}?v={digest}"
