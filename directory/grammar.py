"""What the ending of a Russian name says of its kind.

«Абайский» is a district, «Абайская» an oblast, «Абайское» a village, «Актюбинск» a town.
"""

import re
from collections.abc import Sequence
from typing import Literal

from directory.territory import Territory

Form = Literal["noun", "he", "she", "it"]

_TYPED = re.compile(r"\w{3}sk(?:(?P<he>i)|(?P<she>a|u)|(?P<it>oe|o))?$")
_NAMED = re.compile(r"ск(?:(?P<he>ий|ой)|(?P<she>ая)|(?P<it>ое))(?= |$)")


def form_of(words: Sequence[str]) -> Form | None:
    """The form of the last folded word, if it ends as a name in -ск or an adjective of one may end."""
    found = _TYPED.search(words[-1]) if words else None
    return _form(found) if found else None


def contradicts(form: Form, territory: Territory) -> bool:
    """Whether a name of this form, alone, is hardly the name of such a territory."""
    found = _NAMED.search(territory.names.get("ru", "").casefold())
    if found:
        return _form(found) != form
    if territory.level == "oblast":
        return form != "she"
    return territory.level == "district" and form in ("she", "it")


def _form(found: re.Match[str]) -> Form:
    return found.lastgroup or "noun"  # type: ignore[return-value]  # the groups are called so
