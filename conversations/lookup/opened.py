"""Cards of services that somebody opened lately. Kept sealed with the person, and gone with them."""

from msgspec import Struct

MOST = 5
"""Cards that are remembered: the buttons of older ones do nothing."""


class Opened(Struct, frozen=True, omit_defaults=True):
    """One card. `name` is random: the buttons under the card carry it, so that they tell nothing."""

    service: str
    name: str
    at: int  # when it was opened first, milliseconds since 1970
    asked: bool = False  # how it went has been asked, or told
