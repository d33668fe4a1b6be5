"""The webhook: Telegram brings each update by POST, and reads 200 only when all it caused is on disk.

What Telegram's own server does with our answer (github.com/tdlib/telegram-bot-api, WebhookActor.cpp): after
anything but 2xx it brings the update again, after `Retry-After` seconds if we say so; it brings the next
update of a chat only after the one before was taken; and it would carry out a method named in the body of a
2xx, so ours never has a body.
"""

import asyncio
import hmac
from collections.abc import Callable

import aiohttp
import structlog
from aiohttp import web

from bot import updates
from bot.answers import Answers
from bot.inline import Inline, Query
from bot.intake import Intake
from bot.line import Line
from bot.receive import Habits, Polling
from bot.updates import Unreadable
from store.errors import StoreUnavailable, WriterClosed

log = structlog.get_logger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST = 1024 * 1024  # bytes of one update; what Telegram brings has some KiB
_SLOWEST = 10.0  # seconds for a body to arrive
_AGAIN = "2"  # seconds after which Telegram is to bring an update again that could not be kept


class Webhook:
    """One address that only Telegram can use. `health` is what is known of it."""

    def __init__(self, secret: str, intake: Intake, habits: Habits, username: Callable[[], str]) -> None:
        """`username` gives the bot's own name, "" while it is not known yet."""
        self.health = Polling()
        self._secret = secret.encode()
        self._intake = intake
        self._habits = habits
        self._username = username
        self._answers: Answers | None = None
        self._inline: Inline | None = None

    def answer_by(self, line: Line) -> None:
        """From now on buttons and inline queries are answered over this line; before, they are not."""
        self._answers = Answers(line)
        self._inline = Inline(line, self._intake.reception.leaflets, self._habits.now)

    async def close(self) -> None:
        """Give up the answers that are on their way; updates are taken as before."""
        answering, self._answers, self._inline = (self._answers, self._inline), None, None
        for one in answering:
            if one is not None:
                await one.close()

    async def hear(self, request: web.Request) -> web.Response:
        """Answer one request. Whoever does not know the secret is told nothing, and his body is not read."""
        if request.method != "POST":
            return _refused(405, Allow="POST")
        if not self._is_telegram(request):
            return _refused(403)
        if request.content_type != "application/json":
            return _refused(415)
        if (request.content_length or 0) > LARGEST:
            return _refused(413)
        try:
            body = await _read(request)
        except (TimeoutError, aiohttp.ClientError, web.RequestPayloadError, ConnectionError):
            return _refused(400)
        return _refused(413) if body is None else await self._keep(body)

    def _is_telegram(self, request: web.Request) -> bool:
        told = request.headers.get(SECRET_HEADER, "")
        return hmac.compare_digest(told.encode("utf-8", "surrogateescape"), self._secret)

    async def _keep(self, body: bytes) -> web.Response:
        came = updates.read_update(body, self._username())
        if came is None:
            return web.Response()  # nothing in it concerns us
        if isinstance(came, Query):
            self.health.last_update_at = self._habits.now()
            if self._inline is not None:
                self._inline.take(came)
            return web.Response()
        try:
            toast = await self._intake.keep(came)
        except (StoreUnavailable, WriterClosed) as error:
            log.warning("telegram.update_not_kept", reason=type(error).__name__)
            return web.Response(status=503, headers={"Retry-After": _AGAIN})
        self.health.last_update_at = self._habits.now()
        if isinstance(came, Unreadable):
            self.health.aside += 1
            log.error("update.put_aside", update=came.update_id, reason=came.reason)
            return web.Response()
        self.health.heard += 1
        if came.query and self._answers is not None:
            self._answers.give(came.query, toast)
        return web.Response()


async def _read(request: web.Request) -> bytes | None:
    """Give the body; None: it is larger than any update."""
    if request.content.is_eof():  # nearly always all of it came with the head: there is nothing to wait for
        whole = request.content.read_nowait()
        return whole if len(whole) <= LARGEST else None
    body = bytearray()
    async with asyncio.timeout(_SLOWEST):
        async for piece in request.content.iter_any():
            body += piece
            if len(body) > LARGEST:
                return None
    return bytes(body)


def _refused(status: int, **headers: str) -> web.Response:
    answer = web.Response(status=status, headers=headers)
    answer.force_close()  # what was not read of the body need not be waited for
    return answer
