"""The legal path that the reporter chose, what it asks of the department and until when, and who signed."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from cases import appeals, clocks
from cases.appeals import ANONYMOUS
from conversations import paths
from conversations.dossier.section import Line, Section
from conversations.house import House
from conversations.rendering import Speaker
from locales import formatting
from locales.texts import Text

TITLE = Text("dossier.path", "Legal path")
KIND = Text("lbl.path", "Kind of report")
KINDS: Mapping[str, Text] = {
    ANONYMOUS: Text("opt.path_anonymous", "Anonymous signal"),
    "confidential": Text("opt.path_confidential", "Confidential report"),
    paths.APPEAL: Text("opt.path_appeal", "Signed appeal"),
}
MEANS: Mapping[str, Text] = {
    ANONYMOUS: Text(
        "dossier.path_anonymous",
        "By law it is considered if it tells of a crime or a threat to public safety.",
    ),
    "confidential": Text("dossier.path_confidential", "The name is only for those who work on the case."),
    paths.APPEAL: Text(
        "dossier.path_appeal",
        "To be registered on the day it arrived. Whoever is not responsible passes it on"
        " within {n} working days and tells the sender.",
    ),
}
DUTY = Text("dossier.duty", "What it asks")
ARRIVED = Text("dossier.arrived", "Arrived on")
PASS_ON = Text("dossier.pass_on", "To be passed on by")
NAME = Text("dossier.name", "Name of the sender")
REACH = Text("dossier.reach", "How to reach the sender")
ADDRESS = Text("lbl.address", "Postal address")
MISSING = Text("dossier.path_missing", "Still missing")
SIGNATURE = Text("dossier.signature", "the signature")
AS_OF = Text("dossier.as_of", "Rules as read on")
TYPED = {"name": NAME, "reach": REACH, "address": ADDRESS}


def section(house: House, told: Mapping[str, Any], filed_at: datetime, language: str) -> Section:
    """Give the path with its dates. `told`: the part "sender" of the case; empty: the reporter stayed
    anonymous, or the name is for others.
    """
    speaker, path = house.speaker(language), told.get("path", ANONYMOUS)
    return Section(speaker.say(TITLE), tuple(_lines(house, told, path, filed_at, speaker)))


def _lines(
    house: House, told: Mapping[str, Any], path: str, filed_at: datetime, speaker: Speaker
) -> Iterator[Line]:
    law, language = house.office.law, speaker.catalogue.language
    arrived = clocks.local(filed_at, law).date()
    rules = appeals.in_force(arrived)
    days = rules.obligations["passed_on"].working_days
    yield Line(speaker.say(KIND), speaker.say(KINDS[path]))
    yield Line(speaker.say(DUTY), speaker.say(MEANS[path], n=days))
    if path == paths.APPEAL:
        pass_on = clocks.working_day_after(arrived, days, law)
        yield Line(speaker.say(ARRIVED), formatting.date(arrived, language))
        yield Line(speaker.say(PASS_ON), formatting.date(pass_on, language))
        lacking = [speaker.say(TYPED[code]) for code in told.get("missing", ()) if code in TYPED]
        yield Line(speaker.say(MISSING), ", ".join([*lacking, speaker.say(SIGNATURE)]))
    for name, label in TYPED.items():
        if told.get(name):
            yield Line(speaker.say(label), told[name], verbatim=True)
    yield Line(speaker.say(AS_OF), formatting.date(rules.checked_on, language))
