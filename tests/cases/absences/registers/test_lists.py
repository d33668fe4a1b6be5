"""Class lists as schools really save them, and as nobody should."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import errors
from cases.absences import pupils
from cases.absences.registers import listing, reading, words
from directory.exchange import cells

TODAY = date(2026, 11, 23)
RUSSIAN = "Класс;ФИО;Пол;Год рождения\r\n7А;Иванова Анна;ж;2013\r\n\r\n7А;Пак Олег;м;12.05.2012\r\n"
KAZAKH = "№,Тегі,Аты,Жынысы,Туған жылы,Сынып\n1,Әлиев,Ғани,ұл,2013,7Ә\n2,Қыдырова,Өркен,қыз,,7Ә\n"


def lines(data: bytes, label: str = "") -> list[tuple[str, str, str, int, int]]:
    """Give what would be taken: class, name, sex, year, number."""
    checked = listing.check(listing.read(data, label).lines, TODAY)
    found = [(one.typed.label, one.taken) for one in checked if one.taken]
    return [(label, one.name, one.sex, one.born, one.number) for label, one in found]


@pytest.mark.parametrize("alphabet", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"])
def test_a_list_reads_alike_in_every_alphabet_that_spreadsheets_write(alphabet: str) -> None:
    taken = [("7А", "Иванова Анна", "female", 2013, 0), ("7А", "Пак Олег", "male", 2012, 0)]
    assert lines(RUSSIAN.encode(alphabet)) == taken
    assert lines(RUSSIAN.replace(";", "\t").encode(alphabet)) == taken


@pytest.mark.parametrize("alphabet", ["utf-8", "kz1048"])
def test_kazakh_letters_and_columns_in_any_order(alphabet: str) -> None:
    assert lines(KAZAKH.encode(alphabet)) == [
        ("7Ә", "Әлиев Ғани", "male", 2013, 1),
        ("7Ә", "Қыдырова Өркен", "female", 0, 2),
    ]


def test_quotes_titles_and_the_line_that_names_the_separator() -> None:
    told = 'sep=,\n"Список класса, 2026"\npupil,class\n"Ким, Вера","5 ""Б"""\n"Две\nстроки",5\n'
    read = listing.read(told.encode())
    assert [(one.line, one.label, one.name) for one in read.lines] == [
        (4, '5 "Б"', "Ким, Вера"),
        (5, "5", "Две строки"),
    ]
    assert read.missing == ("sex", "birth_year")


def test_a_formula_is_taken_as_the_text_that_it_is_and_said() -> None:
    (one,) = listing.check(listing.read("класс;имя\n7;=HYPERLINK(1)\n".encode("cp1251")).lines, TODAY)
    assert one.taken is not None
    assert (one.taken.name, one.findings) == ("=HYPERLINK(1)", (listing.FORMULA,))


def test_every_line_that_is_not_taken_says_why_and_keeps_what_was_typed() -> None:
    told = (
        "class;pupil;sex;birth_year;no\n;Анна;;;\n7;;ж;2013;\n7;Анна;x;;\n7;Вера;;2031;\n7;Ира;;1970;\n"
        "7;Ира;;;\n7;Ира;;;5\n7;Оля;;;5\n7;Юля;;;V\n"
    )
    checked = listing.check(listing.read(told.encode()).lines, TODAY)
    assert [one.findings for one in checked] == [
        (listing.NO_CLASS,),
        (listing.NO_NAME,),
        (listing.ODD_SEX,),
        (listing.ODD_YEAR,),
        (listing.ODD_YEAR,),
        (listing.TWICE,),
        (listing.TWICE,),
        (listing.NUMBER_TWICE,),
        (listing.ODD_NUMBER,),
    ]
    assert [bool(one.taken) for one in checked] == [False] * 7 + [True, False]
    assert (checked[2].typed.sex, checked[3].typed.born) == ("x", "2031")


def test_missing_columns_are_named_and_a_class_may_be_told_beside_the_file() -> None:
    with pytest.raises(errors.RegisterRefused) as refused:
        listing.read("школа;оценка\n1;2\n".encode())
    assert (refused.value.code, refused.value.columns) == (listing.COLUMNS, ("class", "pupil"))
    assert lines("Есімі\nАйша\n".encode(), "3Б") == [("3Б", "Айша", "", 0, 0)]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", reading.EMPTY),
        (b"\xef\xbb\xbf \r\n", reading.EMPTY),
        (b"PK\x03\x04rest", reading.SPREADSHEET),
        (b"\xd0\xcf\x11\xe0rest", reading.SPREADSHEET),
        (b"\x01\x02\x03", reading.NO_TEXT),
        (b"class;pupil\n7;\x98", reading.NO_TEXT),
        (b"x" * (reading.MOST_BYTES + 1), reading.TOO_LARGE),
        (b"class;pupil\n", listing.NO_LINES),
        (b"class;pupil\n" + b"7;A\n" * (listing.MOST_LINES + 1), listing.TOO_MANY),
    ],
)
def test_a_file_that_cannot_be_a_list_is_refused_with_the_reason(data: bytes, code: str) -> None:
    with pytest.raises(errors.RegisterRefused) as refused:
        listing.read(data)
    assert refused.value.code == code


def test_a_class_written_in_two_ways_is_one_and_has_room_for_so_many() -> None:
    told = "class;pupil\n7А;Анна\n7 а;Вера\n7A;Гуля\n" + "".join(f"8;Ученик {n}\n" for n in range(61))
    checked = listing.check(listing.read(told.encode()).lines, TODAY)
    found = listing.by_class(checked)
    assert {label: len(kept) for label, kept in found.items()} == {"7А": 3, "8": pupils.MOST}
    assert checked[-1].findings == (listing.FULL,)


def test_words_of_the_file_are_as_they_are_compared() -> None:
    assert words.column("Год рождения:") == words.BIRTH_YEAR
    assert words.column("№") == words.NUMBER
    assert words.sex("ҚЫЗ.") == pupils.FEMALE
    assert words.mark("Н") == words.mark("болмады") == words.mark("h") == words.ABSENT


_cells = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cf")), max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300) | st.lists(_cells, max_size=30).map(lambda cells: ";".join(cells).encode()))
def test_whatever_comes_is_read_or_refused(data: bytes) -> None:
    try:
        brought = listing.read(b"class;pupil;sex;birth_year\n" + data)
    except errors.RegisterRefused:
        return
    for one in listing.check(brought.lines, TODAY):
        assert (one.taken is None) == bool(set(one.findings) - listing.NOTES)


@settings(max_examples=60, deadline=None)
@given(st.lists(_cells.filter(str.strip), min_size=1, max_size=8), st.sampled_from(";,\t"))
def test_what_a_spreadsheet_puts_into_quotes_is_one_cell(names: list[str], separator: str) -> None:
    quoted = ['"' + name.replace('"', '""') + '"' for name in names]
    told = "\r\n".join([f"class{separator}pupil", *(f"7{separator}{name}" for name in quoted)])
    read = listing.read(told.encode()).lines
    assert [one.label for one in read] == ["7"] * len(names)
    assert [one.name for one in read] == [cells.meant(" ".join(name.split())) for name in names]
