"""Reports as people tell them, and the least rows that a test needs."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from cases import enrolment
from cases.report import Report
from store.seal import Keys
from store.transaction import Transaction

NOW = datetime(2026, 11, 23, 6, 0, 0, 123456, tzinfo=UTC)  # a Monday, 11:00 in Kazakhstan
MAKTAARAL = "614400000"
VILLAGE, ITS_CITY = "611633100", "611600000"  # Aqdala, in the city of Arys
COTTON: Mapping[str, object] = {
    "age": 13,
    "activity": ["cotton"],
    "employer_kind": "private",
    "hours_day": 11,
    "school_harm": "absent",
}
DEBT: Mapping[str, object] = {"age": 16, "activity": ["petrol"], "wfcl": ["bonded_labour"], "night": True}


def report(origin: str = "draft-1", **changed: Any) -> Report:
    """A child who picks cotton in a district of Turkistan oblast, told in Uzbek, unless changed."""
    told: dict[str, Any] = {
        "origin": origin,
        "channel": "telegram",
        "language": "uz",
        "facts": COTTON,
        "territory": MAKTAARAL,
    }
    return Report(**told | changed)


def plain_case(number: int) -> dict[str, object]:
    """The row of a case about which only its number matters."""
    names = "territory week activity age_band sex urgency language lead copies owner law"
    codes: dict[str, object] = dict.fromkeys(names.split(), "")
    return codes | {"number": number, "state": "received", "filed_at": NOW, "severity": 0}


def enrol(tx: Transaction, keys: Keys, *departments: str, channel: str = "telegram") -> None:
    """Enrol one chat for each of these departments: its code with "chat:" before it."""
    for department in departments:
        enrolment.enrol(
            tx,
            keys,
            department=department,
            channel=channel,
            chat=f"chat:{department}",
            language="kk",
            now=NOW,
        )
