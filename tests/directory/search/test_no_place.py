"""Nobody named a place: then none is guessed, and no village is asked about."""

import pytest

from directory.reading import Directory
from directory.search.asked import Asked
from directory.search.finding import Finder
from tests.directory.search import cast


@pytest.mark.parametrize(
    "text",
    [
        "балага жардам керек",
        "child working in market who to call",
        "изнасиловали девочку куда",
        "наркотики подросток куда",
        "қайыршы бала көшеде",
        "красный полумесяц",
        "юнисеф казахстан",
        "юнисеф қазақстан",
        "мы голодаем третий день",
        "балдар талаада иштеп",
        "they took my passport and make me work",
        "секс за деньги школьница",
        "отрезало палец на станке",
    ],
)
def test_a_word_that_sounds_a_little_like_a_place_is_none(directory: Directory, text: str) -> None:
    finder = Finder(directory.services.values(), directory.territories, directory.places, directory.aliases)

    answer = finder.find(Asked(text), cast.NOW)

    assert answer.territory == ""
    assert answer.which is None or answer.which.kind == "none"
    assert answer.hits
