"""An answer that was pressed and is not whole yet: what is still asked of it. Pure; kept sealed.

A child in work again: which work, hours a week, is it light. Could not be checked: why. Away from school:
how many days. It waits an hour for the rest (`whole`), then it counts as far as it was told.
"""

from datetime import timedelta

from msgspec import Struct
from msgspec.structs import replace

from cases.followups import checks
from cases.followups.telling import Told

WAITS = timedelta(hours=1)
ACTIVITY, WEEK, LIGHT, WHY, DAYS = "activity", "week", "light", "why", "days"
ALL = (ACTIVITY, WEEK, LIGHT, WHY, DAYS)
NUMBERS = (WEEK, DAYS)
"""Steps that are answered with a number, in the chat."""
PUPILS = frozenset({"14", "15", "14-15"})
"""Age bands at which the law asks for light work and a parent's consent (Labour Code, Article 31)."""


class Begun(Struct, frozen=True, omit_defaults=True):
    """The answer `answer` to the check `token`, the `tries`-th time that it is asked.

    `left`: the steps that are still asked. `listens` False: something else was begun since; buttons work.
    """

    token: str
    tries: int
    verifier: str
    answer: str
    left: tuple[str, ...]
    why: str = ""
    days: int = 0
    activity: str = ""
    hours_week: str = ""
    light: bool | None = None
    listens: bool = True

    @property
    def asks(self) -> str:
        """The step that is asked now; "" when it is whole."""
        return self.left[0] if self.left else ""


def steps(fact: int, answer: str, band: str) -> tuple[str, ...]:
    """Give what is asked beside this answer, of a child of that age band."""
    asked = {
        (checks.WORK, "yes"): (ACTIVITY, WEEK, *((LIGHT,) if band in PUPILS else ())),
        (checks.WORK, "could_not"): (WHY,),
        (checks.SCHOOL, "sometimes"): (DAYS,),
        (checks.SCHOOL, "no"): (DAYS,),
    }
    return asked.get((fact, answer), ())


def told(begun: Begun) -> Told:
    """Give the answer as far as it was told."""
    return Told(
        begun.answer,
        why=begun.why,
        days=begun.days,
        activity=begun.activity,
        hours_week=begun.hours_week,
        light=begun.light,
    )


def after(begun: Begun, **answered: object) -> Begun:
    """Give what is left after the step that is asked now was answered so, or skipped."""
    return replace(begun, left=begun.left[1:], listens=True, **answered)
