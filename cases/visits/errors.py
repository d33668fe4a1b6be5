"""What can go wrong with a visit.

VisitsError
├── FormUnsound      the file of the form says something that cannot be meant
├── UnknownVisit     there is no such visit, or it is another monitor's
├── VisitSent        the visit has been submitted: nothing in it changes any more
├── VisitUnfit       the visit cannot be planned, handed over or submitted so: `findings` say why
├── UnknownQuestion  the form does not ask this
├── UnknownChild     the visit has no such child
├── UnknownDecision  no decision of this case awaits anybody
└── SheetUnreadable  a sheet cannot be read: `faults` name the lines
"""

from collections.abc import Sequence

from cases.visits.findings import Finding


class VisitsError(Exception):
    """Something is wrong with a visit."""

    def __str__(self) -> str:
        return super().__str__() or (type(self).__doc__ or "").strip().splitlines()[0]


class FormUnsound(VisitsError):
    """The file of the form says something that cannot be meant."""


class UnknownVisit(VisitsError):
    """There is no such visit, or it is another monitor's."""


class VisitSent(VisitsError):
    """The visit has been submitted: nothing in it changes any more."""


class VisitUnfit(VisitsError):
    """The visit cannot be planned, handed over or submitted as it is; `findings` say why."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(", ".join(one.code for one in findings))


class UnknownQuestion(VisitsError):
    """The form does not ask this."""


class UnknownChild(VisitsError):
    """The visit has no such child."""


class UnknownDecision(VisitsError):
    """No decision of this case awaits anybody."""


class SheetUnreadable(VisitsError):
    """The sheet cannot be read; `faults` are the numbers of its lines, each with what is wrong."""

    def __init__(self, faults: Sequence[tuple[int, Finding]]) -> None:
        self.faults = tuple(faults)
        super().__init__(", ".join(f"line {line}: {one.code}" for line, one in self.faults))


class PhotosRefused(VisitsError):
    """A photo is not kept; `code` is "barred", "size" or "count"."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)
