"""What is offered for a need and a place: services that can be called, and always somebody who answers."""

import pytest

from conversations.house import House
from conversations.lookup import listing, offering
from conversations.lookup.searching import Search
from tests.conversations.conftest import NOON
from tests.conversations.lookup.test_looking import MAKTAARAL


@pytest.mark.parametrize(
    ("text", "body"), [("балаға психолог", "CHILD_RIGHTS"), ("ребенку негде ночевать", "POLICE_JUV")]
)
def test_of_words_the_body_is_named_that_answers_for_what_was_meant(
    house: House, text: str, body: str
) -> None:
    offer = offering.offer(house, Search(text=text, territory="615400000"), NOON)

    assert offer.department.partition(":")[0] == body


def test_of_services_that_are_equally_far_those_that_can_be_called_come_first(house: House) -> None:
    asked = Search(need="need.legal", territory=MAKTAARAL)
    hits = offering.offer(house, asked, NOON).hits
    callable_ = [bool(hit.service.phones) for hit in hits if hit.scope == "country"]

    assert True in callable_
    assert callable_ == sorted(callable_, reverse=True)


def test_every_need_in_every_oblast_ends_with_somebody(house: House) -> None:
    territories = house.directory.territories
    nobody = [
        (need.context, oblast.code)
        for need in listing.NEEDS
        for oblast in territories.oblasts()
        if not offering.offer(house, Search(need=need.context, territory=oblast.code), NOON).department
    ]

    assert nobody == []
