"""What is said of lines, files and days on a teacher's pages: each code of the core in words."""

from collections.abc import Mapping
from types import MappingProxyType

from cases.absences.registers import attendance, listing, reading, words
from locales.texts import Text

REFUSED: Mapping[str, Text] = MappingProxyType(
    {
        "none": Text("school.no_file", "Please choose a file, or write the names."),
        reading.EMPTY: Text("school.empty_file", "This file is empty."),
        reading.SPREADSHEET: Text(
            "school.spreadsheet",
            "This is a file of a spreadsheet program. Please save it there as CSV, and choose that file.",
        ),
        reading.NO_TEXT: Text(
            "school.no_text", "This file is not a table in text. Please save the list as CSV."
        ),
        reading.TOO_LARGE: Text("school.too_large", "This file is too big for a class list or a register."),
        listing.COLUMNS: Text("school.columns", "We do not find these columns: {columns}."),
        listing.NO_LINES: Text("school.no_lines", "There is no pupil in this list."),
        listing.TOO_MANY: Text(
            "school.too_many", "There are too many lines. Please bring at most {n} pupils at a time."
        ),
        attendance.NO_DAYS: Text(
            "school.no_days",
            "We find no days with marks. The days stand in the first row, for example 16.11 or 16.",
        ),
    }
)
NO_CLASS = Text(
    "school.class_unsaid",
    "The list does not say which class it is. Write the class below, and choose the file again.",
)
COLUMNS: Mapping[str, Text] = MappingProxyType(
    {
        words.CLASS: Text("school.class", "Class"),
        words.PUPIL: Text("school.pupil", "Surname and first name"),
        words.SEX: Text("school.sex", "Sex"),
        words.BIRTH_YEAR: Text("school.born", "Year of birth"),
        words.NUMBER: Text("school.number", "Number"),
    }
)
FINDINGS: Mapping[str, Text] = MappingProxyType(
    {
        listing.NO_CLASS: Text("school.f.no_class", "The class is missing."),
        listing.LONG_CLASS: Text("school.f.long_class", "The name of the class is too long."),
        listing.NO_NAME: Text("school.f.no_name", "The name is missing."),
        listing.LONG_NAME: Text("school.f.long_name", "The name is too long."),
        listing.TWICE: Text("school.f.twice", "This pupil is in the list twice."),
        listing.FULL: Text("school.f.full", "The class is full: no list has more than 60 pupils."),
        listing.ODD_SEX: Text("school.f.odd_sex", "It is not clear whether this is a girl or a boy."),
        listing.ODD_YEAR: Text(
            "school.f.odd_year", "This cannot be a pupil’s year of birth. Correct it, or leave it empty."
        ),
        listing.ODD_NUMBER: Text(
            "school.f.odd_number", "This is no number of the register. Correct it, or leave it empty."
        ),
        listing.NUMBER_TWICE: Text(
            "school.f.number_twice", "Another pupil has this number: this one gets the next free one."
        ),
        listing.FORMULA: Text(
            "school.f.formula", "This looks like a formula. It is kept as text. Is it really the name?"
        ),
    }
)
