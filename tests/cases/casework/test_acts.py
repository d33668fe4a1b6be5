"""Taking, accepting, noting, urgency, links, closing and opening again: once, and undone where it can be."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from cases import case, clocks, errors, escalation, forwarding, history, linking, opening, parts, progress
from cases.casework import accepting, afterthought, ending, noting, relating, reopening, taking, urgency
from cases.casework.urgency import Change
from cases.office import Office
from store.database import Database
from store.transaction import Transaction
from store.writer import Writer
from tests.cases.casework.desk import LATER, LEAD, TOO_LATE, crew, file, stands
from tests.cases.told import DEBT, NOW


def test_one_officer_takes_a_case_and_gives_it_back(database: Database, office: Office) -> None:
    people, number = crew(database, office), file(database, office)
    mine, other = people.officer.officer, people.colleague.officer
    with database.transaction() as tx:
        assert taking.take(tx, number, mine, now=NOW)
        assert not taking.take(tx, number, other, now=NOW)
        holder = stands(tx, office, people.colleague, number).holder
        assert holder is not None
        assert holder.name == mine.name
        assert not taking.give_back(tx, number, other, of=other.lookup, now=NOW)
        assert taking.give_back(tx, number, mine, of=mine.lookup, now=NOW)
        assert taking.take(tx, number, other, now=NOW)
        assert _acts(tx, number)[-3:] == ["taken", "given back", "taken"]


@pytest.mark.both
@pytest.mark.parametrize("act", ["acknowledge", "take", "accept", "close"])
def test_of_many_who_press_at_once_one_does_it(database: Database, office: Office, act: str) -> None:
    people, number = crew(database, office), file(database, office, acknowledged=act != "acknowledge")
    both = (people.officer.officer, people.colleague.officer)
    doing: dict[str, Callable[..., bool]] = {
        "acknowledge": lambda tx, at: progress.acknowledge(tx, number=number, actor=LEAD, now=NOW).first,
        "take": lambda tx, at: taking.take(tx, number, both[at % 2], now=NOW),
        "accept": lambda tx, at: accepting.accept(tx, number, actor=LEAD, now=NOW),
        "close": lambda tx, at: ending.close(tx, number, "helped", both[at % 2], now=NOW),
    }
    writer = Writer(database)
    futures = [writer.submit(partial(doing[act], at=at)) for at in range(12)]
    writer.close()

    assert [future.result() for future in futures].count(True) == 1


def test_accepting_is_noted_once_and_needs_an_acknowledgement(database: Database, office: Office) -> None:
    number = file(database, office, acknowledged=False)
    with database.transaction() as tx:
        assert not accepting.accept(tx, number, actor=LEAD, now=NOW)
        progress.acknowledge(tx, number=number, actor=LEAD, now=NOW)
        assert [accepting.accept(tx, number, actor=LEAD, now=NOW) for _ in range(2)] == [True, False]
        assert case.get(tx, number).accepted_at is not None
        assert _acts(tx, number).count("accepted") == 1


def test_a_note_is_read_by_who_reads_the_whole_case_and_by_no_copy(
    database: Database, office: Office
) -> None:
    people, number = crew(database, office), file(database, office)
    with database.transaction() as tx:
        id = noting.note(tx, office, number, people.officer.officer, " Visit on Monday. ", now=NOW)
        for reader in (people.colleague, people.operator, people.coordinator):
            told = opening.open_part(tx, office, reader, number, f"note:{id}", now=NOW)
            assert told == {"day": "2026-11-23", "role": LEAD, "words": "Visit on Monday."}
        with pytest.raises(errors.NotForThisKey):
            opening.open_part(tx, office, people.copy, number, f"note:{id}", now=NOW)
        for unfit in (" ", "x" * (noting.LONGEST + 1)):
            with pytest.raises(errors.WordsUnfit):
                noting.note(tx, office, number, people.officer.officer, unfit, now=NOW)


@pytest.mark.both
def test_a_note_is_taken_back_by_its_author_within_ten_minutes_and_is_gone(
    database: Database, office: Office
) -> None:
    people, number = crew(database, office), file(database, office)
    mine, other = people.officer.officer, people.colleague.officer
    with database.transaction() as tx:
        first, second = (f"note:{noting.note(tx, office, number, mine, 'a', now=NOW)}" for _ in range(2))
        assert not noting.take_back(tx, number, first, other, now=LATER)
        assert not noting.take_back(tx, number, "close", mine, now=LATER)
        assert noting.take_back(tx, number, first, mine, now=LATER)
        assert not noting.take_back(tx, number, first, mine, now=LATER)
        assert not noting.take_back(tx, number, second, mine, now=TOO_LATE)
        assert [name for name in parts.names(tx, number) if name.startswith("note")] == [second]


@pytest.mark.both
def test_urgency_moves_the_deadline_and_the_moment_at_which_the_case_climbs(
    database: Database, office: Office
) -> None:
    people, number = crew(database, office), file(database, office, acknowledged=False)
    mine = people.officer.officer
    with database.transaction() as tx:
        escalation.delivered(tx, office, forwarding.of_case(tx, number)[0].id, NOW)
        before = case.get(tx, number)
        assert urgency.change(tx, office, number, Change("U0", "danger"), mine, now=LATER)
        assert not urgency.change(tx, office, number, Change("U0", "danger"), mine, now=LATER)
        row = case.get(tx, number)
        assert (before.urgency, row.urgency) == ("U1", "U0")
        assert row.due_at == clocks.due("U0", NOW.replace(microsecond=123000), office.law)
        assert escalation.look(tx, office, number, LATER) == row.due_at
        climbed = escalation.look(tx, office, number, NOW + timedelta(hours=25))
        assert isinstance(climbed, escalation.Climbed)


def test_a_change_of_urgency_is_taken_back_within_ten_minutes(database: Database, office: Office) -> None:
    people, number = crew(database, office), file(database, office, acknowledged=False)
    mine = people.officer.officer
    with database.transaction() as tx:
        before = case.get(tx, number)
        urgency.change(tx, office, number, Change("U0", "danger"), mine, now=NOW)
        assert not urgency.take_back(tx, office, number, people.colleague.officer, now=LATER)
        assert urgency.take_back(tx, office, number, mine, now=LATER)
        assert not urgency.take_back(tx, office, number, mine, now=LATER)
        after = case.get(tx, number)
    assert (after.urgency, after.due_at) == (before.urgency, before.due_at)


def test_the_worst_forms_are_never_made_less_urgent(database: Database, office: Office) -> None:
    people, number = crew(database, office), file(database, office, facts=DEBT)
    with database.transaction() as tx:
        row = case.get(tx, number)
        assert (row.severity, row.urgency) == (4, "U0")
        assert urgency.offered(office, row) == ()
        for wanted in (Change("U3", "less"), Change("U9", "less"), Change("U1", "because")):
            with pytest.raises(errors.UrgencyRefused):
                urgency.change(tx, office, number, wanted, people.coordinator.officer, now=NOW)


@pytest.mark.both
def test_two_cases_are_linked_once_from_either_side_and_unlinked(database: Database, office: Office) -> None:
    one, two = file(database, office), file(database, office, origin="draft-2", territory="611633100")
    with database.transaction() as tx:
        assert linking.of_case(tx, one) == ()
        assert relating.link(tx, one, two, actor=LEAD, now=NOW)
        assert not relating.link(tx, two, one, actor=LEAD, now=NOW)
        assert (linking.of_case(tx, one), linking.of_case(tx, two)) == ((two,), (one,))
        assert relating.unlink(tx, two, one, actor=LEAD, now=NOW)
        assert not relating.unlink(tx, one, two, actor=LEAD, now=NOW)
        for unknown in (one, 99):
            with pytest.raises(errors.UnknownCase):
                relating.link(tx, one, unknown, actor=LEAD, now=NOW)


def test_a_duplicate_is_closed_and_linked_and_both_are_undone_together(
    database: Database, office: Office
) -> None:
    people = crew(database, office)
    one, two = file(database, office), file(database, office, origin="draft-2", territory="611633100")
    mine = people.officer.officer
    with database.transaction() as tx:
        assert ending.duplicate(tx, two, one, mine, now=NOW)
        assert (case.get(tx, two).state, case.get(tx, two).outcome) == ("closed", "duplicate")
        assert linking.of_case(tx, one) == (two,)
        assert not ending.take_back(tx, office, two, people.colleague.officer, now=LATER)
        assert ending.take_back(tx, office, two, mine, now=LATER)
        assert case.get(tx, two).state == "acknowledged"
        assert linking.of_case(tx, one) == ()


def test_closing_is_undone_within_ten_minutes_and_not_later(database: Database, office: Office) -> None:
    people, number = crew(database, office), file(database, office)
    with database.transaction() as tx:
        ending.close(tx, number, "helped", people.officer.officer, now=NOW)
        assert afterthought.sweep(tx, TOO_LATE) == 1
        assert not ending.take_back(tx, office, number, people.officer.officer, now=LATER)


@pytest.mark.both
def test_a_case_that_nobody_had_acknowledged_is_waited_for_again_when_it_is_reopened(
    database: Database, office: Office
) -> None:
    people, number = crew(database, office), file(database, office, acknowledged=False)
    later = NOW + timedelta(days=20)
    with database.transaction() as tx:
        ending.close(tx, number, "not_found", people.officer.officer, now=NOW)
        assert escalation.look(tx, office, number, later) is None
        assert reopening.reopen(tx, office, number, "goes_on", actor="operator", now=later)
        assert not reopening.reopen(tx, office, number, "goes_on", actor="operator", now=later)
        row = case.get(tx, number)
        assert (row.state, row.outcome, row.closed_at) == ("received", "", None)
        assert row.due_at is not None
        assert row.due_at > later
        assert escalation.look(tx, office, number, later) is not None
        with pytest.raises(errors.ReopeningRefused):
            reopening.reopen(tx, office, number, "because", actor="operator", now=later)


def _acts(tx: Transaction, number: int) -> list[str]:
    return [row["act"] for row in history.of_case(tx, number)]
