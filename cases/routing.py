"""Who gets an assessed report: one lead, copies, one follow-up owner; first as bodies, then as departments.

`responsibility` holds the two tables; here what stands over them: nobody who is accused gets the report,
nobody who could warn an offender gets it early, and the police hear an unverified public claim after the
operator has read it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from cases import responsibility
from cases.assessment import Assessment
from cases.errors import NobodyResponsible
from cases.facts import Facts
from cases.law import Law
from cases.responsibility import Matter, Row
from directory.departments import Department, Departments

OPERATOR = "OPERATOR"
WORST_ROW = 2
POLICE_ROWS = (2, 3)  # rows that go to the police because of a claim alone
TOLD_WITH_WORST = frozenset({"CHILD_RIGHTS", "POLICE_TIP", "PROS", "OMBUDS"})  # others wait
LOCAL_LEAD_ROWS = (9, 11)  # led by the akimat's unit where that organises the monitoring (`clm_lead` B)
PUBLIC_ORIGINS = (None, "report")  # nobody of ours has spoken with the reporter


@dataclass(frozen=True, slots=True)
class Route:
    """Who gets a report, as codes of bodies.

    `row` of the table of leads, `owner_body` "" when there is nothing to follow up. `held`: would get a copy,
    but only when police or child-rights body release it. `confirm_first`: of lead and copies, those who get
    it only after the operator confirmed, or after `confirm_minutes` without an answer. `lead_otherwise`:
    leads where the place has no unit of `lead_body`. `around`: (accused body, who takes its place).
    """

    lead_body: str
    copy_bodies: tuple[str, ...]
    owner_body: str
    row: int
    held: tuple[str, ...]
    confirm_first: frozenset[str]
    confirm_minutes: int
    lead_otherwise: str
    around: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Addressed:
    """Who gets a report, as departments of the directory; every one of them once.

    `confirm_first` are codes of departments among lead and copies; `confirmer` is the operator who is asked,
    None when nobody has to be.
    """

    lead: Department
    copies: tuple[Department, ...]
    owner: Department | None
    held: tuple[Department, ...]
    confirm_first: frozenset[str]
    confirmer: Department | None


def route(result: Assessment, facts: Facts, law: Law, *, right_now: bool = False) -> Route:
    """Choose lead, copies and owner. Always answers.

    `right_now`: the reporter says that it is happening at this moment, so that nothing waits for the
    operator.
    """
    matter = Matter(result, facts, law)
    row = responsibility.leading(matter)
    around = _around(matter)
    by_akimat = row.number in LOCAL_LEAD_ROWS and facts.clm_lead == "B"
    lead = _replaced("EDU_LOC" if by_akimat else row.lead, around)
    copies = responsibility.copied(matter, row.number)
    held = copies - TOLD_WITH_WORST if row.number == WORST_ROW else frozenset[str]()
    told = {_replaced(body, around) for body in copies - held} - {lead}
    waits = _is_unverified(row, matter) and not right_now
    return Route(
        lead_body=lead,
        copy_bodies=tuple(sorted(told)),
        owner_body=_replaced(row.owner, around),
        row=row.number,
        held=tuple(sorted({_replaced(body, around) for body in held} - told - {lead})),
        confirm_first=frozenset({lead, *told} & set(law.procedure.confirm_bodies)) if waits else frozenset(),
        confirm_minutes=law.procedure.confirm_minutes,
        lead_otherwise=_replaced("SOCIAL", around) if lead == "EDU_LOC" and by_akimat else "",
        around=tuple(sorted(around.items())),
    )


def addressed(way: Route, territory: str, departments: Departments) -> Addressed:
    """Turn bodies into the departments that answer for the territory ("" unknown), climbing where one is
    missing.

    Climbing never ends at an accused one. Raises `NobodyResponsible` when the directory has not even an
    operator, `UnknownTerritory` when the place is not in the tree.
    """
    desk = _Desk(way, territory, departments)
    lead = desk.lead()
    copies = desk.unique(way.copy_bodies, but=(lead,))
    waiting = desk.waiting(lead)
    return Addressed(
        lead=lead,
        copies=copies,
        owner=desk.department(way.owner_body) if way.owner_body else None,
        held=desk.unique(way.held, but=(lead, *copies)),
        confirm_first=waiting,
        confirmer=desk.department(OPERATOR) if waiting else None,
    )


def _around(matter: Matter) -> dict[str, str]:
    """Every accused body and who takes its place; one that is accused as well is replaced again."""
    bodies = matter.law.bodies
    accused = set(matter.facts.accused)
    if matter.employer == "school":
        accused.add("SCHOOL")
    for body in tuple(accused):
        accused.update(bodies[body].takes_along if body in bodies else ())
    around = {}
    for body in accused:
        if body in bodies and not bodies[body].receives:
            continue
        instead = body
        while instead in accused:
            instead = bodies[instead].accused_goes_to if instead in bodies else ""
        around[body] = instead or OPERATOR
    return around


def _replaced(body: str, around: dict[str, str]) -> str:
    return around.get(body, body)


def _service(body: str) -> str:
    """POLICE_JUV of POLICE_JUV_OBL: the service, whatever its level."""
    return body if body == "EDU_OBL" else body.removesuffix("_OBL")


def _is_unverified(row: Row, matter: Matter) -> bool:
    """A claim from the public, grave enough to send the police, that nobody of ours has read yet."""
    grave = matter.result.severity >= 4 or row.number in POLICE_ROWS
    return grave and matter.facts.origin in PUBLIC_ORIGINS


@dataclass(frozen=True, slots=True)
class _Desk:
    """The departments of one route in one territory."""

    way: Route
    territory: str
    departments: Departments

    def lead(self) -> Department:
        """The lead; another body's where the place has no unit of the one meant."""
        first = self.department(self.way.lead_body)
        if not self.way.lead_otherwise or first.body == self.way.lead_body:
            return first
        second = self.department(self.way.lead_otherwise)
        return second if second.body == self.way.lead_otherwise else first

    def department(self, body: str) -> Department:
        """The department that answers here for that body and is not accused."""
        found = self._nearest(body)
        instead = dict(self.way.around)
        if found.code in self._accused and found.body in instead:
            found = self._nearest(instead[found.body])
        while found.code in self._accused:
            above = self.departments.above(found.code)
            if above is None:
                return self._nearest(OPERATOR)
            found = above
        return found

    def unique(self, bodies: Iterable[str], *, but: tuple[Department, ...]) -> tuple[Department, ...]:
        """The departments of these bodies, each once, without those named."""
        done = {department.code for department in but}
        found = {row.code: row for row in map(self.department, bodies) if row.code not in done}
        return tuple(found[code] for code in sorted(found))

    def waiting(self, lead: Department) -> frozenset[str]:
        """Codes of those who wait for the operator.

        Reached only by bodies that wait, and not the operator.
        """
        at_once = {self.department(body).code for body in self.way.copy_bodies if not self._waits(body)}
        waiting = {self.department(body).code for body in self.way.copy_bodies if self._waits(body)} - at_once
        if self._waits(self.way.lead_body):
            waiting.add(lead.code)
        else:
            waiting.discard(lead.code)
        return frozenset(waiting - {self._nearest(OPERATOR).code})

    def _waits(self, body: str) -> bool:
        return body in self.way.confirm_first

    def _nearest(self, body: str) -> Department:
        found = self.departments.responsible(body, self.territory)
        if found is None:
            raise NobodyResponsible(body)
        return found

    @property
    def _accused(self) -> frozenset[str]:
        """Codes of the departments that are meant.

        An accused body that is missing here accuses nobody else.
        """
        found = {body: self.departments.responsible(body, self.territory) for body, _ in self.way.around}
        return frozenset(one.code for body, one in found.items() if one and one.body == _service(body))
