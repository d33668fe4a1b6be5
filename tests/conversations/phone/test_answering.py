"""The same told by telephone and in a chat is understood alike: facts, assessment, departments."""

from random import Random
from typing import Any

import pytest

from cases import judgement
from conversations import composing
from conversations.composing import Teller
from conversations.dialogue import engine, extraction
from conversations.dialogue.answers import Answer
from conversations.dialogue.session import Input, Session, Turn
from conversations.house import House
from conversations.phone import answering, filing, sheet
from conversations.phone.call import Call
from tests.cases.told import MAKTAARAL
from tests.conversations.conftest import NOON

CHATTY = ("media", "contact", "here")
WORDS = (
    "мақта тереді",
    "12-14",
    "бьют и не отпускают",
    "5",
    "күнде",
    "i work here",
    "🙂",
    "не знаю",
    "20.11",
    "99",
)


def _walked(house: House, luck: Random) -> tuple[Session, Call]:
    """Give one walk through a chat and the same, entered in a call: presses, words, or nothing."""
    script = filing.script_of(house)
    turn = engine.begin(script, "walk", house.lexicon, NOON)
    codes: dict[str, tuple[str, ...]] = {}
    words: dict[str, str] = {}
    while (asked := turn.ask) is not None:
        step = script.step(turn.session.step)
        if step.kind == "review":
            break
        if step.kind == "place":
            turn = _said(house, turn, Input("press", token=f"d:walk:{script.index('where')}:t{MAKTAARAL}"))
        elif step.name in CHATTY or not asked.choices or luck.random() < 0.4:
            turn = _passed(house, turn, step.required, words)
        elif step.kind == "many":
            turn = _several(house, turn, luck, codes)
        else:
            chosen = luck.choice([one for one in asked.choices if one.option])
            codes[step.name] = (chosen.option,)
            turn = _said(house, turn, Input("press", token=chosen.token))
    return turn.session, Call("walk", codes=codes, words=words, place=MAKTAARAL)


def _several(house: House, turn: Turn, luck: Random, codes: dict[str, tuple[str, ...]]) -> Turn:
    step, choices = turn.session.step, turn.ask.choices if turn.ask else ()
    for number in luck.sample(range(len(choices)), luck.randint(1, 4)):
        shown = turn.ask
        assert shown is not None
        if shown.step != step:
            break
        codes[step] = (*codes.get(step, ()), shown.choices[number].option)
        if shown.choices[number].token.split(":")[3][0] == "o":
            codes[step] = (shown.choices[number].option,)
        turn = _said(house, turn, Input("press", token=shown.choices[number].token))
    if turn.ask is not None and turn.ask.step == step:
        turn = _said(house, turn, Input("press", token=f"d:walk:{filing.script_of(house).index(step)}:d"))
    return turn


def _passed(house: House, turn: Turn, required: bool, words: dict[str, str]) -> Turn:
    name = turn.session.step
    if required:
        words[name] = "мақта"
        return _said(house, turn, Input("text", text="мақта"))
    return _said(house, turn, Input("press", token=f"d:walk:{filing.script_of(house).index(name)}:s"))


def _said(house: House, turn: Turn, said: Input) -> Turn:
    return engine.advance(filing.script_of(house), turn.session, said, house.lexicon, NOON)


@pytest.mark.parametrize("seed", range(40))
def test_the_same_answers_give_the_same_facts_assessment_and_departments(house: House, seed: int) -> None:
    session, call = _walked(house, Random(seed))
    script, office = filing.script_of(house), house.office_at(NOON)
    in_chat = extraction.told(script, session)
    by_phone = extraction.told(script, filing.heard(house, call, NOON).session)

    assert _in_any_order(by_phone.facts) == _in_any_order(in_chat.facts)

    report = composing.report(house, script, session, in_chat, Teller("telegram", "kk"), now=NOON)
    one = judgement.judge(office, report)
    other = judgement.judge(office, filing.report_of(house, call, NOON)[0])

    assert other.assessment.fires == one.assessment.fires
    assert (other.assessment.severity, other.assessment.urgency) == (
        one.assessment.severity,
        one.assessment.urgency,
    )
    assert (other.addressed.lead, other.addressed.copies, other.addressed.owner, other.addressed.held) == (
        one.addressed.lead,
        tuple(two for two in one.addressed.copies if two != one.addressed.confirmer),
        one.addressed.owner,
        one.addressed.held,
    )
    assert not other.addressed.confirm_first  # an operator has heard it


def _in_any_order(facts: dict[str, Any]) -> dict[str, Any]:
    """A call has its answers in the order of the page, a chat in the order in which they were given."""
    return {name: sorted(one) if isinstance(one, list) else one for name, one in facts.items()}


@pytest.mark.parametrize("words", WORDS)
def test_words_at_any_question_are_understood_or_kept_and_never_refused(house: House, words: str) -> None:
    script = filing.script_of(house)
    asked = [step.name for step in script.steps if answering.is_asked(step)]
    call = Call("draft", words=dict.fromkeys(asked, words))
    answers = filing.heard(house, call, NOON).session.answers

    assert all(answers[name].text == words or answers[name].codes for name in asked)


def test_typed_work_is_understood_in_five_languages(house: House) -> None:
    for words in ("мақта тереді", "собирает хлопок", "picking cotton", "paxta teradi", "пахта терет"):
        call = Call("draft", words={"what": words})

        assert filing.heard(house, call, NOON).session.answers["what"].codes == ("cotton",), words


def test_every_question_of_the_script_is_on_the_sheet_but_those_of_a_chat(house: House) -> None:
    script, call = filing.script_of(house), Call("draft")
    heard = filing.heard(house, call, NOON)
    questions = sheet.questions(script, call, heard, house.speaker("kk"), house.speaker("uz"))

    left_out = {step.name for step in script.steps} - {one.name for one in questions}
    assert left_out == {"media", "contact", "here", "review"}
    assert [one.name for one in questions][:3] == ["what", "worst", "where"]
    what = questions[0]
    assert (what.ask, what.aloud) == (
        "Бала қандай жұмыс істеп жүр?",
        house.speaker("uz").words(script.step("what").ask),
    )


def test_a_refinement_is_asked_once_its_group_was_chosen(house: House) -> None:
    script = filing.script_of(house)

    assert "refine" not in list(sheet.shown(script, filing.heard(house, Call("draft"), NOON)))

    heard = filing.heard(house, Call("draft", codes={"what": ("g_farm",), "refine": ("cotton",)}), NOON)
    shown = list(sheet.shown(script, heard))
    assert {"refine", "refine.cotton"} <= set(shown)
    assert "refine.bus" not in shown
    assert heard.session.answers["refine"] == Answer(codes=("cotton",))


def test_words_that_may_mean_several_options_are_asked_back(house: House) -> None:
    call = Call("draft", words={"danger": "не бьют"})
    heard = filing.heard(house, call, NOON)
    lines = sheet.under(filing.script_of(house), heard, house.speaker("ru"))

    assert heard.session.answers["danger"].review
    assert lines["danger"][1:] == ("Бьют или угрожают",)


def test_a_number_out_of_bounds_is_kept_and_said(house: House) -> None:
    heard = filing.heard(house, Call("draft", words={"hours": "80"}), NOON)

    assert heard.session.answers["hours"] == Answer(text="80", review=True)
    assert sheet.under(filing.script_of(house), heard, house.speaker("en"))["hours"]


def test_a_child_that_calls_for_itself_is_not_asked_whether_it_does(house: House) -> None:
    heard = filing.heard(house, Call("draft", kind="child"), NOON)

    assert heard.session.answers["self"].codes == ("yes",)
