"""A call that lies open on two pages: each change is kept, and of two answers none is lost."""

from msgspec.structs import replace

from conversations.phone import merging
from conversations.phone.call import Call

BEFORE = Call(
    "d", codes={"age": ("12_13",)}, words={"more": "cotton", "where": "Arys"}, place="6", place_for="Arys"
)


def by(page: str, standing: Call, mine: Call, was: Call = BEFORE) -> Call:
    """Give the call as it stands after a page that was drawn with `was` has sent `mine`."""
    return merging.merged(standing, mine, merging.read(merging.written(was)), page)


def test_what_two_pages_changed_in_different_fields_is_all_kept() -> None:
    first = by("one", BEFORE, replace(BEFORE, name="Asel", codes={}))
    both = by("two", first, replace(BEFORE, words={"more": "cotton, all day", "where": "Arys"}))

    assert (both.name, both.codes, both.words["more"]) == ("Asel", {}, "cotton, all day")
    assert (both.place, both.place_for, both.beside) == ("6", "Arys", {})


def test_a_field_that_both_changed_keeps_the_first_answer_and_the_later_beside_it_until_one_is_chosen() -> (
    None
):
    first = by("one", BEFORE, replace(BEFORE, codes={"age": ("7_11",)}))
    both = by("two", first, replace(BEFORE, codes={"age": ("14_15",)}))

    assert both.codes == {"age": ("7_11",)}
    assert both.beside == {"q.age": {"two": ("14_15",)}}
    chosen = merging.chosen(both, "q.age", "two")
    assert (chosen.codes, chosen.beside) == ({"age": ("14_15",)}, {})
    assert merging.chosen(both, "q.age", "").codes == {"age": ("7_11",)}
    late = by(
        "one",
        chosen,
        replace(BEFORE, codes={"age": ("7_11",)}),
        was=replace(BEFORE, codes={"age": ("7_11",)}),
    )
    assert (late.codes, late.beside) == (
        {"age": ("14_15",)},
        {},
    )  # a page that changed nothing more disputes nothing


def test_a_page_never_disputes_with_itself_though_it_did_not_hear_that_it_was_kept() -> None:
    first = by("one", BEFORE, replace(BEFORE, words={"more": "cot"}))
    again = by("one", first, replace(BEFORE, words={"more": "cotton, ten of them"}))

    assert (again.words, again.beside) == ({"more": "cotton, ten of them"}, {})


def test_what_nobody_chose_from_is_filed_with_both_answers() -> None:
    first = by("one", BEFORE, replace(BEFORE, name="Asel", words={"more": "ten"}, codes={"age": ("7_11",)}))
    both = by("two", first, replace(BEFORE, name="Asem", words={"more": "five"}, codes={"age": ("14_15",)}))
    filed = merging.joined(both, {"age": "How old?", "age.14_15": "14 or 15"})

    assert (filed.name, filed.codes, filed.beside) == ("Asel / Asem", {"age": ("7_11",)}, {})
    assert filed.words["more"] == "ten / How old? 14 or 15 / five"


def test_a_page_that_says_nothing_readable_of_what_stood_there_is_taken_as_it_is() -> None:
    assert merging.read("{") is None
    assert merging.merged(BEFORE, replace(BEFORE, name="Asel"), None, "two").name == "Asel"
