"""Mends text that a computer has spoilt: line ends written out, letters read in a wrong encoding."""

import re

from directory.exchange import cells

#: UTF-8 quotation marks and dashes read as cp437, with the first letter lost, as in dumps of 211 lines.
_DOS = {
    "GÇÖ": "’", "GÇÿ": "‘", "GÇ£": "“", "GÇ¥": "”", "GÇô": "–", "GÇö": "—", "GÇó": "•", "GÇª": "…",
    "GÇæ": "-",
}  # fmt: skip
_SPOILT = re.compile("|".join(map(re.escape, _DOS)))
#: Letters with which UTF-8 read as cp1252 (Ð, Ñ, â€) or as cp1251 (Р°, С‚, вЂ) is full.
_WESTERN = re.compile("[ÐÑÒÃâ][\u0080-\u00bf\u0152-\u2122]")
_CYRILLIC = re.compile("[РСТУв][\u0080-\u00bf\u0402-\u040f\u0452-\u045f\u0490\u0491\u2013-\u2122°-ї]")
_WRITTEN_OUT = re.compile(r"(?:\\r)?\\n|\\r")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_HORIZONTAL = re.compile(r"[^\S\n]+")
_BLANK = frozenset({"null", "\\n", "nan", "#n/a", "#ref!"})


def mended(value: str) -> tuple[str, tuple[str, ...]]:
    """The text as it was meant, without spaces at its ends, and what has been repaired in it, in words."""
    if value.strip().casefold() in _BLANK:
        return "", ()
    repairs = []
    value = cells.meant(value)
    if _WRITTEN_OUT.search(value):
        value = _WRITTEN_OUT.sub("\n", value)
        repairs.append("line ends written out as \\n")
    if (right := _read_right(value)) != value:
        value = right
        repairs.append("letters read in a wrong encoding")
    return _tidy(value), tuple(repairs)


def _read_right(value: str) -> str:
    if value.isascii():
        return value
    value = _SPOILT.sub(lambda found: _DOS[found[0]], value.replace("ΓÇ", "GÇ"))
    for looks, encoding in ((_WESTERN, "cp1252"), (_CYRILLIC, "cp1251")):
        if len(looks.findall(value)) * 3 > sum(not letter.isascii() for letter in value):
            value = _again(value, encoding)
    return value


def _again(value: str, encoding: str) -> str:
    # Bytes that the encoding has no letter for are read as Latin-1 by most programs.
    data = b"".join(
        letter.encode(encoding if _knows(encoding, letter) else "latin-1", "replace") for letter in value
    )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return value


def _knows(encoding: str, letter: str) -> bool:
    return letter.encode(encoding, "ignore") != b""


def _tidy(value: str) -> str:
    value = value.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    lines = [_HORIZONTAL.sub(" ", line).strip() for line in _CONTROL.sub("", value).split("\n")]
    return lines[0] if len(lines) == 1 else re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
