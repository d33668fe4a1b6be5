"""The search that was kept last as one in vain. Sealed with the person, and gone with them."""

from msgspec import Struct


class Sought(Struct, frozen=True, omit_defaults=True):
    """`number`: where it is kept, 0 once it was taken back; `of`: what was asked, to know it again."""

    number: int = 0
    of: str = ""
