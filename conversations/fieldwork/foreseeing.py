"""Who will read a report that the school itself sends its pupils: said to the teacher before it is sent."""

from datetime import datetime

from cases import judgement, premises
from cases.absences import absences, flagging, schools
from cases.absences.absences import Told
from cases.absences.classes import SchoolClass
from cases.absences.pupils import Pupil
from cases.report import Report
from conversations import sentences
from conversations.house import House
from locales import daytime
from locales.texts import Text
from store.transaction import Transaction

BYPASS = Text("t.bypass", "The school management will not see this report.")
ONLY_SCHOOL = Text(
    "t.only_school",
    "These learn only which school it is and the days, not the pupils, the class or who wrote: {departments}",
)


def lines(
    tx: Transaction, house: House, of: SchoolClass, told: Told, *, language: str, now: datetime
) -> list[str]:
    """Give the sentences, none where the school does not send them: who gets it, who learns the school."""
    if absences.WORK not in told.reasons or told.employer != absences.SCHOOL_SENT:
        return []
    school, day = schools.get(tx, house.keys, of.school), daytime.day(now)
    facts = flagging.facts(school, told, Pupil("", 0, ""), day)
    report = Report("", "", language, facts, school.territory)
    judged = judgement.judge(house.office_at(now), report).addressed
    say = house.speaker(language).say
    said = [say(BYPASS), say(sentences.RECEIVER, department=judged.lead.name(language))]
    acting = [one.name(language) for one in judged.copies if premises.may_know(one.code)]
    return [*said, say(ONLY_SCHOOL, departments=", ".join(acting))] if acting else said
