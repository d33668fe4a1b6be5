"""Errors of the API as application/problem+json (RFC 9457), and headers by which other sites may read it."""

from http import HTTPStatus
from typing import Any

import structlog
from aiohttp import web

from web.errors import BadParameter
from web.guards import Handler

ROOT = "/api/hsds"
MEDIA_TYPE = "application/problem+json"
KEPT = "public, max-age=300"  # how long others may keep an answer; a changed ETag says that it is old
_METHODS = "GET, HEAD, OPTIONS"  # of pages of other sites; their forms are refused
_WAIT = {"Retry-After": "5"}  # seconds
_WHY = {
    404: "There is nothing with this path or this id.",
    405: "The directory is only read here: GET and HEAD; lists also by POST.",
    406: "Answers are application/json, with format=ndjson application/x-ndjson.",
    413: "This is too much at once.",
    415: "What is sent must be a form: application/x-www-form-urlencoded.",
    503: "The directory cannot be read just now, or too many ask at once. Try again in a moment.",
}

_log = structlog.get_logger()


def is_ours(request: web.Request) -> bool:
    """Whether a request is for the API."""
    return request.path == ROOT or request.path.startswith(f"{ROOT}/")


def document(status: int, detail: str = "", parameter: str = "") -> dict[str, Any]:
    """The problem as its members; `parameter`: the one of the query that is to blame."""
    told = {"detail": detail or _WHY.get(status, ""), "parameter": parameter}
    title = HTTPStatus(status).phrase
    return {"type": "about:blank", "title": title, "status": status} | {
        name: text for name, text in told.items() if text
    }


@web.middleware
async def as_problems(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn what goes wrong in the API into a problem document that says nothing about the inside."""
    if not is_ours(request):
        return await handler(request)
    refusal = request.match_info.http_exception
    if request.method == "OPTIONS" and isinstance(refusal, web.HTTPMethodNotAllowed):
        # a browser asks first whether another site may send If-None-Match
        return web.Response(status=204, headers={"Allow": _allowed(refusal)})
    try:
        return await handler(request)
    except web.HTTPMethodNotAllowed as refusal:
        return _answer(document(405), Allow=_allowed(refusal))
    except BadParameter as refusal:
        return _answer(document(400, f"{refusal.parameter}: {refusal.why}", refusal.parameter))
    except web.HTTPException as refusal:
        if refusal.status < 400:
            raise
        return _answer(document(refusal.status), **(_WAIT if refusal.status == 503 else {}))
    except Exception as error:  # noqa: BLE001 – the last door: nothing of the inside may reach a stranger
        _log.error("web.api_failed", error=type(error).__name__)
        return _answer(document(500))


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Let other sites read public facts, and keep them for a while (signal on_response_prepare, the last)."""
    if not is_ours(request):
        return
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Content-Language, Retry-After"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = _METHODS
        response.headers["Access-Control-Allow-Headers"] = "Accept, If-None-Match"
        response.headers["Access-Control-Max-Age"] = "86400"
    if response.status in (200, 304) and request.method != "POST":
        response.headers["Cache-Control"] = KEPT


def _answer(problem: dict[str, Any], **headers: str) -> web.Response:
    return web.json_response(
        problem, status=problem["status"], content_type=MEDIA_TYPE, headers=headers or None
    )


def _allowed(refusal: web.HTTPMethodNotAllowed) -> str:
    return ", ".join(sorted({*refusal.allowed_methods, "OPTIONS"}))
