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
        self._files = f"{url.rstrip('/')}/file/bot{token}"
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

    async def download(self, path: str, most: int, *, seconds: float = 30) -> bytes:
        """Give the file at this path (from getFile); hangs up after `most` bytes or `seconds`.

        Raises:
            FileUnavailable: it is not there (any more), or larger than `most`.
            LineBroken: no answer, or a broken one.
        """
        try:
            status, body = await self._get(path, most, seconds)
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            reason = type(error).__name__  # the text of the error holds the address, and thereby the token
        else:
            if status == 200 and len(body) <= most:
                return body
            if status in (400, 404, 410):
                raise errors.FileUnavailable("file_gone")
            if status == 200:
                raise errors.FileUnavailable("file_size")
            reason = f"HTTP {status}"
        raise errors.LineBroken(reason)

    async def close(self) -> None:
        """Hang up."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _get(self, path: str, most: int, seconds: float) -> tuple[int, bytes]:
        timeout = aiohttp.ClientTimeout(total=seconds, sock_connect=10)
        got = bytearray()
        async with self._hung_on().get(
            f"{self._files}/{path}", timeout=timeout, allow_redirects=False
        ) as answer:
            async for some in answer.content.iter_chunked(64 * 1024):
                got += some
                if len(got) > most:
                    answer.close()  # whatever follows is not wanted
                    break
            return answer.status, bytes(got)

    def _hung_on(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(trust_env=True)
        return self._session

    async def _post(self, method: str, fields: Mapping[str, object], seconds: float) -> tuple[int, bytes]:
        timeout = aiohttp.ClientTimeout(total=seconds, sock_connect=10)
        address = f"{self._address}/{method}"
        async with self._hung_on().post(
            address, json=fields, timeout=timeout, allow_redirects=False
        ) as answer:
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
