"""Conditions of the law, weighed against a situation: true, false or open, and on what grounds."""

from cases.hours import Span
from cases.provisions import Condition
from cases.situation import Situation
from cases.truth import Truth


def weigh(condition: Condition, now: Situation) -> Truth:
    """Is it so? Open only where the law lets a missing answer leave it open; otherwise not told is not so."""
    truth = _weigh(condition, now)
    return min(truth, Truth.OPEN) if condition.opens else truth


def _weigh(condition: Condition, now: Situation) -> Truth:
    if condition.any:
        return max(weigh(one, now) for one in condition.any)
    if condition.all:
        return min(weigh(one, now) for one in condition.all)
    if condition.not_ is not None:
        return weigh(condition.not_, now).negated()
    if condition.meaning:
        return weigh(now.law.meanings[condition.meaning], now)
    if condition.fact == "age":
        return _at_age(condition, now)
    return _fact(condition, now) if condition.fact else Truth.TRUE


def _at_age(condition: Condition, now: Situation) -> Truth:
    inside = now.age is not None and condition.from_age <= now.age <= condition.to_age
    return Truth.TRUE if inside else Truth.FALSE


def _fact(condition: Condition, now: Situation) -> Truth:
    word = now.word(condition.fact)
    if isinstance(word, Truth):
        return word if condition.is_ else word.negated()
    if word is None:
        return Truth.OPEN if condition.fact in now.law.opens else Truth.FALSE
    if isinstance(word, Span):
        return word.over(now.law.limits[condition.over])
    if isinstance(word, bool):
        return Truth.TRUE if word is condition.is_ else Truth.FALSE
    named = {word} if isinstance(word, str) else set(word)
    return Truth.FALSE if named.isdisjoint(condition.among) else Truth.TRUE


def grounds(condition: Condition, now: Situation) -> frozenset[str]:
    """The answers that speak for it; none where it is not so."""
    truth = weigh(condition, now)
    if truth is Truth.FALSE:
        return frozenset()
    if condition.fact:
        return frozenset(now.told(condition.fact))
    parts = [one for one in _parts(condition, now) if condition.all or weigh(one, now) is truth]
    return frozenset[str]().union(*(grounds(one, now) for one in parts))


def gaps(condition: Condition, now: Situation) -> frozenset[str]:
    """The facts that would settle it; none where it is not open."""
    if weigh(condition, now) is not Truth.OPEN:
        return frozenset()
    if condition.fact:
        return frozenset([condition.opens or _SETTLED_BY.get(condition.fact, condition.fact)])
    return frozenset[str]().union(*(gaps(one, now) for one in _parts(condition, now)))


_SETTLED_BY = {"heavy": "load_kg"}


def _parts(condition: Condition, now: Situation) -> tuple[Condition, ...]:
    """What a condition is put together from; what is negated is no ground and no gap."""
    if condition.meaning:
        return (now.law.meanings[condition.meaning],)
    return condition.any or condition.all
