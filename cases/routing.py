"""Who gets an assessed report: one lead, copies, one follow-up owner; first as bodies, then as departments.

`responsibility` holds the two tables; here what stands over them: nobody who is accused gets the report,
nobody who could warn an offender gets it early, and the police hear an unverified public claim after the
operator has read it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cases import responsibility
from cases.assessment import Finding
from cases.errors import NobodyResponsible
from cases.facts import Facts
from cases.law import Law
from cases.office import Office
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


def lead(result: Finding, facts: Facts, territory: str, office: Office) -> Department:
    """Give the department that `route` and `addressed` would choose as lead; raises as `addressed` does."""
    matter = Matter(result, facts, office.law)
    around = _around(matter)
    body, otherwise = _leads(responsibility.leading(matter), facts, around)
    return _desk(around, territory, office.departments).lead(body, otherwise)


def route(result: Finding, facts: Facts, law: Law, *, right_now: bool = False) -> Route:
    """Choose lead, copies and owner. Always answers.

    `right_now`: the reporter says that it is happening at this moment, so that nothing waits for the
    operator.
    """
    matter = Matter(result, facts, law)
    row = responsibility.leading(matter)
    around = _around(matter)
    lead, lead_otherwise = _leads(row, facts, around)
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
        lead_otherwise=lead_otherwise,
        around=tuple(sorted(around.items())),
    )


def addressed(way: Route, territory: str, departments: Departments) -> Addressed:
    """Turn bodies into the departments that answer for the territory ("" unknown), climbing where one is
    missing.

    Climbing never ends at an accused one. Raises `NobodyResponsible` when the directory has not even an
    operator, `UnknownTerritory` when the place is not in the tree.
    """
    desk = _desk(dict(way.around), territory, departments)
    leader = desk.lead(way.lead_body, way.lead_otherwise)
    copies = desk.unique(way.copy_bodies, but=(leader,))
    waiting = desk.waiting(way, leader) if way.confirm_first else frozenset[str]()
    return Addressed(
        lead=leader,
        copies=copies,
        owner=desk.department(way.owner_body) if way.owner_body else None,
        held=desk.unique(way.held, but=(leader, *copies)),
        confirm_first=waiting,
        confirmer=desk.department(OPERATOR) if waiting else None,
    )


def _leads(row: Row, facts: Facts, around: Mapping[str, str]) -> tuple[str, str]:
    """The body that leads, and the one that does so where the place has no unit of it, or ""."""
    by_akimat = row.number in LOCAL_LEAD_ROWS and facts.clm_lead == "B"
    body = _replaced("EDU_LOC" if by_akimat else row.lead, around)
    return body, _replaced("SOCIAL", around) if body == "EDU_LOC" and by_akimat else ""


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


def _replaced(body: str, around: Mapping[str, str]) -> str:
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
    """The departments of one territory, for a report that passes by those of `accused`."""

    around: Mapping[str, str]
    territory: str
    departments: Departments
    accused: frozenset[str]

    def lead(self, body: str, otherwise: str) -> Department:
        """The lead; another body's where the place has no unit of the one meant."""
        first = self.department(body)
        if not otherwise or first.body == body:
            return first
        second = self.department(otherwise)
        return second if second.body == otherwise else first

    def department(self, body: str) -> Department:
        """The department that answers here for that body and is not accused."""
        found = _nearest(body, self.territory, self.departments)
        if found.code in self.accused and found.body in self.around:
            found = _nearest(self.around[found.body], self.territory, self.departments)
        while found.code in self.accused:
            above = self.departments.above(found.code)
            if above is None:
                return _nearest(OPERATOR, self.territory, self.departments)
            found = above
        return found

    def unique(self, bodies: Iterable[str], *, but: tuple[Department, ...]) -> tuple[Department, ...]:
        """The departments of these bodies, each once, without those named."""
        done = {department.code for department in but}
        found = {row.code: row for row in map(self.department, bodies) if row.code not in done}
        return tuple(found[code] for code in sorted(found))

    def waiting(self, way: Route, lead: Department) -> frozenset[str]:
        """Codes of those who wait for the operator.

        Reached only by bodies that wait, and not the operator.
        """
        waits = way.confirm_first
        at_once = {self.department(body).code for body in way.copy_bodies if body not in waits}
        waiting = {self.department(body).code for body in way.copy_bodies if body in waits} - at_once
        if way.lead_body in waits:
            waiting.add(lead.code)
        else:
            waiting.discard(lead.code)
        return frozenset(waiting - {_nearest(OPERATOR, self.territory, self.departments).code})


def _desk(around: Mapping[str, str], territory: str, departments: Departments) -> _Desk:
    """An accused body that is missing here accuses nobody else."""
    found = {body: departments.responsible(body, territory) for body in around}
    accused = frozenset(one.code for body, one in found.items() if one and one.body == _service(body))
    return _Desk(around, territory, departments, accused)


def _nearest(body: str, territory: str, departments: Departments) -> Department:
    found = departments.responsible(body, territory)
    if found is None:
        raise NobodyResponsible(body)
    return found
