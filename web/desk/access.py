"""Who may open which page of the desk: the roles, and the groups of them that rules name."""

from collections.abc import Mapping
from types import MappingProxyType

OFFICER = frozenset({"officer"})
OPERATOR = frozenset({"operator"})
COORDINATOR = frozenset({"coordinator"})
EDITOR = frozenset({"editor"})
ADMIN = frozenset({"admin"})

CASEWORK = OFFICER | OPERATOR | COORDINATOR
"""Those who read cases: an officer those of the own department, the others those of their territory."""
STAFFING = COORDINATOR | ADMIN
"""Those who let people in and out."""
EVERYBODY = CASEWORK | EDITOR | ADMIN

FIRST_PAGE: Mapping[str, str] = MappingProxyType(
    {
        "officer": "/desk/cases",
        "operator": "/desk/cases",
        "coordinator": "/desk/cases",
        "editor": "/desk/services",
        "admin": "/desk/people",
    }
)
"""Where each role begins after signing in."""
