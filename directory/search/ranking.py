"""In which order hits are shown: nearly as good as the best, then who serves, is sure, is near."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from directory import daytime
from directory.search.catalogue import COUNTRY
from directory.search.fields import Numbers
from directory.service import FRESH, Service

_KM_ALIKE = 5.0  # services nearer to each other than this are equally near
_SCORE_ALIKE = 5
_NEARLY = 15  # points that a service may be worse than the best and still come first because it serves

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Found:
    """Services by their numbers, and what they are ordered by; of equal ones the first stays the first.

    `scores`: 0..100. `scopes`: numbers of SCOPES. `km`: infinite where it is not known or not asked for.
    `unsure`: of how many things that were asked nobody told. `anywhere`: no place and no point was named.
    """

    owners: Numbers
    scores: Numbers
    scopes: NDArray[np.int8]
    serves: Flags
    unsure: Numbers
    km: NDArray[np.float64]
    anywhere: bool

    def ordered(self, order: Numbers) -> "Found":
        """The same in this order."""
        return Found(
            self.owners[order],
            self.scores[order],
            self.scopes[order],
            self.serves[order],
            self.unsure[order],
            self.km[order],
            self.anywhere,
        )


class Ranking:
    """What is known of each service beside the question."""

    def __init__(self, services: Sequence[Service], penalties: Mapping[str, int]) -> None:
        """`penalties`: service id → points by which it stands lower."""
        self._closed = np.array([one.status == "temporarily closed" for one in services], dtype=bool)
        self._assured = np.array([one.assured.toordinal() if one.assured else 0 for one in services])
        self._penalties = np.array([penalties.get(one.id, 0) for one in services], dtype=np.int64)
        self._is_for_all = np.array(
            [COUNTRY in one.serves and bool(one.phones) for one in services], dtype=bool
        )
        self._is_sure = np.array([one.confidence == "high" for one in services], dtype=bool)

    def order(self, found: Found, now: datetime) -> Numbers:
        """The positions of what was found, the first to be shown first."""
        owners, scores = found.owners, found.scores
        standing = scores - self._penalties[owners]
        keys = (
            self._closed[owners],
            scores.max(initial=0) - scores > _NEARLY,
            found.scopes,
            ~found.serves,
            found.unsure,
            np.floor(found.km / _KM_ALIKE),
            (standing.max(initial=0) - standing) // _SCORE_ALIKE,  # 99 is as good as 100, 90 as 93
            ~self._is_for_all[owners] & found.anywhere,  # a line for the whole country before a far town
            self.stale(owners, now),
            -standing,
        )
        return np.lexsort(keys[::-1])

    def stale(self, owners: Numbers, now: datetime) -> Flags:
        """Whether nobody made sure of each for 180 days or, never assured, its source is not sure."""
        assured = self._assured[owners]
        is_old = daytime.day(now).toordinal() - assured > FRESH.days
        return np.where(assured > 0, is_old, ~self._is_sure[owners])
