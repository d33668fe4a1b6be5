"""Whoever stands at a door of the field: a teacher or a monitor, and what their browser sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cases.admission.passes import Standing
from cases.people import Person
from web.sender import Sender


@dataclass(frozen=True, slots=True)
class Caller(Sender):
    """Checked already: the session lives, the role may, the form is ours."""

    standing: Standing = field(repr=False)
    language: str
    form: Mapping[str, str] = field(repr=False, default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(
        repr=False, default_factory=dict
    )  # fields sent several times

    @property
    def person(self) -> Person:
        """What they may be."""
        return self.standing.person

    @property
    def account(self) -> str:
        """The keyed hash of their account: whose something is."""
        return self.standing.account
