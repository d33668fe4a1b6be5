"""Letters to organisations by a mail server: the minimum in two languages, and none is lost unseen."""

import re

import pytest

from cases import history, tasks
from cases.referrals import links, measures, referring
from cases.referrals.measures import Measure, New
from cases.referrals.referring import Sending
from conversations import referring as letters
from conversations.referring import Letter
from tests.hotline.abroad import LEAD, PUBLIC, Outside, outside, tls
from web.outward.pauses import Pauses

__all__ = ["outside", "tls"]
NAME, CONTACT, THERE = "Канарейка", "+7 700 000 00 00", "help@ngo.example"


def referred(outside: Outside, mailbox: str = THERE, known: Measure | None = None) -> tuple[Measure, str]:
    """Send a measure by letter, a new one or again; gives it with its link's token."""
    now, house = outside.clock.moment, outside.house
    number = known.case_number if known else outside.file()
    with outside.database.transaction() as tx:
        office = house.office_at(now)
        if known is None:
            new = New("14a", "psych", "s-1", "direct", "yes", "2026-11-23", "", {"text": f"{NAME}: разговор"})
            known = measures.keep(tx, office, number, new, by=LEAD, now=now)
        sending = Sending("psychologist", "kk", LEAD, CONTACT, NAME)
        token = referring.send(tx, office, known, sending, entropy=house.entropy, by=LEAD, now=now)
        letter = Letter(mailbox, number, LEAD, token, letters.page(house, token))
        letters.write(tx, house, letter, now=now)
        letters.write(tx, house, letter, now=now)  # written twice it goes once
        return measures.get(tx, known.id), token


def waiting(outside: Outside) -> list[tuple[str, int] | None]:
    """Give the measures whose letter somebody has to see to."""
    with outside.database.reading() as tx:
        return [one.errand.measure for one in tasks.open_of(tx, 1) if one.errand.kind == tasks.UNSENT]


def test_a_letter_has_the_link_in_both_languages_and_nothing_of_the_child(outside: Outside) -> None:
    _, token = referred(outside)
    outside.carry()

    [letter] = outside.box.letters
    text = letter.get_content()
    assert letter["To"] == THERE
    assert text.count(f"{PUBLIC}/answer/{token}") == 2
    assert text.index("Балаға сіздің көмегіңіз керек") < text.index("Ребёнку нужна ваша помощь")
    for hidden in (NAME, CONTACT, "разговор", "Психолог", "психолог"):
        assert hidden not in text
        assert hidden not in letter["Subject"]
    assert re.search(r"\b1\b", letter["Subject"])


@pytest.mark.parametrize("answer", ["550 5.1.1 no such user", "554 5.7.1 not wanted"])
def test_a_letter_that_is_refused_becomes_a_task_and_can_be_sent_again(outside: Outside, answer: str) -> None:
    outside.box.answers = {"RCPT": answer}
    known, token = referred(outside)
    outside.carry()
    assert waiting(outside) == [("14a", known.id)]
    with outside.database.reading() as tx:
        assert "measure letter refused" in [row["act"] for row in history.of_case(tx, 1)]
        assert links.find(tx, outside.house.keys, token, now=outside.clock.moment).about == known.id

    outside.box.answers = {}
    again, token = referred(outside, "office@ngo.example", known)
    outside.carry()
    [letter] = outside.box.letters
    assert (letter["To"], token in letter.get_content()) == ("office@ngo.example", True)
    assert (waiting(outside), again.state) == ([], "sent")


def test_a_letter_that_waits_for_long_becomes_a_task_and_still_arrives(outside: Outside) -> None:
    outside.box.refusing = True  # try again later
    outside.pauses = Pauses(lambda: outside.clock.moment.timestamp())

    known, _ = referred(outside)
    began, seen = outside.clock.moment, False
    answer = outside.box.handle_DATA

    async def until_it_is_late(*told: object) -> str:
        nonlocal seen
        if outside.clock.moment - began > 2 * letters.PATIENCE:
            seen = waiting(outside) == [("14a", known.id)]
            outside.box.refusing = False
        return await answer(*told)

    outside.box.handle_DATA = until_it_is_late  # type: ignore[assignment,method-assign]
    outside.carry()
    assert outside.box.tries > 3
    assert seen
    assert len(outside.box.letters) == 1
    assert waiting(outside) == []
