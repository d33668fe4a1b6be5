"""R24: every route is a door with a rule, or public by name; who may not is told of no such page."""

import re
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import forwarding
from cases.officers import ROLES
from tests.cases.told import DEBT
from tests.web.desk.office import Desk, Visit, sign_in
from web import server
from web.desk import access, routes
from web.desk.doors import Door
from web.field import doors as outdoors
from web.field import routes as field
from web.field.doors import Door as FieldDoor
from web.parts import Showcase

TURKISTAN, ALMATY = "610000000", "750000000"
PUBLIC = {
    *("GET /", "GET /left", "GET /chat/messages", "POST /chat", "POST /chat/leave", "POST /chat/file"),
    *("GET /rules", "GET /services", "GET /services/print", "GET /services/{id}", "GET /privacy"),
    *("GET /materials", "GET /materials/{leaflet}"),
    *("GET /status", "POST /status", "GET /figures", "GET /figures/{period}/{table}.svg"),
    *("GET /static", "GET /health", "GET /health/live", "GET /health/ready", "GET /metrics"),
    *("GET /desk/sign-in", "POST /desk/sign-in"),  # ask for name and password
    *("GET /desk/welcome/{token}", "GET /desk/welcome", "POST /desk/welcome"),  # ask for an invitation
    *(
        "GET /field/enter",
        "GET /field/enter/{token}",
        "POST /field/enter/{token}",
    ),  # ask for a link of the chat
    *(
        "GET /answer/{token}",
        "POST /answer/{token}",
        "POST /answer/{token}/said",
    ),  # ask for a link of an organisation
    *("GET /demo/department", "POST /demo/department"),  # in the demonstration only
}
"""What answers without a sign-in. The directory's API is public as a whole: it only reads."""
API = " /api/hsds"
BRIEFLY = (
    *("officer 0", "officer 1", f"operator {TURKISTAN}", f"operator {ALMATY}"),
    *(f"coordinator {ALMATY}", f"editor {ALMATY}", "admin "),
)
_CASE = re.compile(r"/desk/cases/(\d+)")


@dataclass(frozen=True)
class Person:
    """One of those who sign in: in a role, for a place or a department."""

    name: str
    role: str
    visit: Visit
    theirs: frozenset[int]


@pytest.fixture
def numbers(desk: Desk) -> tuple[int, ...]:
    """Cases of Turkistan oblast, of Almaty, and one without a place."""
    filed = [desk.file(), desk.file(facts=DEBT), desk.file(territory=ALMATY), desk.file(territory="")]
    return tuple(one.number for one in filed)


def test_every_route_is_a_door_with_a_rule_or_public_by_name(desk: Desk) -> None:
    parts = replace(desk.parts, demonstration=(Showcase("chat", "POLICE"),))
    app = server.application(parts)
    doors: dict[tuple[str, str], Door | FieldDoor] = {
        (door.method, door.path): door for door in routes.doors()
    }
    doors |= {(door.method, door.path): door for door in field.doors()}
    unruled = []
    for route in app.router.routes():
        assert route.resource is not None
        told = f"{route.method.replace('HEAD', 'GET')} {route.resource.canonical}"
        door = doors.pop((route.method, route.resource.canonical), None)
        if door is not None:
            assert route.handler == door._guarded, told
            assert door.allowed, told
            assert door.allowed <= (
                outdoors.EVERYBODY if isinstance(door, FieldDoor) else access.EVERYBODY
            ), told
        elif told not in PUBLIC and API not in told:
            unruled.append(told)

    assert (sorted(unruled), doors) == ([], {})


def test_whoever_is_not_signed_in_gets_no_page_of_any_door(desk: Desk, numbers: tuple[int, ...]) -> None:
    with desk.stranger() as visit:
        for door in routes.doors():
            answer = (
                visit.post(filled(door, numbers[0]), {})
                if door.method == "POST"
                else visit.get(filled(door, numbers[0]))
            )
            assert answer.status_code == 303, (door.method, door.path, answer.status_code)
            assert answer.headers["Location"].startswith("/desk/sign-in"), door.path


@pytest.mark.timeout(900)  # with --full
def test_every_door_for_every_role_in_every_territory(
    desk: Desk,
    numbers: tuple[int, ...],
    request: pytest.FixtureRequest,
    figure: Callable[[str], None],
) -> None:
    asked = refused = 0
    with people(desk, numbers, None if request.config.getoption("--full") else BRIEFLY) as everybody:
        for person in everybody:
            for door in routes.doors():
                is_told_by_case = "{number}" in door.path and person.role in door.allowed
                for number in numbers[1:] if is_told_by_case else numbers[:1]:
                    is_case, is_theirs = "{number}" in door.path, number in person.theirs
                    may = person.role in door.allowed and (is_theirs or not is_case)
                    if may and door.method == "POST":
                        continue  # what an act does is for the tests of that act
                    answer = ask(person, door, number)
                    asked += 1
                    told = (person.name, door.method, door.path, number, answer.status_code)
                    if may:
                        assert answer.status_code < 500, told
                        foreign = {int(one) for one in _CASE.findall(answer.text)} & set(numbers)
                        assert foreign <= person.theirs, told
                    else:
                        assert answer.status_code == 404, told
                        refused += 1

    figure(f"R24: {asked} calls (door x role x territory), {refused} refused with 404, 0 leaks")


@pytest.mark.timeout(900)  # with --full
def test_no_number_however_it_is_written_opens_what_is_not_theirs(
    desk: Desk, numbers: tuple[int, ...], so_many: Callable[..., int], figure: Callable[[str], None]
) -> None:
    doors = [door for door in routes.doors() if "{number}" in door.path]
    calls, leaks = so_many(5_000, briefly=150), 0
    written = st.one_of(
        st.sampled_from(numbers).map(str),
        st.integers(-3, 2**70).map(str),
        st.sampled_from(["١", "1e0", "0x1", "01", "1.0", "+1", "%31", "1%00", "1%20", "..%2f1", "1;2"]),
    )
    with people(desk, numbers, BRIEFLY) as everybody:

        @settings(max_examples=calls, database=None)
        @given(st.sampled_from(everybody), st.sampled_from(doors), written)
        def asked(person: Person, door: Door, number: str) -> None:
            nonlocal leaks
            plain = number.replace("%31", "1")
            theirs = plain.isascii() and plain.isdigit() and int(plain) in person.theirs
            if theirs and person.role in door.allowed:
                return
            answer = ask(person, door, number)
            leaks += answer.status_code != 404
            assert answer.status_code == 404, (person.name, door.method, door.path, number)

        asked()

    figure(f"R24: {calls} calls with drawn numbers and roles, {leaks} leaks")


def test_a_case_of_another_territory_is_told_of_as_one_that_does_not_exist(
    desk: Desk, numbers: tuple[int, ...]
) -> None:
    door = next(door for door in routes.doors() if door.method == "GET" and "{number}" in door.path)
    with people(desk, numbers, [f"operator {ALMATY}"]) as (person,):
        foreign, unknown = ask(person, door, numbers[0]), ask(person, door, 999)

    assert (foreign.status_code, foreign.text) == (unknown.status_code, unknown.text)


@contextmanager
def people(
    desk: Desk, numbers: tuple[int, ...], only: Collection[str] | None = None
) -> Iterator[list[Person]]:
    """Give everybody before one server: officers told and not told, the others for each territory."""
    with desk.database.reading() as tx:
        told = {number: {one.department for one in told_of(tx, number, desk)} for number in numbers}
    here, there = min(told[numbers[0]] - told[numbers[2]]), min(told[numbers[2]] - told[numbers[0]])
    hired: list[tuple[str, str, frozenset[int]]] = []
    for index, department in enumerate((here, there)):
        desk.hire(f"officer {index}", department)
        hired.append((f"officer {index}", "officer", frozenset(n for n in numbers if department in told[n])))
    scopes = {TURKISTAN: frozenset(numbers[:2]), ALMATY: frozenset(numbers[2:3]), "": frozenset(numbers)}
    for role in ROLES[1:]:
        for place, theirs in scopes.items():
            desk.hire(f"{role} {place}", role=role, territory=place)
            hired.append(
                (f"{role} {place}", role, theirs if role in ("operator", "coordinator") else frozenset())
            )
    with desk.stranger() as visit, ExitStack() as open_ones:
        everybody = []
        for name, role, theirs in (one for one in hired if only is None or one[0] in only):
            browser = httpx.Client(base_url=visit.browser.base_url, timeout=50, trust_env=False)
            one = Visit(open_ones.enter_context(browser))
            sign_in(one, name)
            everybody.append(Person(name, role, one, theirs))
        yield everybody


def told_of(tx: Any, number: int, desk: Desk) -> list[Any]:
    return [one for one in forwarding.of_case(tx, number) if forwarding.is_told(one, desk.clock.now)]


def ask(person: Person, door: Door, number: object) -> httpx.Response:
    path = filled(door, number)
    return person.visit.press(path) if door.method == "POST" else person.visit.get(path)


def filled(door: Door, number: object) -> str:
    """Give the path of a door for this case; what else it names is plausible."""
    return re.sub(r"\{(\w+)[^}]*\}", lambda found: str(number) if found[1] == "number" else "1", door.path)
