"""Answers to pressed buttons: the small clock on the button stops, a few words may show."""

import asyncio

import structlog

from bot import errors, lengths
from bot.line import Line

log = structlog.get_logger(__name__)

MOST = 64  # answers on their way at one time; beyond, the button keeps its clock a little: no work is lost
_TOAST = 200  # Bot API, answerCallbackQuery.text: 0-200 characters


class Answers:
    """Gives answers without anybody waiting for them. A courtesy: a failed one is not tried again."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._tasks: set[asyncio.Task[None]] = set()
        self._silent_until = float("-inf")  # by the clock of the loop: Telegram asked us to wait

    def give(self, query: str, toast: str) -> None:
        """Start to answer the callback query `query`; `toast` over 200 units is cut."""
        is_silent = asyncio.get_running_loop().time() < self._silent_until
        if is_silent or len(self._tasks) >= MOST:
            reason = "asked to wait" if is_silent else "too many at one time"
            log.warning("telegram.button_unanswered", reason=reason)
            return
        task = asyncio.create_task(self._give(query, toast))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def on_their_way(self) -> tuple[asyncio.Task[None], ...]:
        """Give what has been begun and has not ended."""
        return tuple(self._tasks)

    async def close(self) -> None:
        """Give up what is on its way."""
        tasks = self.on_their_way()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _give(self, query: str, toast: str) -> None:
        words = lengths.cut(toast, _TOAST)
        fields = {"callback_query_id": query} | ({"text": words[0]} if words else {})
        try:
            await self._line.ask("answerCallbackQuery", fields, seconds=10)
        except errors.LineBusy as busy:
            self._silent_until = asyncio.get_running_loop().time() + busy.after.total_seconds()
            log.warning("telegram.button_unanswered", reason=str(busy))
        except errors.BotError as error:  # too old: the person's answer is on disk all the same
            log.info("telegram.button_unanswered", kind=type(error).__name__, reason=str(error))
