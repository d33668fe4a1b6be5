"""Fetching a file that somebody sent: never more of it than allowed, whatever its size was said to be."""

import re

import msgspec

from bot import errors
from bot.line import Line

MOST_BYTES = 20 * 1024 * 1024
"""Telegram gives a bot no larger ones (Bot API, getFile)."""
_PATH = re.compile(r"[\w-][\w.-]*(?:/[\w-][\w.-]*)*", re.ASCII)  # no ".." and no address of its own


class _Found(msgspec.Struct):
    file_path: str = ""
    file_size: int = 0


class _Answer(msgspec.Struct):
    result: _Found


_answers = msgspec.json.Decoder(_Answer)


class Downloads:
    """Downloads by one line."""

    def __init__(self, line: Line, *, most: int = MOST_BYTES) -> None:
        """`most`: bytes after which we hang up, whatever Telegram said about the size."""
        self._line = line
        self._most = most

    async def fetch(self, file: str) -> bytes:
        """Give the file with this id.

        Raises:
            FileUnavailable: Telegram no longer has it, or it is too large; `code` says which.
            LineError: try again later.
            TokenRefused: Telegram does not know the token.
        """
        try:
            body = await self._line.ask("getFile", {"file_id": file})
        except errors.LineRefused as refused:
            code = "file_size" if "too big" in refused.reason else "file_gone"
        else:
            return await self._download(body)
        raise errors.FileUnavailable(code)

    async def _download(self, body: bytes) -> bytes:
        try:
            found = _answers.decode(body).result
        except ValueError:
            found = None
        if found is None:
            raise errors.LineBroken("unreadable answer")
        if found.file_size > self._most:
            raise errors.FileUnavailable("file_size")
        if not _PATH.fullmatch(found.file_path):
            raise errors.FileUnavailable("file_gone")
        return await self._line.download(found.file_path, self._most)
