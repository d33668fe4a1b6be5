"""A filled-in XLSForm as collecting programs send it: one XML document, children as repeats.

What such a file names and the form does not ask (start times, ids of devices) is passed over. A document
with a declaration of its own types is refused: no such program writes one.
"""

from collections.abc import Iterator
from datetime import date
from xml.etree import ElementTree  # nosec B405 – documents with a DOCTYPE are refused before they are parsed
from xml.etree.ElementTree import Element  # nosec B405 – a name for what the line above reads

from cases.visits import checking, form
from cases.visits.checking import Typed
from cases.visits.errors import SheetUnreadable
from cases.visits.findings import Finding
from cases.visits.form import CHILD, VISIT
from cases.visits.sheets import sheet
from cases.visits.sheets.sheet import Answers, Fault, Sheet


def is_instance(data: bytes) -> bool:
    """Does this look like a document of a collecting program?"""
    return data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")


def read(data: bytes, today: date) -> Sheet:
    """Read a document. Answers that do not fit are in `faults`, with their number in the document.

    Raises:
        SheetUnreadable: it is no XML, or not of this form.
    """
    if b"<!" in data.replace(b"<!--", b""):
        raise SheetUnreadable([(1, Finding("not_a_sheet"))])
    try:
        root = ElementTree.fromstring(data)  # nosec B314 – no DOCTYPE, so nothing to expand
    except ElementTree.ParseError as error:
        raise SheetUnreadable([(error.position[0], Finding("not_a_sheet"))]) from error
    faults: list[Fault] = []
    visit: Answers = dict(_answers(root, VISIT, today, faults))
    repeats = [one for one in root.iter() if _name(one) == CHILD]
    children: list[Answers] = [dict(_answers(one, CHILD, today, faults)) for one in repeats]
    if not visit and not any(children):
        raise SheetUnreadable([(1, Finding("not_a_sheet"))])
    return Sheet(0, visit, tuple(one for one in children if one), tuple(faults))


def _answers(part: Element, of: str, today: date, faults: list[Fault]) -> Iterator[tuple[str, Typed]]:
    for place, one in enumerate(part.iter(), start=1):
        question, told = form.question(_name(one)), (one.text or "").strip()
        if question is None or question.of != of or not told:
            continue
        typed = sheet.meant(question, told.replace(" ", ";") if question.kind == "codes" else told)
        read = checking.read(question, typed, today)
        faults += [(place, found) for found in read.findings if read.value is None]
        yield question.id, typed


def _name(one: Element) -> str:
    return one.tag.rpartition("}")[2]
