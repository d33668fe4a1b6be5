"""Fields that are one column of the service, and what a visit costs."""

from directory.editing.errors import Refused
from directory.editing.sheet import Sheet
from directory.exchange import values
from directory.exchange.doubt import Doubt
from directory.hsds import facts
from directory.hsds.tables import TABLES

#: Our name of each field, and its column.
COLUMNS = {
    "youngest": "minimum_age", "oldest": "maximum_age", "email": "email", "url": "url", "status": "status",
    "fees": "fees_description",
}  # fmt: skip
STATES = ("active", "temporarily closed", "inactive", "defunct")
FREE = "free"
_WHY = {"youngest": "age", "oldest": "age", "email": "email", "url": "url", "status": "choice"}
_LONGEST, _OLDEST = 500, 99


def read(sheet: Sheet, key: str) -> str:
    """The value of a column; a whole number is written without a point."""
    value = sheet.own.get(COLUMNS[key])
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value)


def write(sheet: Sheet, key: str, value: str) -> None:
    """Let this value stand there, cleaned as an import cleans it; "" takes it away.

    Raises:
        Refused: it cannot stand there.
    """
    column = TABLES["service"].column(COLUMNS[key])
    assert column is not None
    if len(value) > _LONGEST:
        raise Refused({key: "long"})
    try:
        cleaned = values.clean(column, value)[0]
    except Doubt:
        raise Refused({key: _WHY.get(key, "choice")}) from None
    if isinstance(cleaned, int | float) and not 0 <= cleaned <= _OLDEST:
        raise Refused({key: "age"})
    if cleaned is not None:
        sheet.own[column.name] = cleaned
    elif key == "status":
        raise Refused({key: "choice"})
    else:
        sheet.own.pop(column.name, None)


def read_free(sheet: Sheet) -> str:
    """Whether it costs nothing: "free", "" where that is not known."""
    amounts = [row["amount"] for row in sheet.of("cost_option") if row.get("amount") is not None]
    return FREE if amounts and not any(amounts) else ""


def write_free(sheet: Sheet, value: str) -> None:
    """Let it cost nothing, or nobody know; a price that somebody told stays."""
    if value not in ("", FREE):
        raise Refused({"free": "choice"})
    sheet.rows["cost_option"] = [row for row in sheet.of("cost_option") if row.get("amount") != 0]
    if value:
        own = facts.identifier("cost_option", sheet.service, FREE)
        told = {"id": own, "service_id": sheet.service, "amount": 0, "currency": "KZT"}
        sheet.of("cost_option").append(told)
