"""What is told of services has its time: first it is forgotten who told it, then it is deleted."""

from datetime import datetime

from sqlalchemy import delete, update

from cases.services import schema
from store.transaction import Transaction

_correction, _outcome, _check = schema.service_correction, schema.service_outcome, schema.service_check
_list = schema.service_list


def sweep(tx: Transaction, nameless_before: datetime, deleted_before: datetime) -> None:
    """Forget who told what before the first moment, delete what was told or decided before the second.

    An open correction and an open re-check stay until somebody decides. A list that nobody took in goes with
    the names.
    """
    for table in (_correction, _outcome):
        is_old = (table.c.told_at < nameless_before, table.c.account != "")
        tx.execute(update(table).where(*is_old).values(account=""))
    tx.execute(delete(_list).where(_list.c.brought_at < nameless_before))
    tx.execute(delete(_outcome).where(_outcome.c.told_at < deleted_before))
    tx.execute(delete(_correction).where(_correction.c.decided_at < deleted_before))
    tx.execute(delete(_check).where(_check.c.done_at < deleted_before))
