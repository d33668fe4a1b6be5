"""Which measures a case asks for: from the fired rules, and from what a visit found. Pure.

The order is that of need: how soon, then the line of the form. Help comes before blame: nothing here is a
penalty (DOMAIN F-1).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cases import ages
from cases.referrals import templates
from cases.referrals.templates import Template

FAMILY = frozenset({"parent", "relative", "family"})
"""Employers to whom the child would be handed back."""
BARRED = "C-2"
"""What speaks for a measure, beside rules: whoever would take the child in is the threat."""
_WORST = "W-"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a child: fired rules, inputs of the assessment, answers of form 1 (id → value).

    `barred`: somebody ticked that whoever would take the child in is the threat (`receivers`). `needs`: what
    whoever sees the child said it needs, codes of the directory.
    """

    fires: frozenset[str]
    facts: Mapping[str, Any]
    answers: Mapping[str, Any]
    barred: bool = False
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Proposed:
    """A measure that the case asks for, and why: ids of rules, inputs and questions that speak for it."""

    template: Template
    because: tuple[str, ...]


def propose(known: Known) -> tuple[Proposed, ...]:
    """Give the measures that the case asks for, the most urgent first."""
    found = (Proposed(one, _because(one, known)) for one in templates.templates() if _may_be(one, known))
    asked = [one for one in found if one.because]
    now = any(one.template.code == "withdraw_now" for one in asked)
    kept = [one for one in asked if not (now and one.template.code == "withdraw")]  # the stricter stands
    order = list(templates.LINES)
    return tuple(sorted(kept, key=lambda one: (one.template.urgency, order.index(one.template.line))))


def known_of(
    content: Mapping[str, Any],
    answers: Iterable[Mapping[str, Any]] = (),
    *,
    barred: bool = False,
    needs: Iterable[str] = (),
) -> Known:
    """Give what is known from the opened content of a case, and from the answers of visits to it."""
    told = {name: value for one in answers for name, value in one.items()}
    assessed = content.get("assessment") or {}
    return Known(
        frozenset(assessed.get("fires", ())), content.get("facts") or {}, told, barred, frozenset(needs)
    )


def bars_parents(known: Known) -> bool:
    """Tell whether whoever would receive the child is the threat (C-2): then no parent is asked for consent.

    So it is where a parent forces the child, where the family for which it works beats it or lets it do a
    worst form, and where a monitor has said so on a visit, or an officer or operator at the desk.
    """
    if known.barred:
        return True
    if known.answers.get("x_receiver_threat") == "yes" or known.facts.get("compulsion_by") == "parent":
        return True
    grave = known.facts.get("abuse") in (True, "yes") or any(one.startswith(_WORST) for one in known.fires)
    return known.facts.get("employer_kind") in FAMILY and grave


def _because(one: Template, known: Known) -> tuple[str, ...]:
    facts = {name for name in one.facts if known.facts.get(name) in (True, "yes")}
    hazards = one.facts.intersection(_listed(known.facts.get("hazard")))
    answers = {name for name in one.found if known.answers.get(name) == "yes"}
    said = known.needs.intersection((one.need,))
    barred = _because_barred(one, known)
    return tuple(sorted((one.rules & known.fires) | facts | hazards | answers | barred | said))


def _because_barred(one: Template, known: Known) -> frozenset[str]:
    """The child is not handed over to the threat: it is withdrawn at once, and needs a place to stay."""
    fired = one.barred & known.fires
    return fired | {BARRED} if fired and bars_parents(known) else frozenset()


def _may_be(one: Template, known: Known) -> bool:
    """Tell whether the measure is for a child of such an age, whose family can take part if it needs them."""
    if one.family and bars_parents(known):
        return False
    if one.ages is None:
        return True
    first, last = one.ages
    told = ages.parse(known.facts.get("age"))
    return told.unknown or any(first <= age <= last for age in told.known)


def _listed(told: object) -> frozenset[str]:
    return frozenset(told) if isinstance(told, (list, tuple)) else frozenset()
