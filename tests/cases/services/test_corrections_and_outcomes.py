"""What people tell of services: corrections, outcomes, re-checks; who told it is forgotten."""

from datetime import timedelta
from pathlib import Path

import pytest

from cases import retention
from cases.services import checks, corrections, errors, outcomes, schema, standing, tellers
from store.database import Database
from store.seal import Keys
from store.transaction import Transaction
from tests.cases.told import NOW

pytestmark = pytest.mark.both

DAY = timedelta(days=1)
ONE, TWO = "5f0c1d2e-0000-5000-8000-000000000001", "5f0c1d2e-0000-5000-8000-000000000002"
ANNA, BEK, DINA = "telegram:4711", "telegram:4712", "web:4713"


def call_dead(tx: Transaction, keys: Keys, account: str, *, days: int = 0, service: str = ONE) -> None:
    outcomes.tell(tx, keys, service, "dead_phone", role="public", account=account, now=NOW + days * DAY)


def test_a_correction_waits_with_its_words_until_an_editor_decides(database: Database, keys: Keys) -> None:
    with database.transaction() as tx:
        number = corrections.tell(tx, keys, ONE, "phone", "+7 701 555 01 01", account=ANNA, now=NOW)
        assert number is not None
        (waiting,) = corrections.listing(tx, keys)
        assert (waiting.service, waiting.what, waiting.words) == (ONE, "phone", "+7 701 555 01 01")
        assert waiting.told_at == tellers.day(NOW)

        assert corrections.decide(tx, number, "accepted", by="editor", now=NOW) == ONE
        assert corrections.listing(tx, keys) == ()
        (decided,) = corrections.listing(tx, keys, "accepted")
        assert decided.words == "+7 701 555 01 01"
        with pytest.raises(errors.UnknownCorrection):
            corrections.decide(tx, number, "refused", by="editor", now=NOW)


def test_one_account_cannot_fill_the_queue_of_a_service(database: Database, keys: Keys) -> None:
    with database.transaction() as tx:
        told = [corrections.tell(tx, keys, ONE, "other", "", account=ANNA, now=NOW) for _ in range(5)]
        others = corrections.tell(tx, keys, ONE, "other", "", account=BEK, now=NOW)

    assert [number is not None for number in told] == [True, True, True, False, False]
    assert others is not None


@pytest.mark.parametrize(("days", "asked"), [(89, True), (91, False)])
def test_two_accounts_within_ninety_days_have_somebody_look_again(
    database: Database, keys: Keys, days: int, asked: bool
) -> None:
    with database.transaction() as tx:
        call_dead(tx, keys, ANNA)
        assert checks.open_ones(tx) == ()
        call_dead(tx, keys, BEK, days=days)

        assert [check.service for check in checks.open_ones(tx)] == [ONE] * asked
        assert standing.penalties(tx) == ({ONE: standing.DEAD_PHONE} if asked else {})


def test_one_account_that_presses_twice_is_one(database: Database, keys: Keys) -> None:
    with database.transaction() as tx:
        call_dead(tx, keys, ANNA)
        call_dead(tx, keys, ANNA, days=1)
        call_dead(tx, keys, BEK, service=TWO)

        assert checks.open_ones(tx) == ()


def test_whoever_corrects_their_word_takes_it_back(database: Database, keys: Keys) -> None:
    with database.transaction() as tx:
        call_dead(tx, keys, ANNA)
        outcomes.tell(tx, keys, ONE, "reached", role="public", account=ANNA, now=NOW)
        call_dead(tx, keys, BEK)

        assert checks.open_ones(tx) == ()
        assert outcomes.tally(tx, ONE, since=NOW - DAY) == {"reached": 1, "dead_phone": 1}


def test_after_somebody_made_sure_what_was_told_before_no_longer_counts(
    database: Database, keys: Keys
) -> None:
    with database.transaction() as tx:
        call_dead(tx, keys, ANNA)
        call_dead(tx, keys, BEK)
        (check,) = checks.open_ones(tx)
        assert checks.done(tx, check.number, "right", by="editor", now=NOW + DAY) == ONE
        call_dead(tx, keys, DINA, days=2)
        assert (checks.open_ones(tx), standing.penalties(tx)) == ((), {})
        with pytest.raises(errors.UnknownCheck):
            checks.done(tx, check.number, "right", by="editor", now=NOW)

        call_dead(tx, keys, ANNA, days=2)
        assert len(checks.open_ones(tx)) == 1


def test_only_a_monitor_who_reached_a_service_confirms_it(database: Database, keys: Keys) -> None:
    with database.transaction() as tx:
        for outcome, role, account in (
            ("reached", "public", ANNA),
            ("full", "monitor", BEK),
            ("accepted", "monitor", DINA),
        ):
            outcomes.tell(tx, keys, ONE, outcome, role=role, account=account, now=NOW)

        assert outcomes.confirmed(tx, since=NOW - DAY) == (outcomes.Confirmed(ONE, tellers.day(NOW)),)


def test_who_told_it_is_forgotten_after_a_month_and_all_of_it_after_a_year(
    database: Database, keys: Keys
) -> None:
    with database.transaction() as tx:
        number = corrections.tell(tx, keys, ONE, "phone", "", account=ANNA, now=NOW)
        waits = corrections.tell(tx, keys, TWO, "phone", "", account=ANNA, now=NOW)
        call_dead(tx, keys, ANNA)
        assert accounts(tx) == {schema.service_correction.name: 2, schema.service_outcome.name: 1}
        retention.sweep(tx, NOW + 29 * DAY)
        assert accounts(tx) == {schema.service_correction.name: 2, schema.service_outcome.name: 1}
        retention.sweep(tx, NOW + 32 * DAY)
        assert accounts(tx) == {schema.service_correction.name: 0, schema.service_outcome.name: 0}

        assert number is not None
        corrections.decide(tx, number, "refused", by="editor", now=NOW + 32 * DAY)
        retention.sweep(tx, NOW + 400 * DAY)
        assert outcomes.tally(tx, ONE, since=NOW - DAY) == {}
        assert corrections.listing(tx, keys, "refused") == ()
        assert [one.number for one in corrections.listing(tx, keys)] == [waits]


def test_to_be_forgotten_takes_the_account_out_and_leaves_what_was_told(
    database: Database, keys: Keys
) -> None:
    with database.transaction() as tx:
        corrections.tell(tx, keys, ONE, "closed", "", account=ANNA, now=NOW)
        call_dead(tx, keys, ANNA)
        call_dead(tx, keys, BEK)
        tellers.forget(tx, keys, ANNA)

        assert accounts(tx) == {schema.service_correction.name: 0, schema.service_outcome.name: 1}
        assert outcomes.tally(tx, ONE, since=NOW - DAY) == {"dead_phone": 2}


def test_accounts_differ_from_service_to_service(database: Database, keys: Keys) -> None:
    with database.transaction() as tx:
        call_dead(tx, keys, ANNA)
        call_dead(tx, keys, ANNA, service=TWO)

        assert len({row["account"] for row in tx.rows(schema.service_outcome.select())}) == 2


@pytest.mark.sqlite
def test_no_file_of_the_database_holds_words_or_an_account(
    database: Database, keys: Keys, tmp_path: Path
) -> None:
    with database.transaction() as tx:
        corrections.tell(tx, keys, ONE, "other", "Канарейка Ахметова, 87015550101", account=ANNA, now=NOW)
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("cases.db*"))

    assert ONE.encode() in stored
    assert [secret for secret in ("Канарейка", "5550101", "4711") if secret.encode() in stored] == []


def accounts(tx: Transaction) -> dict[str, int]:
    tables = (schema.service_correction, schema.service_outcome)
    return {table.name: sum(bool(row["account"]) for row in tx.rows(table.select())) for table in tables}
