"""The command /work: what somebody of the field does here, by their role."""

from conversations.fieldwork import absence, entrance, visits
from conversations.hearing import Hearing


def work(hearing: Hearing) -> None:
    """Ask a teacher who is absent; show a monitor the visits; tell everybody else whom this is for."""
    person = entrance.person(hearing)
    if person is not None and person.role == "teacher":
        absence.begin(hearing, entrance.account(hearing), person)
    elif person is not None and person.role == "monitor":
        visits.work(hearing)
    else:
        entrance.work(hearing)
