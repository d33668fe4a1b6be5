"""A docket: what a message to a department tells in codes, for channels that carry more than words.

Like the words it stands beside, it holds nothing personal: a number, an urgency, a district, no more.
"""

from datetime import datetime
from typing import Literal

from msgspec import Struct

Kind = Literal["pointer", "reminder", "escalated", "remark", "taken", "task", "trial"]
"""pointer: a case has come · reminder: nobody has confirmed · escalated: nobody below has · remark: its
reporter did something · taken: another department answers now · task: something has to be done · trial:
nothing has."""


class Docket(Struct, frozen=True, omit_defaults=True):
    """What a letter's head and a webhook's body say. `title` is in the language of the message."""

    id: str  # the same whenever the same message is sent again: nobody need act on it twice
    thread: str  # the same in everything about one case and one department
    kind: Kind
    title: str
    case: int | None = None
    link: str = ""  # where to go on, at the desk
    urgency: str = ""
    district: str = ""
    roles: tuple[str, ...] = ()
    answer_by: datetime | None = None
    is_repeat: bool = False  # an earlier attempt may have arrived
