"""Conditions of the law, weighed against a situation: true, false or open, and on what grounds.

A law's conditions are turned into plain functions once, when the first report is weighed against it: every
report asks some five hundred of them.
"""

from collections.abc import Callable
from functools import lru_cache

from cases import situation
from cases.hours import Span
from cases.law import Law
from cases.provisions import Condition
from cases.situation import Situation
from cases.truth import Truth

Weigher = Callable[[Situation], Truth]
LAWS = 8
"""Laws whose conditions are kept as functions: as many as `law.in_force` keeps."""
_FALSE, _OPEN, _TRUE = Truth.FALSE, Truth.OPEN, Truth.TRUE
_NEGATED = {truth: truth.negated() for truth in Truth}


def weigh(condition: Condition, now: Situation) -> Truth:
    """Is it so? Open only where the law lets a missing answer leave it open; otherwise not told is not so."""
    return weigher(condition, now.law)(now)


def weigher(condition: Condition, law: Law) -> Weigher:
    """What weighs a condition of this law in any situation."""
    known = _of_law(law).get(id(condition))
    return known[1] if known else _weigher(condition, law)


def grounds(condition: Condition, now: Situation) -> frozenset[str]:
    """The answers that speak for it; none where it is not so."""
    found: set[str] = set()
    _gather(condition, weigh(condition, now), now, found)
    return frozenset(found)


def gaps(condition: Condition, now: Situation) -> frozenset[str]:
    """The facts that would settle it; none where it is not open."""
    if weigh(condition, now) is not Truth.OPEN:
        return frozenset()
    if condition.fact:
        return frozenset([condition.opens or _SETTLED_BY.get(condition.fact, condition.fact)])
    return frozenset[str]().union(*(gaps(one, now) for one in _parts(condition, now)))


def asks(condition: Condition, law: Law) -> frozenset[str]:
    """The answers at which it looks: where none of them was given, it comes to what it always does then."""
    return frozenset(key for leaf in condition.leaves(law.meanings) for key in situation.keys_of(leaf.fact))


def _gather(condition: Condition, truth: Truth, now: Situation, found: set[str]) -> None:
    """Gather the grounds of a condition that comes to this truth."""
    if truth is Truth.FALSE:
        return
    if condition.fact:
        found.update(now.told(condition.fact))
    for one in _parts(condition, now):
        its = weigh(one, now)
        if condition.all or its is truth:
            _gather(one, its, now, found)


_SETTLED_BY = {"heavy": "load_kg"}


def _parts(condition: Condition, now: Situation) -> tuple[Condition, ...]:
    """What a condition is put together from; what is negated is no ground and no gap."""
    if condition.meaning:
        return (now.law.meanings[condition.meaning],)
    return condition.any or condition.all


@lru_cache(maxsize=LAWS)
def _of_law(law: Law) -> dict[int, tuple[Condition, Weigher]]:
    """Every condition of a law by its identity, kept beside its function so that no other can have it."""
    whole = [rule.when for rule in law.rules.values()] + list(law.meanings.values())
    whole += [rule.worse.when for rule in law.rules.values() if rule.worse]
    whole += [more.when for criterion in law.criteria for more in criterion.also]
    found: dict[int, tuple[Condition, Weigher]] = {}
    while whole:
        condition = whole.pop()
        found[id(condition)] = condition, _weigher(condition, law)
        whole += [*condition.any, *condition.all, *((condition.not_,) if condition.not_ else ())]
    return found


def _weigher(condition: Condition, law: Law) -> Weigher:
    plain = _plain(condition, law)
    if not condition.opens:
        return plain
    return lambda now: min(plain(now), _OPEN)


def _plain(condition: Condition, law: Law) -> Weigher:
    if condition.any:
        return _of_parts([_weigher(one, law) for one in condition.any], deciding=_TRUE, otherwise=_FALSE)
    if condition.all:
        return _of_parts([_weigher(one, law) for one in condition.all], deciding=_FALSE, otherwise=_TRUE)
    if condition.not_ is not None:
        negated = _weigher(condition.not_, law)
        return lambda now: _NEGATED[negated(now)]
    if condition.meaning:
        return _weigher(law.meanings[condition.meaning], law)
    if condition.fact == "age":
        return _at_age(condition)
    return _of_fact(condition, law) if condition.fact else lambda now: _TRUE


def _of_parts(parts: list[Weigher], *, deciding: Truth, otherwise: Truth) -> Weigher:
    """The first part that decides, and nothing after it is asked; else open if one is, else the other.

    Any of the parts: a true one decides. All of them: a false one does.
    """

    def weighed(now: Situation) -> Truth:
        found = otherwise
        for part in parts:
            truth = part(now)
            if truth is deciding:
                return truth
            if truth is _OPEN:
                found = truth
        return found

    return weighed


def _at_age(condition: Condition) -> Weigher:
    low, high = condition.from_age, condition.to_age
    return lambda now: _TRUE if now.age is not None and low <= now.age <= high else _FALSE


def _of_fact(condition: Condition, law: Law) -> Weigher:
    word_of = situation.reader(condition.fact)
    untold = _OPEN if condition.fact in law.opens else _FALSE
    among = frozenset(condition.among)

    def weighed(now: Situation) -> Truth:
        word = word_of(now)
        if word is None:
            return untold
        if isinstance(word, tuple):
            return _FALSE if among.isdisjoint(word) else _TRUE
        if isinstance(word, str):
            return _TRUE if word in among else _FALSE
        return _of_measure(word, condition, law)

    return weighed


def _of_measure(word: bool | Truth | Span, condition: Condition, law: Law) -> Truth:
    if isinstance(word, bool):
        return _TRUE if word is condition.is_ else _FALSE
    if isinstance(word, Truth):
        return word if condition.is_ else _NEGATED[word]
    return word.over(law.limits[condition.over])
