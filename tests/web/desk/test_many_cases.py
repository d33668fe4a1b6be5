"""The pages of the desk among very many cases: the same pages, and what they cost."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest

from cases import officers, queue, schema
from cases.filing import Filed
from tests.cases import told
from tests.web.desk.office import Desk

CASES = 100_000


def fill(desk: Desk, pattern: Filed, many: int) -> None:
    """Write the plain rows of so many open cases, all in the district of the pattern and for its lead."""
    with desk.database.transaction() as tx:
        for place, (case, forwarding) in enumerate(rows(pattern, many, desk.clock.now)):
            tx.insert(schema.case, case)
            tx.insert(schema.forwarding, forwarding)
            if place % 5_000 == 0:
                tx.flush()


def rows(pattern: Filed, many: int, now: datetime) -> Iterator[tuple[dict[str, object], dict[str, object]]]:
    for number in range(1_000, 1_000 + many):
        filed, state = now - timedelta(minutes=number), ("received", "acknowledged")[number % 2]
        own = {
            "territory": told.MAKTAARAL,
            "activity": ("farm", "services", "worst")[number % 3],
            "age_band": "12-13",
            "urgency": f"U{number % 4}",
            "lead": pattern.lead.code,
            "state": state,
            "filed_at": filed,
            "due_at": now + timedelta(minutes=number * 7_919 % 5_000 - 500),
            "acknowledged_at": filed if state == "acknowledged" else None,
        }
        forwarding = {
            "id": 10_000 + number,
            "case_number": number,
            "department": pattern.lead.code,
            "roles": "lead",
            "state": "delivered",
            "receiver": pattern.lead.code,
            "token": f"t{number}",
            "send_at": filed,
            "unconfirmed": 0,
            "reason": "",
        }
        yield told.plain_case(number) | own, forwarding


def test_pages_are_full_among_very_many_cases(
    desk: Desk, so_many: Callable[..., int], figure: Callable[[str], None]
) -> None:
    many = so_many(CASES, briefly=2_000)
    filed = desk.file()
    fill(desk, filed, many)
    desk.hire("aigul", filed.lead.code)
    desk.hire("operator", role="operator")
    desk.hire("south", role="coordinator", territory="610000000")
    filters = ("", "?urgency=U1&activity=farm", "?overdue=1", "?whose=mine", "?state=acknowledged")
    costs, shown = list[float](), list[int]()
    for name in ("aigul", "operator", "south"):
        with desk.at(name) as visit:
            for asked in (
                *(f"/desk/cases{one}" for one in filters),
                f"/desk/cases/{filed.number}",
                "/desk/tasks",
            ):
                for _ in range(so_many(10, briefly=2)):
                    began = time.process_time()
                    answer = visit.get(asked)
                    costs.append((time.process_time() - began) * 1000)
                    assert answer.status_code == 200
                    shown.append(answer.text.count('<th scope="row">'))

    costs.sort()
    figure(
        f"Desk: {len(costs)} pages among {many:,} open cases of one department: CPU of server and client"
        f" together, median {costs[len(costs) // 2]:.0f} ms, p95 {costs[len(costs) * 95 // 100]:.0f} ms"
    )
    assert max(shown) == queue.PAGE
    assert shown.count(queue.PAGE) == 3 * 4 * so_many(10, briefly=2)


@pytest.mark.parametrize("wish", [queue.Wish(), queue.Wish(whose="nobody"), queue.Wish(state="received")])
def test_following_pages_hold_every_case_once(desk: Desk, wish: queue.Wish) -> None:
    """Every page after the first begins where the last one ended."""
    filed = desk.file()
    fill(desk, filed, 300)
    desk.hire("operator", role="operator")
    with desk.database.reading() as tx:
        operator = officers.present(tx, desk.office.keys, "operator")
        seen, after = list[int](), None
        for _ in range(8):
            page = queue.page(tx, desk.office, operator, wish, now=desk.clock.now, after=after)
            seen += [one.number for one in page.cases]
            after = page.after
            if after is None:
                break

    assert after is None
    assert len(seen) == len(set(seen)) == (151 if wish.state == "received" else 301)
