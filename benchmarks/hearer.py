"""We ourselves as a contestant: raw getUpdates answers in, everything they cause on the disk, one process.

What `bot/receive.py` does with an answer, without the network: read it, hear all of it in one unit of the
writer, wait for the commit, go on. Usage: `python -m benchmarks.hearer FOLDER [DATABASE]`.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from benchmarks import premises, rehearsal
from benchmarks.peers import exchange
from benchmarks.peers.exchange import Watch
from benchmarks.walk import DRAFT
from bot import updates
from bot.updates import Batch
from cases import schema
from conversations.talk import Heard
from hotline.compose import Composed
from store.schema import duty
from store.transaction import Transaction
from store.writer import Writer

Json = dict[str, Any]

_CASES = select(func.count().label("n")).select_from(schema.case)
_SAID = select(func.count().label("n")).select_from(duty).where(duty.c.kind == "say:telegram")


@dataclass(slots=True)
class Hearer:
    """Hears what it is told to prepare, `batch` updates at a time."""

    composed: Composed
    writer: Writer

    def prepare(self, asked: Json) -> Callable[[], Json]:
        """Make ready to hear a file of updates, or else to count what is in the database.

        Drafts have the names now that they were given.
        """
        if "posts" not in asked:
            return self._counts
        posts = exchange.posts(Path(asked["posts"]))
        drafts = rehearsal.drafts_of(self.composed, sorted({one.person for one in posts}))
        raws = [one.raw.replace(DRAFT.encode(), drafts.get(one.person, DRAFT).encode()) for one in posts]
        bodies = exchange.answers(raws, int(asked["batch"]))
        return lambda: self._go(bodies)

    def _go(self, bodies: Sequence[bytes]) -> Json:
        before, answered, aside = self._counted(), 0, 0
        with Watch() as watch:
            for body in bodies:
                batch = updates.read_answer(body, "hotline_bot")
                heard = self.writer.submit(self._unit(batch), shared=True).result()
                answered += len(heard)
                aside += len(batch.unreadable) + sum(one.aside for one in heard)
        filed, said = (after - one for after, one in zip(self._counted(), before, strict=True))
        took = {"wall": watch.wall, "cpu": watch.cpu}
        return {"answered": answered - aside, "filed": filed, "said": said, **took}

    def _unit(self, batch: Batch) -> Callable[[Transaction], list[Heard]]:
        now = datetime.now(UTC)
        return lambda tx: self.composed.reception.hear_all(tx, batch.incomings, now)

    def _counts(self) -> Json:
        filed, said = self._counted()
        return {"filed": filed, "said": said}

    def _counted(self) -> tuple[int, int]:
        """How many cases there are, and how many messages were queued for reporters and departments."""
        with self.composed.database.reading() as tx:
            return tx.rows(_CASES)[0]["n"], tx.rows(_SAID)[0]["n"]


def main() -> None:
    """Answer until stdin ends."""
    folder, database = Path(sys.argv[1]), "".join(sys.argv[2:])
    with premises.opened(premises.told(folder, database)) as composed:
        writer = Writer(composed.database)
        exchange.serve(Hearer(composed, writer).prepare)
        writer.close()


if __name__ == "__main__":
    main()
