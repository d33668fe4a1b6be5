"""What can go wrong with follow-up.

FollowUpError
├── ScheduleUnsound  the data file of this room says something that cannot be meant
├── UnknownCheck     there is no such check
├── AnswerUnfit      the answer is none that this question knows
├── AnsweredBefore   somebody has answered this check, or nothing is asked any more
└── NotYet           the case cannot be closed: `hindrances` says why
"""

from collections.abc import Sequence

from cases.errors import CasesError


class FollowUpError(CasesError):
    """Something is wrong with a follow-up."""


class ScheduleUnsound(FollowUpError):
    """The data file of this room says something that cannot be meant."""


class UnknownCheck(FollowUpError):
    """There is no such check."""


class AnswerUnfit(FollowUpError):
    """The answer is none that this question knows."""


class AnsweredBefore(FollowUpError):
    """Somebody has answered this check, or nothing is asked any more."""


class NotYet(FollowUpError):
    """The case cannot be closed: `hindrances` (codes of `closing_rule`) says why."""

    def __init__(self, hindrances: Sequence[str]) -> None:
        self.hindrances = tuple(hindrances)
        super().__init__(" ".join(self.hindrances))
