"""R23: receipts cannot be guessed, and how long an answer takes tells nothing."""

import random
import statistics
import sys
import time
from collections.abc import Callable
from types import FrameType

import pytest
from structlog.testing import capture_logs

from cases import receipt, schema
from conversations import limits, person, tracking
from conversations.incoming import Address, Incoming
from conversations.schema import tally
from conversations.talk import Reception
from hotline.health import Watch
from store.database import Database
from tests.conversations import followers
from tests.conversations.conftest import NOON, Talker

ACCOUNTS = 1000
GUESSES = 100_000
BATCH = 100
COMPARED = 4_000
COUNTED = 60


@pytest.mark.timeout(600)
def test_guesses_hit_nothing_and_raise_an_alarm(
    talker: Talker, so_many: Callable[[int], int], figure: Callable[[str], None]
) -> None:
    code = followers.send_report(talker)
    guesses = so_many(GUESSES)
    chance = random.Random(23)
    accounts = [f"guesser {number}" for number in range(ACCOUNTS)]
    _wait_for_codes(talker, accounts)
    with capture_logs() as logs:
        for start in range(0, guesses, BATCH):
            batch = [
                _typed(accounts[number % ACCOUNTS], _guess(chance))
                for number in range(start, min(start + BATCH, guesses))
            ]
            if start >= guesses // 2:
                batch[-1] = _typed(accounts[-1], code)  # the right one, once none is looked up any more
            with talker.database.transaction() as tx:
                Reception(talker.house).hear_all(tx, batch, NOON)
    hits = sum(_follows(talker, name) for name in accounts)
    health = Watch(talker.database, telegram=False, now=lambda: NOON).look().figures
    alarms = [entry for entry in logs if "guessed" in entry["event"]]

    assert hits == 0
    assert health["receipts_wrong"] == limits.WRONG_RECEIPTS_IN_ALL
    assert health["receipts_guessed"]
    assert len(alarms) == 1
    figure(
        f"R23: {guesses} guesses at receipts by {ACCOUNTS} accounts, {health['receipts_wrong']} looked up, "
        f"{hits} hits, {len(alarms)} alarm"
    )


@pytest.mark.timeout(600)
def test_a_wrong_a_mistyped_and_an_erased_code_are_answered_alike_by_as_much_work(talker: Talker) -> None:
    answered = _Answered(talker, COUNTED)

    calls = answered.compare(_Calls)

    assert answered.last_words() == {tracking.NOT_FOUND.english}
    assert calls < 0.05, f"one kind takes {calls:.1%} more calls than another"


@pytest.mark.timeout(600)
def test_how_long_an_answer_to_a_code_takes_tells_nothing(
    talker: Talker, so_many: Callable[[int], int], figure: Callable[[str], None]
) -> None:
    many = so_many(COMPARED)
    difference = _Answered(talker, many).compare(_Nanoseconds)

    figure(
        f"R23: {many} wrong, mistyped and erased receipts each: one answer, CPU time within {difference:.1%}"
    )
    assert many < COMPARED or difference < 0.05  # so few, beside other tests, measure the machine


class _Nanoseconds:
    """How long one answer took, in CPU time."""

    def __enter__(self) -> "_Nanoseconds":
        self._start = time.thread_time_ns()
        return self

    def __exit__(self, *_: object) -> None:
        self.spent = time.thread_time_ns() - self._start


class _Calls:
    """How many functions were called for one answer: the same on every machine."""

    def __enter__(self) -> "_Calls":
        self.spent = 0
        sys.setprofile(self._count)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)

    def _count(self, _frame: FrameType, event: str, _told: object) -> None:
        self.spent += event in ("call", "c_call")


class _Answered:
    """So many people each, who send a wrong, a mistyped and an erased code."""

    def __init__(self, talker: Talker, many: int) -> None:
        self._talker, self._chance = talker, random.Random(23)
        erased = followers.send_report(talker)
        followers.send_report(talker)
        with talker.database.transaction() as tx:
            tx.update(schema.case, {"number": 1}, {"erased_at": NOON})
        self._kinds: dict[str, Callable[[], str]] = {
            "wrong": lambda: receipt.written(_guess(self._chance)),
            "mistyped": lambda: _guess(self._chance)[:-1],
            "erased": lambda: erased,
        }
        self._turns = [{kind: f"{kind} {turn}" for kind in self._kinds} for turn in range(many)]
        _wait_for_codes(talker, self._people)

    @property
    def _people(self) -> list[str]:
        return [name for names in self._turns for name in names.values()]

    def compare(self, meter: type[_Calls | _Nanoseconds]) -> float:
        """Give how much more the dearest kind costs than the cheapest, by the medians of their shares."""
        shares: dict[str, list[float]] = {kind: [] for kind in self._kinds}
        for number, names in enumerate(self._turns):
            if number % 100 == 0:
                _forget_counts(self._talker.database)
            spent = {
                kind: self._cost(meter, _typed(names[kind], self._kinds[kind]()))
                for kind in self._chance.sample(sorted(self._kinds), 3)
            }
            for kind, one in spent.items():
                shares[kind].append(one / sum(spent.values()))
        medians = [statistics.median(theirs) for theirs in shares.values()]
        return max(medians) / min(medians) - 1

    def last_words(self) -> set[str]:
        """Give what was said to them at last."""
        return {_last_words(self._talker, name) for name in self._people}

    def _cost(self, meter: type[_Calls | _Nanoseconds], incoming: Incoming) -> int:
        with self._talker.database.transaction() as tx, meter() as measured:
            Reception(self._talker.house).hear_all(tx, [incoming], NOON)
            tx.flush()
        return measured.spent


def _guess(chance: random.Random) -> str:
    body = f"{chance.randrange(10**15):015}"
    return next(body + digit for digit in "0123456789" if receipt.read(body + digit))


def _typed(name: str, text: str) -> Incoming:
    return Incoming(Address("web", name), name, "text", text, language="kk")


def _wait_for_codes(talker: Talker, names: list[str]) -> None:
    """Have all of these asked for their code."""
    commands = [Incoming(Address("web", name), name, "command", "status", language="en") for name in names]
    with talker.database.transaction() as tx:
        Reception(talker.house).hear_all(tx, commands, NOON)


def _follows(talker: Talker, name: str) -> bool:
    incoming = _typed(name, "")
    sender = person.index(talker.house.keys, incoming)
    with talker.database.reading() as tx:
        return person.load(tx, talker.house.keys, [sender])[sender].follows != 0


def _last_words(talker: Talker, name: str) -> str:
    return Talker(talker.database, talker.house, name).news()[-1].text


def _forget_counts(database: Database) -> None:
    """Forget what was counted, so that every code is looked up."""
    with database.transaction() as tx:
        tx.execute(tally.delete())
