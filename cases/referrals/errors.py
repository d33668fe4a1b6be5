"""What can go wrong with measures and the links to them.

ReferralsError
├── ReferralsUnsound  a data file of this room says something that cannot be meant
├── UnknownMeasure    the case has no such measure
├── LinkOver          the link opens nothing (any more): `why` says why
└── NotNow            in the state in which the measure is, this cannot be done with it
"""

from cases.errors import CasesError


class ReferralsError(CasesError):
    """Something is wrong with a measure or a link."""


class ReferralsUnsound(ReferralsError):
    """A data file of this room says something that cannot be meant."""


class UnknownMeasure(ReferralsError):
    """The case has no such measure."""


class LinkOver(ReferralsError):
    """The link opens nothing (any more). `why` says why.

    "unknown"; "expired": too old; "answered": the last word was said; "renewed": a newer one was made;
    "over": nothing is asked any more – put aside, closed or erased; "back": the family took its agreement
    back.
    """

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


class NotNow(ReferralsError):
    """In the state in which the measure is, this cannot be done with it."""
