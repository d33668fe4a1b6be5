"""What is done for the child, in a few lines for the page of its case: visits, measures and who answered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cases.followups import noted
from cases.opening import Whole
from cases.referrals import measures, proposing, receivers
from cases.visits import decisions
from conversations.house import House
from locales import daytime, formatting
from store.transaction import Transaction
from web.desk.measures import rows
from web.desk.measures.rows import Row
from web.desk.visits import overview

VISIT = "visit:"


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit to the child: its day, what was decided, "" if unknown; `awaits`: somebody has to agree."""

    day: str
    decision: str
    awaits: bool


@dataclass(frozen=True, slots=True)
class Card:
    """Visits and measures of a case; `proposed`: so many more the rules ask for.

    `barred`: whoever would take the child in is the threat.
    """

    visits: tuple[Visit, ...]
    rows: tuple[Row, ...]
    proposed: int
    barred: bool


def of(tx: Transaction, house: House, number: int, whole: Whole, language: str, now: datetime) -> Card | None:
    """Give the card for somebody who has the whole case before them; None: there is nothing to say."""
    kept = [one for one in measures.of_case(tx, number) if one.state != "replaced"]
    found = [part for name, part in sorted(whole.added.items()) if name.startswith(VISIT)]
    answers = [part.get("answers", {}) for part in found]
    known = proposing.known_of(
        whole.content, answers, barred=receivers.is_barred(tx, number), needs=noted.needs(whole.added)
    )
    taken = {(one.line, one.need) for one in kept}
    asked = [one.template for one in proposing.propose(known)]
    today = daytime.day(now)
    card = Card(
        visits=tuple(_visits(tx, house, number, found, language)),
        rows=tuple(rows.of(house, one, language, today) for one in kept),
        proposed=sum((one.line, one.need) not in taken for one in asked),
        barred=proposing.bars_parents(known),
    )
    return card if card != Card((), (), 0, False) else None


def _visits(
    tx: Transaction, house: House, number: int, found: list[Mapping[str, Any]], language: str
) -> Iterator[Visit]:
    """The decision is that of the last visit: the case came from it."""
    decided = decisions.of_case(tx, house.keys, number)
    for place, part in enumerate(found, 1):
        told = part.get("answers", {}).get("q12") or part.get("plan", {}).get("day") or ""
        is_last = decided is not None and place == len(found)
        words = overview.decision_words(decided, house.speaker(language)) if decided and is_last else ""
        yield Visit(_day(str(told), language), words, bool(decided and is_last and decided.is_waiting))


def _day(told: str, language: str) -> str:
    return formatting.date(date.fromisoformat(told), language) if len(told) == len("2026-11-23") else ""
