"""What can be wrong with what a coordinator enters.

CasesError
├── AnswerUnfit
└── RaidUnfit
"""

from cases.errors import CasesError


class AnswerUnfit(CasesError):
    """An answer is yes, no or partly, to a question that there is, until a day that there is."""


class RaidUnfit(CasesError):
    """A raid has a day that is not in the future, a place, and whole numbers from 0."""
