"""Carries a saying to a department's own system: one signed POST of JSON, never followed anywhere else.

2xx: delivered, and {"acknowledged": true} in the answer says that the department has the case. 410: there is
nobody any more. All else is tried again.
"""

import asyncio
import hashlib
import json
import ssl
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import aiohttp
import msgspec

from conversations.saying import Saying
from web.outward import guard, letters, resolving, signing
from web.outward.errors import AddressRefused, Later, Refused
from web.outward.guard import Place, Resolve, Resolver
from web.outward.pauses import Pauses
from web.outward.taken import Taken

SECONDS = 15.0
"""For everything: to resolve, to connect, to be answered, to the last byte."""
MOST_BYTES = 64 * 1024
"""So much of an answer is read."""
LONGEST_WISH = timedelta(hours=6)

Secret = Callable[[str], Awaitable[bytes | None]]
"""Gives the secret of an enrolled address; None where it is enrolled no more."""


@dataclass(frozen=True, slots=True)
class Habits:
    """What a webhook needs from outside. `loopback`: this machine may be the receiver, for trials."""

    now: Callable[[], datetime]
    loopback: bool = False
    resolve: Resolve = resolving.addresses
    trust: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    seconds: float = SECONDS


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    body: bytes
    wish: timedelta | None


@dataclass(frozen=True, slots=True)
class ByWebhook:
    """Posts to the addresses of departments."""

    secret: Secret
    pauses: Pauses
    habits: Habits

    async def carry(self, said: Saying) -> Taken:
        """Post one saying.

        Raises:
            Refused: there is nobody any more.
            Later: try again.
        """
        try:
            place = guard.read(said.address.chat, loopback=self.habits.loopback)
        except AddressRefused as error:
            refused = error.reason
            place = None
        if place is None:
            raise Refused(f"address_{refused}", gone=False)
        secret = await self.secret(said.address.chat)
        if secret is None:
            raise Refused("not_enrolled", gone=True)
        with self.pauses.turn(place.host):
            return self._meaning(place, await self._asked(place, secret, said))

    def _meaning(self, place: Place, answer: _Answer) -> Taken:
        if answer.status in (429, 503):
            self.pauses.failed(place.host, wish=answer.wish)
            raise Later("asked_to_wait", after=answer.wish)
        self.pauses.answered(place.host)
        if 200 <= answer.status < 300:
            return Taken(_acknowledges(answer.body))
        if answer.status == 410:
            raise Refused("gone", gone=True)
        reason = "redirects" if 300 <= answer.status < 400 else f"answered_{answer.status}"
        raise Later(reason, doubtful=answer.status >= 500)

    async def _asked(self, place: Place, secret: bytes, said: Saying) -> _Answer:
        now = self.habits.now()
        told = content(said, now)
        body = json.dumps(told, ensure_ascii=False).encode()
        signed = signing.headers(secret, str(told["id"]), int(now.timestamp()), body)
        headers = {"Content-Type": "application/json", **signed}
        try:
            return await self._post(place, headers, body)
        except AddressRefused as error:
            failure = Later(f"address_{error.reason}")
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            failure = Later(_line(error))
        except (aiohttp.ClientError, TimeoutError, OSError, asyncio.IncompleteReadError, ValueError):
            failure = Later("broke_off", doubtful=True)
        self.pauses.failed(place.host)
        raise failure  # out here: the error's text holds the address

    async def _post(self, place: Place, headers: Mapping[str, str], body: bytes) -> _Answer:
        habits = self.habits
        connector = aiohttp.TCPConnector(
            resolver=Resolver(place, habits.resolve), ssl=habits.trust, use_dns_cache=False
        )
        limit = aiohttp.ClientTimeout(total=habits.seconds, connect=habits.seconds * 2 / 3)
        async with aiohttp.ClientSession(
            connector=connector,
            timeout=limit,
            auto_decompress=False,
            trust_env=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"Accept-Encoding": "identity", "User-Agent": "hotline"},
        ) as session:
            posted = session.post(place.url, data=body, headers=headers, allow_redirects=False)
            async with posted as response:
                read = await _some(response.content) if 200 <= response.status < 300 else b""
                return _Answer(response.status, read, _wish(response.headers.get("Retry-After", "")))


def content(said: Saying, now: datetime) -> dict[str, object]:
    """Give what is sent: codes, and the words for people, in the language of the department."""
    slip, text, sent_at = said.docket, letters.written(said.message), now.isoformat(timespec="seconds")
    if slip is None:
        id = hashlib.sha256(f"{sent_at} {text}".encode()).hexdigest()[:32]
        return {"id": id, "kind": "notice", "repeat": False, "text": text, "sent_at": sent_at}
    told: dict[str, object] = msgspec.to_builtins(slip)
    repeat = bool(told.pop("is_repeat", False))
    return told | {"repeat": repeat, "text": text, "sent_at": sent_at}


async def _some(content: aiohttp.StreamReader) -> bytes:
    """Give the answer up to the most that is read; what comes after that is left where it is."""
    read = bytearray()
    while len(read) <= MOST_BYTES and (piece := await content.read(MOST_BYTES)):
        read += piece
    return bytes(read)


def _acknowledges(body: bytes) -> bool:
    if len(body) > MOST_BYTES:
        return False
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return False
    return isinstance(told, dict) and told.get("acknowledged") is True


def _wish(header: str) -> timedelta | None:
    """Give how long the other side wants to be left alone, where it says so in seconds."""
    if not (header.isascii() and header.isdigit() and len(header) <= 9):
        return None
    return min(timedelta(seconds=int(header)), LONGEST_WISH)


def _line(error: Exception) -> str:
    cause = getattr(error, "os_error", None) or error
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return "certificate"
    if isinstance(cause, ssl.SSLError):
        return "no_tls"
    return "no_answer" if isinstance(error, TimeoutError) else "unreachable"
