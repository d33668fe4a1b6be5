"""Whether a visit may be submitted, and what is still to be looked at. Pure; no answer is refused here."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from cases import ages
from cases.law import Law
from cases.visits import assessing, birth, checking, decisions, findings, form, plans
from cases.visits.assessing import YES
from cases.visits.body import THE_VISIT, Answer, Body
from cases.visits.findings import Finding

_DESCRIBED = {"q20": "q21", "q22": "q23"}
_ALSO_BY_AGE = ("x_age", "q2")
_WEIGHED_ELSEWHERE = frozenset({"adult"})  # by both answers that tell an age: `_aged`


def look(body: Body, law: Law, today: date) -> tuple[Finding, ...]:
    """Give everything that does not fit: of the plan, of the visit, of each child, in this order."""
    begun = plans.check(body.plan, today, begun=True)
    held = (Finding("in_future"),) if body.plan.day > today.isoformat() else ()
    of_visit = [*_missing(body, THE_VISIT, form.of_visit()), *_disputed(body, THE_VISIT)]
    of_visit += [*_unfit(body, THE_VISIT, today), *_found(body)]
    of_children = (one for child in body.children for one in of_child(body, child, law, today))
    return (*begun, *held, *of_visit, *of_children)


def hinders(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Give what has to be answered before the visit can be submitted."""
    return tuple(one for one in found if one.weight == findings.STOP)


def refused(body: Body, child: int, law: Law, today: date) -> tuple[Finding, ...]:
    """Give what hinders in what a child's answers say; what nobody has answered yet is left out."""
    typed = {id for id, answer in body.of(child).items() if answer.typed}
    return tuple(one for one in hinders(of_child(body, child, law, today)) if one.question in typed)


def of_child(body: Body, child: int, law: Law, today: date) -> tuple[Finding, ...]:
    """Give what does not fit in the answers of one child."""
    values = body.values(child)
    assessed = assessing.assess(values, law, today)
    changed = assessing.overridden(values, assessed)
    return (
        *_missing(body, child, form.of_child()),
        *_disputed(body, child),
        *_unfit(body, child, today),
        *_aged(values, child, today),
        *(Finding("why_override", id, child) for id in changed if not values.get(assessing.WHY[id])),
        *_described(values, child),
        *decisions.check(values, assessed.assessment, child),
    )


def _missing(body: Body, child: int, asked: tuple[form.Question, ...]) -> list[Finding]:
    values = body.values(child)
    needed = [one.id for one in asked if one.required and one.section != form.DECISION]
    lacking = [id for id in needed if id not in values]
    if any(id in values for id in _ALSO_BY_AGE):
        lacking = [id for id in lacking if id not in _ALSO_BY_AGE]
    return [Finding("missing", id, child) for id in lacking]


def _disputed(body: Body, child: int) -> list[Finding]:
    theirs: Mapping[str, Answer] = body.of(child)
    return [Finding("two_answers", id, child) for id, answer in theirs.items() if answer.beside]


def _unfit(body: Body, child: int, today: date) -> list[Finding]:
    """Give what stands beside the answers on their screens, as they were typed."""
    found = []
    for id, answer in body.of(child).items():
        question = form.question(id)
        told = checking.read(question, answer.typed, today).findings if question is not None else ()
        kept = (one for one in told if one.weight != findings.NOTE and one.code not in _WEIGHED_ELSEWHERE)
        found += [Finding(one.code, id, child, one.values) for one in kept]
    return found


def _found(body: Body) -> list[Finding]:
    said = body.values(THE_VISIT).get("x_found")
    if said == YES and not body.children:
        return [Finding("no_children", "x_found")]
    if said == "no" and body.children:
        return [Finding("found_differs", "x_found")]
    return []


def _aged(values: Mapping[str, Any], child: int, today: date) -> list[Finding]:
    born, told = values.get("q2"), values.get("x_age")
    found = []
    if born and told is not None and not birth.is_future(born, today):
        exact = birth.age(born, today)
        known = ages.parse(exact).known if exact else ()
        if known and told not in known and not born.endswith(birth.ESTIMATED):
            found.append(Finding("age_differs", "x_age", child))
    if assessing.is_adult(assessing.facts_of(values, today)):
        found.append(Finding("adult", "q2" if born else "x_age", child))
    return found


def _described(values: Mapping[str, Any], child: int) -> list[Finding]:
    found = []
    if values.get("q19l") == assessing.FOUND and not values.get("x_q19l"):
        found.append(Finding("which_worst_form", "x_q19l", child))
    for group, words in _DESCRIBED.items():
        marked = any(one.group == group and values.get(one.id) == YES for one in form.of_child())
        if marked and not values.get(words):
            found.append(Finding("undescribed", words, child))
    return found
