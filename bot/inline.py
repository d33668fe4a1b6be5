"""Inline mode: `@bot psychologist Shymkent` in any chat, answered with public cards of services.

It stands beside the way that reports go: nothing of it is written, nothing is lost when it is dropped, and it
is searched in a thread of its own, one query at a time. Whoever types asks with every letter; of what one
account asks meanwhile only the newest is answered.
"""

import asyncio
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

import msgspec
import structlog

from bot import errors, lengths
from bot.line import Line
from bot.pacing import Bucket
from conversations import links
from conversations.lookup.leaflets import Leaflet, Leaflets

log = structlog.get_logger(__name__)

MOST = 32
"""Accounts that may wait at one time; who comes beyond is not answered, and types another letter."""
A_MINUTE = 60
"""Queries of one account that are answered within a minute."""
KEPT = 300
"""Seconds for which Telegram may show the same answer to the same person again without asking us."""

_PATIENCE = 10  # seconds; a later answer is of no use: the query is too old by then

Search = Callable[[str, str, datetime], Leaflets]
"""words, language of who asks, now → what is offered; called in a thread."""


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody types behind the bot's name. `sender` is only counted, and forgotten soon after."""

    update: int
    id: str
    sender: int
    words: str
    language: str


class Inline:
    """Answers inline queries until it is closed. To be used in one event loop."""

    def __init__(self, line: Line, search: Search, now: Callable[[], datetime]) -> None:
        self._line = line
        self._search = search
        self._now = now
        self._thread = ThreadPoolExecutor(1, "inline")
        self._waiting: dict[int, Query] = {}
        self._counts: dict[int, Bucket] = {}
        self._searching: asyncio.Task[None] | None = None
        self._answering: set[asyncio.Task[None]] = set()
        self._silent_until = float("-inf")  # by the monotonic clock: Telegram asked us to wait

    def take(self, query: Query) -> None:
        """Answer it soon, or never: when too many wait, or this account asks too much."""
        if query.sender not in self._waiting and not self._is_let_in(query.sender, time.monotonic()):
            return
        self._waiting[query.sender] = query
        if self._searching is None:
            self._searching = asyncio.create_task(self._search_all())

    async def close(self) -> None:
        """Answer nothing any more."""
        self._waiting.clear()
        tasks = [*self._answering, *([self._searching] if self._searching else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _search_all(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while self._waiting:
                query = self._waiting.pop(next(iter(self._waiting)))
                asked = (query.words, query.language, self._now())
                found = await loop.run_in_executor(self._thread, self._search, *asked)
                task = asyncio.create_task(self._answer(query, found))
                self._answering.add(task)
                task.add_done_callback(self._answering.discard)
        except Exception as error:  # noqa: BLE001 – the words are in it perhaps: only its name is told
            log.error("telegram.inline_failed", kind=type(error).__name__)
        finally:
            self._searching = None

    async def _answer(self, query: Query, found: Leaflets) -> None:
        try:
            await self._line.ask("answerInlineQuery", _fields(query, found), seconds=_PATIENCE)
        except errors.LineBusy as busy:
            self._silent_until = time.monotonic() + busy.after.total_seconds()
            self._waiting.clear()
            log.warning("telegram.inline_unanswered", kind=type(busy).__name__)
        except errors.LineRefused:
            return  # "query is too old": the person has typed on, or gone
        except errors.BotError as error:
            log.warning("telegram.inline_unanswered", kind=type(error).__name__)

    def _is_let_in(self, sender: int, now: float) -> bool:
        is_full = len(self._waiting) + len(self._answering) >= MOST
        return now >= self._silent_until and not is_full and self._is_paced(sender, now)

    def _is_paced(self, sender: int, now: float) -> bool:
        """Count a query of an account; False: it has asked too often lately."""
        if len(self._counts) > MOST * 8:
            self._counts = {who: one for who, one in self._counts.items() if not one.is_full(now)}
        bucket = self._counts.setdefault(sender, Bucket(A_MINUTE, 60.0))
        if bucket.wait(now) > 0:
            return False
        bucket.take(now)
        return True


class _Me(msgspec.Struct):
    supports_inline_queries: bool = False


class _Answer(msgspec.Struct):
    result: _Me


async def is_on(line: Line, *, seconds: float) -> bool:
    """Tell whether the bot's owner has switched inline mode on at Telegram.

    Raises:
        LineError, TokenRefused: as `Line.ask`.
    """
    body = await line.ask("getMe", {}, seconds=seconds)
    try:
        return msgspec.json.decode(body, type=_Answer).result.supports_inline_queries
    except msgspec.MsgspecError:
        raise errors.LineBroken("getMe") from None


def _fields(query: Query, found: Leaflets) -> Mapping[str, object]:
    return {
        "inline_query_id": query.id,
        "results": [_article(one) for one in found.offered],
        "cache_time": KEPT,
        "is_personal": True,  # in the language of who asks: not to be shown to others
        "button": {"text": found.more, "start_parameter": links.FIND},
    }


def _article(one: Leaflet) -> Mapping[str, object]:
    content = {"message_text": lengths.cut(one.text)[0], "link_preview_options": {"is_disabled": True}}
    about = {"description": one.about} if one.about else {}
    return {"type": "article", "id": one.id, "title": one.title, "input_message_content": content, **about}
