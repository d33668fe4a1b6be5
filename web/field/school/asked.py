"""What a teacher ticks of absent pupils, read from the form: the questions are those of the script."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from aiohttp import web

from cases.absences import absences, calendar, seasons
from cases.absences.absences import Told
from cases.absences.pupils import Pupil
from cases.law import Law
from conversations.dialogue.script import Step
from conversations.fieldwork import absence_answers, absence_questions
from locales import daytime
from locales.texts import Text
from web.field.caller import Caller
from web.field.school import theirs
from web.field.school.theirs import Known
from web.parts import PARTS

SINGLE = ("excused", "work", "who", "papers", "know", "contacted")
"""Questions with one answer; `reason` has up to two."""
OTHER_DAY = "other"
DAYS_OFFERED = 3  # school days before today

NOBODY = Text("school.nobody_chosen", "Please tick who is absent.")
NO_DAY = Text("school.no_day", "Please choose the first day that was missed.")
NO_REASON = Text("school.no_reason", "Please choose a reason. “I don’t know” is an answer, too.")
TWO_REASONS = Text("school.two_reasons", "Please choose at most two reasons.")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands ticked. `since`: an ISO day, or `OTHER_DAY` with the typed `day`."""

    pupils: tuple[str, ...] = field(repr=False)
    since: str
    day: str
    reasons: tuple[str, ...]
    codes: Mapping[str, str]
    note: str = field(repr=False)


def read(caller: Caller) -> Sheet:
    """Give what the form says; codes that nobody offered are left out."""
    known = caller.lists.get("reason", ())
    return Sheet(
        caller.lists.get("pupil", ()),
        caller.said("since"),
        caller.said("day"),
        tuple(code for code in absences.REASONS if code in known),
        {name: caller.said(name) for name in SINGLE},
        caller.said("note")[: absences.LONGEST],
    )


def blank(season: str, today: date, law: Law) -> Sheet:
    """Give a sheet on which nothing is ticked but today and the work of the season."""
    return Sheet((), calendar.nearest(today, today, law).isoformat(), "", (), season_only(season), "")


def season_only(season: str) -> dict[str, str]:
    """Give answers of which only the work of the season stands chosen."""
    return dict.fromkeys(SINGLE, "") | {"work": season}


def chosen(sheet: Sheet, known: Known) -> list[Pupil]:
    """Give the pupils who are ticked, are in the class, and are not absent already."""
    return [one for one in known.of.present if one.id in sheet.pupils and one.id not in known.away]


def first_day(sheet: Sheet) -> date | None:
    """Give the day that is chosen or typed; None: none."""
    try:
        return date.fromisoformat(sheet.day if sheet.since == OTHER_DAY else sheet.since)
    except ValueError:
        return None


def offered(today: date, law: Law) -> list[date]:
    """Give the days that can be ticked: the latest school days, and the first of the school year."""
    latest = calendar.nearest(today, today, law)
    days = [
        latest,
        *(calendar.before(latest, law, number=number) for number in range(1, DAYS_OFFERED + 1)),
    ]
    return [*days, calendar.nearest(calendar.year_begins(today), today, law)]


def problem(request: web.Request, sheet: Sheet, known: Known, caller: Caller) -> tuple[str, date | None]:
    """Say what is missing, "" for nothing; for a day that it cannot be also the nearest school day."""
    now, house = request.app[PARTS].now(), theirs.house(request)
    today, law, speaker = daytime.day(now), house.office_at(now).law, house.speaker(caller.language)
    day = first_day(sheet)
    if not chosen(sheet, known):
        return caller.say(NOBODY), None
    if day is None:
        return caller.say(NO_DAY), None
    nearest = calendar.nearest(max(day, calendar.year_begins(today)), today, law)
    if nearest != day:
        return absence_questions.not_that_day(speaker, day, nearest, today), nearest
    return problem_of_reasons(sheet, caller), None


def problem_of_reasons(sheet: Sheet, caller: Caller) -> str:
    """Say what is wrong with the reasons, "" for nothing."""
    if not sheet.reasons:
        return caller.say(NO_REASON)
    return caller.say(TWO_REASONS) if len(sheet.reasons) > absences.MOST_REASONS else ""


def told(sheet: Sheet, since: date, today: date, law: Law) -> Told:
    """Give what was ticked as codes; `since` is a school day."""
    is_work = absences.WORK in sheet.reasons
    papers = sheet.codes["papers"] if absences.MOVE in sheet.reasons else ""
    return Told(
        since,
        today,
        max(calendar.missed(since, today, law), 1),
        excused=_among(sheet, "excused", absences.EXCUSED) or absences.UNTOLD,
        reasons=sheet.reasons,
        season=sheet.codes["work"] if is_work or absences.MOVE in sheet.reasons else "",
        employer=_among(sheet, "who", absences.EMPLOYERS) if is_work else "",
        known=_among(sheet, "know", absences.KNOWN),
        contacted=_among(sheet, "contacted", absences.CONTACTED),
        has_papers=papers == absences.YES if papers in (absences.YES, absences.NO) else None,
        note=sheet.note,
    )


def steps(request: web.Request) -> dict[str, Step]:
    """Give the questions of the script by their names, so that page and chat ask alike."""
    script = theirs.house(request).scripts[absence_answers.SCRIPT]
    return {one.name: one for one in script.steps}


def season(request: web.Request, known: Known, today: date) -> str:
    """Give the work of the place and the day, "" out of season."""
    return seasons.of_place(known.school.territory, today, theirs.house(request).directory.territories)


def is_offered(request: web.Request, name: str, code: str) -> bool:
    """Tell whether a question of the script has this answer."""
    return code == "" or steps(request)[name].option(code) is not None


def _among(sheet: Sheet, name: str, known: tuple[str, ...]) -> str:
    return sheet.codes[name] if sheet.codes[name] in known else ""
