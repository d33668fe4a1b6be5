"""A pupil as a class list has it, and the little of one that a chat may say: number and initials."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import count

from msgspec import Struct
from msgspec.structs import replace

from store import identifiers

FEMALE, MALE, UNTOLD = "female", "male", ""
MOST = 60  # pupils of one class
LONGEST = 120  # characters of a name


class Pupil(Struct, frozen=True, omit_defaults=True):
    """One line of a class list. `id` is opaque and stays; `number` is that of the register.

    `born`: the year, 0 unknown. `left`: moved to another school; stays in the list, is not asked for.
    """

    id: str
    number: int
    name: str
    sex: str = UNTOLD
    born: int = 0
    left: bool = False

    def __repr__(self) -> str:
        return f"Pupil({self.number})"

    @property
    def initials(self) -> str:
        """Give the first letters of the first two words of the name: "А.Б."."""
        words = (unicodedata.normalize("NFC", word) for word in self.name.split())
        letters = [next(filter(_is_letter, word), "") for word in words]
        return "".join(f"{letter.upper()[0]}." for letter in [one for one in letters if one][:2])

    @property
    def label(self) -> str:
        """Give what a chat calls the pupil: "7 · А.Б."."""
        return f"{self.number} · {self.initials}" if self.initials else str(self.number)

    def ages(self, day: date) -> str:
        """Give the years that the pupil may be old on that day, "12-13"; "" where the year is unknown."""
        years = day.year - self.born
        return f"{max(years - 1, 0)}-{years}" if self.born and years > 0 else ""


class Line(Struct, frozen=True):
    """What somebody writes of a pupil: the id is not theirs to give. `number` 0: the next free one."""

    name: str
    sex: str = UNTOLD
    born: int = 0
    number: int = 0

    def __repr__(self) -> str:
        return f"Line({self.number})"


def listed(
    known: Sequence[Pupil], lines: Iterable[Line], entropy: Callable[[int], bytes]
) -> tuple[Pupil, ...]:
    """Give the list that these lines make; who was in the list before under the same name stays the same.

    At most `MOST` pupils; a number that is taken, or missing, becomes the next free one. Pupils who left and
    are not in the lines stay as those who left.
    """
    left = list(known)
    made: list[Pupil] = []
    for line in list(lines)[:MOST]:
        same = next((one for one in left if _is_same(one, line)), None)
        if same is not None:
            left.remove(same)
        id = same.id if same else identifiers.token(entropy, size=6)
        made.append(Pupil(id, line.number, _one_line(line.name), line.sex, line.born))
    return numbered([*made, *(one for one in left if one.left)])


def numbered(pupils: Sequence[Pupil]) -> tuple[Pupil, ...]:
    """Give everybody a number of their own: the told ones first, then the free ones in the list's order."""
    taken: set[int] = set()
    kept = []
    for one in pupils:
        is_free = one.number > 0 and one.number not in taken
        taken |= {one.number} if is_free else set()
        kept.append(one if is_free else replace(one, number=0))
    free = (number for number in count(1) if number not in taken)
    numbered = [one if one.number else replace(one, number=next(free)) for one in kept]
    return tuple(sorted(numbered, key=lambda one: one.number))


def _is_same(known: Pupil, line: Line) -> bool:
    """Tell whether it is the same pupil: of that name, or known by the number alone until now."""
    if not known.name:
        return known.number == line.number or not line.name
    return _folded(known.name) == _folded(line.name)


def _is_letter(sign: str) -> bool:
    """Tell a letter from signs that stand beside one: "ʻ" is no initial."""
    return sign.isalpha() and unicodedata.category(sign) != "Lm"


def _one_line(name: str) -> str:
    return " ".join(name.split())[:LONGEST]


def _folded(name: str) -> str:
    return _one_line(name).casefold().replace("ё", "е")
