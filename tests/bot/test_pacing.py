"""Pacing by a clock that is handed in."""

from hypothesis import given
from hypothesis import strategies as some

from bot import pacing
from bot.pacing import Pacing

GROUP, PERSON = "-1001", "501"


def sent_at(paces: Pacing, chat: str, count: int, start: float = 0.0) -> list[float]:
    """When `count` messages to one chat go, each as early as allowed."""
    now, times = start, []
    for _ in range(count):
        while (seconds := paces.wait_for(chat, now)) > 0:
            now += seconds
        paces.take(chat, now)
        times.append(now)
    return times


def most_in(times: list[float], seconds: float) -> int:
    return max(sum(start <= time < start + seconds for time in times) for start in times)


def test_a_person_gets_a_short_burst_and_then_one_message_a_second() -> None:
    times = sent_at(Pacing(), PERSON, 60)

    assert times[:5] == [0] * 5
    assert most_in(times, 5) == 5
    assert times[-1] == 55


def test_a_group_never_gets_more_than_twenty_messages_in_any_minute() -> None:
    times = sent_at(Pacing(), GROUP, 100)

    assert most_in(times, 60) == 20
    assert times[-1] < 5 * 60


def test_all_chats_together_get_at_most_thirty_messages_in_any_second() -> None:
    paces, now, times = Pacing(), 0.0, []
    for number in range(200):
        while (seconds := paces.wait_for(str(number), now)) > 0:
            now += seconds
        paces.take(str(number), now)
        times.append(now)

    assert most_in(times, 1) == 30
    assert now < 7


def test_a_chat_that_asked_for_silence_holds_up_nobody_else() -> None:
    paces = Pacing()
    paces.hold(GROUP, 40, now=100)
    paces.hold(GROUP, 5, now=101)

    assert paces.wait_for(GROUP, 101) == 39
    assert paces.wait_for(PERSON, 101) == 0
    assert paces.wait_for(GROUP, 140) == 0


def test_asking_takes_nothing() -> None:
    paces = Pacing()

    assert [paces.wait_for(PERSON, 0) for _ in range(50)] == [0] * 50


def test_chats_that_fell_silent_are_forgotten() -> None:
    paces = Pacing()
    for number in range(2 * pacing._ROUND):
        paces.take(str(number), float(number))

    assert len(paces._chats) < 10


@given(some.lists(some.tuples(some.sampled_from([GROUP, PERSON, "7"]), some.floats(0, 20)), max_size=80))
def test_however_messages_come_no_limit_is_broken(wishes: list[tuple[str, float]]) -> None:
    paces, now = Pacing(), 0.0
    times: dict[str, list[float]] = {}
    for chat, gap in wishes:
        now += gap
        while (seconds := paces.wait_for(chat, now)) > 0:
            now += seconds
        paces.take(chat, now)
        times.setdefault(chat, []).append(now)

    assert all(most_in(sent, 4.999) <= 5 for sent in times.values())
    assert most_in(times.get(GROUP, [0.0]), 59.999) <= 20
