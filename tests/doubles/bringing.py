"""How the emulated Telegram brings updates to a webhook, after the published source of Telegram's own server.

Every chat has a queue: its next update is brought only after the one before was taken. Chats do not wait for
each other, up to `max_connections`. Whatever is not answered with 2xx is brought again, in vain or not.
"""

import asyncio
from typing import TYPE_CHECKING, Any

import aiohttp

if TYPE_CHECKING:
    from tests.doubles.inbox import Inbox

Json = dict[str, Any]
HEADER = "X-Telegram-Bot-Api-Secret-Token"
AGAIN = 0.05  # seconds; Telegram itself takes longer and longer
MOST = 40  # connections, as Telegram does when it is not told a number


class Bringer:
    """Brings what waits in the inbox of one token. Lives in the emulator's loop."""

    def __init__(self, inbox: "Inbox", token: str) -> None:
        self._inbox, self._token = inbox, token
        self._queues: dict[object, asyncio.Task[None]] = {}
        self._places = asyncio.Semaphore(MOST)

    def bring(self) -> None:
        """Start to bring what waits, for every chat that is not being served."""
        state = self._inbox.state(self._token)
        for item in state.updates if state.url else ():
            queue = _queue(item)
            if queue not in self._queues:
                self._queues[queue] = asyncio.create_task(self._empty(queue))

    async def stop(self) -> None:
        """Leave what waits where it is."""
        tasks = [*self._queues.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _empty(self, queue: object) -> None:
        tracing = aiohttp.TraceConfig()
        tracing.on_request_headers_sent.append(self._heard)
        async with aiohttp.ClientSession(trace_configs=[tracing]) as session:
            while item := self._next(queue):
                if not await self._bring(session, item):
                    await asyncio.sleep(AGAIN)
            del self._queues[queue]  # at once: the end of a session takes a moment, and what comes then waits

    async def _heard(self, session: object, context: object, sent: object) -> None:
        """Count only what somebody hears: else a house that starts slowly is asked as often as a busy one."""
        self._inbox.brought()

    def _next(self, queue: object) -> Json | None:
        state = self._inbox.state(self._token)
        waiting = (one for one in state.updates if _queue(one) == queue) if state.url else iter(())
        return next(waiting, None)

    async def _bring(self, session: aiohttp.ClientSession, item: Json) -> bool:
        state, number = self._inbox.state(self._token), item["update_id"]
        headers = {HEADER: state.secret} if state.secret else {}
        async with self._places:
            self._inbox.handing_out(number)
            try:
                async with session.post(
                    state.url, json=item, headers=headers, timeout=aiohttp.ClientTimeout(60)
                ) as answer:
                    taken = 200 <= answer.status < 300
                    self._inbox.answered.append(answer.status)
            except aiohttp.ClientConnectorError:  # nobody is there: nobody has it in hand
                self._inbox.not_handed_out(number)
                self._inbox.failed("Connection refused")
                return False
            except (aiohttp.ClientError, TimeoutError):
                self._inbox.failed("Read timeout expired")
                return False
        if taken:
            self._inbox.taken(item)
        else:
            self._inbox.failed(f"Wrong response from the webhook: {self._inbox.answered[-1]}")
        return taken


def _queue(item: Json) -> object:
    for part in item.values():
        if isinstance(part, dict):
            chat = (part.get("message") or part).get("chat") or part.get("from") or {}
            return chat.get("id")
    return None
