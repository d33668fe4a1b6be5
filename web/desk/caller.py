"""Whoever stands at a door of the desk: an officer with open keys, and what their browser sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cases.officers import Officer, SignedIn
from web.desk.sessions import Session
from web.sender import Sender


@dataclass(frozen=True, slots=True)
class Caller(Sender):
    """Checked already: the session lives, the role may, the form is ours."""

    session: Session = field(repr=False)
    signed: SignedIn = field(repr=False)
    language: str
    form: Mapping[str, str] = field(repr=False, default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(
        repr=False, default_factory=dict
    )  # fields sent several times

    @property
    def officer(self) -> Officer:
        """Who it is."""
        return self.signed.officer

    @property
    def role(self) -> str:
        """In which role: one of `cases.officers.ROLES`."""
        return self.signed.officer.role

    @property
    def waits_for_key(self) -> bool:
        """Whether nobody has given them yet the key with which they could read cases."""
        code = self.signed.officer.department
        return code != "" and not self.signed.unlocked.opens(code)
