"""Random walks over every script: nobody ever gets stuck, back undoes, sessions survive as JSON."""

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases import facts
from conversations import rendering
from conversations.dialogue import engine, extraction
from conversations.dialogue.script import Script
from conversations.dialogue.session import Input, Session, Turn
from conversations.house import House
from locales import languages
from tests.conversations.conftest import NOON

WORDS = st.one_of(
    st.sampled_from(
        [
            "мақта",
            "хлопок",
            "Алматы",
            "Жамбыл",
            "12-14",
            "17",
            "35",
            "0",
            "-3",
            "2,5",
            "кеше",
            "20.11",
            "меня бьют",
            "да",
        ]
    ),
    st.text(max_size=60),
    st.just("ы" * 1500),
)
POINTS = st.sampled_from([(43.24, 76.9), (40.9, 68.5), (42.87, 74.59), (55.75, 37.6), (0.0, 0.0)])
MOVES = st.one_of(
    st.tuples(st.just("press"), st.integers(0, 40)),
    st.tuples(st.just("old"), st.integers(0, 200)),
    st.tuples(st.just("text"), WORDS),
    st.tuples(st.just("point"), POINTS),
    st.tuples(st.sampled_from(["voice", "unclear", "edited"]), st.integers(0, 9)),
)
STEADY = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)


class Walker:
    """Walks; remembers every button it has ever seen."""

    def __init__(self, house: House, name: str) -> None:
        self.house = house
        self.script: Script = house.scripts[name]
        self.turn: Turn = engine.begin(self.script, "walk", house.lexicon, NOON)
        self.seen: list[str] = self.tokens()

    def tokens(self) -> list[str]:
        ask = self.turn.ask
        return [one.token for one in (*ask.choices, *ask.nav)] if ask else []

    def move(self, kind: str, what: object) -> None:
        self.go(self.input(kind, what))

    def go(self, given: Input) -> None:
        self.turn = engine.advance(self.script, self.turn.session, given, self.house.lexicon, NOON)
        if self.turn.ask is None and not self.turn.ending:  # silent: the question stays open on the screen
            self.turn = engine.resume(self.script, self.turn.session, self.house.lexicon, NOON)
        self.seen += self.tokens()

    def input(self, kind: str, what: object) -> Input:
        if kind == "press":
            tokens = self.tokens()
            return Input("press", token=tokens[int(what) % len(tokens)])  # type: ignore[call-overload]
        if kind == "old":
            return Input("press", token=self.seen[int(what) % len(self.seen)])  # type: ignore[call-overload]
        if kind == "text":
            return Input("text", text=str(what), message=len(self.seen))
        if kind == "point":
            return Input("point", point=what)  # type: ignore[arg-type]
        return Input(kind, text="edited", file="file", message=int(what))  # type: ignore[call-overload]

    def finish(self) -> None:
        """Send the report: press send as soon as it is there, else give the plainest answer."""
        for _ in range(30):
            if self.turn.ending:
                return
            ask = self.turn.ask
            assert ask is not None
            sends = [one for one in (*ask.choices, *ask.nav) if one.word in ("send", "send_review")]
            step = self.script.step(ask.step)
            if sends:
                self.go(Input("press", token=sends[0].token))
            elif step.kind == "place" and not ask.form:
                self.go(Input("point", point=(43.24, 76.9)))
            elif done := [one for one in ask.nav if one.word == "done"]:
                self.go(Input("press", token=done[0].token))
            else:
                self.go(Input("press", token=(ask.choices or ask.nav)[0].token))
        raise AssertionError(f"stuck at {self.turn.session.step} {self.turn.session.inner}")


@pytest.mark.parametrize("name", ["citizen_report", "teacher_absence"])
@STEADY
@given(moves=st.lists(MOVES, max_size=25))
def test_no_walk_gets_stuck_and_every_end_can_be_assessed(
    house: House, name: str, moves: list[tuple[str, object]]
) -> None:
    walker = Walker(house, name)
    for kind, what in moves:
        if walker.turn.ending:
            break
        walker.move(kind, what)
    if walker.turn.ending == "delete":
        return

    walker.finish()

    assert walker.turn.ending == "send"
    facts.parse(extraction.facts(walker.script, walker.turn.session))


@STEADY
@given(moves=st.lists(MOVES, max_size=25), language=st.sampled_from(languages.CODES))
def test_every_turn_can_be_said_in_every_language(
    house: House, moves: list[tuple[str, object]], language: str
) -> None:
    walker = Walker(house, "citizen_report")
    for kind, what in moves:
        if walker.turn.ending:
            break
        walker.move(kind, what)

        for message in rendering.render(walker.script, walker.turn, house.speaker(language), "Department"):
            assert message.text.strip()
            for button in (one for row in message.buttons for one in row):
                assert 0 < len(button.label) <= 60
                assert 0 < len(button.token.encode()) <= 64


@STEADY
@given(moves=st.lists(MOVES, max_size=25))
def test_a_session_is_the_same_after_a_round_trip_through_json(
    house: House, moves: list[tuple[str, object]]
) -> None:
    walker = Walker(house, "citizen_report")
    for kind, what in moves:
        if walker.turn.ending:
            break
        walker.move(kind, what)
        session = walker.turn.session

        assert msgspec.json.decode(msgspec.json.encode(session), type=Session) == session


@STEADY
@given(moves=st.lists(MOVES, max_size=20), last=MOVES)
def test_back_undoes_the_last_answer(
    house: House, moves: list[tuple[str, object]], last: tuple[str, object]
) -> None:
    walker = Walker(house, "citizen_report")
    for kind, what in moves:
        if walker.turn.ending:
            return
        walker.move(kind, what)
    before = walker.turn.session
    if walker.turn.ending or before.inner or before.step in before.answers:
        return  # something is being asked back, or an answer is being changed: not a fresh question
    walker.move(*last)
    after = walker.turn.session
    if walker.turn.ending or before.step not in after.answers or after.trail[-1:] != (before.step,):
        return

    walker.go(Input("press", token=f"d:walk:{walker.script.index(after.step)}:b"))
    undone = walker.turn.session

    assert (undone.step, undone.answers, undone.trail) == (before.step, before.answers, before.trail)
