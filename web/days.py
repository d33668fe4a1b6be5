"""A day as people type it into a form."""

from datetime import date, datetime

FORMS = ("%Y-%m-%d", "%d.%m.%Y")


def read(typed: str) -> date | None:
    """Read a day as 2026-11-23, as browsers send it, or 23.11.2026; None: it is neither."""
    for form in FORMS:
        try:
            return datetime.strptime(typed, form).date()  # noqa: DTZ007 – a day has no zone
        except ValueError:
            continue
    return None
