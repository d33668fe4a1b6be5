"""One key alphabet for every way a name is written: Kazakh, Russian, Uzbek and Kyrgyz in Cyrillic, Kazakh and
Uzbek in Latin, transliterations, Kazakh letters typed on a Russian keyboard, apostrophes of any shape.

«Жетісай», «Жетысай», "Zhetisay", "Jetisai", «Джетысай» all fold to "žetisai". Keys are lower case Latin
letters with ž (zh), ç (ch) and ş (sh); letters of scripts that `scripts` does not know stay as they
are. Folding a key gives the same key.
"""

import re
import unicodedata
from collections.abc import Iterable

from directory import scripts

_CYRILLIC = dict(
    zip(
        "аәбвгғдеёэєзиійїыӣкқҡлмнңҥоөпрстуұүўфхһҳцжҗчҷшщъь",
        "aabvggdeeeeziiiiiikkklmnnnooprstuuuufhhhsJJCCSS__",
        strict=True,
    )
) | {"ъ": "", "ь": "", "я": "ia", "ю": "iu"}
_LATIN = dict(zip("žçčćşšșŝıŋøəæđłý", "JCCCSSSSinoaadlu", strict=True))
#: Apostrophes, letters that look like them, and marks that have no width.
_SILENT = "'’‘`´ʹʻʼʽˈ′ʾʿ‛＇\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u0301"
_OTHER = {letter: _LATIN.get(key, key) for letter, key in scripts.letters().items()}
_LETTERS = str.maketrans(_OTHER | _CYRILLIC | _LATIN | dict.fromkeys(_SILENT, ""))
_KEYS = str.maketrans({"J": "ž", "C": "ç", "S": "ş"})

#: Latin letters and pairs that stand for a sound which has another key, in this order …
_FOREIGN = (
    ("shch", "S"), ("sch", "S"), ("ch", "C"), ("zh", "J"), ("ck", "k"), ("ce", "se"), ("ci", "si"),
    ("cy", "si"), ("c", "k"), ("q", "k"), ("x", "h"),
    *((vowel + "w", vowel + "u") for vowel in "aeiouy"), ("w", "S"),
)  # fmt: skip
_SHORT_I = re.compile("j(?<=[aeiouy]j)(?![aeiouy])")  # Vernyj; any other j is ж
#: … and pairs of keys, until nothing changes any more.
_PAIRS = (
    ("sh", "S"), ("zh", "J"), ("kh", "h"), ("gh", "g"), ("ts", "s"), ("tz", "s"), ("sC", "S"), ("SC", "S"),
    ("dJ", "J"), ("ia", "a"), ("io", "o"), ("iu", "u"), ("ie", "e"),
)  # fmt: skip
_KEY_LETTERS = "abvgdeJziklmnoprstufhCSžçş"
_MARKS = re.compile("[\u0300-\u036f]+")  # what is left of é, ğ, ö beside the letter
_WORDS = re.compile(r"\d+|[^\W\d_]+")


def fold(text: str) -> str:
    """The key of a text: its folded words and numbers, with single spaces between them."""
    return fold_all([text])[0]


def fold_all(texts: Iterable[str]) -> list[str]:
    """The keys of many texts, far faster than one by one."""
    lines = [" ".join(text.split()) for text in texts]
    return _joined("\n".join(lines)) if lines else []


def words(text: str) -> list[str]:
    """The folded words and numbers of a text; "24мектеп" has two."""
    return fold(text).split()


def single(text: str) -> str:
    """The text with every doubled key letter made one."""
    for letter in _KEY_LETTERS:
        while letter * 2 in text:
            text = text.replace(letter * 2, letter)
    return text


def skeleton(key: str) -> str:
    """A key without vowels and with kindred consonants made one: "sarogoç" is as "saragaş"."""
    return key.translate(_SKELETON)


_SKELETON = str.maketrans({"ž": "z", "ç": "s", "ş": "s", "g": "k", " ": ""} | dict.fromkeys("aeiouh", ""))


def _joined(lines: str) -> list[str]:
    text = unicodedata.normalize("NFKC", lines.replace("№", " ")).casefold().translate(_LETTERS)
    text = unicodedata.normalize("NFD", text)
    text = _MARKS.sub("", text)
    for spelling, key in _FOREIGN:
        text = text.replace(spelling, key)
    text = _SHORT_I.sub("i", text).replace("j", "J").replace("y", "i")
    before = ""
    while before != text:
        before = text
        for spelling, key in _PAIRS:
            text = text.replace(spelling, key)
        text = single(text)
    return [" ".join(_WORDS.findall(line)) for line in text.translate(_KEYS).split("\n")]
