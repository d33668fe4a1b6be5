"""One key alphabet for every way a name is written: Kazakh, Russian, Uzbek and Kyrgyz in Cyrillic, Kazakh and
Uzbek in Latin, transliterations, Kazakh letters typed on a Russian keyboard, apostrophes of any shape.

«Жетісай», «Жетысай», "Zhetisay", "Jetisai", «Джетысай» all fold to "žetisai". Keys are lower case Latin
letters with ž (zh), ç (ch) and ş (sh); letters of other scripts stay as they are. Folding a key gives
the same key.
"""

import re
import unicodedata
from collections.abc import Iterable

_CYRILLIC = dict(
    zip(
        "аәбвгғдеёэєзиійїыӣкқҡлмнңҥоөпрстуұүўфхһҳцжҗчҷшщъь",
        "aabvggdeeeeziiiiiikkklmnnnooprstuuuufhhhsJJCCSS__",
        strict=True,
    )
) | {"ъ": "", "ь": "", "я": "ia", "ю": "iu"}
_LATIN = dict(zip("žçčćşšșŝıŋøəæđł", "JCCCSSSSinoaadl", strict=True))
#: Apostrophes, letters that look like them, and marks that have no width.
_SILENT = "'’‘`´ʹʻʼʽˈ′ʾʿ‛＇\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u0301"
_LETTERS = str.maketrans(_CYRILLIC | _LATIN | dict.fromkeys(_SILENT, ""))
_KEYS = str.maketrans({"J": "ž", "C": "ç", "S": "ş"})

#: Spellings of one sound, tried in this order again and again until nothing changes any more.
_SAME = (
    ("shch", "S"), ("sch", "S"), ("Sch", "S"), ("sC", "S"), ("SC", "S"), ("sh", "S"), ("ch", "C"),
    ("zh", "J"), ("kh", "h"), ("gh", "g"), ("ck", "k"), ("ts", "s"), ("tz", "s"), ("q", "k"), ("x", "h"),
)  # fmt: skip
_BY_NEIGHBOUR = tuple(
    (re.compile(pattern), key)
    for pattern, key in (
        ("c(?=[eiy])", "s"),
        ("c", "k"),
        ("(?<=[aeiouy])w", "u"),
        ("w", "S"),
        ("(?<=[aeiouy])j(?![aeiouy])", "i"),
        ("d?[jJ]", "J"),
        ("y", "i"),
        ("i(?=[aoue])", ""),
        (r"([^\W\d_])\1+", r"\1"),
    )
)
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


def skeleton(key: str) -> str:
    """A key without vowels and with kindred consonants made one: "sarogoç" is as "saragaş"."""
    return key.translate(_SKELETON)


_SKELETON = str.maketrans({"ž": "z", "ç": "s", "ş": "s", "g": "k", " ": ""} | dict.fromkeys("aeiouh", ""))


def _joined(lines: str) -> list[str]:
    text = unicodedata.normalize("NFKC", lines).casefold().translate(_LETTERS)
    text = unicodedata.normalize("NFD", text)
    if not text.isascii():
        text = "".join(letter for letter in text if not unicodedata.combining(letter))
    before = ""
    while before != text:
        before = text
        for spelling, key in _SAME:
            text = text.replace(spelling, key)
        for pattern, key in _BY_NEIGHBOUR:
            text = pattern.sub(key, text)
    return [" ".join(_WORDS.findall(line)) for line in text.translate(_KEYS).split("\n")]
