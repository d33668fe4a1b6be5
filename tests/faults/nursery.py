"""Born of the mother: furnishes the house once, then forks a life of it whenever it is told to.

Arguments: [--hasty] [--impatient] [--unpaced] [--lease=SECONDS]; settings: HOTLINE_* in the environment.

What has to be tried again comes back within a second here instead of within six hours: attempts that a kill
interrupted count, so after some kills nobody could wait for it. --impatient: a lock is waited for 0.2 s
instead of five, and what could not be kept is asked for again after 0.3 s instead of after a minute.
--unpaced: a chat gets at once what there is for it; the pace is for test_r10_pace.
--lease=3: what a dead process had in hand is free for others after 3 s instead of a minute, and they ask
five times as often whether a post of its is free.

First line told: the number of departments, each enrolled with a group of its own. Then, for every line read:
`life [role …]` forks a child that serves (tells its process id), `kill 4711 3.5` kills that one with SIGKILL
after 3.5 ms, `stop 4711 0` asks it to stop; both tell how it ended, as `os.waitstatus_to_exitcode` gives it.
The end of the input is the end of all children as well.
"""

import asyncio
import functools
import gc
import os
import signal
import ssl
import sys
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Never

from bot import pacing, receive
from bot.carrier import Carrier
from cases import enrolment
from conversations.talk import Reception
from hotline import compose, logs, posts, serving, settings, telegram
from hotline.commands import prepare
from hotline.compose import Composed
from hotline.serving import Extras
from hotline.settings import Settings
from hotline.telegram import Username
from locales import languages
from store import duties, sqlite
from tests.faults import hasty

FIRST_GROUP = -1001
"""Chat of the first department's group; those of the others follow downwards."""


def main(arguments: Sequence[str]) -> None:
    """Prepare, then do what is asked on standard input."""
    if "--hasty" in arguments:
        setattr(telegram, "Receiver", hasty.Hasty)  # noqa: B010 – the name is imported there, not exported
    duties.FIRST_DELAY, duties._LONGEST_BEFORE_JITTER = timedelta(seconds=0.1), timedelta(seconds=0.6)
    if "--impatient" in arguments:
        sqlite.BUSY_SECONDS, receive.LONGEST_PAUSE = 0.2, 0.3  # type: ignore[assignment]
    if "--unpaced" in arguments:
        setattr(pacing, "_buckets", lambda chat: ())  # noqa: B010 – what all chats get together is kept
    assert duties.claim.__kwdefaults__
    if lease := next((float(one.partition("=")[2]) for one in arguments if one.startswith("--lease=")), 0.0):
        duties.claim.__kwdefaults__["lease"], posts.ASK_AGAIN = timedelta(seconds=lease), posts.ASK_AGAIN / 5
    told = settings.read()
    logs.configure(told.log)
    username = Username()
    warm = _warm(told, username)
    departments = _enrol_everybody(warm)
    gc.freeze()  # what is warm stays shared: collecting garbage would copy it into every life
    _tell(str(departments))
    children = set[int]()
    for line in sys.stdin:
        order, *told_more = line.split()
        if order == "life":
            child = _begin_life(warm, username, frozenset(told_more) or serving.ROLES)
            children.add(child)
            _tell(str(child))
            continue
        child, wait = int(told_more[0]), float(told_more[1])
        time.sleep(wait / 1000)  # how long a life lasts is what is drawn by lot
        os.kill(child, signal.SIGKILL if order == "kill" else signal.SIGTERM)
        _tell(str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])))
        children.discard(child)
    for child in children:
        os.kill(child, signal.SIGKILL)


def furnish(told: Settings) -> None:
    """Make what a house needs and does not have yet: database, keys, directory, and a `recovery.txt`."""
    if recovery_key := prepare.prepare(told, sample=True):
        (told.directory.parent / "recovery.txt").write_text(recovery_key, encoding="ascii")


def _warm(told: Settings, username: Username) -> Composed:
    """Everything that a start reads but never writes; each life opens the database for itself."""
    furnish(told)
    composed = compose.compose(told, link=username.link)
    # All lives talk plain HTTP on this machine; reading the certificates of the world takes 60 ms each time.
    ssl.create_default_context = functools.cache(ssl.create_default_context)  # type: ignore[assignment]
    Carrier(told.telegram_url, told.bot_token.get_secret_value())  # what it imports only when it is made
    composed.directory.places.find("")
    _ = composed.house.finder  # both are made at the first question: here, not in every life
    return composed


def _enrol_everybody(warm: Composed) -> int:
    departments, now = warm.directory.departments.all(), datetime.now(UTC)
    with warm.database.transaction() as tx:
        for number, department in enumerate(departments):
            enrolment.enrol(
                tx,
                warm.keys,
                department=department.code,
                channel="telegram",
                chat=str(FIRST_GROUP - number),
                language=languages.CODES[number % len(languages.CODES)],
                now=now,
            )
    warm.database.close()
    return len(departments)


def _begin_life(warm: Composed, username: Username, roles: frozenset[str]) -> int:
    assert threading.active_count() == 1, "a thread does not survive a fork"
    child = os.fork()
    if child == 0:
        _live(warm, username, Extras(roles=roles))
    return child


def _live(warm: Composed, username: Username, extras: Extras) -> Never:
    """What `hotline serve` does, with the warm parts; ends the process."""
    code = 1
    try:
        database = compose.open_database(warm.settings)  # its tables are those of `_warm`: no upgrade
        house = warm.house
        born = Composed(warm.settings, database, warm.keys, warm.directory, house, Reception(house))
        asyncio.run(serving.serve(born, username, extras))
        database.close()
        code = 0
    finally:
        sys.stderr.flush()
        os._exit(code)


def _tell(line: str) -> None:
    os.write(1, f"{line}\n".encode())
