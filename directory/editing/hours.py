"""When a service is open, as one line that people write and read."""

from directory.editing.errors import Refused
from directory.editing.sheet import Sheet
from directory.exchange import worktimes
from directory.exchange.doubt import Doubt
from directory.hsds import hours

WRITTEN_IN = "en"


def read(sheet: Sheet) -> str:
    """The hours of a week: "Mon-Fri 09:00-18:00"; words where somebody told them in words only."""
    openings = hours.openings(sheet.of("schedule"))
    if openings:
        return worktimes.written(openings, WRITTEN_IN)
    return "; ".join(str(row["description"]) for row in sheet.of("schedule") if row.get("description"))


def shown(value: str, language: str) -> str:
    """The hours in the days of a language: kk, ru or en, Russian for the others; words as they are."""
    try:
        return worktimes.written(worktimes.read(value), language if language in ("kk", "en") else "ru")
    except Doubt:
        return value


def told(text: str) -> str:
    """What somebody typed in any language, as `read` gives it; what is not understood as it is."""
    return shown(text, WRITTEN_IN)


def write(sheet: Sheet, value: str) -> None:
    """Let it be open then; "" nobody knows when. Raises Refused."""
    if value == read(sheet):
        return
    try:
        openings = worktimes.read(value) if value else ()
    except Doubt:
        raise Refused({"hours": "hours"}) from None
    sheet.rows["schedule"] = hours.schedules(sheet.service, openings)
