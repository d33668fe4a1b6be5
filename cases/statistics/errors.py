"""What can be wrong with a question for figures.

CasesError
└── PeriodUnknown
"""

from cases.errors import CasesError


class PeriodUnknown(CasesError):
    """A period is a year, a quarter or a month: 2026, 2026-Q4 or 2026-11."""
