"""Former names of a service in words, so that whoever knows the old name sees that it is the same."""

from collections.abc import Iterable

from conversations.lookup.cutting import cut
from conversations.rendering import Speaker
from directory.service import Former
from locales import formatting
from locales.texts import Text

FORMERLY = Text("svc.formerly", "Formerly: {name}")
UNTIL = Text("svc.formerly_until", "Formerly: {name} (until {date})")
_MOST, _LONGEST = 3, 200  # names that are shown, and letters of each


def formerly(speaker: Speaker, names: Iterable[Former]) -> list[str]:
    """A line for each former name, the latest first; of many only the last ones."""
    language = speaker.catalogue.language
    return [
        speaker.say(UNTIL, name=cut(one.name, _LONGEST), date=formatting.date(one.until, language))
        if one.until
        else speaker.say(FORMERLY, name=cut(one.name, _LONGEST))
        for one in list(dict.fromkeys(names))[:_MOST]
    ]
