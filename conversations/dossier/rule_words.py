"""The rules of the law in words, for those who work on a case: never shown to the public."""

from collections.abc import Mapping

from cases.provisions import Reference
from conversations.rendering import Speaker
from locales.texts import Text

RULES: Mapping[str, Text] = {
    "W-a": Text("rule.W-a", "Slavery, debt bondage, forced labour or trafficking"),
    "W-b": Text("rule.W-b", "Sexual exploitation"),
    "W-c": Text("rule.W-c", "The child is used for crime"),
    "W-d": Text("rule.W-d", "Threat of violence against the child"),
    "W-e": Text("rule.W-e", "Begging"),
    "W-f": Text("rule.W-f", "Another worst form of child labour"),
    "B-1": Text("rule.B-1", "The child is ill-treated"),
    "T-1": Text("rule.T-1", "Serious threat to life or health"),
    "A-1": Text("rule.A-1", "Under 14: below the minimum age for work"),
    "A-2": Text("rule.A-2", "Under 14: film, theatre, concert or circus"),
    "A-3": Text("rule.A-3", "Pupil of 14–15: no consent, or the work is not light"),
    "A-4": Text("rule.A-4", "15 years, school finished: no consent"),
    "H-1": Text("rule.H-1", "14–15 years: too many hours a week"),
    "H-2": Text("rule.H-2", "Pupil of 14–15: too many hours during the school term"),
    "H-3": Text("rule.H-3", "16–17 years: too many hours a week"),
    "H-4": Text("rule.H-4", "16–17 years, studies: too many hours during the school term"),
    "H-5": Text("rule.H-5", "Work during lessons"),
    "N-1": Text("rule.N-1", "Work at night"),
    "O-1": Text("rule.O-1", "Overtime"),
    "Z-1": Text("rule.Z-1", "Hazardous work that is banned under 18"),
    "Z-2": Text("rule.Z-2", "Unsafe conditions, or school suffers"),
    "S-1": Text("rule.S-1", "Misses school because of work"),
    "S-2": Text("rule.S-2", "The school itself sends pupils to work"),
    "C-1": Text("rule.C-1", "Nobody looks after the child"),
    "M-1": Text("rule.M-1", "The child came from another country or is not registered"),
    "P-1": Text("rule.P-1", "The visit found nobody under 18"),
    "P-2": Text("rule.P-2", "Nothing was found in the answers; that does not mean it is allowed"),
    "F-1": Text("rule.F-1", "Work in the family: help comes before sanctions"),
}
SEVERITIES: Mapping[int, Text] = {
    4: Text("severity.4", "Worst form of child labour"),
    3: Text("severity.3", "The child must not do this work"),
    2: Text("severity.2", "A limit of the law is exceeded"),
    1: Text("severity.1", "There is a risk"),
    0: Text("severity.0", "Nothing was found in the answers"),
}
ACTS: Mapping[str, Text] = {
    "C182": Text("law.C182", "ILO Convention No. 182, article {article}"),
    "LC": Text("law.LC", "Labour Code, article {article}"),
    "CC": Text("law.CC", "Criminal Code, article {article}"),
    "hazardous": Text("law.hazardous", "Order No. 944 of 8 December 2015: list of work banned under 18"),
    "light": Text("law.light", "List of light work: none has been found"),
    "school": Text("law.school", "Constitution and Education Act: compulsory secondary education"),
    "school-foreign": Text(
        "law.foreign",
        "Order No. 468 of 28 September 2010: admission of children from other countries to school",
    ),
}
UNCONFIRMED = Text("law.unconfirmed", "{law} (to be confirmed before it is quoted)")


def rule(code: str, speaker: Speaker) -> str:
    """Give what a rule says; one without words is shown by its code."""
    known = RULES.get(code)
    return code if known is None else speaker.say(known)


def article(reference: Reference, speaker: Speaker) -> str:
    """Give where the law says so; whether somebody still has to confirm it stands there too."""
    act = ACTS.get(reference.code) or ACTS.get(reference.code.partition("-")[0])
    if act is None:
        said = f"{reference.act}, {reference.article}".removesuffix(", ")
    else:
        said = speaker.say(act, article=reference.article)
    return speaker.say(UNCONFIRMED, law=said) if reference.mark == "configurable" else said
