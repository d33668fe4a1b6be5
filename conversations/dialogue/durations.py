"""Numbers that are no age: how long ("работает 3 года", "3 жылдан бері"), how many ("3 bola"), a grade.

Kazakh, Uzbek and Kyrgyz have one word for years that pass (жыл, yil) and another for years of age (жас, yosh,
жаш). Russian and English have not: there a verb of working, or "for" and "ago", tells them apart.
"""

import re

_NUMBER = r"(?:\d+(?:[.,]\d+)?\s*[-–—]\s*)?\d+(?:[.,]\d+)?"
_YEARS_RU = r"(?:год\w*|лет\b)"
_YEARS_EN = r"(?:years?|yrs?)\b"
_STILL = r"(?:\s+(?:там|здесь|тут|уже|около|почти|более|больше|already|there|here|about))*"
_WORKS = r"(?:работа|труди|трудя|батрач|пасёт|пасет|торгу|work|labour)\w*"
_GRADE = r"\d{1,2}\s*-?\s*\w{0,2}\s*(?:класс|кл\b|сынып|sinf|grade)\w*|(?:класс|сынып|grade)\s*\d{1,2}"

_FORMS = (
    rf"{_WORKS}{_STILL}\s+(?:с\s+|since\s+|from\s+|for\s+)?{_NUMBER}\s*(?:{_YEARS_RU}|{_YEARS_EN})",
    rf"(?:в течение|на протяжении|(?:за\s+)?последни[ей]|стаж)\s+{_NUMBER}\s*{_YEARS_RU}",
    rf"\b(?:for|past|last){_STILL}\s+{_NUMBER}\s*{_YEARS_EN}",
    rf"{_NUMBER}\s*(?:{_YEARS_RU}|{_YEARS_EN})\s+(?:назад|подряд|как|ago|now|{_WORKS})",
    rf"{_NUMBER}\s*-?\s*(?:жыл|yil|йил)\w*",
    rf"{_NUMBER}\s*-?\s*(?:час|дн[яе]|день|недел|мес|минут|hour|day|week|month|minute)\w*",
    rf"{_NUMBER}\s*-?\s*(?:сағат|саат|soat|соат|апта|hafta|ҳафта|күн|kun|кун)\w*",
    rf"{_NUMBER}\s*-?\s*(?:ай|oy|ой)(?:[дdlл]\w*)?\b",
    r"\b\d+\s*(?:ta\s+)?(?:дет|реб[её]н|мальчи|девоч|девуш|подрост|человек|бала|bola|child|kids|boys|girls)\w*",
    _GRADE,
)
_LONG = re.compile("|".join(f"(?:{form})" for form in _FORMS), re.IGNORECASE)
_OF_SCHOOL = re.compile(_GRADE, re.IGNORECASE)


def left_out(text: str) -> str:
    """Give the text without the numbers that say how long, how many, or which school grade."""
    return _LONG.sub(" ; ", text)


def names_a_grade(text: str) -> bool:
    """Tell whether a school grade stands in the text."""
    return bool(_OF_SCHOOL.search(text))
