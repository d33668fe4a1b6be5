"""What is sealed of a visit under way: its plan and every answer, as it was typed and since which version.

Pure: a body is a value, and every change gives a new one. Child 0 is the visit itself.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec
from msgspec import structs

from cases.visits import form, plans
from cases.visits.checking import Read, Typed
from cases.visits.plans import Plan

THE_VISIT = 0


class Answer(msgspec.Struct, frozen=True):
    """One answer. `typed` as it came, also where it cannot be read; `at` the version that brought it.

    `beside`: what somebody else typed at the same time, until one of them is chosen.
    """

    value: Any
    typed: str | tuple[str, ...]
    at: int
    beside: tuple[str | tuple[str, ...], ...] = ()


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """Everything of a visit. `children` are numbers in the order in which they were begun; `last` the highest
    that was ever given, so that none comes twice.
    """

    form: str
    plan: Plan
    children: tuple[int, ...] = ()
    last: int = 0
    answers: dict[str, dict[str, Answer]] = {}

    def of(self, child: int) -> Mapping[str, Answer]:
        """Give the answers of one child, 0 for those of the visit."""
        return self.answers.get(str(child), {})

    def values(self, child: int) -> dict[str, Any]:
        """Give what is known of one child, 0 for the visit, by the ids of the questions."""
        return {id: answer.value for id, answer in self.of(child).items() if answer.value is not None}


def begin(plan: Plan) -> Body:
    """Give the body of a visit of which only the plan is known."""
    return Body(form=form.version(), plan=plan)


def read(raw: bytes) -> Body:
    """Give the body that `written` gave."""
    return msgspec.json.decode(raw, type=Body)


def written(body: Body) -> bytes:
    """Give the body as bytes, to be sealed."""
    return msgspec.json.encode(body)


def planned(body: Body, plan: Plan) -> Body:
    """Give the body with another plan."""
    return structs.replace(body, plan=plan)


def answered(
    body: Body, child: int, question: str, typed: Typed, read: Read, *, at: int, before: Mapping[str, Any]
) -> Body:
    """Give the body with this answer, and with those that follow from it where nobody has given them.

    `before`: what followed from the answer that stood there; what is still so goes with it.
    """
    theirs = dict(body.of(child))
    old = theirs.get(question)
    for id, value in before.items():
        if old is not None and id in theirs and (theirs[id].value, theirs[id].at) == (value, old.at):
            del theirs[id]
    kept = typed if isinstance(typed, str) else tuple(typed)
    theirs[question] = Answer(read.value, kept, at)
    for id, value in read.more.items():
        if id not in theirs or theirs[id].value is None:
            theirs[id] = Answer(value, str(value), at)
    return structs.replace(body, answers={**body.answers, str(child): theirs})


def disputed(body: Body, child: int, question: str, typed: Typed) -> Body:
    """Give the body with what somebody typed over an answer that had changed meanwhile, kept beside it."""
    theirs = dict(body.of(child))
    standing = theirs[question]
    kept = typed if isinstance(typed, str) else tuple(typed)
    if kept not in standing.beside:
        theirs[question] = structs.replace(standing, beside=(*standing.beside, kept))
    return structs.replace(body, answers={**body.answers, str(child): theirs})


def with_child(body: Body, *, at: int, today: date) -> Body:
    """Give the body with one more child, whose workplace is that of the child before.

    A visit that is planned for later is held today, so that nobody is found tomorrow.
    """
    number = body.last + 1
    before = body.of(body.children[-1]) if body.children else {}
    copied = {one.id for one in form.of_child() if one.copied}
    theirs = {id: structs.replace(one, at=at, beside=()) for id, one in before.items() if id in copied}
    if not body.children:
        theirs = _of_plan(body.plan, at, today)
    answers = {**body.answers, str(number): theirs}
    return structs.replace(body, children=(*body.children, number), last=number, answers=answers)


def without_child(body: Body, child: int) -> Body:
    """Give the body without this child."""
    answers = {number: one for number, one in body.answers.items() if number != str(child)}
    rest = tuple(number for number in body.children if number != child)
    return structs.replace(body, children=rest, answers=answers)


def _of_plan(plan: plans.Plan, at: int, today: date) -> dict[str, Answer]:
    told = {"q12": min(plan.day, today.isoformat()), "q13": plan.place, "x_sector": plan.sector}
    return {id: Answer(value, value, at) for id, value in told.items() if value}
