"""Whether the house is well, in figures: numbers and states, never contents."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.receive import Polling
from conversations import limits
from hotline import figures, troubles
from hotline.commits import Commits
from hotline.figures import Stored
from store import marks
from store.database import Database
from store.errors import StoreUnavailable
from web.parts import Health

LATEST_POLL = timedelta(minutes=2)
LATEST_COMMIT = timedelta(minutes=2)
"""The alarm writes a row every half minute: something is on the disk more often than that."""


@dataclass(slots=True)
class Watch:
    """Watches the database and what this process does. Asked in a thread of the web.

    Whoever serves fills in what there is: a process may receive from Telegram, or only serve the web chat.
    """

    database: Database
    telegram: bool  # this process receives from Telegram
    lacks_token: bool = False  # it was started for nothing but that, or for that too, and has no token
    polling: Polling = field(default_factory=Polling)
    webhook: bool = False  # Telegram comes to us: that nobody says anything for long is no fault
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    commits: Commits | None = None  # of the writer; None: nothing is known of it
    introduced: Callable[[], bool] = lambda: True  # Telegram has told us who we are
    open: bool = False  # the doors are; taken back before they close
    troubles: Mapping[str, datetime] = field(default_factory=dict)  # as the alarm saw them last, since when

    def look(self) -> Health:
        """Give the figures; well means: the database answers, nothing is long overdue, Telegram answers."""
        now = self.now()
        try:
            with self.database.reading() as tx:
                stored = figures.stored(tx, now)
        except StoreUnavailable:
            return Health(False, {"database": "unavailable"})
        telegram = self._telegram(stored.heard_at)
        overdue = now - stored.waiting.oldest_due if stored.waiting.oldest_due else timedelta(0)
        # Guessing is told and is no illness: a stranger must not be able to have the process restarted.
        ill = stored.untold or stored.waiting.failing or stored.telephone_late or self.troubles
        ok = telegram in ("off", "ok") and overdue < troubles.WAITING_AFTER and self.writes() and not ill
        shown = {"database": "ok" if self.writes() else "not written", "telegram": telegram}
        shown["troubles"] = " ".join(sorted(self.troubles))
        return Health(ok, shown | _shown(stored, overdue))

    def ready(self) -> Health:
        """Tell whether work can be taken now; else `reason` is starting, telegram, writing or database."""
        reason = self._hindrance()
        return Health(not reason, {"reason": reason} if reason else {})

    def writes(self) -> bool:
        """Tell whether the last commit went well."""
        return self.commits is None or self.commits.failing_since is None

    def heard_at(self) -> datetime | None:
        """Give when this process has last heard of Telegram, None where it never has."""
        moments = (self.polling.last_poll_at, self.polling.last_update_at)
        return max((moment for moment in moments if moment is not None), default=None)

    def _hindrance(self) -> str:
        if not self.open:
            return "starting"
        if self.telegram and not self.introduced():
            return "telegram"
        kept_at = self.commits.kept_at if self.commits is not None else self.now()
        if not self.writes() or kept_at is None or self.now() - kept_at > LATEST_COMMIT:
            return "writing"
        try:
            with self.database.reading() as tx:
                marks.find(tx, figures.HEARD)
        except StoreUnavailable:
            return "database"
        return ""

    def _telegram(self, marked: datetime | None) -> str:
        """What is known of Telegram; `marked` is when any process of the house heard it last."""
        if not self.telegram:
            return "no token" if self.lacks_token else "off"
        if self.polling.failures or not self.introduced():
            return "unreachable"
        last = max((one for one in (self.polling.last_poll_at, marked) if one is not None), default=None)
        if last is None:
            return "unreachable"
        return "ok" if self.webhook or self.now() - last <= LATEST_POLL else "unreachable"


def _shown(stored: Stored, overdue: timedelta) -> dict[str, str | int | float | bool | None]:
    return {
        "duties_open": stored.waiting.due,
        "oldest_due_seconds": max(0, round(overdue.total_seconds())),
        "duties_failing": stored.waiting.failing,
        "updates_aside": stored.waiting.aside,
        "cases_untold": stored.untold,
        "receipts_wrong": stored.guesses,
        "receipts_guessed": stored.guesses >= limits.WRONG_RECEIPTS_IN_ALL,
        "tasks_open": stored.tasks_open,
        "telephone_late": stored.telephone_late,
        "cases_overdue": stored.overdue,
    }
