"""Catalogues follow the sources, keep what translators wrote, and do not change without a reason."""

from pathlib import Path

from babel.messages.catalog import Message

from locales import compiling, extraction, glossary, languages, upkeep
from locales.glossary import Entry, Glossary
from locales.texts import Text
from locales.upkeep import Used

SKIP, BACK = Text("nav.skip", "Skip"), Text("nav.back", "Back")
MEMORY = Glossary(
    {
        "nav.skip": Entry(SKIP, dict.fromkeys(languages.CODES, "Skip") | {"ru": "Пропустить"}, "a button"),
        "nav.back": Entry(BACK, dict.fromkeys(languages.CODES, "Back") | {"ru": "Назад"}),
    },
    glossary.read().plurals,
)


def house(folder: Path, *texts: Text) -> Used:
    (folder / "bot").mkdir(exist_ok=True)
    (folder / "bot" / "__init__.py").write_text("\n".join(repr(text) for text in texts), encoding="utf-8")
    return extraction.in_house(folder)


def entry(source: bytes, text: Text) -> Message:
    found = compiling.parsed(source).get(text.english, text.context)
    assert found is not None
    return found


def test_the_template_has_the_texts_of_the_sources_their_notes_and_all_counted_nouns(tmp_path: Path) -> None:
    template = upkeep.template(house(tmp_path, SKIP, BACK), MEMORY)
    contexts = [message.context for message in compiling.parsed(template) if message.id]

    assert contexts == [
        "n.children",
        "n.days",
        "n.hours",
        "n.minutes",
        "n.places",
        "n.reports",
        "nav.back",
        "nav.skip",
    ]
    assert entry(template, SKIP).auto_comments == ["a button"]


def test_new_entries_are_filled_from_the_glossary(tmp_path: Path) -> None:
    template = upkeep.template(house(tmp_path, SKIP), MEMORY)
    russian = upkeep.updated(template, b"", "ru", MEMORY)
    child = Text("n.children", "{n} child")

    assert entry(russian, SKIP).string == "Пропустить"
    assert entry(russian, child).string == ("{n} ребёнок", "{n} ребёнка", "{n} детей")


def test_what_a_translator_wrote_stays_unless_refilled(tmp_path: Path) -> None:
    template = upkeep.template(house(tmp_path, SKIP), MEMORY)
    ours = upkeep.updated(template, b"", "ru", MEMORY)
    theirs = ours.replace("Пропустить".encode(), "Дальше".encode())

    assert upkeep.updated(template, theirs, "ru", MEMORY) == theirs
    assert upkeep.updated(template, theirs, "ru", MEMORY, refill=True) == ours


def test_a_translators_comment_and_doubt_stay(tmp_path: Path) -> None:
    template = upkeep.template(house(tmp_path, SKIP), MEMORY)
    ours = upkeep.updated(template, b"", "ru", MEMORY)
    theirs = ours.replace(b"#. a button", b"# is it?\n#. a button").replace(
        b'msgctxt "nav.skip"', b'#, fuzzy\nmsgctxt "nav.skip"'
    )

    assert upkeep.updated(template, theirs, "ru", MEMORY) == theirs


def test_entries_that_the_sources_dropped_go(tmp_path: Path) -> None:
    before = upkeep.updated(upkeep.template(house(tmp_path, SKIP, BACK), MEMORY), b"", "ru", MEMORY)
    after = upkeep.updated(upkeep.template(house(tmp_path, BACK), MEMORY), before, "ru", MEMORY)

    assert compiling.parsed(after).get("Skip", "nav.skip") is None
    assert entry(after, BACK).string == "Назад"


def test_changed_english_is_not_given_the_old_translation(tmp_path: Path) -> None:
    before = upkeep.updated(upkeep.template(house(tmp_path, SKIP), MEMORY), b"", "ru", MEMORY)
    template = upkeep.template(house(tmp_path, Text("nav.skip", "Leave out")), MEMORY)
    after = upkeep.updated(template, before, "ru", MEMORY)

    assert entry(after, Text("nav.skip", "Leave out")).string == ""


def test_a_second_run_changes_no_byte(tmp_path: Path) -> None:
    template = upkeep.template(house(tmp_path, SKIP, BACK), MEMORY)
    assert upkeep.template(house(tmp_path, BACK, SKIP), MEMORY) == template
    for code in languages.CODES:
        first = upkeep.updated(template, b"", code, MEMORY)

        assert upkeep.updated(template, first, code, MEMORY) == first
        assert compiling.compiled(first) == compiling.compiled(first)
        assert b"Date" not in first


def test_a_text_with_quotes_newlines_and_percent_survives(tmp_path: Path) -> None:
    odd = Text("x.odd", 'He said "100 %"\n\\ and\tleft {n}')
    memory = Glossary({"x.odd": Entry(odd, dict.fromkeys(languages.CODES, odd.english))}, {})
    source = upkeep.updated(upkeep.template(house(tmp_path, odd), memory), b"", "kk", memory)

    assert entry(source, odd).string == odd.english
