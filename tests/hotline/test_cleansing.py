"""Files are cleaned in a process that may die: the service learns of it, says no, and goes on."""

import asyncio
import sys

import pytest

from cases.errors import MediumRefused
from hotline.cleansing import Cleansing
from hotline.errors import CleanerBroken
from tests.doubles import files

_KILLED = (sys.executable, "-c", "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")
_HANGS = (sys.executable, "-c", "import time; time.sleep(100)")
_LOOPS = (sys.executable, "-c", "while True: print('x' * 1000)")
_NOSY = (
    sys.executable, "-c",
    "import os, sys; from hotline import cleaner; cleaner._give_up()\n"
    "try: open('/etc/passwd')\n"
    "except OSError: sys.stdout.write('ok none\\n' + ' '.join(os.environ))",
)  # fmt: skip


@pytest.mark.parametrize("program", [_KILLED, _HANGS, _LOOPS], ids=["killed", "hangs", "never ends"])
def test_a_process_that_dies_or_hangs_refuses_its_file(program: tuple[str, ...]) -> None:
    with pytest.raises(MediumRefused) as refused:
        asyncio.run(Cleansing(program, 0.5).clean(bytes(200_000), "photo"))

    assert refused.value.code == "file_broken"


def test_the_next_file_is_cleaned_after_one_that_killed_its_process() -> None:
    async def both() -> str:
        cleansing = Cleansing(_KILLED)
        with pytest.raises(MediumRefused):
            await cleansing.clean(b"x", "photo")
        cleansing.program = Cleansing().program
        return (await cleansing.clean(files.picture("JPEG", 1), "photo")).ending

    assert asyncio.run(both()) == "jpg"


def test_a_process_that_cannot_begin_refuses_nothing() -> None:
    with pytest.raises(CleanerBroken):
        asyncio.run(Cleansing(("/bin/false",)).clean(b"x", "photo"))


def test_the_process_knows_no_secrets_and_opens_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTLINE_BOT_TOKEN", "1:canary")
    washed = asyncio.run(Cleansing(_NOSY).clean(b"", "photo"))

    assert washed.ending == "none"
    assert b"HOTLINE" not in washed.body
