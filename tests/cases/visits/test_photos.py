"""Photos of a visit: so many, not larger, gone with it, and copied for each child's case."""

import pytest
from sqlalchemy import select

from cases.office import Office
from cases.schema import medium
from cases.visits import drafts, errors, photos, submitting
from cases.visits.photos import Photo
from cases.visits.schema import visit_photo
from store.database import Database
from tests.cases.told import NOW
from tests.cases.visits import filled

PHOTO = Photo({"kind": "photo", "ending": "jpg", "cleaned_size": 5}, b"\xff\xd8abc")


def test_each_childs_case_gets_its_copies_and_all_are_locked_where_one_may_show_abuse(
    database: Database, office: Office
) -> None:
    with database.transaction() as tx:
        draft = filled.begun(tx, office.keys, filled.monitor(tx, office.keys))
        for _ in range(photos.MOST):
            photos.add(tx, office.keys, draft.token, draft.account, PHOTO, now=NOW)
        with pytest.raises(errors.PhotosRefused, match="count"):
            photos.add(tx, office.keys, draft.token, draft.account, PHOTO, now=NOW)
        filled.answer(tx, office.keys, draft, 0, {"x_found": "yes"})
        filled.with_child(tx, office.keys, draft)
        draft = filled.with_child(tx, office.keys, draft, {**filled.CHILD, "q19f": "found"})
        with pytest.raises(errors.PhotosRefused, match="barred"):
            photos.add(tx, office.keys, draft.token, draft.account, PHOTO, now=NOW)
        first, second = submitting.submit(tx, office, draft, now=NOW).children
        kept = [(row["case_number"], row["state"], row["key"]) for row in tx.rows(select(medium))]

        assert kept.count((first.number, "locked", None)) == photos.MOST  # it is the same picture
        assert kept.count((second.number, "locked", None)) == photos.MOST
        assert not tx.rows(select(visit_photo))


def test_the_photos_of_a_visit_that_is_called_off_are_deleted(database: Database, office: Office) -> None:
    with database.transaction() as tx:
        draft = filled.begun(tx, office.keys, filled.monitor(tx, office.keys))
        large = Photo({}, bytes(photos.LARGEST + 1))
        with pytest.raises(errors.PhotosRefused, match="size"):
            photos.add(tx, office.keys, draft.token, draft.account, large, now=NOW)
        photos.add(tx, office.keys, draft.token, draft.account, PHOTO, now=NOW)
        drafts.drop(tx, office.keys, draft.token, draft.account, now=NOW)

        assert not tx.rows(select(visit_photo))
