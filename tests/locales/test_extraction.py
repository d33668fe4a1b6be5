"""Texts are found in every kind of source."""

from pathlib import Path

import pytest

from locales import errors, extraction
from locales.texts import Text

SKIP = Text("nav.skip", "Skip")


def test_in_python_calls_of_text_are_found() -> None:
    source = """
A = Text("nav.skip", "Skip")
B = {"x": texts.Text("q.what", "What work "
    "is the child doing?")}
C = Text(context="nav.back", english="Back")
"""
    long = Text("q.what", "What work is the child doing?")

    assert set(extraction.in_python(source)) == {SKIP, long, Text("nav.back", "Back")}


def test_in_python_other_calls_are_not_texts() -> None:
    source = 'Text(context, english); Text("a.b", f"{x}"); Text(); Text("one"); Text(200); Other("a.b", "c")'

    assert list(extraction.in_python(source)) == []


def test_in_scripts_pairs_are_found_at_any_depth() -> None:
    source = """
text = ["nav.skip", "Skip"]
[[step]]
options = [{ code = "cotton", label = ["act.cotton", "Cotton"] }, { rows = [["urgency.U0", "at once"]] }]
"""

    assert list(extraction.in_script(source)) == [
        SKIP,
        Text("act.cotton", "Cotton"),
        Text("urgency.U0", "at once"),
    ]


def test_in_scripts_other_arrays_are_not_texts() -> None:
    source = """
codes = ["d_beaten", "d_forced"]
keys = ["opt.now", "opt.today"]
three = ["opt.now", "Right now", "more"]
numbers = [1, 2]
mixed = ["opt.now", 1]
sentence = ["Not a key", "Right now"]
"""

    assert list(extraction.in_script(source)) == []


def test_in_templates_say_is_found_with_and_without_values() -> None:
    source = """<p title="{{ say('nav.skip', 'Skip') }}">
{% if x %}{{ say("n.x", "{n} left", n=x) }}{% endif %}</p>
{{ say(context, "No") }} {{ other("a.b", "No") }} {{ say("only") }}"""

    assert list(extraction.in_template(source)) == [SKIP, Text("n.x", "{n} left")]


def house(folder: Path) -> Path:
    for name, content in {
        "bot/__init__.py": "",
        "bot/menu.py": 'Text("nav.skip", "Skip")',
        "conversations/__init__.py": 'Text("nav.skip", "Skip")',
        "conversations/scripts/deep/report.toml": 'a = ["q.a", "A?"]',
        "web/__init__.py": "",
        "web/templates/chat.html": '{{ say("web.a", "A") }}',
        "tests/__init__.py": 'Text("test.only", "No")',
        "notaroom/file.py": 'Text("not.a_room", "No")',
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    return folder


def test_the_whole_house_is_searched_but_not_its_tests(tmp_path: Path) -> None:
    found = extraction.in_house(house(tmp_path))

    assert found == {
        SKIP: ("bot/menu.py", "conversations/__init__.py"),
        Text("q.a", "A?"): ("conversations/scripts/deep/report.toml",),
        Text("web.a", "A"): ("web/templates/chat.html",),
    }
    assert list(found) == sorted(found)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bot/menu.py", "Text("),
        ("conversations/scripts/deep/report.toml", "a = ["),
        ("web/templates/chat.html", "{{ say( }}"),
    ],
)
def test_a_damaged_source_is_named(name: str, content: str, tmp_path: Path) -> None:
    (house(tmp_path) / name).write_text(content)

    with pytest.raises(errors.SourceUnreadable, match=name):
        extraction.in_house(tmp_path)
