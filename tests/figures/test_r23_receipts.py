"""R23: receipts cannot be guessed, and how long an answer takes tells nothing."""

import random
import statistics
import time
from collections.abc import Callable

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
def test_a_wrong_a_mistyped_and_an_erased_code_are_answered_alike_and_take_as_long(
    talker: Talker, so_many: Callable[[int], int], figure: Callable[[str], None]
) -> None:
    erased = followers.send_report(talker)
    followers.send_report(talker)
    with talker.database.transaction() as tx:
        tx.update(schema.case, {"number": 1}, {"erased_at": NOON})
    chance = random.Random(23)
    kinds: dict[str, Callable[[], str]] = {
        "wrong": lambda: receipt.written(_guess(chance)),
        "mistyped": lambda: _guess(chance)[:-1],
        "erased": lambda: erased,
    }
    turns = [{kind: f"{kind} {turn}" for kind in kinds} for turn in range(so_many(COMPARED))]
    _wait_for_codes(talker, [name for names in turns for name in names.values()])
    shares: dict[str, list[float]] = {kind: [] for kind in kinds}
    for number, names in enumerate(turns):
        if number % 100 == 0:
            _forget_counts(talker.database)
        spent = {
            kind: _time(talker, _typed(names[kind], kinds[kind]()))
            for kind in chance.sample(sorted(kinds), 3)
        }
        for kind, one in spent.items():
            shares[kind].append(one / sum(spent.values()))
    medians = [statistics.median(theirs) for theirs in shares.values()]
    difference = max(medians) / min(medians) - 1

    assert {_last_words(talker, name) for names in turns for name in names.values()} == {
        tracking.NOT_FOUND.english
    }
    assert difference < 0.05
    figure(
        f"R23: {len(turns)} wrong, mistyped and erased receipts each: one answer, CPU time within "
        f"{difference:.1%}"
    )


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


def _time(talker: Talker, incoming: Incoming) -> int:
    with talker.database.transaction() as tx:
        start = time.thread_time_ns()
        Reception(talker.house).hear_all(tx, [incoming], NOON)
        tx.flush()
        return time.thread_time_ns() - start


def _last_words(talker: Talker, name: str) -> str:
    return Talker(talker.database, talker.house, name).news()[-1].text


def _forget_counts(database: Database) -> None:
    """Forget what was counted, so that every code is looked up."""
    with database.transaction() as tx:
        tx.execute(tally.delete())
