"""Who is told, and who can read: chats of departments, officers with keys. Counted; no chat, no name."""

from collections.abc import Iterator

from cases import enrolment, officers
from cases.keyring import COORDINATOR
from cases.readers import TRIAGE
from directory.departments import Department
from directory.reading import Directory
from hotline.doctor import finding
from hotline.doctor.finding import Finding
from hotline.samples import people
from store.seal import Keys
from store.transaction import Transaction

_SHOWN = 5


def findings(tx: Transaction, keys: Keys, directory: Directory) -> Iterator[Finding]:
    """Look at departments, the operator, and those who sign in."""
    known = directory.departments.all()
    told = set(enrolment.chats_of(tx, keys, [one.code for one in known]))
    desk = directory.departments.responsible(TRIAGE, "")
    yield finding.of(
        "operator",
        "the operator has a chat",
        ""
        if desk is not None and desk.code in told
        else "the operator has no chat, and gets every case that nobody else does: "
        "hotline departments enrol OPERATOR:KZ --telegram-chat ID",
    )
    yield finding.of(
        "departments",
        f"departments: {len(known)}, with a chat: {len(told)}",
        ""
        if told
        else f"departments: {len(known)}, and none has a chat: nobody is told of a case. "
        "hotline departments enrol CODE --telegram-chat ID",
    )
    if told:
        yield _regions(directory, known, told)
    yield from _readers(tx, known, told)
    yield from _samples(tx, keys, directory)


def _samples(tx: Transaction, keys: Keys, directory: Directory) -> Iterator[Finding]:
    """Sample people, where there are any: their password is printed in the documents."""
    present = people.present(tx, keys, directory.departments)
    if present:
        yield finding.of(
            "samples",
            "",
            f"sample people who can sign in with a password that everybody knows: {len(present)}. "
            "This house is for trying out alone; for a real one: hotline init, without --sample",
            mark="look",
        )


def _regions(directory: Directory, known: tuple[Department, ...], told: set[str]) -> Finding:
    """Where nobody at all has a chat; there cases go to those who answer for the whole country."""
    places = directory.territories
    regions = {places.oblast_of(one.territory).code: False for one in known if one.territory}
    for one in known:
        if one.territory and one.code in told:
            regions[places.oblast_of(one.territory).code] = True
    silent = sorted(code for code, has_chat in regions.items() if not has_chat)
    named = ", ".join(f"{places.name(code, 'en')} ({code})" for code in silent[:_SHOWN])
    more = f" and {len(silent) - _SHOWN} more" if len(silent) > _SHOWN else ""
    return finding.of(
        "regions",
        f"regions with departments: {len(regions)}, in each somebody has a chat",
        f"regions where no department has a chat: {len(silent)} of {len(regions)}: {named}{more}. "
        "Their cases go to whoever is above, at last to the operator"
        if silent
        else "",
        mark="look",
    )


def _readers(tx: Transaction, known: tuple[Department, ...], told: set[str]) -> Iterator[Finding]:
    coordinators = officers.grantees(tx, COORDINATOR)
    yield finding.of(
        "coordinator",
        f"coordinators who can read every case: {len(coordinators)}",
        ""
        if coordinators
        else "no coordinator can read: only the recovery key on paper opens a case. "
        "hotline keys officer NAME --role coordinator; then hotline keys grant NAME",
        mark="look",
    )
    blind = sorted(one.code for one in known if one.code in told and not officers.grantees(tx, one.code))
    shown = ", ".join(blind[:_SHOWN]) + (f" and {len(blind) - _SHOWN} more" if len(blind) > _SHOWN else "")
    yield finding.of(
        "readers",
        "every department that is told of cases has somebody who can read them",
        f"departments that are told and have nobody who can read: {len(blind)}: {shown}. "
        "hotline keys officer NAME --department CODE; then hotline keys grant NAME"
        if blind
        else "",
        mark="look",
    )
