"""What a teacher's flag says to the rules: facts of one pupil, or of a whole class (DOMAIN a.1, b.2)."""

from collections.abc import Iterable, Mapping
from datetime import date

from cases.absences import absences, calendar
from cases.absences.absences import Absence, Told
from cases.absences.classes import SchoolClass
from cases.absences.pupils import Pupil
from cases.absences.schools import School
from cases.law import Law

TEACHER = "teacher"
_FOR_WORK = frozenset({absences.WORK, absences.MOVE})


def is_hidden(school: School, told: Told) -> bool:
    """Tell whether the school's own people may not see the reason (DOMAIN b.2, "Teacher")."""
    return school.conflict or told.employer == absences.SCHOOL_SENT or told.contacted == "unsafe"


def work(reasons: Iterable[str]) -> str:
    """Give what the reasons say of work: suspected, unknown where nobody knows a reason, else no."""
    given = frozenset(reasons)
    if given & _FOR_WORK:
        return "suspected"
    return "unknown" if not given or absences.UNKNOWN in given else "no"


def facts(school: School, one: Absence | Told, pupil: Pupil, day: date) -> Mapping[str, object]:
    """Give the facts of one pupil's absence."""
    told: dict[str, object] = _of_school(school, one.reasons) | {"work": work(one.reasons)}
    if pupil.ages(day):
        told["age"] = pupil.ages(day)
    if one.season:
        told["activity"] = [one.season]
    if one.employer:
        told["employer_kind"] = one.employer
    if "poverty" in one.reasons:
        told["poverty"] = True
    return told


def of_class(school: School, away: Iterable[Absence], season: str) -> Mapping[str, object]:
    """Give the facts of a class that is away in the season: nothing of any pupil."""
    told = _of_school(school, (absences.WORK,)) | {"work": "suspected", "activity": [season]}
    return told | ({"employer_kind": absences.SCHOOL_SENT} if are_sent(away) else {})


def origin(one: Absence) -> str:
    """Name the report of an absence, so that filing it again is no second report."""
    return f"absence:{one.id}"


def class_origin(of: SchoolClass, district: str, away: Iterable[Absence], season: str, day: date) -> str:
    """Name the alert: one for a district, grade and season, whichever class of whichever school it was.

    Where a school sends its pupils it is one for each such school: somebody has to act on it.
    """
    sent = of.school if are_sent(away) else ""
    return f"grade:{district}:{of.grade or of.id}:{season}:{calendar.year_begins(day).year}:{sent}"


def is_for_class(one: Absence, season: str, law: Law) -> bool:
    """Tell whether the alert of the class stands for this absence: no other work, and no worst form."""
    activity = law.activities.get(one.season)
    return one.season in ("", season) and (activity is None or not activity.wfcl)


def premises(school: School, away: Iterable[Absence]) -> dict[str, object]:
    """Give which school it is and since when, for those who act on a school that sends its pupils."""
    known = list(away)
    since = min(one.since for one in known)
    return {"name": school.name, "since": since.isoformat(), "days": max(one.days for one in known)}


def child(school: School, pupil: Pupil) -> dict[str, object]:
    """Give who the child is, for those who act on it: form 1, q1 name, q2 birth, q3 sex, q11 school."""
    told = {"q1": pupil.name, "q2": str(pupil.born or ""), "q3": pupil.sex, "q11": school.name}
    return {name: value for name, value in told.items() if value}


def _of_school(school: School, reasons: Iterable[str]) -> dict[str, object]:
    told: dict[str, object] = {
        "origin": TEACHER,
        "in_school": True,
        "study_period": True,
        "school_harm": "absent",
    }
    if school.conflict and work(reasons) == "suspected":
        told["accused"] = ["SCHOOL"]
    return told


def are_sent(away: Iterable[Absence]) -> bool:
    """Tell whether the school itself sends some of these pupils to work."""
    return any(one.employer == absences.SCHOOL_SENT for one in away)
