"""Posts: one process does the work at a time, also when the database goes away and comes back."""

import asyncio
import contextlib
import time
from collections.abc import Callable, Iterator

import pytest

from hotline import posts
from hotline.posts import Post
from store.database import Database
from store.ground import Leadership
from tests.doubles import postgres as doubles
from tests.doubles.postgres import Server

SOON = 10


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posts, "ASK_AGAIN", 0.02)


@pytest.fixture
def house(postgres: Server) -> Iterator[Callable[[], Database]]:
    with doubles.opening(postgres.migrated([])) as opening:
        yield opening


class Workplace:
    """Counts who works: how many at this moment, how often somebody began."""

    def __init__(self) -> None:
        self.begun = 0
        self.working = 0

    async def work(self) -> None:
        self.begun += 1
        self.working += 1
        try:
            await asyncio.Event().wait()
        finally:
            self.working -= 1


async def _until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(SOON):
        while not condition():  # noqa: ASYNC110 – what is waited for happens in the database
            await asyncio.sleep(0.005)


def _cut(server: Server) -> None:
    server.run("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted")


def _is_taken(leading: Leadership) -> None:
    """Take a post that somebody has just left: the server hears of it some milliseconds later."""
    deadline = time.monotonic() + SOON
    while not leading.held():
        assert time.monotonic() < deadline
    leading.close()


async def _ended(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    for task in tasks:
        with contextlib.suppress(asyncio.CancelledError):
            await task


def test_the_work_is_laid_down_when_the_post_is_lost_and_taken_up_by_whoever_has_it_then(
    house: Callable[[], Database], postgres: Server
) -> None:
    async def run() -> None:
        place = Workplace()
        keeping = [Post(house().leadership("receiver")) for _ in range(2)]
        tasks = [asyncio.create_task(post.keep(place.work)) for post in keeping]
        for times in range(1, 6):
            await _until(lambda times=times: place.begun == times and place.working == 1)  # type: ignore[misc]
            assert [post.held for post in keeping].count(True) == 1
            _cut(postgres)
        await _until(lambda: place.begun == 6 and place.working == 1)
        await _ended(tasks)
        assert not any(post.held for post in keeping)
        assert place.working == 0

    asyncio.run(run())


def test_a_post_that_was_left_is_free_at_once(house: Callable[[], Database]) -> None:
    async def run() -> None:
        place, post = Workplace(), Post(house().leadership("carrier"))
        task = asyncio.create_task(post.keep(place.work))
        await _until(lambda: post.held)
        await _ended([task])

    asyncio.run(run())
    _is_taken(house().leadership("carrier"))


def test_who_has_left_a_post_takes_it_no_more(house: Callable[[], Database]) -> None:
    leading = house().leadership("carrier")
    assert leading.held()
    leading.close()
    assert not leading.held()  # the question of a thread that was on its way
    _is_taken(house().leadership("carrier"))


def test_what_ends_the_work_ends_the_keeping_and_leaves_the_post(house: Callable[[], Database]) -> None:
    async def refused() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        asyncio.run(Post(house().leadership("carrier")).keep(refused))
    _is_taken(house().leadership("carrier"))
