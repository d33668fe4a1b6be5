"""The six criteria of referral of the ILO guidance (G §3.3): yes, no or unknown, each for itself."""

from collections.abc import Mapping

from cases import conditions
from cases.provisions import Criterion
from cases.truth import Truth
from cases.weighing import Weighing

_WORDS = {Truth.TRUE: "yes", Truth.OPEN: "unknown", Truth.FALSE: "no"}


def flags(truths: Mapping[str, Truth], weighing: Weighing) -> tuple[tuple[str, str], ...]:
    """(code, "yes" | "no" | "unknown") of every criterion, in their order.

    "no" is said only when the questions behind it were answered, or where there is no child.
    """
    no_child = weighing.facts.visit_no_child or weighing.facts.age.only_adults
    criteria = weighing.law.criteria
    return tuple((one.code, "no" if no_child else _WORDS[_truth(one, truths, weighing)]) for one in criteria)


def _truth(criterion: Criterion, truths: Mapping[str, Truth], weighing: Weighing) -> Truth:
    met = [truths.get(rule, Truth.FALSE) for rule in criterion.rules]
    for forced in criterion.also:
        more = conditions.weigh(forced.when, weighing.ageless)
        met.append(min(truths.get(forced.rule, Truth.FALSE), more))
    found = max(met, default=Truth.FALSE)
    if found is Truth.FALSE and any(weighing.told.isdisjoint(group) for group in criterion.asks):
        return Truth.OPEN
    return found
