"""Which acts somebody may do with a case now. What stands in no rule here is nobody's."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from cases.casework.standing import Standing


def acts(standing: Standing) -> frozenset[str]:
    """Give the codes of the acts that are open to this person; none of a case that has been erased."""
    if standing.case.erased_at is not None:
        return frozenset()
    return frozenset(act for act, rule in _RULES.items() if rule(standing))


def _acknowledge(one: Standing) -> bool:
    return one.case.state != "closed" and any(told.state in ("open", "delivered") for told in one.theirs)


_RULES: Mapping[str, Callable[[Standing], bool]] = MappingProxyType({"acknowledge": _acknowledge})
