"""Places that somebody typed into a field, in any spelling: their codes, or the places that may be meant."""

from dataclasses import dataclass

from directory import folding
from directory.departments import WHOLE_COUNTRY
from directory.editing import marks
from directory.reading import Directory

_COUNTRY = frozenset(
    map(folding.fold, ("KZ", "Қазақстан", "Казахстан", "Kazakhstan", "Қазақстан Республикасы", "Бүкіл ел",
                       "Бүкіл Қазақстан", "Вся страна", "The whole country", "Butun mamlakat", "Бүткүл өлкө"))
)  # fmt: skip
_CODE_LENGTH = 9


@dataclass(frozen=True, slots=True)
class Read:
    """What was understood: `value` as a field keeps it; else `choose`, the places that may be meant."""

    value: str = ""
    is_understood: bool = True
    choose: tuple[str, ...] = ()


def one(directory: Directory, text: str) -> Read:
    """The place of one line: a name or a code."""
    if not text:
        return Read()
    if len(text) == _CODE_LENGTH and directory.territories.find(text):
        return Read(text)
    asked = directory.places.ask(text)
    if asked.kind == "one":
        return Read(asked.places[0].code)
    same = [place.code for place in asked.places if _is_called(directory, place.code, text)]
    if len(same) == 1:
        return Read(same[0])
    return Read("", False, tuple(place.code for place in asked.places))


def many(directory: Directory, text: str) -> Read:
    """The places of several lines; of the first that is not understood those that may be meant."""
    found: dict[str, None] = {}
    for line in filter(None, map(str.strip, text.replace(";", "\n").split("\n"))):
        if folding.fold(line) in _COUNTRY:
            found[WHOLE_COUNTRY] = None
            continue
        read = one(directory, line)
        if not read.is_understood:
            return read
        found[read.value] = None
    return Read(marks.BETWEEN.join(sorted(found)))


def _is_called(directory: Directory, code: str, text: str) -> bool:
    """Whether the text is its whole name, as pages write it in any language."""
    wanted = folding.fold(text)
    names = (directory.territories.full_name(code, language) for language in ("kk", "ru", "en"))
    return any(folding.fold(name) == wanted for name in names)
