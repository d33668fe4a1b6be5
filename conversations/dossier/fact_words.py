"""The coded facts of a report in words: what each is called, and what its values are called."""

import re
from collections.abc import Iterable, Mapping

from conversations.dialogue.script import Script
from conversations.rendering import Speaker
from directory import bodies
from directory.territory import name_in
from locales.texts import Text

YES, NO = Text("ans.yes", "Yes"), Text("ans.no", "No")
UNKNOWN, OTHER = Text("ans.unknown", "I don’t know"), Text("ans.other", "Something else")
ACTIVITY, BODIES = "activity", "accused"
TIMES = ("start", "end")
AMOUNTS = ("age", "hours_day", "hours_week", "night_hours", "shifts", "breaks", "load_kg")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")

LABELS: Mapping[str, Text] = {
    "age": Text("lbl.age", "Age"),
    "work": Text("fact.work", "Works"),
    "origin": Text("fact.origin", "Where it came from"),
    "edu_done": Text("fact.edu_done", "Basic school finished"),
    "in_school": Text("fact.in_school", "Studies now"),
    "study_period": Text("fact.study_period", "During the school term"),
    "during_lessons": Text("fact.during_lessons", "During lessons"),
    "hours_day": Text("lbl.hours", "Hours a day"),
    "hours_week": Text("fact.hours_week", "Hours a week"),
    "shifts": Text("fact.shifts", "Shifts"),
    "breaks": Text("fact.breaks", "Breaks"),
    "start": Text("fact.start", "Work begins"),
    "end": Text("fact.end", "Work ends"),
    "night": Text("lbl.night", "Night work"),
    "night_hours": Text("fact.night_hours", "Hours at night"),
    "overtime": Text("fact.overtime", "Overtime"),
    "activity": Text("lbl.what", "Work"),
    "on_list": Text("fact.on_list", "On the list of banned work"),
    "heavy": Text("fact.heavy", "Load over the limit"),
    "light": Text("fact.light", "Light work"),
    "own_home": Text("fact.own_home", "Chores in the own home"),
    "visit_no_child": Text("fact.visit_no_child", "The visit found nobody under 18"),
    "hazard": Text("fact.hazard", "Hazards"),
    "load_kg": Text("fact.load_kg", "Load, kg"),
    "consent": Text("fact.consent", "Consent of a parent"),
    "arts": Text("fact.arts", "Film, theatre, concert or circus"),
    "wfcl": Text("fact.wfcl", "Signs of a worst form of child labour"),
    "compulsion_by": Text("fact.compulsion_by", "Forced by"),
    "abuse": Text("fact.abuse", "Ill-treated"),
    "serious_threat": Text("fact.serious_threat", "Serious threat to life or health"),
    "school_harm": Text("lbl.school", "School"),
    "sector_kind": Text("fact.sector_kind", "Kind of workplace"),
    "employer_kind": Text("lbl.employer", "Works for"),
    "accused": Text("fact.accused", "Bodies named in the report"),
    "poverty": Text("fact.poverty", "The family is in need"),
    "home_known": Text("fact.home_known", "It is known where the child lives"),
    "has_carer": Text("fact.has_carer", "An adult looks after the child"),
    "migrant": Text("fact.migrant", "The family came from another country"),
    "registered": Text("fact.registered", "Registered where the family lives"),
    "place_known": Text("fact.place_known", "Place is known"),
    "clm_lead": Text("fact.clm_lead", "Who organises the monitoring"),
}
VALUES: Mapping[str, Mapping[str, Text]] = {
    "work": {"suspected": Text("fact.suspected", "It is suspected")},
    "origin": {
        "report": Text("fact.origin.report", "A citizen’s report"),
        "phone": Text("fact.origin.phone", "A telephone call"),
        "teacher": Text("fact.origin.teacher", "A teacher"),
        "visit": Text("fact.origin.visit", "A monitoring visit"),
    },
    "compulsion_by": {
        "employer": Text("fact.by.employer", "the employer"),
        "parent": Text("fact.by.parent", "a parent"),
        "other": Text("fact.by.other", "somebody else"),
        "none": Text("fact.by.none", "nobody"),
    },
    "school_harm": {
        "none": Text("fact.school.none", "Does not suffer"),
        "late": Text("fact.school.late", "Comes late or tired"),
        "absent": Text("fact.school.absent", "Misses lessons"),
        "dropped": Text("fact.school.dropped", "Does not go to school any more"),
    },
    "sector_kind": {
        "formal": Text("fact.sector.formal", "registered business"),
        "informal": Text("fact.sector.informal", "not registered"),
        "household": Text("fact.sector.household", "a household"),
        "illegal": Text("fact.sector.illegal", "illegal activity"),
    },
    "employer_kind": {
        "parent": Text("fact.e.parent", "A parent"),
        "relative": Text("fact.e.relative", "A relative"),
        "family": Text("opt.e_family", "Parents or relatives"),
        "neighbour": Text("fact.e.neighbour", "A neighbour"),
        "private": Text("opt.e_private", "A farmer or private person"),
        "company": Text("opt.e_company", "A company or shop"),
        "school": Text("opt.e_school", "The school sent the pupils"),
        "other": OTHER,
    },
    "clm_lead": {
        "A": Text("fact.clm.A", "the body for child rights"),
        "B": Text("fact.clm.B", "the akimat"),
    },
    "wfcl": {
        "slavery": Text("wf.slavery", "slavery"),
        "bonded_labour": Text("wf.bonded", "bonded labour"),
        "forced_labour": Text("wf.forced", "forced labour"),
        "physical_threat": Text("wf.threat", "physical threat to the child"),
        "armed_conflict": Text("wf.conflict", "use in armed conflict"),
        "sexual_exploitation": Text("wf.sexual", "sexual exploitation"),
        "porn_material": Text("wf.porn_material", "making pornographic material"),
        "porn_performance": Text("wf.porn_show", "pornographic performances"),
        "drugs": Text("wf.drugs", "producing or distributing drugs"),
        "begging": Text("wf.begging", "begging"),
        "gambling": Text("wf.gambling", "gambling"),
        "other": OTHER,
        "trafficking": Text("fact.wf.trafficking", "trafficking in persons"),
        "illicit": Text("fact.wf.illicit", "drugs, theft or another crime"),
    },
    "hazard": {
        "chemicals": Text("haz.chemicals", "chemicals"),
        "machinery_tools": Text("haz.machinery_tools", "machines and tools"),
        "heavy_loads": Text("haz.heavy_loads", "heavy loads"),
        "heat": Text("haz.heat", "heat"),
        "cold_bad_weather": Text("haz.cold_bad_weather", "cold or bad weather"),
        "dirt_dust": Text("haz.dirt_dust", "dirt and dust"),
        "no_protection_gear": Text("haz.no_protection_gear", "no protective gear"),
        "no_drinking_water": Text("haz.no_drinking_water", "no drinking water"),
        "no_toilet": Text("haz.no_toilet", "no toilet"),
        "no_place_to_eat_rest": Text("haz.no_place_to_eat_rest", "no place to eat or rest"),
        "no_first_aid": Text("haz.no_first_aid", "no first aid"),
        "no_breaks": Text("haz.no_breaks", "no breaks"),
        "long_hours": Text("haz.long_hours", "long hours"),
        "insect_snake_bites": Text("haz.insect_snake_bites", "insect or snake bites"),
        "sunburn": Text("haz.sunburn", "sunburn"),
        "headache_fatigue_backache": Text("haz.headache_fatigue_backache", "headache, tiredness, back pain"),
        "injury_accident": Text("haz.injury_accident", "injury or accident"),
        "violence": Text("haz.violence", "violence"),
        "alcohol_tobacco_sale": Text("haz.alcohol_tobacco_sale", "sale of alcohol or tobacco"),
        "night_club": Text("haz.night_club", "night club"),
        "traffic_street": Text("haz.traffic_street", "traffic, street"),
    },
}
"""Words of the values that are neither yes, no nor a number; kinds of work take theirs from the script."""


def label(key: str, speaker: Speaker) -> str:
    """Give what a fact is called; a fact without a name is shown by its code, never hidden."""
    known = LABELS.get(key)
    return key if known is None else speaker.say(known)


def value(key: str, said: str, scripts: Iterable[Script], speaker: Speaker) -> str:
    """Give the value of a fact, as text (`cases.facts.Facts.given`), in words of the language.

    Kinds of work are called as the answers of these scripts call them.
    """
    if key in TIMES:
        minutes = int(said)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if key in AMOUNTS:
        return _amounts(said.split(","), speaker)
    return ", ".join(_word(key, code, scripts, speaker) for code in said.split(","))


def _word(key: str, code: str, scripts: Iterable[Script], speaker: Speaker) -> str:
    if key == ACTIVITY:
        known = _activities(scripts).get(code)
        return code if known is None else speaker.say(known)
    if key == BODIES:
        body = bodies.all_bodies().get(code)
        return code if body is None else name_in(body.names_at(""), speaker.catalogue.language)
    plain = {"yes": YES, "no": NO, "unknown": UNKNOWN}
    text = VALUES.get(key, {}).get(code) or plain.get(code)
    return code if text is None else speaker.say(text)


def _activities(scripts: Iterable[Script]) -> Mapping[str, Text]:
    """Kinds of work by the words of the answers that tell exactly one of them."""
    options = (option for script in scripts for step in script.steps for option in step.options)
    told = ((option.facts.get(ACTIVITY), Text(*option.text)) for option in options)
    return {one[0]: text for one, text in told if isinstance(one, list | tuple) and len(one) == 1}


def _amounts(parts: list[str], speaker: Speaker) -> str:
    """Bands and numbers with signs that every language has: 12–14, < 7, ≤ 2,5, > 8."""
    whole = [int(part) for part in parts if part.isdecimal()]
    if len(whole) == len(parts) > 2 and whole == list(range(whole[0], whole[-1] + 1)):
        parts = [f"{whole[0]}-{whole[-1]}"]
    signed = (part.replace("<=", "≤ ").replace("<", "< ").replace(">", "> ") for part in parts)
    written = (_NUMBER.sub(lambda found: speaker.number(float(found[0])), part) for part in signed)
    return ", ".join(part.replace("-", "–") for part in written)
