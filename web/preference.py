"""The language that a browser asks for."""

from locales import languages

DEFAULT = "kk"
_LONGEST = 400  # a header longer than any browser's is not read to its end


def asked(header: str) -> str:
    """Our language that the header Accept-Language prefers; nothing if it names none of ours.

    >>> asked("ru-KZ,ru;q=0.9,kk;q=0.8")
    'ru'
    >>> asked("de, ky;q=0.3, kk;q=0.7")
    'kk'
    >>> asked("de")
    ''
    """
    best, most = "", 0.0
    for part in header[:_LONGEST].split(","):
        code, _, weight = part.partition(";")
        language, value = languages.known(code), _weight(weight)
        if language and value > most:
            best, most = language, value
    return best


def chosen(choice: str, header: str) -> str:
    """The language for a page: what the person chose, else what the browser asks for, else Kazakh."""
    return languages.known(choice) or asked(header) or DEFAULT


def _weight(text: str) -> float:
    name, _, value = text.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    digits = value.strip()
    return float(digits) if digits.replace(".", "", 1).isdecimal() and digits.isascii() else 0.0
