"""Everybody of one district who takes part in monitoring, in one language."""

from dataclasses import dataclass

from tests.doubles.telegram import Telegram
from tests.journeys.monitoring.house import House
from tests.journeys.monitoring.officers import Officer
from tests.journeys.monitoring.persons import ZHETISAI, Coordinator, Monitor, Teacher


@dataclass
class Cast:
    """Departments with their groups and officers, the coordinator, a teacher, a monitor."""

    house: House
    education: Officer
    rights: Officer
    police: Officer
    coordinator: Coordinator
    teacher: Teacher
    monitor: Monitor


def assembled(house: House, telegram: Telegram, language: str) -> Cast:
    """Enrol the groups of departments, hire their officers; the coordinator invites, and both come."""

    def officer(department: str, user: int) -> Officer:
        return Officer(house, language, telegram, department, user)

    house.hire("olga", role="coordinator")
    coordinator = Coordinator(house, language)
    cast = Cast(
        house,
        officer(f"EDU_LOC:{ZHETISAI}", 501),
        officer("CHILD_RIGHTS:610000000", 502),
        officer(f"POLICE_JUV:{ZHETISAI}", 503),
        coordinator,
        Teacher(house, language, telegram, 81),
        Monitor(house, language, telegram, 71),
    )
    for_teacher, for_monitor = coordinator.invite()
    cast.teacher.join(for_teacher)
    cast.monitor.join(for_monitor)
    return cast
