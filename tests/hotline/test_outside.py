"""Departments told by letter and by webhook: the same states as in a chat, each case once in effect."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest
from aiohttp import web

from cases import case, enrolment, rerouting, tasks
from cases.rerouting import Wish
from conversations import declining, escalations, reaching
from conversations.incoming import Address
from tests.hotline.abroad import ABOVE, LEAD, MAILBOX, OPERATOR, PUBLIC, Outside


def test_a_letter_points_to_the_case_at_the_desk_and_tells_nothing_else(outside: Outside) -> None:
    outside.enrol(LEAD, "mail", MAILBOX)
    outside.file()
    outside.carry()

    [letter] = outside.box.letters
    assert (letter["To"], letter["From"]) == (MAILBOX, "hotline@hotline.example")
    assert letter["Subject"] == "Дело № 1"
    assert letter.get_content_type() == "text/plain"
    lines = letter.get_content().splitlines()
    assert lines[0] == "Дело №\N{NO-BREAK SPACE}1"
    assert lines[-1].endswith(f": {PUBLIC}/desk/cases/1")
    assert outside.lead().state == "delivered"


def test_a_webhook_is_told_in_codes_and_may_acknowledge_at_once(outside: Outside) -> None:
    outside.server.say = lambda number: web.json_response({"acknowledged": True})
    outside.enrol(LEAD, "webhook")
    outside.file()
    outside.carry()

    [told] = outside.server.taken.values()
    assert (told["kind"], told["case"], told["urgency"], told["roles"]) == ("pointer", 1, "U1", ["lead"])
    assert told["link"] == f"{PUBLIC}/desk/cases/1"
    with outside.database.reading() as tx:
        assert case.get(tx, 1).state == "acknowledged"
    assert outside.lead().state == "acknowledged"


def test_a_webhook_whose_enrolment_has_ended_acknowledges_nothing(outside: Outside) -> None:
    """It ends while the answer is on its way."""
    outside.enrol(LEAD, "webhook")
    outside.enrol(ABOVE, "mail", MAILBOX)
    here = Address("webhook", outside.server.url)

    def ended(number: int) -> web.Response:
        with outside.database.transaction() as tx:
            reaching.end(tx, outside.house, here, LEAD, outside.clock.moment)
        return web.json_response({"acknowledged": True})

    outside.server.say = ended
    outside.file()
    outside.carry()

    with outside.database.reading() as tx:
        assert case.get(tx, 1).state == "received"


def test_reminder_and_escalation_stand_in_one_thread_with_ids_of_their_own(outside: Outside) -> None:
    outside.enrol(LEAD, "mail", MAILBOX)
    outside.enrol(ABOVE, "webhook")
    outside.file()
    outside.carry()
    with outside.database.reading() as tx:
        due = case.get(tx, 1).due_at
    assert due is not None
    outside.clock.moment = due + timedelta(minutes=1)
    with outside.database.transaction() as tx:
        escalations.look_at(tx, outside.house, 1, outside.clock.moment)
    outside.carry()

    first, reminder = outside.box.letters
    [raised] = [told for told in outside.server.taken.values() if told["kind"] == "escalated"]
    assert first["Message-ID"] != reminder["Message-ID"]
    assert first["References"] == reminder["References"]
    assert "Напоминание" in reminder.get_content()
    assert (raised["case"], raised["roles"]) == (1, ["escalated"])


def test_a_mailbox_that_is_no_more_is_lost_and_the_case_goes_up(outside: Outside) -> None:
    outside.enrol(LEAD, "mail", MAILBOX)
    outside.enrol(ABOVE, "webhook")
    outside.enrol(OPERATOR, "webhook")
    outside.box.answers["RCPT"] = "550 5.1.1 canary is unknown here"
    outside.file()
    outside.carry()

    with outside.database.reading() as tx:
        assert enrolment.chats_of(tx, outside.house.keys, [LEAD]) == {}
        asked = [one.errand.kind for one in tasks.open_ones(tx, departments=[OPERATOR])]
    assert tasks.UNREACHABLE in asked
    told = [(one["kind"], one.get("roles")) for one in outside.server.taken.values()]
    assert ("pointer", ["lead"]) in told
    assert ("task", None) in told
    assert outside.lead().receiver == ABOVE


@pytest.mark.parametrize("answer", ["450 4.2.1 Greylisted", "552 5.2.2 Full", "554 5.7.1 Relay denied"])
def test_all_other_refusals_of_a_letter_are_tried_again(outside: Outside, answer: str) -> None:
    outside.enrol(LEAD, "mail", MAILBOX)
    outside.box.answers["RCPT"] = answer
    outside.file()
    refused = 0

    def then_taken(*words: object) -> str:
        nonlocal refused
        refused += 1
        return answer if refused < 3 else "250 OK"

    outside.box.answers = _Answers(then_taken)
    outside.pauses.clock = lambda: outside.clock.moment.timestamp()
    outside.carry()

    assert (refused, len(outside.box.letters), outside.lead().state) == (3, 1, "delivered")


class _Answers(dict[str, str]):
    """Answers to RCPT that change."""

    def __init__(self, answer: Callable[..., str]) -> None:
        self._answer = answer

    def get(self, key: str, default: str = "") -> str:  # type: ignore[override]
        return self._answer() if key == "RCPT" else default


def test_who_declined_is_told_by_letter_who_has_the_case_now(outside: Outside) -> None:
    outside.enrol(LEAD, "mail", MAILBOX)
    outside.enrol(ABOVE, "webhook")
    number = outside.file()
    outside.carry()
    now, wish = outside.clock.moment, Wish(ABOVE, "other_body", LEAD)
    with outside.database.transaction() as tx:
        done = rerouting.decline(tx, outside.house.office_at(now), outside.lead(), wish, now=now)
        declining.told(tx, outside.house, done, now)
        declining.told(tx, outside.house, done, now)
    outside.carry()

    assert len(outside.box.letters) == 2
    pointer, taken = outside.box.letters
    assert outside.house.department(ABOVE, "ru") in taken.get_content()
    assert (taken["Subject"], taken["References"]) == (pointer["Subject"], pointer["References"])
    told = [(one["kind"], one["case"]) for one in outside.server.taken.values()]
    assert set(told) == {("pointer", number)}


def test_with_errors_and_lost_answers_every_case_is_told_once_in_effect(
    outside: Outside, so_many: Callable[..., int], figure: Callable[[str], None]
) -> None:
    """R2, for webhooks: 10 of 100 answers are 500, 5 are lost, 2 break off in the middle."""
    many, chance, faults = so_many(1000, briefly=40), Random(7), {"500": 0, "cut": 0, "cut body": 0}

    def answer(number: int) -> web.StreamResponse | str:
        drawn = chance.random()
        for name, share in (("500", 0.10), ("cut", 0.15), ("cut body", 0.17)):
            if drawn < share:
                faults[name] += 1
                return name if name != "500" else web.Response(status=500)
        return web.json_response({"acknowledged": number % 2 == 0})

    outside.server.say = answer
    outside.pauses.clock = lambda: outside.clock.moment.timestamp()
    outside.enrol(LEAD, "webhook")
    numbers = [outside.file(number) for number in range(1, many + 1)]
    outside.carry()

    told = [one["case"] for one in outside.server.taken.values() if one["kind"] == "pointer"]
    assert sorted(told) == numbers
    assert (outside.server.forged, outside.server.unmarked, outside.server.repeats) == (
        0,
        0,
        faults["cut"] + faults["cut body"],
    )
    assert {outside.lead(number).state for number in numbers} == {"delivered", "acknowledged"}
    assert min(faults.values()) > 0 or many < 1000
    assert sum(faults.values()) > many // 20
    figure(
        f"R2 webhook: {many} cases, {outside.server.requests} requests, faults {faults}: "
        f"{len(told) - len(numbers)} lost or twice, {outside.server.repeats} raw repeats"
    )
