"""What can be wrong with a question for figures.

CasesError
├── PeriodUnknown
├── FigureUnfit
└── SeriesUnsound
"""

from cases.errors import CasesError


class PeriodUnknown(CasesError):
    """A period is a year, a half-year, a quarter or a month: 2026, 2026-H1, 2026-Q4 or 2026-11."""


class FigureUnfit(CasesError):
    """A figure needs a known series, a number from nought on or "not known", and its source."""


class SeriesUnsound(CasesError):
    """The file of the series says something that cannot be meant."""
