"""A small directory of made-up services in real places, told apart by their ids."""

from datetime import UTC, date, datetime

from directory import kinds
from directory.reading import Directory
from directory.search.finding import Finder
from directory.service import Opening, Seat, Service, Terms

NOW = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)  # a Monday, eleven in the morning in Kazakhstan
ASSURED = date(2026, 1, 15)
SHYMKENT, TARAZ, ALMATY = "790000000", "311000000", "750000000"
SARYAGASH, ZHETISAY, TURKISTAN_OBLAST, ZHAMBYL_OBLAST = "615400000", "613800000", "610000000", "310000000"
MAKTAARAL = "614400000"
AT_SHYMKENT, AT_TARAZ = (42.315, 69.587), (42.9, 71.378)
WEEK = Opening(frozenset(range(5)), 9 * 60, 18 * 60)


def service(id_: str, kind: str, seat: str = "", **others: object) -> Service:
    """A service of a kind at a place, assured of lately; its names, unless given, are none."""
    told = {"names": {}, "kinds": (kind,) if kind else (), "assured": ASSURED} | others
    if "seats" not in told:
        told["seats"] = (Seat(seat),) if seat else ()
    return Service(id_, **told)  # type: ignore[arg-type]


def one_of_each_kind(directory: Directory) -> Finder:
    """One service of each kind, all in one district: only words tell them apart."""
    services = [
        Service(
            kind.code,
            {"ru": f"{kind.names['ru']} Мактааральского района"},
            (kind.code,),
            seats=(Seat(MAKTAARAL),),
        )
        for kind in kinds.all_kinds().values()
    ]
    return Finder(services, directory.territories, directory.places, directory.aliases)


def school(number: int, seat: str, patron: str = "") -> Service:
    """A numbered school."""
    named = f" имени {patron}" if patron else ""
    names = {"ru": f"Общеобразовательная средняя школа №{number}{named}", "kk": f"№{number} орта мектеп"}
    return service(f"school-{number}-{seat}", "school", seat, names=names)


SERVICES = (
    school(5, TARAZ),
    school(12, TARAZ, "Абая"),
    school(21, TARAZ, "Абая"),
    school(24, SHYMKENT, "Гагарина"),
    school(34, SARYAGASH),
    service(
        "crisis-taraz", "crisis_centre", TARAZ, names={"ru": "Кризисный центр", "kk": "Дағдарыс орталығы"}
    ),
    service("crisis-shymkent", "crisis_centre", seats=(Seat(SHYMKENT, AT_SHYMKENT),)),
    service("legal-taraz", "legal_aid", seats=(Seat(TARAZ, AT_TARAZ),), openings=(WEEK,)),
    service("legal-shymkent", "legal_aid", seats=(Seat(SHYMKENT, AT_SHYMKENT),), terms=Terms(free=True)),
    service("jobs-taraz", "employment_centre", TARAZ),
    service("jobs-saryagash", "employment_centre", SARYAGASH),
    service("adaptation-shymkent", "adaptation_centre", SHYMKENT, terms=Terms(youngest=3, oldest=17)),
    service("labour-turkistan", "labour_inspectorate", TURKISTAN_OBLAST, serves=(TURKISTAN_OBLAST,)),
    service("foundation", "public_foundation", ALMATY, names={"ru": "Общественный фонд «Талгар балалары»"}),
    service("hotline-111", "hotline", names={"ru": "Контакт-центр 111"}, serves=("KZ",)),
    service("closed", "crisis_centre", SARYAGASH, status="temporarily closed"),
    service("gone", "crisis_centre", SARYAGASH, status="defunct"),
    service("girls", "trafficking_shelter", ALMATY, terms=Terms(sex="girls", referral="by_request")),
)
