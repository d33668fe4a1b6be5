"""The alarm: looks at the house twice a minute, by itself, and has people told when something is wrong.

It stands apart from what it watches: a task of its own, a thread of its own to read, no step without a limit
of time. Once for each trouble, again after a day, and once when it is over; a restart changes nothing in that
as long as the database can be read and written.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, Protocol, TypeVar

import structlog

from hotline import figures, troubles
from hotline.figures import Stored
from hotline.health import Watch
from hotline.ringing import RingingWriter
from hotline.troubles import Figures, Standing, Word
from store import marks
from store.errors import StoreError, WriterClosed
from store.transaction import Transaction

T = TypeVar("T")

ROUND = 30.0
"""Seconds between two looks; each writes one row, which shows that writing works."""
PATIENCE = 10.0
"""Seconds after which what does not answer counts as not answering."""
LONGEST_PAUSE = timedelta(hours=1)
ALIVE = "alive"
"""The mark of when a process of this house was last alive."""
_OURS = "alarm:"

Reached = Literal["all", "some", "none", "nobody"]
"""Whom a word has reached, or will by a duty that is written. some: the others are to be tried again; none:
all are; nobody: there is nobody to tell by now."""

_log = structlog.get_logger(__name__)


class Caller(Protocol):
    """A way to tell somebody."""

    def prepare(self, tx: Transaction) -> None:
        """Read what is needed to tell, while the database can be read."""

    async def tell(self, word: Word, now: datetime) -> Reached:
        """Tell the word to those whom it has not reached yet; gives whom it has reached by now."""


@dataclass(slots=True)
class _Line:
    """One caller, what its people were told, and when it is to be tried next."""

    name: str
    caller: Caller
    standing: dict[str, Standing] = field(default_factory=dict)
    is_kept: bool = True  # what was told stands in the database as well
    partly: set[Word] = field(default_factory=set)  # what has reached some of its people
    failures: int = 0
    next_try: datetime | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """What an alarm has to know: whether Telegram is to be heard, who may speak, how it waits."""

    telegram: bool
    leads: Callable[[], bool] = lambda: True  # of several processes one speaks; may wait for the network
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    patience: float = PATIENCE


class Alarm:
    """Watches one process and the database behind it; its clock is that of the watch."""

    def __init__(
        self, watch: Watch, writer: RingingWriter, callers: Mapping[str, Caller], rules: Rules
    ) -> None:
        self._watch, self._writer, self._rules = watch, writer, rules
        self._lines = [_Line(name, caller) for name, caller in callers.items()]
        self._started_at = watch.now()
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="alarm")
        self._beat: Future[None] | None = None
        self._beat_at = self._started_at
        self._unread_since: datetime | None = None
        self._marked: datetime | None = None  # when Telegram was heard, as the database told last
        self._untold: set[Word] = set()  # what has reached nobody

    async def run(self) -> None:
        """Look until cancelled; no fault of its own ends it."""
        try:
            while True:
                try:
                    await self.look()
                except Exception as error:  # noqa: BLE001 – whatever it is, the next look must come
                    _log.error("alarm.failed", error=type(error).__name__)
                await self._rules.pause(ROUND)
        finally:
            self._reader.shutdown(wait=False, cancel_futures=True)

    async def look(self) -> None:
        """Look once, and tell whoever has to be told."""
        now = self._watch.now()
        await self._write_alive(now)
        stored = await self._looked(now)
        self._unread_since = None if stored is not None else self._unread_since or now
        known = self._figures(stored, now)
        found = troubles.continued(troubles.troubles(known, now), known, self._watch.troubles)
        self._log_changes(found)
        self._watch.troubles = found
        if stored is None or await self._read(self._rules.leads):
            for line in self._lines:
                await self._speak(line, found, known, now)
            self._log_untold([_left(line, found, known, now) for line in self._lines])

    async def _looked(self, now: datetime) -> Stored | None:
        """Give what the database tells, and take over what others have told; None: it does not answer."""

        def question() -> tuple[Stored, Mapping[str, datetime]]:
            with self._watch.database.reading() as tx:
                for line in self._lines:
                    line.caller.prepare(tx)
                return figures.stored(tx, now), marks.all_of(tx, _OURS)

        answer = await self._read(question)
        if answer is None:
            return None
        for line in self._lines:
            if line.is_kept:
                line.standing = _recalled(line, answer[1])
        return answer[0]

    def _figures(self, stored: Stored | None, now: datetime) -> Figures:
        heard_at, is_heard_known = None, True
        if self._rules.telegram:
            own = self._watch.heard_at()
            self._marked = stored.heard_at if stored is not None else self._marked
            moments = [one for one in (own, self._marked) if one is not None]
            heard_at = max(moments, default=self._started_at)
            # Unless we were the last to hear, another process may still do so, and we would not learn of it.
            is_heard_known = stored is not None or own == heard_at
        hanging = self._beat_at if self._beat is not None else None
        failing = self._watch.commits.failing_since if self._watch.commits is not None else None
        since = [one for one in (hanging, failing, self._unread_since) if one is not None]
        return Figures(self._started_at, stored, heard_at, min(since, default=None), is_heard_known)

    async def _write_alive(self, now: datetime) -> None:
        """Write that we are alive, and when Telegram was heard; what still hangs is not begun twice."""
        heard_at, concerned = self._watch.heard_at(), self._rules.telegram

        def unit(tx: Transaction) -> None:
            marks.put(tx, ALIVE, now)
            if concerned:
                heard = heard_at or now  # never yet: from now on silence counts
                known = marks.find(tx, figures.HEARD)
                if known is None or (heard_at is not None and heard > known):
                    marks.put(tx, figures.HEARD, heard)

        if self._beat is None:
            try:
                self._beat, self._beat_at = self._writer.submit_quietly(unit), now
            except WriterClosed:
                return
        if await self._in_time(self._beat):
            error, self._beat = self._beat.exception(), None
            if error is not None and not isinstance(error, StoreError):
                _log.error("alarm.failed", error=type(error).__name__)

    async def _read(self, question: Callable[[], T]) -> T | None:
        """Give the answer, None where the database gives none in time."""
        future = self._reader.submit(question)
        if not await self._in_time(future):
            future.cancel()
            return None
        error = future.exception()
        if isinstance(error, StoreError):
            return None
        return future.result()

    async def _in_time(self, future: Future[T]) -> bool:
        """Wait until it is done, whatever came of it; False: it takes too long, and goes on."""
        done, _ = await asyncio.wait({_watched(future)}, timeout=self._rules.patience)
        return bool(done)

    async def _speak(self, line: _Line, found: Mapping[str, datetime], known: Figures, now: datetime) -> None:
        before = line.standing
        line.standing = troubles.seen(found, known, before, now)
        line.partly &= set(troubles.words(found, known, line.standing, now))
        if line.next_try is not None and now < line.next_try:
            return
        for word in troubles.words(found, known, line.standing, now):
            reached = await line.caller.tell(word, now)
            if reached == "nobody":
                break
            if reached != "none" and word not in line.partly:
                _log.info("alarm.told", trouble=word.code, word=word.kind, by=line.name)
            if reached != "all":
                line.partly |= {word} if reached == "some" else set()
                _put_off(line, now)
                break
            line.partly.discard(word)
            line.standing = troubles.told(line.standing, word, now)
            line.is_kept, line.failures, line.next_try = False, 0, None
        if not line.is_kept and known.failing_since is None:
            await self._keep(line)

    async def _keep(self, line: _Line) -> None:
        """Write down what was told, so that it is not told anew after a restart; else with the next look."""
        standing, beginning = dict(line.standing), _OURS + line.name

        def unit(tx: Transaction) -> None:
            for name in marks.all_of(tx, f"{beginning}:"):
                marks.drop(tx, name)
            for code, one in standing.items():
                marks.put(tx, f"{beginning}:{code}:since", one.since)
                marks.put(tx, f"{beginning}:{code}:told", one.told_at)

        try:
            future = self._writer.submit_quietly(unit)
        except WriterClosed:
            return
        line.is_kept = await self._in_time(future) and future.exception() is None

    def _log_changes(self, found: Mapping[str, datetime]) -> None:
        for code in found.keys() - self._watch.troubles.keys():
            _log.error("alarm.trouble_begins", trouble=code, since=found[code].isoformat())
        for code in self._watch.troubles.keys() - found.keys():
            _log.info("alarm.trouble_ends", trouble=code)

    def _log_untold(self, left: Sequence[Mapping[str, Word]]) -> None:
        """Say once what has reached nobody: each line has a word about it left to tell."""
        first = left[0] if left else {}
        untold = {word for code, word in first.items() if all(code in words for words in left)}
        for word in untold - self._untold:
            _log.error("alarm.untold", trouble=word.code, word=word.kind)
        self._untold = untold


def _left(line: _Line, found: Mapping[str, datetime], known: Figures, now: datetime) -> dict[str, Word]:
    """Give what has reached nobody by this line, by trouble."""
    words = troubles.words(found, known, line.standing, now)
    return {word.code: word for word in words if word not in line.partly}


def _put_off(line: _Line, now: datetime) -> None:
    line.failures += 1
    pause = timedelta(seconds=ROUND) * 2 ** min(line.failures - 1, 10)
    line.next_try = now + min(pause, LONGEST_PAUSE)


def _watched(future: Future[T]) -> asyncio.Future[T]:
    """Give the future for this loop; its error is read, so that none is reported as forgotten."""
    wrapped = asyncio.wrap_future(future)
    wrapped.add_done_callback(lambda done: done.cancelled() or done.exception())
    return wrapped


def _recalled(line: _Line, kept: Mapping[str, datetime]) -> dict[str, Standing]:
    """Give what was told by this line, also by another process; since when all is well we know ourselves."""
    standing = {}
    for code in troubles.CODES:
        since = kept.get(f"{_OURS}{line.name}:{code}:since")
        told_at = kept.get(f"{_OURS}{line.name}:{code}:told")
        if since is not None and told_at is not None:
            before = line.standing.get(code)
            standing[code] = Standing(since, told_at, before.well_since if before is not None else None)
    return standing
