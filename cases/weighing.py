"""One report weighed against the rules, at every age that it allows: what is true at one of them is true.

Most rules ask about what was not told: what they come to then is worked out once for each law.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from cases import conditions
from cases.conditions import Weigher
from cases.facts import Facts
from cases.law import Law
from cases.provisions import Rule
from cases.situation import Situation
from cases.truth import Truth


@dataclass(frozen=True)
class Weighing:
    """The facts of one report, and the situations they may mean. Ages between which nothing turns are one."""

    facts: Facts
    law: Law

    @cached_property
    def at_known(self) -> tuple[Situation, ...]:
        """One situation for each told age that makes a difference."""
        turns = {max(turn for turn in self.law.turning_ages if turn <= age) for age in self.facts.age.known}
        return tuple(Situation(self.facts, self.law, age) for age in sorted(turns))

    @cached_property
    def at_any(self) -> tuple[Situation, ...]:
        """One situation for each age that makes a difference, if some age was not told; else none."""
        if not self.facts.age.unknown:
            return ()
        return tuple(Situation(self.facts, self.law, age) for age in self.law.turning_ages)

    @cached_property
    def situations(self) -> tuple[Situation, ...]:
        """All of them."""
        return self.at_any or self.at_known or (self.ageless,)

    @cached_property
    def ageless(self) -> Situation:
        """The situation where no condition asks for the age."""
        return Situation(self.facts, self.law)

    @cached_property
    def told(self) -> frozenset[str]:
        """The answers that were given."""
        return frozenset(key for key, _ in self.facts.given)

    def situations_for(self, rule: Rule) -> tuple[Situation, ...]:
        """Those in which the rule may come to something different."""
        if rule.id in self.law.asks_age or self.facts.load_kg is not None:
            return self.situations
        return self.situations[:1]

    def truth(self, rule: Rule) -> Truth:
        """Fires (true) at one of the ages, or is possible (open) at one, or neither (false)."""
        asks, untold, weigh = self._untold[rule.id]
        return untold if asks.isdisjoint(self.told) else self._truth(rule, weigh)

    @cached_property
    def _untold(self) -> Mapping[str, tuple[frozenset[str], Truth, Weigher]]:
        return _of_law(self.law)

    def _truth(self, rule: Rule, weigh: Weigher) -> Truth:
        if self.facts.load_kg is None and rule.id not in self.law.asks_age:
            return weigh(self.situations[0])
        known = max(map(weigh, self.at_known), default=Truth.FALSE)
        return max(known, self._at_unknown_age(rule, weigh)) if self.at_any else known

    def _at_unknown_age(self, rule: Rule, weigh: Weigher) -> Truth:
        """True when it is true at any age at all; open when nothing but the age is missing."""
        truths = set(map(weigh, self.at_any))
        if truths == {Truth.TRUE}:
            return Truth.TRUE
        if Truth.TRUE in truths:
            return Truth.OPEN
        waits_for_age = rule.id in self.law.asks_age and not rule.opens_without_age
        return Truth.OPEN if Truth.OPEN in truths and not waits_for_age else Truth.FALSE

    @property
    def is_provisional(self) -> bool:
        """Would the result be another one at another age that the report allows?"""
        if self.at_any or len(self.at_known) < 2:
            return bool(self.at_any)
        first, *others = (self._truths(now) for now in self.at_known)
        return any(truths != first for truths in others)

    def _truths(self, now: Situation) -> list[Truth]:
        return [conditions.weigh(rule.when, now) for rule in self.law.rules.values()]


@lru_cache(maxsize=conditions.LAWS)
def _of_law(law: Law) -> dict[str, tuple[frozenset[str], Truth, Weigher]]:
    """Of every rule the answers it asks for, what it comes to untold, and what weighs it."""
    nothing = Weighing(Facts(), law)
    rules = ((rule, conditions.weigher(rule.when, law)) for rule in law.rules.values())
    return {
        rule.id: (conditions.asks(rule.when, law), nothing._truth(rule, weigh), weigh)
        for rule, weigh in rules
    }
