"""Who goes along on a visit, and who must (ILO guidance on monitoring, §3.4, §4.1, T3.1)."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from cases.visits.findings import Finding
from locales.texts import Text

POLICE, LABOUR = "police_juvenile", "labour_inspector"
ROLES = {
    LABOUR: Text("visit.role.labour_inspector", "Labour inspector"),
    "child_rights": Text("visit.role.child_rights", "Child-rights officer"),
    POLICE: Text("visit.role.police_juvenile", "Juvenile police inspector"),
    "medical": Text("visit.role.medical", "Medical worker"),
    "education": Text("visit.role.education", "Specialist in education or of an NGO"),
    "trade_union": Text("visit.role.trade_union", "Trade-union inspector"),
    "other": Text("visit.role.other", "Another member"),
}
FORMAL, HOUSEHOLD = "formal", "household"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the team: what they are, and what they are called."""

    role: str
    name: str = field(default="", repr=False)


def missing(sector: str, *, suspected: bool, consent: bool, members: Iterable[Member]) -> tuple[Finding, ...]:
    """Give who is missing: the police at a household or a suspected worst form; at a registered employer a
    labour inspector, unless the employer has agreed.
    """
    roles = {member.role for member in members}
    found = []
    if (sector == HOUSEHOLD or suspected) and POLICE not in roles:
        found.append(Finding("police_needed"))
    if sector == FORMAL and LABOUR not in roles and not consent:
        found.append(Finding("access_needed"))
    return tuple(found)
