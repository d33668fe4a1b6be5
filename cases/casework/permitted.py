"""Which acts somebody may do with a case now. What stands in no rule here is nobody's."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from cases import release
from cases.casework.standing import Standing

OPEN = ("open", "delivered")
Rule = Callable[[Standing], bool]


def acts(standing: Standing) -> frozenset[str]:
    """Give the codes of the acts that are open to this person; none of a case that has been erased."""
    if standing.case.erased_at is not None:
        return frozenset()
    return frozenset(act for act, rule in _RULES.items() if rule(standing))


def may_release(standing: Standing) -> bool:
    """Tell whether this person may let those know who were held back (DOMAIN b.2 (i))."""
    leads = [one for one in standing.theirs if "lead" in one.roles and one.state == "acknowledged"]
    police = any(one.department.partition(":")[0] in release.MAY_RELEASE for one in leads)
    return standing.oversees or police


def _acknowledge(one: Standing) -> bool:
    return _is_open(one) and any(told.state in OPEN for told in one.theirs)


def _take(one: Standing) -> bool:
    return _handles(one) and not one.is_taken


def _give_back(one: Standing) -> bool:
    mine = one.case.taken_by == one.officer.lookup
    return _is_open(one) and one.is_taken and (mine or one.oversees)


def _accept(one: Standing) -> bool:
    return _is_open(one) and one.answers and one.case.accepted_at is None


def _decline(one: Standing) -> bool:
    """An officer before the case is acknowledged; the operator, who decides, at any time."""
    theirs = one.answers and one.case.state == "received" and one.theirs[0].state in OPEN
    return _is_open(one) and (theirs or one.is_operator or one.officer.role == "coordinator")


def _ask(one: Standing) -> bool:
    acknowledged = any(told.state == "acknowledged" for told in one.theirs)
    return _is_open(one) and one.reads_all and (one.oversees or (one.works and acknowledged))


def _note(one: Standing) -> bool:
    return one.reads_all


def _urgency(one: Standing) -> bool:
    return _is_open(one) and (one.answers or one.oversees)


def _forward(one: Standing) -> bool:
    return _handles(one) and (one.oversees or one.case.state != "received")


def _measures(one: Standing) -> bool:
    """Whoever works on the case or coordinates: not the operator, who takes calls and knows no family."""
    return _handles(one) and one.officer.role in ("officer", "coordinator")


def _release(one: Standing) -> bool:
    held = any(told.state == "held" for told in one.told) and may_release(one)
    return one.reads_all and _is_open(one) and (held or (one.waits_for_key and (one.works or one.oversees)))


def _confirm(one: Standing) -> bool:
    waiting = (told for told in one.told if told.unconfirmed and told.state == "open")
    return _is_open(one) and one.is_operator and any(told.send_at > one.now for told in waiting)


def _close(one: Standing) -> bool:
    acknowledged = one.works and one.case.state == "acknowledged"
    return _is_open(one) and one.reads_all and (acknowledged or one.oversees)


def _reopen(one: Standing) -> bool:
    return one.case.state == "closed" and one.reads_all and (one.works or one.oversees)


def _link(one: Standing) -> bool:
    return one.reads_all


def _handles(one: Standing) -> bool:
    return _is_open(one) and one.reads_all and (one.works or one.oversees)


def _is_open(one: Standing) -> bool:
    return one.case.state != "closed"


_RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "acknowledge": _acknowledge,
        "take": _take,
        "give-back": _give_back,
        "accept": _accept,
        "decline": _decline,
        "ask": _ask,
        "note": _note,
        "measures": _measures,
        "receiver": _handles,
        "urgency": _urgency,
        "link": _link,
        "unlink": _link,
        "duplicate": _close,
        "forward": _forward,
        "release": _release,
        "confirm": _confirm,
        "close": _close,
        "reopen": _reopen,
        "undo": lambda _: True,  # whose it is, and how long, `afterthought` knows
    }
)
