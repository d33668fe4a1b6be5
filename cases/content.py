"""What is sealed of a report, part by part, and for whom; what stays plain is in `coded` and `filing`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cases import keyring, parts, premises
from cases.judgement import Judgement
from cases.keyring import ABOVE, COORDINATOR, RECOVERY
from cases.readers import Readers
from cases.report import Report
from store.transaction import Transaction

REPORT = "report"
EXTRACT = "extract"
REPORTER = "reporter"
SENDER = "sender"
_WORDS = "answers"


def keep(
    tx: Transaction, number: int, report: Report, judged: Judgement, readers: Readers, *, now: datetime
) -> None:
    """Seal the parts of a new case.

    `report`: everything that was said of the child and the work. `extract`: the coded facts and the place,
    without a word of the reporter. `reporter`: what it says of the reporter, whom no department is told about
    (DOMAIN b.2, "Who may be hurt by routing"). `sender`: the name, from whoever chose to give it to the body.
    """
    keyring.ensured(tx, (*readers.whole, *readers.extract, *ABOVE), now=now)  # one look-up for all parts
    whole = {**_coded(report, judged), _WORDS: dict(report.answers)}
    parts.keep(tx, number, REPORT, whole, readers.whole, now=now)
    if readers.extract:
        parts.keep(tx, number, EXTRACT, extract_of(whole), readers.extract, now=now)
    told = {"channel": report.channel, **report.about_reporter}
    parts.keep(tx, number, REPORTER, told, (COORDINATOR, RECOVERY), now=now)
    if report.sender:
        parts.keep(tx, number, SENDER, report.sender, readers.whole, now=now)


def extract_of(whole: Mapping[str, Any]) -> Mapping[str, object]:
    """Give what the extract holds of a report; where a school sends its pupils, nothing of the pupil."""
    coded = {name: told for name, told in whole.items() if name != _WORDS}
    return premises.without_pupil(coded) if premises.are_sending(coded["facts"]) else coded


def _coded(report: Report, judged: Judgement) -> Mapping[str, object]:
    return {
        "territory": report.territory,
        "point": report.point,
        "happening_now": report.happening_now,
        "sex": report.sex,
        "facts": dict(report.facts),
        "assessment": judged.assessment,
    }
