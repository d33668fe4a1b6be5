"""What verifiers wrote to the checks of a case, opened for whoever looks at its follow-up."""

from datetime import timedelta

from aiohttp import web

from cases import errors, opening
from cases.followups import noted
from cases.followups.noted import Beside
from store.transaction import Transaction
from web import work
from web.desk import returning
from web.desk.caller import Caller
from web.desk.case import reading
from web.desk.case.reading import Reader
from web.parts import PARTS

ONE_READING = timedelta(minutes=10)
"""So long coming from the page of the case, or back to the follow-up, is one reading."""


async def of(request: web.Request, caller: Caller) -> tuple[Beside, ...]:
    """Give what verifiers wrote, as far as these keys open it; the reading is noted before it is shown."""
    number, now, house = int(request.match_info["number"]), request.app[PARTS].now(), request.app[PARTS].house
    assert house is not None
    reads, reader = caller.session.reads, Reader(house, caller.signed, caller.language, now)
    known = reads.parts if reads and reads.number == number and now - reads.at <= ONE_READING else None

    def there(tx: Transaction) -> bool:
        return any(noted.is_part(name) for name in opening.openable(tx, caller.signed.unlocked, number))

    if not await work.read(request, there):
        return ()
    try:
        whole = await work.write(request, lambda tx: reading.opened(tx, reader, number, known))
    except (errors.UnknownCase, errors.NotTheirCase) as error:
        raise web.HTTPNotFound from error
    returning.shown(caller.session, number, whole, now)
    return noted.of_parts(whole.added) if whole is not None else ()
