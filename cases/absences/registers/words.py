"""The words of school lists (`words_kz.toml`) in five languages: which column, which sex, which mark."""

import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from cases import errors

FILE = Path(__file__).parent / "words_kz.toml"
_ALIKE = str.maketrans("ё'’‘`", "еʻʻʻʻ")
CLASS, PUPIL, SEX, BIRTH_YEAR, NUMBER = "class", "pupil", "sex", "birth_year", "number"
ABSENT, ILL, EXCUSED, PRESENT = "absent", "ill", "excused", "present"


def column(heading: str) -> str:
    """Give which column of a list a heading names, "" for none of ours."""
    return _table("column").get(folded(heading), NUMBER if heading.strip() in ("№", "#") else "")


def sex(text: str) -> str:
    """Give "female" or "male", "" for anything else."""
    return _table("sex").get(folded(text), "")


def mark(text: str) -> str:
    """Give what a mark of the register says: absent, ill, excused or present; "" for anything else."""
    return _table("mark").get(folded(text), "")


def folded(text: str) -> str:
    """Give a text as the file of words writes it: case, signs and spaces make no difference."""
    letters = unicodedata.normalize("NFC", text).casefold().translate(_ALIKE)
    kept = (sign if sign.isalnum() or sign == "ʻ" else " " for sign in letters)
    return " ".join("".join(kept).split())


@cache
def _table(name: str) -> Mapping[str, str]:
    try:
        told: Mapping[str, list[str]] = tomllib.loads(FILE.read_text("utf-8"))[name]
        pairs = [(word, code) for code, words in told.items() for word in words]
    except (tomllib.TOMLDecodeError, LookupError, AttributeError) as fault:
        raise errors.LawUnsound(f"{FILE.name}: {fault}") from fault
    table = dict(pairs)
    if len(table) != len(pairs) or any(folded(word) != word for word in table):
        raise errors.LawUnsound(f"{FILE.name}: a word of {name} is there twice, or not as it is compared")
    return table
