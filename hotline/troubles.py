"""Troubles: what must not go unnoticed, told from figures alone. Nothing here reads a clock or a database.

silent: Telegram has not been heard for an hour · waiting: something has been due for a quarter of an hour ·
unkept: nothing can be written · untold: a case of which no department could be told · telephone: a call to
the police that nobody has ticked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from hotline.figures import Stored

SILENT, WAITING, UNKEPT, UNTOLD, TELEPHONE = CODES = ("silent", "waiting", "unkept", "untold", "telephone")

SILENT_AFTER = timedelta(hours=1)
"""Telegram keeps updates for 24 hours at most (Bot API, "Getting updates"): 23 are left to mend it."""
WAITING_AFTER = timedelta(minutes=15)
UNKEPT_AFTER = timedelta(minutes=3)
GRACE = timedelta(minutes=2)
"""After a start: what came to a standstill while nobody served may first be caught up with."""
AGAIN = timedelta(hours=24)
WELL_FOR = timedelta(minutes=5)
"""So long a trouble has to be away before it counts as over: what comes and goes is one trouble."""

Kind = Literal["begun", "lasts", "over"]


@dataclass(frozen=True, slots=True)
class Figures:
    """What the alarm knows of the house; `stored` is None where the database does not answer."""

    started_at: datetime
    stored: Stored | None
    heard_at: datetime | None = None  # when Telegram was last heard; None: it is not asked for anything
    failing_since: datetime | None = None  # since when writing fails, or hangs; None: it does not
    is_heard_known: bool = True  # False: another process may hear Telegram, and only the database would tell


@dataclass(frozen=True, slots=True)
class Standing:
    """A trouble that somebody was told of."""

    since: datetime
    told_at: datetime
    well_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """What is to be told: a trouble has begun, still lasts, or is over."""

    code: str
    kind: Kind
    since: datetime


def troubles(figures: Figures, now: datetime) -> dict[str, datetime]:
    """Give the troubles there are, and since when."""
    found = {}
    started = now - figures.started_at >= GRACE
    heard_at = figures.heard_at if figures.is_heard_known else None
    if heard_at is not None and now - heard_at >= SILENT_AFTER and started:
        found[SILENT] = heard_at
    if figures.failing_since is not None and now - figures.failing_since >= UNKEPT_AFTER:
        found[UNKEPT] = figures.failing_since
    if figures.stored is None:
        return found
    oldest = figures.stored.waiting.oldest_due
    if oldest is not None and now - oldest >= WAITING_AFTER and started:
        found[WAITING] = oldest
    if figures.stored.untold:
        found[UNTOLD] = now
    if figures.stored.telephone_late:
        found[TELEPHONE] = now
    return found


def continued(
    found: Mapping[str, datetime], figures: Figures, before: Mapping[str, datetime]
) -> dict[str, datetime]:
    """Give what was found as it goes on from what there was `before`.

    What cannot be judged from these figures stays as it was; what goes on keeps its beginning.
    """
    unjudged = _unjudged(figures)
    lasts = {code: since for code, since in before.items() if code in found or code in unjudged}
    return {**found, **lasts}


def words(
    found: Mapping[str, datetime], figures: Figures, standing: Mapping[str, Standing], now: datetime
) -> list[Word]:
    """Give what is to be told now to somebody who was told of `standing`.

    Each trouble once, again after 24 hours while it lasts, and once when it has been away for five minutes.
    """
    said = []
    for code in CODES:
        since, known = found.get(code), standing.get(code)
        if since is not None and known is None:
            said.append(Word(code, "begun", since))
        elif since is not None and known is not None and now - known.told_at >= AGAIN:
            said.append(Word(code, "lasts", known.since))
        elif since is None and known is not None and _is_over(code, known, figures, now):
            said.append(Word(code, "over", known.since))
    return said


def seen(
    found: Mapping[str, datetime], figures: Figures, standing: Mapping[str, Standing], now: datetime
) -> dict[str, Standing]:
    """Give what is standing with how long each has been away by now."""
    return {
        code: Standing(one.since, one.told_at, None if code in found else _well(code, one, figures, now))
        for code, one in standing.items()
    }


def told(standing: Mapping[str, Standing], word: Word, now: datetime) -> dict[str, Standing]:
    """Give what is standing after this word was told."""
    rest = {code: one for code, one in standing.items() if code != word.code}
    return rest if word.kind == "over" else rest | {word.code: Standing(word.since, now)}


def _well(code: str, one: Standing, figures: Figures, now: datetime) -> datetime | None:
    """Since when it has been away; unknown while nobody can tell whether it is."""
    return None if code in _unjudged(figures) else one.well_since or now


def _unjudged(figures: Figures) -> set[str]:
    """Give the troubles of which these figures cannot tell that they are away."""
    codes = set() if figures.is_heard_known else {SILENT}
    if figures.stored is None:
        codes |= {WAITING, UNTOLD, TELEPHONE}
    if figures.stored is None or figures.failing_since is not None:
        codes.add(UNKEPT)
    return codes


def _is_over(code: str, one: Standing, figures: Figures, now: datetime) -> bool:
    since = _well(code, one, figures, now)
    return since is not None and now - since >= WELL_FOR
