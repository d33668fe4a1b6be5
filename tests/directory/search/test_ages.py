"""An age or a class at school is no number of a service."""

import pytest

from directory.reading import Directory
from directory.search import finding
from directory.search.asked import Asked
from tests.directory.search import cast


@pytest.mark.parametrize(
    "text",
    [
        "беременна в 15 лет", "мне 15 я беременна", "15 жаста жүктімін", "homiladorman 15 yoshdaman",
        "15 жаштамын кош бойлуумун", "16 yoshda turmushga berishmoqchi", "they want to marry me i am 15",
        "меня хотят выдать замуж мне 16",
    ],
)  # fmt: skip
def test_a_child_who_says_its_age_is_sent_to_a_line_for_the_whole_country(
    directory: Directory, text: str
) -> None:
    first = finding.finder_of(directory).find(Asked(text), cast.NOW).hits[0]

    assert {phone.number for phone in first.service.phones} & {"111", "112"}


@pytest.mark.parametrize("text", ["школа 15", "школа 15 Тараз", "№ 15 мектеп", "сенім телефоны 150"])
def test_another_number_is_still_the_number_of_a_service(directory: Directory, text: str) -> None:
    finder = finding.finder_of(directory)

    assert len(finder._index.read(text).numbers) == 1
