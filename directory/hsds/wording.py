"""One text in several languages: the field has the source's own, translation rows say which is which."""

import re
from collections.abc import Mapping

from directory.hsds.shape import Row

#: Letters that Kazakh has and Russian has not.
_KAZAKH = re.compile("[әғқңөұүһі]", re.IGNORECASE)
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


def language_of(text: str) -> str:
    """The likeliest language of a text that nobody told: kk, ru or, without Cyrillic letters, en."""
    if _KAZAKH.search(text):
        return "kk"
    return "ru" if _CYRILLIC.search(text) else "en"


def translations(
    entity: str, entity_id: str, field: str, texts: Mapping[str, str], *, base: str
) -> list[Row]:
    """The translation rows of one field; `base` is the language in which the field itself is."""
    return [
        {
            "entity": entity, "entity_id": entity_id, "field": field, "language": language, "text": text,
            "origin": "source" if language == base else "human",
        }
        for language, text in texts.items()
        if text
    ]  # fmt: skip
