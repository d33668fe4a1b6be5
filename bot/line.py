"""The line to Telegram for our own requests: polling, the menu, answers to pressed buttons."""

from collections.abc import Mapping
from datetime import timedelta

import aiohttp
import msgspec

from bot import errors, secrecy


class _Parameters(msgspec.Struct):
    retry_after: int = 0


class _Refusal(msgspec.Struct):
    error_code: int
    description: str = ""
    parameters: _Parameters = msgspec.field(default_factory=_Parameters)


_refusals = msgspec.json.Decoder(_Refusal)


class Line:
    """One HTTP session with Telegram's Bot API. Knows the token and tells it to nobody."""

    def __init__(self, url: str, token: str) -> None:
        """`url` is https://api.telegram.org or a stand-in for it."""
        secrecy.hush()
        self._address = f"{url.rstrip('/')}/bot{token}"
        self._token = token
        self._session: aiohttp.ClientSession | None = None

    async def ask(self, method: str, fields: Mapping[str, object], *, seconds: float = 15) -> bytes:
        """Call a method of the Bot API and give the body of its answer; waits `seconds` at most.

        Raises:
            TokenRefused: Telegram does not know the token.
            LineBusy: asked to wait.
            LineConflict: somebody else receives with this token.
            LineRefused: any other refusal.
            LineBroken: no answer, or none that can be read.
        """
        try:
            status, body = await self._post(method, fields, seconds)
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            reason = type(error).__name__  # the text of the error holds the address, and thereby the token
        else:
            if status == 200:
                return body
            raise self._trouble(status, body)
        raise errors.LineBroken(reason)  # outside the except block: no chained error with the address in it

    async def close(self) -> None:
        """Hang up."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _post(self, method: str, fields: Mapping[str, object], seconds: float) -> tuple[int, bytes]:
        if self._session is None:
            self._session = aiohttp.ClientSession(trust_env=True)
        timeout = aiohttp.ClientTimeout(total=seconds, sock_connect=10)
        address = f"{self._address}/{method}"
        async with self._session.post(address, json=fields, timeout=timeout, allow_redirects=False) as answer:
            return answer.status, await answer.read()

    def _trouble(self, status: int, body: bytes) -> errors.BotError:
        try:
            refusal = _refusals.decode(body)
        except ValueError:  # not Telegram's own words: a proxy in between
            return errors.LineBroken(f"HTTP {status}")
        words = secrecy.scrub(refusal.description, self._token)
        if refusal.error_code in (401, 404):
            return errors.TokenRefused()
        if refusal.error_code == 409:
            return errors.LineConflict(words)
        if refusal.error_code == 429:
            return errors.LineBusy(timedelta(seconds=refusal.parameters.retry_after))
        if refusal.error_code >= 500:
            return errors.LineBroken(f"HTTP {refusal.error_code}")
        return errors.LineRefused(words)
