"""Work is searched for in a view, and claimed only as far as it is still there."""

import pytest

from store import duties
from store.database import Database
from store.duties import Duty
from store.seal import Keys
from tests.store.rows import NOW

pytestmark = pytest.mark.both


def test_what_was_found_in_a_view_is_claimed_only_as_far_as_it_is_still_free(
    database: Database, keys: Keys
) -> None:
    with database.transaction() as tx:
        for number in range(4):
            duties.add(tx, keys, Duty("say", f"say:{number}", NOW, b"x", lane="lane" * (number % 2)), NOW)
    with database.reading() as view:
        found = duties.find(view, now=NOW, limit=10)
    with database.transaction() as tx:
        taken = duties.claim(tx, keys, now=NOW, holder="quicker", found=found[:1])
        second = found[2]  # the head of the lane
        tx.flush()
        duties.claim(tx, keys, now=NOW, holder="quicker", found=[second])
    with database.transaction() as tx:
        mine = duties.claim(tx, keys, now=NOW, holder="me", found=found)

    assert len(found) == 4
    assert len(taken) == 1
    assert [one.id for one in mine] == [found[1]]  # not the one behind the head that another has
