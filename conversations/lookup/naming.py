"""Former names of a service in words, so that whoever knows the old name sees that it is the same."""

from collections.abc import Iterable

from conversations.lookup.cutting import cut
from conversations.rendering import Speaker
from directory.hsds import wording
from directory.service import Former
from locales import formatting
from locales.texts import Text

FORMERLY = Text("svc.formerly", "Formerly: {name}")
UNTIL = Text("svc.formerly_until", "Formerly: {name} (until {date})")
_MOST, _LONGEST = 3, 200  # names that are shown, and letters of each


def formerly(speaker: Speaker, names: Iterable[Former]) -> list[str]:
    """A line for each former name, the latest first; of many only the last ones.

    Of names in several languages that gave way on one day, those in the language of who reads.
    """
    language = speaker.catalogue.language
    return [
        speaker.say(UNTIL, name=cut(one.name, _LONGEST), date=formatting.date(one.until, language))
        if one.until
        else speaker.say(FORMERLY, name=cut(one.name, _LONGEST))
        for one in _understood(dict.fromkeys(names), language)[:_MOST]
    ]


def _understood(names: Iterable[Former], language: str) -> list[Former]:
    told = list(names)
    spoken = {one for one in told if wording.language_of(one.name) == language}
    days = {one.until for one in spoken}
    return [one for one in told if one in spoken or one.until not in days]
