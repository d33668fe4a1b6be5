"""What whoever has no session any more is told. What they wrote is shown to them again, not lost."""

from aiohttp import web

from web import fields, guards, pages

ENTRANCE = "/field/enter"


async def answer(request: web.Request) -> web.StreamResponse:
    """Lead to how one comes in; a form that came too late is not acted on, its words are shown again."""
    is_form = request.method == "POST" and request.content_type == "application/x-www-form-urlencoded"
    if is_form and guards.is_our_page(request) and not pages.wants_json(request):
        words = fields.written(await fields.read(request), but=("csrf",))
        if words:
            return draw(request, kept=words, status=403)
    return web.Response(status=303, headers={"Location": ENTRANCE})


def draw(
    request: web.Request,
    token: str = "",
    *,
    visit: str = "",
    kept: tuple[str, ...] = (),
    status: int = 200,
) -> web.Response:
    """A page of the entrance: with a token one press opens, without one it says how to get a new link."""
    language = pages.language_asked(request)
    return pages.render("field/enter.html", language, status=status, token=token, visit=visit, kept=kept)
