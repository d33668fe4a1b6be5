"""The codes of follow-up in words."""

from collections.abc import Mapping

from cases.followups import checks, closing_rule
from locales.texts import Text

QUESTIONS: Mapping[int, Text] = {
    checks.WORK: Text("f.fact1", "Is the child working in the same or similar work again?"),
    checks.SCHOOL: Text("f.fact2", "Does the child go to school regularly?"),
    checks.MEASURE: Text("f.fact3", "Have the agreed measures been carried out?"),
}
_NO, _YES = Text("ans.no", "No"), Text("ans.yes", "Yes")
ANSWERS: Mapping[tuple[int, str], Text] = {
    (checks.WORK, "no"): _NO,
    (checks.WORK, "yes"): _YES,
    (checks.WORK, checks.LAWFUL): Text("f.lawful", "Works; the rules find nothing against it"),
    (checks.WORK, "could_not"): Text("f.not_checked", "Could not be checked"),
    (checks.SCHOOL, "regularly"): Text("f.regular", "Regularly"),
    (checks.SCHOOL, "sometimes"): Text("f.sometimes", "Sometimes"),
    (checks.SCHOOL, "no"): _NO,
    (checks.SCHOOL, "finished"): Text("f.finished", "Too old for school or has finished"),
    (checks.SCHOOL, "unknown"): Text("ans.unknown", "I don’t know"),
    (checks.MEASURE, "done"): Text("r.done", "Done"),
    (checks.MEASURE, "in_progress"): Text("f.in_progress", "In progress"),
    (checks.MEASURE, "refused"): Text("f.refused_short", "Refused"),
    (checks.MEASURE, "not_started"): Text("f.not_started", "Not started"),
    (checks.MEASURE, "replaced"): Text("f.replaced", "Replaced by another measure"),
}
COULD_NOT = ("moved", "nobody_met", "not_let_in", "other")
"""Why it could not be checked whether a child works."""
WHY_BACK = Text("f.why_back", "Why did the child return to work?")
WHY: Mapping[str, Text] = {
    "money": Text("f.why.money", "Not enough money"),
    "no_alternative": Text("f.why.no_alternative", "There was no alternative"),
    "pressure": Text("f.why.pressure", "Pressure from others"),
    "wish": Text("f.why.wish", "The child’s own wish"),
    "moved": Text("f.why.moved", "The child has moved away"),
    "nobody_met": Text("f.why.nobody_met", "Nobody was met"),
    "not_let_in": Text("f.why.not_let_in", "We were not let in"),
    "by_family": Text("f.why.by_family", "The family refused"),
    "by_organisation": Text("f.why.by_organisation", "The organisation refused"),
    "other": Text("ans.other", "Something else"),
}
VERIFIERS: Mapping[str, Text] = {
    checks.MONITOR: Text("role.monitor", "monitor"),
    checks.TEACHER: Text("role.teacher", "teacher"),
    checks.ORGANISATION: Text("f.organisation", "organisation"),
    checks.DESK: Text("f.desk", "department"),
}
HINDRANCES: Mapping[str, Text] = {
    closing_rule.WORK_UNKNOWN: Text(
        "f.hinders.work_unknown", "Nobody has checked yet whether the child works."
    ),
    closing_rule.WORKS: Text("f.hinders.works", "By the latest check the child works again."),
    closing_rule.SCHOOL_UNKNOWN: Text(
        "f.hinders.school_unknown", "Nobody has checked yet whether the child goes to school."
    ),
    closing_rule.NO_SCHOOL: Text("f.hinders.no_school", "The child does not go to school regularly."),
    closing_rule.MEASURES: Text("f.hinders.measures", "Not every measure has been done or replaced."),
    closing_rule.TOO_EARLY: Text(
        "f.hinders.too_early",
        "There is no check yet that is at least three months younger than the withdrawal.",
    ),
}
