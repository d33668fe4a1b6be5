"""Every page that a person may look at: who opens it, and where it is. Kept in step with the doors."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sight:
    """One page: its name for a file, who has signed in ("" nobody), and its address."""

    name: str
    who: str
    path: str


DESK = (
    Sight("queue-officer", "child-rights", "/desk/cases"),
    Sight("case-with-photo", "child-rights", "/desk/cases/5"),
    Sight("case-added-to", "child-rights", "/desk/cases/3"),
    Sight("case-police", "police", "/desk/cases/7"),
    Sight("tasks-operator", "operator", "/desk/tasks"),
    Sight("queue-coordinator", "coordinator", "/desk/cases"),
    Sight("calls", "operator", "/desk/calls"),
    Sight("transcripts", "operator", "/desk/transcripts"),
    Sight("services", "editor", "/desk/services"),
    Sight("figures", "coordinator", "/desk/figures"),
    Sight("people", "admin", "/desk/people"),
    Sight("account", "child-rights", "/desk/account"),
)
PUBLIC = (
    Sight("chat", "", "/"),
    Sight("sign-in", "", "/desk/sign-in"),
    Sight("rules", "", "/rules"),
    Sight("status", "", "/status"),
    Sight("public-figures", "", "/figures"),
    Sight("public-services", "", "/services"),
    Sight("privacy", "", "/privacy"),
)
