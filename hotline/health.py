"""Whether the house is well, in figures: numbers and states, never contents."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.receive import Polling
from cases import escalation, forwarding, tasks
from conversations import limits, tracking
from store import duties
from store.database import Database
from store.errors import StoreUnavailable
from store.transaction import Transaction
from web.parts import Health

LATEST_POLL = timedelta(minutes=2)
OLDEST_DUE = timedelta(minutes=15)
TELEPHONE_WITHIN = timedelta(hours=1)


@dataclass(slots=True)
class Watch:
    """Watches the database and, with a token, the polling. Asked in a thread of the web."""

    database: Database
    telegram: bool
    polling: Polling = field(default_factory=Polling)
    webhook: bool = False  # Telegram comes to us: that nobody says anything for long is no fault
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def look(self) -> Health:
        """Give the figures; well means: the database answers, nothing is long overdue, Telegram answers."""
        figures: dict[str, str | int | float | bool | None] = {}
        try:
            with self.database.reading() as tx:
                waiting = duties.waiting(tx, self.now())
                untold = forwarding.untold(tx)
                people = _people(tx, self.now())
                guesses = tracking.wrong_receipts(tx, self.now())
        except StoreUnavailable:
            return Health(False, {"database": "unavailable"})
        overdue = self.now() - waiting.oldest_due if waiting.oldest_due else timedelta(0)
        figures["database"] = "ok"
        figures["duties_open"] = waiting.open
        figures["oldest_due_seconds"] = max(0, round(overdue.total_seconds()))
        figures["duties_failing"] = waiting.failing
        figures["updates_aside"] = waiting.aside
        figures["cases_untold"] = untold
        figures["receipts_wrong"] = guesses
        figures["receipts_guessed"] = guesses >= limits.WRONG_RECEIPTS_IN_ALL
        figures |= people
        figures["telegram"] = self._telegram()
        # Guessing is told and is no illness: a stranger must not be able to have the process restarted.
        ill = untold or waiting.failing or people["telephone_late"]
        ok = figures["telegram"] in ("off", "ok") and overdue < OLDEST_DUE and not ill
        return Health(ok, figures)

    def _telegram(self) -> str:
        if not self.telegram:
            return "off"
        last = self.polling.last_poll_at
        if self.polling.failures or last is None:
            return "unreachable"
        return "ok" if self.webhook or self.now() - last <= LATEST_POLL else "unreachable"


def _people(tx: Transaction, now: datetime) -> dict[str, int]:
    """What waits for people: open tasks, calls to the police not made in time, cases nobody acknowledges."""
    return {
        "tasks_open": tasks.waiting(tx),
        "telephone_late": tasks.waiting(tx, kind=tasks.TELEPHONE, before=now - TELEPHONE_WITHIN),
        "cases_overdue": escalation.overdue(tx, now),
    }
