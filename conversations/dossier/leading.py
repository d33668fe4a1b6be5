"""Who works on a case and why it is them: the department in charge, who has a copy, who follows up."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cases import facts, routing
from cases.assessment import Finding
from cases.case import CaseRow
from cases.forwarding import Forwarding
from conversations.dossier.section import Line, Section
from conversations.house import House
from locales.texts import Text

TITLE = Text("dossier.who", "Who works on it")
LEAD = Text("dossier.lead", "In charge")
WHY = Text("dossier.lead_why", "Why this department")
COPY = Text("dossier.copy", "Has a copy")
HELD = Text("dossier.held", "Not told until released")
_OUTSIDE = ("held", "declined")
ESCALATED = Text("dossier.escalated", "Passed up to")
OWNER = Text("dossier.owner", "Follows up")
WORDS: Mapping[int, Text] = {
    1: Text("lead.1", "The place is not known yet: the operator finds it out."),
    2: Text("lead.2", "A worst form of child labour was reported: the police lead."),
    3: Text("lead.3", "The child is ill-treated or in serious danger: the police lead."),
    4: Text("lead.4", "Nobody looks after the child: the police lead."),
    5: Text("lead.5", "The school itself sends pupils to work: the body for child rights leads."),
    6: Text("lead.6", "The child begs beside its family: help comes first, the body for child rights leads."),
    7: Text("lead.7", "Work in the family or on a farm: the education unit leads."),
    8: Text("lead.8", "A registered workplace: the labour inspectorate leads."),
    9: Text("lead.9", "Work in somebody’s household: the body for child rights leads."),
    10: Text("lead.10", "It is about missing school: the education unit leads."),
    11: Text("lead.11", "A limit of the law may be exceeded: the body for child rights leads."),
    12: Text("lead.12", "The child came from another country: the education department sees to school."),
    13: Text("lead.13", "The family is in need, and nothing else was found: the social unit leads."),
    14: Text("lead.14", "A visit found nothing wrong: the body for child rights takes note."),
    15: Text("lead.15", "Nothing was found in the answers: the operator looks at them."),
}
"""Why somebody leads, by the rows of the table of leads (`cases.responsibility`)."""
FARM = Text("lead.farm", "Farm work, and nobody said for whom: the education unit leads.")
_FAMILY, _FAMILY_RULE = 7, "F-1"


def section(
    house: House, row: CaseRow, told: Sequence[Forwarding], content: Mapping[str, Any] | None, language: str
) -> Section:
    """Give who is in charge, the reason, and who else was told.

    `told`: the forwardings of departments that may be named to the reader. Without `content`, which is for
    those with a key, the reason is left out; so it is where a person has decided otherwise since.
    """
    speaker = house.speaker(language)
    lines = [Line(speaker.say(LEAD), house.department(row.lead, language))]
    why = _why(house, row, content) if content is not None else None
    lines += [Line(speaker.say(WHY), speaker.say(why))] if why else []
    for role, text in (("escalated", ESCALATED), ("copy", COPY)):
        names = list(_named(house, [one for one in told if one.state not in _OUTSIDE], role, language))
        lines += [Line(speaker.say(text), "; ".join(names), items=_many(names))] if names else []
    held = [house.department(one.department, language) for one in told if one.state == "held"]
    lines += [Line(speaker.say(HELD), "; ".join(held), items=_many(held))] if held else []
    lines += [Line(speaker.say(OWNER), house.department(row.owner, language))] if row.owner else []
    return Section(speaker.say(TITLE), tuple(lines))


def _why(house: House, row: CaseRow, content: Mapping[str, Any]) -> Text | None:
    """Give the reason; of a family only where the answers tell of one: a field alone says nothing of it."""
    number = _row(house, row, content)
    is_family = _FAMILY_RULE in content["assessment"]["fires"]
    return FARM if number == _FAMILY and not is_family else WORDS.get(number)


def _many(names: list[str]) -> tuple[str, ...]:
    return tuple(names) if len(names) > 1 else ()


def _named(house: House, told: Sequence[Forwarding], role: str, language: str) -> Iterator[str]:
    return (house.department(one.department, language) for one in told if role in one.roles)


def _row(house: House, row: CaseRow, content: Mapping[str, Any]) -> int:
    """Give the row of the table by which the present lead leads; 0 where it is not by the table."""
    found = content["assessment"]
    finding = Finding(tuple(found["fires"]), tuple(found["possible"]), found["severity"], found["urgency"])
    known = facts.parse({**content["facts"], "place_known": bool(content["territory"])})
    way = routing.route(finding, known, house.office.law)
    return way.row if row.lead.partition(":")[0] == way.lead_body else 0
