"""All doors of the phone desk, hung in one place; a fixed address before one that names a call."""

from web.desk.doors import Doors
from web.desk.intake import calls, checking, disputed, earlier, telling, transcripts

ALL: tuple[Doors, ...] = (
    calls.DOORS,
    checking.DOORS,
    disputed.DOORS,
    telling.DOORS,
    earlier.DOORS,
    transcripts.DOORS,
)
