"""What a teacher tells of an absence, as answers to the script and as codes: each is made of the other."""

from collections.abc import Mapping
from datetime import date

from cases.absences import absences
from cases.absences.absences import Absence, Told
from conversations.dialogue.answers import Answer

SCRIPT = "teacher_absence"
SINCE, DAYS, EXCUSED, REASON, WORK, WHO = "since", "days", "excused", "reason", "work", "who"
PAPERS, KNOW, CONTACTED, RESULT, NOTE = "papers", "know", "contacted", "result", "note"


def begun(since: date, days: int, season: str) -> dict[str, Answer]:
    """Give what stands answered when the questions begin: first day, days missed, the work of the season."""
    given = {SINCE: Answer(text=f"{since:%d.%m.%Y}"), DAYS: Answer(number=max(days, 1))}
    return given | ({WORK: Answer(codes=(season,))} if season else {})


def asked_before(one: Absence) -> dict[str, Answer]:
    """Give what was answered of an absence and need not be asked again when its reason becomes known."""
    excused = one.excused if one.excused != absences.UNTOLD else ""
    codes = {EXCUSED: excused, CONTACTED: one.contacted if one.contacted != absences.NO else ""}
    return {name: Answer(codes=(code,)) for name, code in codes.items() if code}


def told(given: Mapping[str, Answer], since: date, until: date) -> Told:
    """Give the answers as codes; `given` without those whose question does not apply."""
    days = given.get(DAYS, Answer()).number
    papers = _code(given, PAPERS)
    return Told(
        since,
        until,
        int(days or 1),
        excused=_code(given, EXCUSED) or absences.UNTOLD,
        reasons=_reasons(given.get(REASON, Answer())),
        season=_code(given, WORK),
        employer=_among(given, WHO, absences.EMPLOYERS),
        known=_among(given, KNOW, absences.KNOWN),
        contacted=_among(given, CONTACTED, absences.CONTACTED),
        has_papers=papers == absences.YES if papers else None,
        note="\n".join(given[name].text for name in (RESULT, NOTE) if name in given and given[name].text),
    )


def answers(one: Told) -> dict[str, Answer]:
    """Give what was told on a page as answers to the script, so that everybody reads it alike."""
    given = begun(one.since, one.days, one.season)
    codes = {EXCUSED: one.excused, WHO: one.employer, KNOW: one.known, CONTACTED: one.contacted}
    if one.has_papers is not None:
        codes[PAPERS] = absences.YES if one.has_papers else absences.NO
    given |= {name: Answer(codes=(code,)) for name, code in codes.items() if code}
    given |= {REASON: Answer(codes=one.reasons)} if one.reasons else {}
    return given | ({NOTE: Answer(text=one.note)} if one.note else {})


def _reasons(answer: Answer) -> tuple[str, ...]:
    """Give the reasons in the order of their weight: of more than two, those that say most are kept."""
    known = sorted((code for code in answer.codes if code in absences.REASONS), key=_WEIGHT.index)
    return tuple(known or ["other"] if answer.text else known)


_WEIGHT = (absences.WORK, absences.MOVE, *(one for one in absences.REASONS if one not in ("work", "moved")))


def _code(given: Mapping[str, Answer], name: str) -> str:
    return next(iter(given.get(name, Answer()).codes), "")


def _among(given: Mapping[str, Answer], name: str, known: tuple[str, ...]) -> str:
    code = _code(given, name)
    return code if code in known else ""
