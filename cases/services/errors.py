"""What can go wrong with what is told of services.

ServicesError
├── UnknownCorrection no correction has this number, or it was decided before
├── UnknownCheck      no re-check has this number, or it was done before
└── UnknownCode       such a thing cannot be told, found or meant
"""

from collections.abc import Iterable

from cases.errors import CasesError


class ServicesError(CasesError):
    """Something is wrong with what is told of a service."""


class UnknownCorrection(ServicesError):
    """There is no open correction of this number. `hotline directory corrections` lists them."""


class UnknownCheck(ServicesError):
    """There is no open re-check of this number. `hotline directory checks` lists them."""


class UnknownCode(ServicesError):
    """This is none of the codes that can be told. What was given is not repeated: it may be words."""

    def __init__(self, known: Iterable[str]) -> None:
        super().__init__(f"one of these is needed: {', '.join(known)}")
