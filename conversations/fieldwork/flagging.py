"""Absences that a teacher tells, from the chat or from a page: kept, weighed, and reported where that is due.

One case for each child; nothing in it names the teacher, and cases of one flag know nothing of each other. A
class that is away in the season becomes one alert, which names district and grade only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from msgspec.structs import replace as changed

from cases import identity, premises
from cases.absences import (
    absences,
    classes,
    flagging,
    patterns,
    rolls,
    schools,
    seasons,
    thresholds,
    weighing,
)
from cases.absences.absences import Absence, Told
from cases.absences.classes import SchoolClass
from cases.absences.pupils import Pupil
from cases.absences.schools import School
from cases.filing import Filed
from cases.followups import answering
from cases.report import Report
from conversations import composing, handing_in
from conversations.dialogue import extraction
from conversations.dialogue.answers import Answer
from conversations.fieldwork import absence_answers
from conversations.house import House
from locales import daytime
from store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Flag:
    """What a teacher tells of some pupils of a class at once; `account` is the keyed hash of theirs.

    `answers`: to the script, where it was told in the chat; else they are made of what was `told`.
    """

    of: SchoolClass
    pupils: Sequence[str]
    told: Told
    account: str
    channel: str
    language: str
    answers: Mapping[str, Answer] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Flagged:
    """What became of it: the absences that are new, the reports, and whether the class is one matter."""

    absences: tuple[Absence, ...]
    filed: tuple[Filed, ...]
    is_class: bool = False


@dataclass(frozen=True, slots=True)
class _New:
    """An absence that is to be weighed, with what was told of it."""

    school: School
    wish: Flag
    one: Absence
    reached: str = ""


def flag(tx: Transaction, house: House, wish: Flag, *, now: datetime) -> Flagged:
    """Keep the absences, and report those that have reached a threshold; who is absent already stays so.

    Raises:
        UnknownPupil, UnknownSchool: a pupil, or the school, is not there (any more).
    """
    return flag_all(tx, house, [wish], now=now)


def flag_all(tx: Transaction, house: House, wishes: Sequence[Flag], *, now: datetime) -> Flagged:
    """Keep what is told of pupils of one class, each for a reason of its own, then report: as `flag` does.

    All are kept before any is weighed, so that a class that is away is seen as one.
    """
    new: list[_New] = []
    for wish in wishes:
        school = schools.get(tx, house.keys, wish.of.school)
        told = replace(wish.told, hidden=flagging.is_hidden(school, wish.told))
        given = replace(wish, told=told, answers=wish.answers or absence_answers.answers(told))
        known = absences.pupils_of(absences.open_of_class(tx, house.keys, wish.of.id))
        begun = [_begin(tx, house, given, pupil, now) for pupil in wish.pupils if pupil not in known]
        if absences.MOVE in told.reasons and told.has_papers:
            _let_move(tx, house, wish.of, begun, now)
        new += [_New(school, given, one) for one in begun]
        classes.take(tx, wish.of.id, wish.account, now=now)
        rolls.note(tx, wish.of.id, daytime.day(now), now=now)
    return _report(tx, house, new, now) if new else Flagged((), ())


def still(tx: Transaction, house: House, wish: Flag, one: Absence, *, now: datetime) -> Flagged:
    """Note that an absence lasts (`wish.told` as it was told first); report it if it has become due by it."""
    school = schools.get(tx, house.keys, one.school)
    absences.last(tx, one, wish.told.days)
    rolls.note(tx, one.class_id, daytime.day(now), now=now)
    lasting = absences.get(tx, house.keys, one.id)
    given = replace(wish, answers=wish.answers or absence_answers.answers(wish.told))
    told = [] if one.flag else [_New(school, given, lasting)]
    return replace(_report(tx, house, told, now), absences=()) if told else Flagged((), ())


def weigh_again(tx: Transaction, house: House, wish: Flag, one: Absence, *, now: datetime) -> Flagged:
    """Report an absence of which something became known, if it is due by it; as `flag` does."""
    school = schools.get(tx, house.keys, one.school)
    given = replace(wish, answers=wish.answers or absence_answers.answers(wish.told))
    return _report(tx, house, [_New(school, given, one)], now)


def report_of(house: House, school: School, one: Absence, wish: Flag, *, now: datetime) -> Report:
    """Give what the absence of one pupil says to the rules; nothing in it says who the pupil is."""
    pupil = wish.of.pupil(one.pupil) or Pupil(one.pupil, 0, "")
    facts = flagging.facts(school, one, pupil, daytime.day(now))
    return replace(_told(house, wish, flagging.origin(one), facts, school.territory), sex=pupil.sex)


def back(tx: Transaction, house: House, one: Absence, *, now: datetime) -> bool:
    """Note that the pupil is back at school today; where a case is followed up, that is its second fact.

    The alert of a class is about no child: nothing is noted there. False: it was known.
    """
    is_new = absences.end(tx, one, absences.BACK, daytime.day(now))
    if is_new and one.case_number is not None and one.flag != thresholds.CLASS:
        answering.back_at_school(tx, house.office_at(now), one.case_number, now=now)
    return is_new


def everyone_present(
    tx: Transaction, house: House, of: SchoolClass, account: str, *, now: datetime
) -> list[Absence]:
    """Note that everybody of the class is there today; gives the absences of whom it was told otherwise."""
    classes.take(tx, of.id, account, now=now)
    rolls.note(tx, of.id, daytime.day(now), now=now)
    return absences.open_of_class(tx, house.keys, of.id)


def _begin(tx: Transaction, house: House, wish: Flag, pupil: str, now: datetime) -> Absence:
    told, account, entropy = wish.told, wish.account, house.entropy
    return absences.begin(tx, house.keys, wish.of, pupil, told, account=account, entropy=entropy, now=now)


def _let_move(tx: Transaction, house: House, of: SchoolClass, new: Sequence[Absence], now: datetime) -> None:
    """They have moved to another school with their papers: nobody asks for them here any more."""
    gone = {one.pupil for one in new}
    for one in new:
        absences.end(tx, one, absences.MOVED, daytime.day(now))
    present = classes.get(tx, house.keys, of.id)  # a colleague may have changed the list meanwhile
    left = tuple(changed(one, left=one.left or one.id in gone) for one in present.pupils)
    classes.keep(tx, house.keys, changed(present, pupils=left), now=now)


def _report(tx: Transaction, house: House, new: Sequence[_New], now: datetime) -> Flagged:
    """Weigh what is told of pupils of one class, and file what is due."""
    day, law = daytime.day(now), house.office_at(now).law
    of, school, numbers = new[0].wish.of, new[0].school, thresholds.in_force(day)
    season = seasons.of_place(school.territory, day, house.directory.territories)
    lasting = absences.open_of_class(tx, house.keys, of.id)
    is_class = patterns.is_whole_class(of, lasting, season, numbers)
    due = [one for one in (_weighed(tx, house, told, now) for told in new) if one.reached]
    together = [one for one in due if is_class and flagging.is_for_class(one.one, season, law)]
    filed = [_file(tx, house, one, now) for one in due if one not in together]
    filed += [_file_class(tx, house, together, season, now)] if together else []
    kept = tuple(absences.get(tx, house.keys, told.one.id) for told in new)
    return Flagged(kept, tuple(filed), bool(together))


def _weighed(tx: Transaction, house: House, new: _New, now: datetime) -> _New:
    """Give it with the threshold that it has reached. Who has moved with papers reaches none."""
    day, law, one = daytime.day(now), house.office_at(now).law, new.one
    known = absences.of_pupil(tx, house.keys, one.class_id, one.pupil)
    before = weighing.spells([earlier for earlier in known if earlier.id != one.id], day)
    reached = weighing.flag(new.wish.told, before, thresholds.in_force(day), law)
    return replace(new, reached=reached)


def _file(tx: Transaction, house: House, due: _New, now: datetime) -> Filed:
    """File the report of one child; who it is goes to those who act on it, and to nobody else."""
    school, wish, one = due.school, due.wish, due.one
    pupil = wish.of.pupil(one.pupil) or Pupil(one.pupil, 0, "")
    filed = _hand_in(tx, house, report_of(house, school, one, wish, now=now), wish, now)
    absences.report(tx, one, due.reached, filed.number)
    if not filed.again:
        identity.keep(tx, house.office_at(now), filed.number, flagging.child(school, pupil), now=now)
        _keep_school(tx, house, school, [one], filed.number, now)
    return filed


def _keep_school(
    tx: Transaction, house: House, school: School, away: Sequence[Absence], number: int, now: datetime
) -> None:
    """Where the school sends its pupils, whoever has to act on a school is told which it is."""
    if flagging.are_sent(away):
        premises.keep(tx, house.office_at(now), number, flagging.premises(school, away), now=now)


def _file_class(tx: Transaction, house: House, together: Sequence[_New], season: str, now: datetime) -> Filed:
    """File the alert of a class, once for the grade of a district and the season: no pupil, and no school
    but one that sends its pupils itself.
    """
    school, wish = together[0].school, together[0].wish
    away = [due.one for due in together]
    day, territories = daytime.day(now), house.directory.territories
    district = territories.district_of(school.territory) or territories.oblast_of(school.territory)
    given = {
        absence_answers.REASON: Answer(codes=(absences.WORK,)),
        absence_answers.WORK: Answer(codes=(season,)),
    }
    about = replace(wish, answers=given)
    origin = flagging.class_origin(wish.of, district.code, away, season, day)
    report = _told(house, about, origin, flagging.of_class(school, away, season), district.code)
    report = replace(report, answers={**report.answers, "whole_class": True, "grade": wish.of.grade})
    filed = _hand_in(tx, house, report, about, now)
    for one in away:
        absences.report(tx, one, thresholds.CLASS, filed.number)
    if not filed.again:
        _keep_school(tx, house, school, away, filed.number, now)
    return filed


def alert_school(tx: Transaction, house: House, wish: Flag, one: Absence, *, now: datetime) -> Filed:
    """Report a school that sends a pupil of whom there is a case: once for grade and season, of no pupil."""
    school, season, day = schools.get(tx, house.keys, one.school), one.season or "other", daytime.day(now)
    given = {
        absence_answers.REASON: Answer(codes=(absences.WORK,)),
        absence_answers.WORK: Answer(codes=(season,)),
        absence_answers.WHO: Answer(codes=(absences.SCHOOL_SENT,)),
    }
    about, territories = replace(wish, answers=given), house.directory.territories
    district = territories.district_of(school.territory) or territories.oblast_of(school.territory)
    origin = flagging.class_origin(wish.of, district.code, [one], season, day)
    report = _told(house, about, origin, flagging.of_class(school, [one], season), district.code)
    filed = _hand_in(tx, house, report, about, now)
    if not filed.again:
        _keep_school(tx, house, school, [one], filed.number, now)
    return filed


def _told(house: House, wish: Flag, origin: str, facts: Mapping[str, object], territory: str) -> Report:
    script = house.scripts[absence_answers.SCRIPT]
    told = {"script": script.name, "version": script.version, "digest": script.digest}
    return Report(
        origin=origin,
        channel=wish.channel,
        language=wish.language,
        facts={**({"clm_lead": "B"} if house.by_akimat else {}), **facts},
        territory=territory,
        answers={**told, "answers": composing.plain(wish.answers or {})},
    )


def _hand_in(tx: Transaction, house: House, report: Report, wish: Flag, now: datetime) -> Filed:
    told = extraction.Told(dict(wish.answers or {}), dict(report.facts), False)
    filed, _ = handing_in.hand_in(tx, house, house.office_at(now), report, told, now=now)
    return filed
