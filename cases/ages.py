"""How old the children of a report are: one age, a band, several, or not told."""

import re
from dataclasses import dataclass

ADULT = 18  # a child is a person under 18: C182 Art. 2, CRC Art. 1
OLDEST = 120

_BAND = re.compile(r"(\d{1,3})\s*[-–]\s*(\d{1,3})")
_UNDER = re.compile(r"<\s*(\d{1,3})")
_ONE = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class Ages:
    """Ages in whole years that a child of this report may have.

    `known` are those under 18, ascending; `unknown` says that at least one child's age was not told;
    neither: everybody is an adult.
    """

    known: tuple[int, ...] = ()
    unknown: bool = True

    @property
    def only_adults(self) -> bool:
        """Every age was told, and none is under 18."""
        return not self.known and not self.unknown


NOT_TOLD = Ages()


def parse(value: object) -> Ages:
    """Ages from 13, "13", "12-13", "<7", "unknown", None, or a list of these.

    Raises `ValueError` when it is none of them, a band that runs backwards, or an age over 120.
    """
    parts = value if isinstance(value, list | tuple) else [value]
    told: set[int] = set()
    unknown = not parts
    for part in parts:
        years = _years(part)
        unknown = unknown or years is None
        told.update(years or ())
    return Ages(tuple(sorted(year for year in told if year < ADULT)), unknown)


def _years(part: object) -> range | None:
    """All ages that one answer may mean; None when it was not told."""
    if part is None or part == "unknown":
        return None
    if isinstance(part, bool) or not isinstance(part, int | str):
        raise ValueError
    text = str(part).strip()
    if found := _BAND.fullmatch(text):
        low, high = int(found[1]), int(found[2])
    elif found := _UNDER.fullmatch(text):
        low, high = 0, int(found[1]) - 1
    elif _ONE.fullmatch(text):
        low = high = int(text)
    else:
        raise ValueError
    if not 0 <= low <= high <= OLDEST:
        raise ValueError
    return range(low, high + 1)
