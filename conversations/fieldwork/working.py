"""The command /work: what somebody of the field does here, by their role."""

from conversations.fieldwork import absence, entrance
from conversations.hearing import Hearing


def work(hearing: Hearing) -> None:
    """Ask a teacher who is absent; give everybody else of the field the link to their page."""
    person = entrance.person(hearing)
    if person is not None and person.role == "teacher":
        absence.begin(hearing, entrance.account(hearing), person)
    else:
        entrance.work(hearing)
