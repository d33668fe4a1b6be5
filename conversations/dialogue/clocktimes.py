"""Hours of work told by the clock: «с 8 до 18», "from 22 to 6", "8:00-18:00", «8-ден 18-ге дейін»."""

import re

_CLOCK = r"(\d{1,2})(?:[:.](\d\d))?"
_FORMS = (
    re.compile(r"(\d{1,2})[:.](\d\d)\D{1,9}(\d{1,2})[:.](\d\d)"),
    re.compile(rf"\b(?:со?|from)\s+{_CLOCK}\b[^\d,;]{{0,15}}?\b(?:до|to|till|until)\s+{_CLOCK}\b", re.I),
    re.compile(rf"\b{_CLOCK}\s*-?[дтн][ае]н\b[^\d,;]{{0,15}}?{_CLOCK}\s*-?[ғгқк][ае]\b", re.I),
    re.compile(rf"\b{_CLOCK}\s*-?dan\b[^\d,;]{{0,15}}?{_CLOCK}\s*-?ga(?:cha)?\b", re.I),
)
_DAY, _HALF = 24.0, 12.0


def length(text: str) -> float | None:
    """Give the hours between the two times that the text names; None: it names no such pair.

    They may lie around midnight. «с 8 до 6» is taken as six in the evening: nobody works 22 hours.
    """
    for form in _FORMS:
        if found := form.search(text):
            first, first_minutes, last, last_minutes = (int(one or 0) for one in found.groups())
            if max(first, last) > _DAY or max(first_minutes, last_minutes) > 59:
                return None
            hours = (last + last_minutes / 60 - first - first_minutes / 60) % _DAY
            return hours - _HALF if hours > 16 and last <= _HALF else hours or _HALF
    return None
