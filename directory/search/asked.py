"""What is asked of the search, and what it answers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from directory import places
from directory.service import Service

Scope = Literal["", "district", "oblast", "country", "elsewhere"]
Reason = Literal[
    "kind", "need", "name", "place", "number", "serves", "near", "age", "sex", "language", "free",
    "without_documents", "open", "referral",
]  # fmt: skip

GOOD = 85  # from this score on a hit is what was asked for …
MAYBE = 60  # … and from this one on it may be; below it is not shown


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the directory; what is left out is not asked.

    `kind`, `need`: codes of the taxonomy; `territory`: a code of KATO. `near`: degrees of WGS84, within
    `radius_km` or the whole country. `age` in years. `free`, `without_documents`: only such services.
    `open_at`: an aware moment. `referral`: how the child may come.
    """

    text: str = ""
    kind: str = ""
    need: str = ""
    territory: str = ""
    near: tuple[float, float] | None = None
    radius_km: float | None = None
    age: float | None = None
    sex: Literal["girls", "boys"] | None = None
    language: str = ""
    free: bool = False
    without_documents: bool = False
    open_at: datetime | None = None
    referral: Literal["direct", "by_request"] | None = None
    limit: int = 5
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A service that fits, how well (60 … 100), and why.

    `serves`: whether its children may come from the territory that was asked for, None when none was: that
    it is near is another thing (`km`, from the point that was asked for). `scope`: how far it was looked
    for. `unsure`: what was asked and is not known of it. `stale`: nobody made sure for 180 days, or nobody
    ever did and its source is not sure. `closed`: for a time.
    """

    service: Service
    score: int
    reasons: tuple[Reason, ...] = ()
    unsure: tuple[Reason, ...] = ()
    serves: bool | None = None
    km: float | None = None
    scope: Scope = ""
    stale: bool = False
    closed: bool = False

    @property
    def is_good(self) -> bool:
        """Whether it is shown as found, and not under "maybe"."""
        return self.score >= GOOD


@dataclass(frozen=True, slots=True)
class Answer:
    """The hits, best first, of `total`; `scope`: that of the nearest hit, wider than asked if need be.

    `territory`: the one that was asked for or was understood from the text. `which`: the person must say
    which place is meant; then no place was guessed. "none" in it: some word was not understood at all.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    scope: Scope = ""
    territory: str = ""
    which: places.Asked | None = None
