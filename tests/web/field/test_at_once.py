"""Requests for one visit that come at the same moment: pressed twice, two tabs, two monitors."""

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from threading import Barrier

import httpx
import pytest
from sqlalchemy import select

from cases import history, schema
from store.writer import Writer
from tests.cases.told import MAKTAARAL
from tests.web.desk.office import Visit
from tests.web.field.outdoors import Outdoors
from tests.web.field.test_on_form import filled_in
from tests.web.field.test_visits import fill, hidden

pytestmark = pytest.mark.both


def test_what_is_sent_twice_at_once_becomes_one_case_for_each_child(outdoors: Outdoors) -> None:
    outdoors.join("monitor", MAKTAARAL)
    with outdoors.at("monitor") as monitor, beside(outdoors) as elsewhere, elsewhere.at("monitor") as tab:
        visit, _ = filled_in(outdoors, monitor)
        second = monitor.press(f"{visit}/next-child").headers["location"]
        fill(monitor, second, x_age="16", q3="male")
        fill(monitor, second.replace("who", "decision"), x_decision="now", x_given="parents")
        sent = at_once([(one, f"{visit}/send", {}) for one in (monitor, tab, monitor, tab)])

        assert [(one.status_code, one.headers["location"]) for one in sent] == [(303, visit)] * 4
        assert len(set(re.findall(r"Case \d+", monitor.get(visit).text))) == 2
    with outdoors.desk.database.reading() as tx:
        numbers = [row["number"] for row in tx.rows(select(schema.case.c.number))]
        told = [row["act"] for number in numbers for row in history.of_case(tx, number)]
    assert (len(numbers), told.count("visit submitted")) == (2, 2)


def test_two_monitors_who_answer_at_once_lose_nothing(outdoors: Outdoors) -> None:
    outdoors.join("monitor", MAKTAARAL)
    outdoors.join("monitor", MAKTAARAL, name="other")
    with outdoors.at("monitor") as monitor, beside(outdoors) as elsewhere, elsewhere.at("other") as other:
        visit, _ = filled_in(outdoors, monitor)
        share(monitor, other, visit)
        arrival = f"{visit}/0/arrival"
        seen, presses, typed = hidden(monitor.get(arrival))["seen"], [], []
        for id in ("x_organisation", "x_persons"):
            for place, one in enumerate((monitor, other)):
                typed.append(f"{id} of {place}")
                presses.append((one, arrival, {"seen": seen, f"was.{id}": "", id: typed[-1]}))
        at_once(presses)
        page = monitor.get(arrival).text

    assert all(words in page for words in typed)
    assert page.count("Two people answered differently") == 2


@contextmanager
def beside(outdoors: Outdoors) -> Iterator[Outdoors]:
    """Give the same house served by another process: on PostgreSQL it writes for itself."""
    desk, writer = outdoors.desk, outdoors.desk.parts.writer
    own = Writer(desk.database) if desk.database.is_shared else writer
    yield replace(outdoors, desk=replace(desk, parts=replace(desk.parts, writer=own)))
    if own is not writer:
        own.close()


def share(monitor: Visit, other: Visit, visit: str) -> None:
    """Let a colleague fill the visit in, too."""
    code = re.search(r"/take/([\w-]+)", monitor.press(f"{visit}/hand-over", kind="share").text)
    assert code is not None
    assert other.press("/field/visits/take", code=code[1]).headers["location"] == visit


def at_once(presses: Sequence[tuple[Visit, str, dict[str, str]]]) -> list[httpx.Response]:
    """Give the answers to forms that are sent at the same moment."""
    start = Barrier(len(presses))

    def press(one: tuple[Visit, str, dict[str, str]]) -> httpx.Response:
        start.wait(30)
        visit, path, fields = one
        return visit.press(path, **fields)

    with ThreadPoolExecutor(len(presses)) as threads:
        return list(threads.map(press, presses))
