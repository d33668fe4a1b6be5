"""In which order hits are shown: nearly as good as the best, then who serves, is sure, is near."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

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
    `unsure`: of how many things that were asked nobody told.
    """

    owners: Numbers
    scores: Numbers
    scopes: NDArray[np.int8]
    serves: Flags
    unsure: Numbers
    km: NDArray[np.float64]


class Ranking:
    """What is known of each service beside the question."""

    def __init__(self, services: Sequence[Service]) -> None:
        self.closed = np.array([one.status == "temporarily closed" for one in services], dtype=bool)
        self._assured = np.array([one.assured.toordinal() if one.assured else 0 for one in services])
        self._is_sure = np.array([one.confidence == "high" for one in services], dtype=bool)

    def order(self, found: Found, now: datetime) -> Numbers:
        """The positions of what was found, the first to be shown first."""
        owners, scores = found.owners, found.scores
        keys = (
            self.closed[owners],
            scores.max(initial=0) - scores > _NEARLY,
            found.scopes,
            ~found.serves,
            found.unsure,
            np.floor(found.km / _KM_ALIKE),
            -(scores // _SCORE_ALIKE),
            self.stale(owners, now),
            -scores,
        )
        return np.lexsort(keys[::-1])

    def stale(self, owners: Numbers, now: datetime) -> Flags:
        """Whether nobody made sure of each for 180 days or, never assured, its source is not sure."""
        assured = self._assured[owners]
        is_old = now.date().toordinal() - assured > FRESH.days
        return np.where(assured > 0, is_old, ~self._is_sure[owners])
