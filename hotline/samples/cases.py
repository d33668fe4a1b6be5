"""Sample cases: what was reported in the last days around Maktaaral, and what became of it since.

One of each kind that the desk has to show: new, acknowledged, added to, with a photo, linked with another,
declined, overdue, about somebody who writes of themselves, and one for the police that nobody has confirmed.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from hotline.compose import Composed
from hotline.samples import picture
from hotline.samples.elapsing import Elapsing
from hotline.samples.happening import ACKNOWLEDGE, BACK_TO_OPERATOR, Event, newest, pressed
from hotline.samples.reporter import Reporter, Told

_FIELD, _VILLAGE, _ATAKENT, _MYRZAKENT = (40.861, 68.549), "614455200", "614459100", "614430100"
_TURKISTAN, _SARYAGASH = "611000000", "615400000"


def tell(composed: Composed, now: datetime, earlier: Sequence[Event] = ()) -> int:
    """Have everything happen that the samples tell, ending now; gives how many cases came of it.

    `earlier` is what happened before that. Nothing happens in a house that has a case already: 0.
    """
    with composed.database.reading() as tx:
        if newest(tx):
            return 0
    recent = _events()
    began_at = now - max(one.ago for one in recent) - timedelta(minutes=1)
    before = [one for one in earlier if now - one.ago <= began_at]
    if before:
        first = now - max(one.ago for one in before)
        _elapse(Elapsing(composed, first, step=timedelta(days=1)), before, now, began_at)
    beside = [one for one in earlier if one not in before]
    _elapse(Elapsing(composed, began_at), [*recent, *beside], now, now)
    with composed.database.reading() as tx:
        return newest(tx)


def _elapse(elapsing: Elapsing, events: Sequence[Event], now: datetime, end: datetime) -> None:
    for one in sorted(events, key=lambda one: -one.ago):
        elapsing.until(now - one.ago)
        one.happen(elapsing)
        elapsing.settle()
    elapsing.until(end)


def _events() -> tuple[Event, ...]:
    day, hour, minute = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
    return (
        Event(5 * day, _reported("building", "kk", _BUILDING)),
        Event(5 * day - 3 * hour, pressed(ACKNOWLEDGE)),
        Event(4 * day, _reported("wash", "ky", _WASH)),
        Event(4 * day - 5 * hour, pressed(BACK_TO_OPERATOR)),
        Event(2 * day, _reported("cotton", "uz", _COTTON, wants_answer=True)),
        Event(2 * day - 2 * hour, pressed(ACKNOWLEDGE)),
        Event(30 * hour, _reported("onions", "ru", _ONIONS)),
        Event(26 * hour, _added("cotton", "uz", "Bugun yana ikki bola keldi, biri 10 yoshlarda.")),
        Event(20 * hour, _reported_with_photo("sacks", "kk", _SACKS, wants_answer=True)),
        Event(6 * hour, _reported("own", "kk", _OWN, wants_answer=True)),
        Event(25 * minute, _reported("begging", "ru", _BEGGING)),
        Event(10 * minute, _reported("market", "en", _MARKET, wants_answer=True)),
    )


def _reported(
    name: str, language: str, told: Told, *, wants_answer: bool = False
) -> Callable[[Elapsing], None]:
    return lambda elapsing: Reporter(elapsing, name, language).report(told, wants_answer=wants_answer)


def _reported_with_photo(
    name: str, language: str, told: Told, *, wants_answer: bool
) -> Callable[[Elapsing], None]:
    def happen(elapsing: Elapsing) -> None:
        shown = Told(told.what, told.where, told.answers, picture.photo(elapsing.now))
        Reporter(elapsing, name, language).report(shown, wants_answer=wants_answer)

    return happen


def _added(name: str, language: str, text: str) -> Callable[[Elapsing], None]:
    return lambda elapsing: Reporter(elapsing, name, language).add(text)


_BUILDING = Told(
    "construction",
    _MYRZAKENT,
    {
        "when": "this_week",
        "how_many": "1",
        "age": "16",
        "hours": "4",
        "times": "t_weekend",
        "employer": "e_company",
        "no_school": "no",
        "more": "Дүкен салып жатыр, бала кірпіш тасиды. Жұмыс киімі, қолғабы жоқ.",
    },
)
_WASH = Told(
    "car_wash",
    _TURKISTAN,
    {"when": "earlier", "employer": "e_private", "more": "Иштегендер чоң кишилер окшойт, бирок ишенбейм."},
)
_COTTON = Told(
    "cotton",
    _VILLAGE,
    {
        "danger": "d_conditions d_no_school",
        "when": "often",
        "how_many": "4",
        "age": "12-13",
        "hours": "9",
        "days_week": "6",
        "times": "t_morning t_day t_weekdays",
        "employer": "e_private",
        "more": "Ertalab traktor olib ketadi, kech qaytadi. Suv yoʻq.",
    },
)
_ONIONS = Told(
    "vegetables",
    _ATAKENT,
    {
        "danger": "d_hazard",
        "when": "today",
        "how_many": "3",
        "age": "13",
        "hours": "8",
        "days_week": "6",
        "employer": "e_private",
        "no_school": "yes",
        "more": "Сортируют лук на складе за базаром, мешки тяжёлые.",
    },
)
_SACKS = Told(
    "cotton",
    _VILLAGE,
    {
        "danger": "d_hazard d_no_school",
        "when": "today",
        "how_many": "2",
        "age": "12-13",
        "hours": "8",
        "employer": "e_private",
        "more": "Балалар ауыр қап көтеріп жүр. Суретке тек дала түсірілді.",
    },
)
_OWN = Told(
    "restaurant",
    _ATAKENT,
    {
        "self": "yes",
        "danger": "none",
        "age": "15",
        "hours": "6",
        "night": "yes",
        "more": "Мен кешке жұмыс істеймін, түнгі он екіде қайтамын. Сабаққа тұра алмаймын.",
    },
)
_BEGGING = Told(
    "begging",
    _FIELD,
    {
        "danger": "d_forced",
        "when": "often",
        "how_many": "2",
        "age": "7-11",
        "more": "Каждый день у входа на рынок. Рядом взрослый, он забирает деньги.",
    },
)
_MARKET = Told(
    "market_carry",
    _SARYAGASH,
    {
        "when": "today",
        "how_many": "5",
        "age": "13",
        "more": "Boys pull carts between the rows from early morning.",
    },
)
