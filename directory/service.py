"""A referral service as the rest of the house sees it: what search compares and what a card shows.

Values only, read from the HSDS tables of directory.db (`directory/hsds`). All of it is public. What nobody
told is empty or None, and is shown as unknown: it never means "no".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

Words = Mapping[str, str]  # language → text; a language without a text is absent
FRESH = timedelta(days=180)  # after it somebody should make sure of a service again
Status = Literal["active", "inactive", "defunct", "temporarily closed"]
Confidence = Literal["", "high", "medium", "low-old"]
RIGHT, CLOSED = "right", "closed"
FOUND = (RIGHT, "dead_phone", "moved", CLOSED, "wrong")
"""What is found by who makes sure of a service: it is right; the phone is dead; moved; closed; wrong else."""


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as it is dialled, and what it is for; `extension` is "" where there is none."""

    number: str
    extension: str = ""
    about: Words = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Opening:
    """One interval of a week: `days` 0 (Monday) … 6, minutes since midnight, closing at most 1440.

    A lunch break is two openings. Around the clock: all days, 0 to 1440.
    """

    days: frozenset[int]
    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a service is: `territory` is a code of KATO or "", the point is WGS84 degrees or None.

    `address` is as its source wrote it, in whatever language that was. `hidden`: there is an address that
    directory.db does not hold, for the safety of those who live there.
    """

    territory: str = ""
    point: tuple[float, float] | None = None
    address: Words = field(default_factory=dict, hash=False)
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """Who may come and how. None: not told.

    Ages in years, both ends included. `sex`: whom it is for if only one. `referral`: "direct" – the child may
    come as it is; "by_request" – `decided_by`, bodies of `directory/data/bodies.toml`, send it there.
    """

    youngest: float | None = None
    oldest: float | None = None
    sex: Literal["girls", "boys"] | None = None
    languages: tuple[str, ...] = ()
    free: bool | None = None
    without_documents: bool | None = None
    referral: Literal["direct", "by_request"] | None = None
    decided_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Capacity:
    """How many places were free, as somebody said; `updated`: on which day. `unit`: beds, hours …"""

    available: float
    maximum: float | None = None
    unit: str = ""
    about: str = ""
    updated: date | None = None


@dataclass(frozen=True, slots=True)
class Former:
    """A name that was borne before; `until`: the day on which another took its place, or None."""

    name: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Naming:
    """What a service is called beside its name: former names of its own and of its organization, the latest
    first, and other names of both (`also`: abbreviations, everyday names)."""

    former: tuple[Former, ...] = ()
    of_organization: tuple[Former, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """All these names, for whoever looks for one."""
        return (*(one.name for one in (*self.former, *self.of_organization)), *self.also)


@dataclass(frozen=True, slots=True)
class Service:
    """One service of one organization; `id` is its UUID in every export.

    `kinds` and `needs` are codes of `directory/data/kinds.toml` and `needs.toml`. `serves`: the territories
    whose children may come, codes of KATO, "KZ" for the country; empty when nobody told: then it serves
    the district or oblast where it sits. `assured`: the day somebody last made sure that this is right.
    `confidence`: how sure its source was, "" if nobody judged; what is neither assured nor of "high"
    confidence is shown as not verified.
    """

    id: str
    names: Words = field(hash=False)
    kinds: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    seats: tuple[Seat, ...] = ()
    serves: tuple[str, ...] = ()
    organization: Words = field(default_factory=dict, hash=False)
    about: Words = field(default_factory=dict, hash=False)
    eligibility: Words = field(default_factory=dict, hash=False)
    phones: tuple[Phone, ...] = ()
    openings: tuple[Opening, ...] = ()
    websites: tuple[str, ...] = ()
    terms: Terms = Terms()
    status: Status = "active"
    assured: date | None = None
    confidence: Confidence = ""
    capacities: tuple[Capacity, ...] = ()
    naming: Naming = Naming()


def shown_in(words: Words, language: str) -> str:
    """The language whose text is shown: this one, else Russian, Kazakh, English, any; "" if there is none."""
    return next((code for code in (language, "ru", "kk", "en", *words) if words.get(code)), "")


def in_language(words: Words, language: str) -> str:
    """The text in a language, or in the one that is shown instead; "" if there is none at all."""
    return words.get(shown_in(words, language), "")
