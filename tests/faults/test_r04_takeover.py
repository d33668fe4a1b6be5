"""R4: a process dies with a message in hand; another carries it when the lease has run out, not before."""

import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from shutil import copyfile

import pytest

from store import duties
from tests.doubles import postgres
from tests.doubles.phone import Phone
from tests.faults.archive import ServerArchive
from tests.faults.lives import Furniture, Lives
from tests.faults.mother import Mother
from tests.faults.witness import Witness

PERSON = 50_000
PATIENCE = 60.0  # seconds on top of the lease, on a busy machine
TOGETHER = 3

pytestmark = pytest.mark.timeout(600)


def test_another_process_takes_over_what_a_dead_one_had_in_hand(
    tmp_path: Path,
    furnished: Path,
    mother: Mother,
    so_many: Callable[..., int],
    figure: Callable[[str], None],
) -> None:
    lease = so_many(int(duties.LEASE.total_seconds()), briefly=4)
    arguments = [] if lease == duties.LEASE.total_seconds() else [f"--lease={lease}"]
    copyfile(furnished / "directory.db", tmp_path / "directory.db")
    with (
        postgres.serving(durable=True) as server,
        Witness(Random(4)) as telegram,
        Lives(
            tmp_path,
            telegram,
            Furniture(archive := ServerArchive(server.empty()), mother, arguments, abreast=TOGETHER),
        ) as house,
    ):
        house.fill()
        telegram.fault("slow", "sendMessage", seconds=lease + PATIENCE)
        Phone(telegram, PERSON, "kk").type("/help")
        assert telegram.wait(lambda: telegram.calls("sendMessage", PERSON), PATIENCE)
        (holder, until), *others = archive.leases()
        house.die(0, int(holder.split("-")[-2]))
        died = time.time()
        assert telegram.wait(lambda: len(telegram.calls("sendMessage", PERSON)) > 1, lease + PATIENCE)
        again = time.time() - time.monotonic() + telegram.calls("sendMessage", PERSON)[1].at
        assert house.deaths[0].carrying == 1
        house.stop()

    figure(
        f"R4: one of {TOGETHER} processes dies while it sends: another carries it {again - died:.1f} s later,"
        f" {again - until:.1f} s after the end of its lease of {lease} s"
    )
    assert others == []
    assert again >= until
