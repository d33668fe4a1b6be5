"""The sign-in page: name, password, one-time password; what was wrong; words that wait to be copied."""

from dataclasses import dataclass

from aiohttp import web

from locales import languages
from web import pages
from web.parts import PARTS

SIGN_IN = "/desk/sign-in"


@dataclass(frozen=True, slots=True)
class Form:
    """What the page shows: `is_over`, the session has ended; `kept`, words that were not sent."""

    name: str = ""
    problem: str = ""
    next: str = ""
    is_over: bool = False
    kept: tuple[str, ...] = ()


def language(request: web.Request) -> str:
    """Give the language of the page: the one chosen on it, else the browser's."""
    return chosen(request) or pages.language_asked(request)


def chosen(request: web.Request) -> str:
    """Give the language that was chosen on the page; "" when none was."""
    return languages.known(request.query.get("lang", "")) or ""


def draw(request: web.Request, form: Form, *, status: int = 200) -> web.Response:
    """Give the page."""
    return pages.render(
        "desk/signin/sign_in.html",
        language(request),
        status=status,
        form=form,
        next=own(form.next),
        chosen=chosen(request),
        second_step=request.app[PARTS].second_step,
    )


def own(wanted: str) -> str:
    """Give a page of the desk as it stands there; "" for any other address, whatever it looks like."""
    is_ours = wanted.startswith("/desk/") and not any(sign in wanted for sign in ("\\", "//", "\n", "\r"))
    is_page = not wanted.startswith((SIGN_IN, "/desk/welcome", "/desk/sign-out"))
    return wanted if is_ours and is_page else ""
