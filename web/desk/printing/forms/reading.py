"""What a form of a case is filled with, as far as the reader's keys open it; printing it is noted."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import select

from cases import case, errors, history, opening, parts, schema
from cases.history import Entry
from cases.officers import SignedIn
from cases.referrals import form2
from conversations.house import House
from conversations.rendering import Speaker
from directory.service import in_language
from store.transaction import Transaction
from web.forms import first, second

_encoder = msgspec.json.Encoder(order="deterministic")


def first_form(
    tx: Transaction, house: House, signed: SignedIn, number: int, *, now: datetime
) -> first.Filled | None:
    """Give what form 1 of a case is filled with, from its last visit; None: there was no visit.

    Raises:
        NotForThisKey: there was one, and these keys do not open it.
        UnknownCase, NotTheirCase: as `cases.opening.open_case`.
    """
    visits = [name for name in parts.names(tx, number) if name.startswith(form2.VISIT)]
    if not visits:
        return None
    last = max(visits, key=lambda name: int(name.removeprefix(form2.VISIT)))
    told = opening.open_part(tx, house.office_at(now), signed, number, last, now=now)
    child = _child(tx, signed, number)
    filled: dict[str, Any] = {
        "rules": _rules(tx, number),
        "number": str(number),
        "answers": {**told["answers"], **child.get("answers", {})},
        "unread": {**told.get("unread", {}), **child.get("unread", {})},
        "plan": told["plan"],
        "version": told["form"],
        "withheld": not child and form2.CHILD in parts.names(tx, number),
    }
    digest = _noted(tx, signed, ("1", number), filled, now)
    return first.Filled(**filled, digest=digest)


def second_form(
    tx: Transaction, house: House, signed: SignedIn, speaker: Speaker, number: int, *, now: datetime
) -> second.Filled:
    """Give what form 2 of a case is filled with; its lines are empty where nothing has been agreed yet.

    Raises:
        UnknownCase, NotTheirCase, NotForThisKey: as `cases.opening.open_case`.
    """
    opening.open_case(tx, house.office_at(now), signed, number, now=now)
    content, row = form2.content(tx, signed.unlocked, number), case.get(tx, number)
    opens = opening.openable(tx, signed.unlocked, number)
    told: dict[str, Any] = {
        "answers": content.answers,
        "lines": content.lines,
        "rules": _rules(tx, number),
        "number": str(number),
    }
    digest = _noted(tx, signed, ("2", number), told, now)
    language = speaker.catalogue.language
    return second.Filled(
        **told,
        organisation=house.department(row.owner, language) if row.owner else "",
        service=lambda id: _service(house, id, language),
        withheld=form2.CHILD in parts.names(tx, number) and form2.CHILD not in opens,
        digest=digest,
    )


def _child(tx: Transaction, signed: SignedIn, number: int) -> Mapping[str, Any]:
    if form2.CHILD not in opening.openable(tx, signed.unlocked, number):
        return {}
    try:
        return parts.read(tx, signed.unlocked, number, form2.CHILD)
    except (errors.UnknownCase, errors.NotForThisKey):
        return {}


def _noted(
    tx: Transaction, signed: SignedIn, form: tuple[str, int], told: Mapping[str, Any], now: datetime
) -> str:
    """Note that a form is printed, with the SHA-256 of what stands on it; the same in every language."""
    digest = hashlib.sha256(_encoder.encode(msgspec.to_builtins(told))).hexdigest()
    kind, number = form
    history.note(tx, [Entry(signed.officer.actor, f"form {kind} printed: {digest}", number)], now=now)
    return digest


def _rules(tx: Transaction, number: int) -> str:
    row = tx.row(select(schema.case.c.law).where(schema.case.c.number == number))
    if row is None:
        raise errors.UnknownCase(number)
    return str(row["law"])


def _service(house: House, id: str, language: str) -> str:
    found = house.shelf.services.get(id)
    return in_language(found.names, language) if found else id
