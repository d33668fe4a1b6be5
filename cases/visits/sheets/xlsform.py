"""The form as an XLSForm (https://xlsform.org): survey, choices and settings, for ODK, Kobo and their kin.

Children are a repeat. Labels are in Kazakh, Russian and English; limits are those that a page knows.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from cases.visits import form
from cases.visits.form import CHILD, VISIT, Question
from cases.visits.sheets import plain
from directory.exchange import workbook
from directory.exchange.workbook import Page
from locales import catalogue
from locales.texts import Text

LANGUAGES = {"kk": "Қазақша (kk)", "ru": "Русский (ru)", "en": "English (en)"}
ROOT = "data"
_LABELS = tuple(f"label::{name}" for name in LANGUAGES.values())
SURVEY = ("type", "name", *_LABELS, "required", "constraint", "relevant", "appearance")
CHOICES = ("list_name", "name", *_LABELS)
SETTINGS = ("form_title", "form_id", "version", "default_language", "style", "name")
_TYPES: Mapping[str, str] = {
    "text": "text",
    "long": "text",
    "birth": "text",
    "age": "integer",
    "date": "date",
    "number": "integer",
    "hours": "text",
    "load": "text",
    "time": "text",
    "point": "geopoint",
}
_NUMBER = "[0-9]{1,3}([.,][0-9]{1,2})?"
_CONSTRAINTS: Mapping[str, str] = {
    "birth": "regex(., '^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?|[0-9]{1,2}[.][0-9]{1,2}[.][0-9]{4}|[0-9]{1,2})$')",
    "age": ". >= 0 and . <= 120",
    "number": ". >= 0 and . <= 999",
    "hours": f"regex(., '^(>|<=)? ?{_NUMBER}([-–]{_NUMBER})?$')",
    "load": f"regex(., '^(>|<=)? ?{_NUMBER}([-–]{_NUMBER})?$')",
    "time": "regex(., '^[0-9]{1,2}[:.][0-9]{2}$')",
}
_NOT_LATER = ("q9", "q12")


def write(path: Path) -> None:
    """Write the empty form as a workbook of three sheets."""
    workbook.write(
        path,
        [
            Page("survey", SURVEY, list(survey())),
            Page("choices", CHOICES, list(choices())),
            Page("settings", SETTINGS, [settings()]),
        ],
    )


def survey() -> Iterator[Sequence[str]]:
    """Give the rows of the survey: the visit, then the children, each section a group."""
    yield from _group(VISIT, form.of_visit())
    yield _row("begin_repeat", CHILD, form.sections()[1], relevant="${x_found} = 'yes'")
    for number in dict.fromkeys(one.section for one in form.of_child()):
        yield from _group(f"s{number}", tuple(one for one in form.of_child() if one.section == number))
    yield _row("end_repeat", "", None)


def choices() -> Iterator[Sequence[str]]:
    """Give the rows of the choices: every list of options once."""
    lists = {one.option_set: one.options for one in form.questions() if one.options}
    for name, options in lists.items():
        for option in options:
            yield (name, option.code, *_said(option.text))


def settings() -> Sequence[str]:
    """Give the row of the settings."""
    title = catalogue.load("ru").say(plain.TITLE)
    number = "".join(sign for sign in form.version() if sign.isdigit())
    return (title, form.version(), number, LANGUAGES["kk"], "pages", ROOT)


def _group(name: str, asked: Sequence[Question]) -> Iterator[Sequence[str]]:
    yield _row("begin_group", name, form.sections()[asked[0].section], appearance="field-list")
    for question in asked:
        yield _asked(question)
    yield _row("end_group", "", None)


def _asked(question: Question) -> Sequence[str]:
    kind = _TYPES.get(question.kind, "")
    if question.options:
        kind = f"select_{'multiple' if question.kind == 'codes' else 'one'} {question.option_set}"
    late = question.id in _NOT_LATER
    return _row(
        kind,
        question.id,
        question.text,
        required="yes" if question.required and question.id != "x_age" else "",
        constraint=". <= today()" if late else _CONSTRAINTS.get(question.kind, ""),
        relevant=_relevant(question),
        appearance="multiline" if question.kind == "long" else "",
    )


def _relevant(question: Question) -> str:
    """Give when a question is asked. Of an optional list of several answers each is looked for by itself."""
    return " or ".join(f"${{{id}}} = '{code}'" for id, code in question.only_if)


def _row(
    kind: str,
    name: str,
    text: Text | None,
    *,
    required: str = "",
    constraint: str = "",
    relevant: str = "",
    appearance: str = "",
) -> Sequence[str]:
    labels = _said(text) if text else ("",) * len(LANGUAGES)
    return (kind, name, *labels, required, constraint, relevant, appearance)


def _said(text: Text) -> tuple[str, ...]:
    return tuple(catalogue.load(language).say(text) for language in LANGUAGES)
