"""Here a report is assessed: which rules of the law it fires, which it leaves possible, and why.

Every rule is looked at. Unknown never means "allowed": what a missing answer leaves undecided is `possible`,
counts for urgency, and is never severity 0 unseen. A claim is not a finding: the severity is "as reported"
until a person confirms it. Nothing of this is ever shown to the public.
"""

from dataclasses import dataclass
from functools import lru_cache

from cases import conditions, criteria
from cases.facts import Facts
from cases.law import Law
from cases.provisions import Outcome, Rule
from cases.situation import Situation
from cases.truth import Truth
from cases.weighing import Weighing

POSSIBLE_URGENCY = "U2"  # a possible rule, whatever its own
NOTHING_URGENCY = "U3"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one rule fires, or stays possible.

    `inputs` are the answers that speak for it, as (key, what was told); `missing` the facts that would settle
    it; `source` where the rule comes from, `law` the codes of the articles behind it.
    """

    rule: str
    fires: bool
    inputs: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    source: str
    law: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What the rules come to in one report, in order of display.

    `severity`: 4 unconditional worst form, 3 withdraw, 2 legal limit broken, 1 risk, 0 nothing found in the
    answers. `urgency`: U0 … U3.
    """

    fires: tuple[str, ...]
    possible: tuple[str, ...]
    severity: int
    urgency: str


@dataclass(frozen=True, slots=True)
class Assessment(Finding):
    """What the rules say to one report, and why.

    `provisional`: it would be another result at another age that the report allows. `criteria`: yes, no or
    unknown for each of the six criteria of referral. `version`: of the rules.
    """

    provisional: bool
    criteria: tuple[tuple[str, str], ...]
    reasons: tuple[Reason, ...]
    open_questions: tuple[str, ...]
    version: str


def find(facts: Facts, law: Law) -> Finding:
    """Look at every rule, and give what is found without the reasons. Never refuses any parsed facts."""
    weighing = Weighing(facts, law)
    return _found(_truths(weighing), weighing)


def assess(facts: Facts, law: Law) -> Assessment:
    """Look at every rule. Never refuses: any parsed facts have an assessment."""
    weighing = Weighing(facts, law)
    truths = _truths(weighing)
    found = _found(truths, weighing)
    no_child = facts.age.only_adults or any(law.rules[code].alone for code in truths)
    reasons = tuple(_reason(law.rules[code], truth, weighing) for code, truth in truths.items())
    return Assessment(
        fires=found.fires,
        possible=found.possible,
        severity=found.severity,
        urgency=found.urgency,
        provisional=not no_child and weighing.is_provisional,
        criteria=criteria.flags(truths, weighing),
        reasons=reasons,
        open_questions=() if no_child else _questions(reasons, weighing),
        version=law.version,
    )


def outcome(rule: Rule, now: Situation) -> Outcome:
    """How grave the rule is in this situation."""
    worse = rule.worse
    if worse and conditions.weigh(worse.when, now) is Truth.TRUE:
        return worse.outcome
    return rule.outcome


def _found(truths: dict[str, Truth], weighing: Weighing) -> Finding:
    fired = [weighing.law.rules[code] for code, truth in truths.items() if truth is Truth.TRUE]
    possible = [code for code, truth in truths.items() if truth is Truth.OPEN]
    outcomes = [outcome(rule, weighing.ageless) for rule in fired]
    return Finding(
        fires=tuple(rule.id for rule in fired),
        possible=tuple(possible),
        severity=max((one.severity for one in outcomes), default=0),
        urgency=_urgency(outcomes, bool(possible)),
    )


def _truths(weighing: Weighing) -> dict[str, Truth]:
    """The truth of every rule, in order of display, false ones left out."""
    rules = _ranks(weighing.law)
    alone = next((rule for rule in rules.alone if weighing.truth(rule) is Truth.TRUE), None)
    if alone or weighing.facts.age.only_adults:
        return {alone.id: Truth.TRUE} if alone else {}
    truths = _plain_truths(weighing, rules)
    fired = [weighing.law.rules[code] for code, truth in truths.items() if truth is Truth.TRUE]
    severity = max((outcome(rule, weighing.ageless).severity for rule in fired), default=0)
    for rule in rules.late:
        if rule.beside and rule.beside[0] <= severity <= rule.beside[1]:
            truths[rule.id] = weighing.truth(rule)
        if rule.otherwise and severity == 0 and Truth.OPEN not in truths.values():
            truths[rule.id] = Truth.TRUE
    return {code: truths[code] for code in weighing.law.rules if truths.get(code)}


def _plain_truths(weighing: Weighing, rules: "_Ranks") -> dict[str, Truth]:
    """The truth of the rules that look at the facts alone, and then of those that give way to another."""
    truths = {rule.id: truth for rule in rules.plain if (truth := weighing.truth(rule))}
    for rule in rules.yielding:
        if any(truths.get(other) is Truth.TRUE for other in rule.unless_fired):
            truths.pop(rule.id, None)
    return truths


@dataclass(frozen=True, slots=True)
class _Ranks:
    """The rules of a law by when they are looked at."""

    alone: tuple[Rule, ...]
    plain: tuple[Rule, ...]
    yielding: tuple[Rule, ...]  # those of the plain ones that give way to another
    late: tuple[Rule, ...]  # look at what the plain ones came to


@lru_cache(maxsize=conditions.LAWS)
def _ranks(law: Law) -> _Ranks:
    rules = tuple(law.rules.values())
    plain = tuple(rule for rule in rules if not (rule.alone or rule.otherwise or rule.beside))
    return _Ranks(
        alone=tuple(rule for rule in rules if rule.alone),
        plain=plain,
        yielding=tuple(rule for rule in plain if rule.unless_fired),
        late=tuple(rule for rule in rules if rule.beside or rule.otherwise),
    )


def _urgency(outcomes: list[Outcome], something_possible: bool) -> str:
    """The most urgent of what fired; what is only possible counts as U2. U0 sorts first."""
    found = [one.urgency for one in outcomes]
    return min([*found, POSSIBLE_URGENCY] if something_possible else found, default=NOTHING_URGENCY)


def _reason(rule: Rule, truth: Truth, weighing: Weighing) -> Reason:
    facts, law = weighing.facts, weighing.law
    situations = weighing.situations_for(rule)
    told = frozenset[str]().union(*(conditions.grounds(rule.when, now) for now in situations))
    missing = frozenset[str]()
    if truth is Truth.OPEN:
        missing = missing.union(*(conditions.gaps(rule.when, now) for now in situations))
        missing |= {"age"} if facts.age.unknown and rule.id in law.asks_age else set()
    return Reason(
        rule=rule.id,
        fires=truth is Truth.TRUE,
        inputs=tuple((key, said) for key, said in facts.given if key in told),
        missing=tuple(key for key in law.questions if key in missing),
        source=rule.source,
        law=rule.law,
    )


def _questions(reasons: tuple[Reason, ...], weighing: Weighing) -> tuple[str, ...]:
    """What the next person asks.

    First the age, then what would settle a possible rule, then the rest not told.
    """
    questions = weighing.law.questions
    missing = {key for reason in reasons for key in reason.missing}
    if weighing.facts.age.unknown:
        missing.add("age")
    untold = [key for key in questions if key not in missing and key not in weighing.told]
    first = [key for key in questions if key in missing]
    return (*first, *(key for key in untold if key != "work"))
