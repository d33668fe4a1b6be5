"""What stands behind a one-time link, by its kind; and the page of a link that is over."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from aiohttp import web

from cases.referrals.links import Link
from locales.texts import Text
from web import pages
from web.sender import Sender


@dataclass(frozen=True, slots=True)
class Guest(Sender):
    """Whoever came with a link that opens, in which language, and what their browser sent."""

    token: str = field(repr=False)
    link: Link = field(repr=False)
    language: str
    form: Mapping[str, str] = field(repr=False, default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(repr=False, default_factory=dict)


Handler = Callable[[web.Request, Guest], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One kind of page behind a link: `show` is asked after the press, `hear` when its form comes back.

    The form goes to `/answer/{token}/said`; it has the field `language` (`answers/parts.html`, macro `form`).
    """

    title: Text
    show: Handler
    hear: Handler


def draw(
    request: web.Request, guest: Guest, template: str, /, *, status: int = 200, **values: object
) -> web.Response:
    """A page behind a link. The template extends `answers/sheet.html`; it has `guest` and `path`."""
    return pages.render(
        template, guest.language, status=status, guest=guest, path=f"/answer/{guest.token}", **values
    )
