"""Handing a finished report in: filed, and everybody told who has to be, in one transaction."""

from dataclasses import replace
from datetime import datetime

from cases import addressees, filing, forwarding, rerouting
from cases.casework import relating
from cases.evidence import Meter
from cases.filing import Filed
from cases.judgement import UNCONDITIONAL
from cases.office import Office
from cases.report import Report
from cases.rerouting import Wish
from conversations import grounds, pointing, tasks
from conversations.dialogue.extraction import Told
from conversations.house import House
from conversations.pointing import Occasion
from store.transaction import Transaction


def hand_in(
    tx: Transaction,
    house: House,
    office: Office,
    report: Report,
    told: Told,
    *,
    now: datetime,
    wish: Wish | None = None,
    follows: int = 0,
) -> tuple[Filed, Meter]:
    """File a report, send the departments their pointers, show people what they have to do.

    `wish`: an operator passes it on at once, before anybody is told. `follows`: the number of a case that the
    same call or chat has filed just before, without a place; the two are linked. A report that was filed
    before is filed once; nobody is told a second time. Raises as `file_report` and `rerouting.reroute` do.
    """
    filed = filing.file_report(tx, office, report, now=now)
    found = grounds.meter(told, now, worst=filed.severity >= UNCONDITIONAL)
    if filed.again:
        return filed, found
    if follows and follows not in filed.linked:
        relating.link(tx, filed.number, follows, actor="service", now=now)
        filed = replace(filed, linked=tuple(sorted((*filed.linked, follows))))
    to, asked = filed.forwardings, filed.asked
    if wish is not None:
        done = rerouting.reroute(tx, office, filed.number, wish, now=now)
        told_now = [one for one in forwarding.of_case(tx, filed.number) if one.state != "declined"]
        to, asked = addressees.with_chats(tx, house.keys, told_now), (*asked, *done.asked)
        filed = replace(filed, lead=office.departments.get(wish.to), forwardings=tuple(to))
    first = Occasion(meter=found, linked=filed.linked)
    pointing.point(tx, house, filed, to, territory=report.territory, now=now, occasion=first)
    tasks.show(tx, house, asked, now)
    return filed, found
