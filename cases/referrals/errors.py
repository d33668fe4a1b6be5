"""What can go wrong with measures and the links to them.

ReferralsError
├── ReferralsUnsound  a data file of this room says something that cannot be meant
├── UnknownMeasure    the case has no such measure
├── LinkOver          the link is unknown, too old or used up: `why` says which
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
    """The link is "unknown", too old ("expired") or used up ("used"): `why` says which."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


class NotNow(ReferralsError):
    """In the state in which the measure is, this cannot be done with it."""
