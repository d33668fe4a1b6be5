"""R21: nobody is accused by the machine. A grave claim waits for a person, doubles are linked."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

from cases import case, filing, forwarding, linking, parts
from cases.content import EXTRACT, REPORT
from cases.errors import NotForThisKey
from cases.filing import Filed
from cases.keyring import Unlocked
from conversations import notices
from conversations.house import House
from conversations.notices import Manner
from locales import languages
from store.database import Database
from tests.cases.told import MAKTAARAL, NOW, report
from tests.doubles import recovery

EMPLOYER = "Нұрлан Қасенов"
CLAIMS: tuple[dict[str, object], ...] = (
    {"age": 13, "activity": ["cotton"], "employer_kind": "private"},
    {"age": 15, "activity": ["market_carry"], "hours_day": 9, "employer_kind": "company"},
    {"wfcl": ["bonded_labour"], "activity": ["petrol"]},
    {"abuse": True, "activity": ["car_wash"]},
    {"wfcl": ["sexual_exploitation"]},
    {"wfcl": ["begging"], "employer_kind": "parent"},
)
POLICE = ("POLICE_JUV", "POLICE_TIP", "PROS")
WAIT = timedelta(minutes=15)


def test_no_claim_of_the_public_accuses_anybody_by_itself(
    database: Database,
    house: House,
    so_many: Callable[..., int],
    figure: Callable[[str], None],
) -> None:
    chance, cases_filed = Random(21), so_many(1000)
    early = named = shown = 0
    for number in range(cases_filed):
        told = report(
            f"draft-{number}",
            facts=chance.choice(CLAIMS),
            answers={"employer_name": EMPLOYER},
            point=(40 + number / 10, 68.5),
            territory=MAKTAARAL,
            doubtful=number % 7 == 0,
        )
        with database.transaction() as tx:
            filed = filing.file_report(tx, house.office, told, now=NOW)
            early += _is_early(filed)
            named += any(EMPLOYER in text or "doubt" in text for text in _pointers(house, filed))
            shown += _extract_holds(tx, filed.number)

    figure(
        f"R21: {cases_filed} unverified reports: {early} grave ones sent to the police or prosecutor before "
        f"15 minutes, {named} pointers that name anybody, {shown} extracts with a word of the reporter"
    )
    assert (early, named, shown) == (0, 0, 0)


def test_two_reports_of_one_place_are_linked_for_the_department_and_the_second_is_not_refused(
    database: Database,
    house: House,
) -> None:
    with database.transaction() as tx:
        filed = [
            filing.file_report(tx, house.office, report(draft, point=(40.875, 68.517)), now=NOW)
            for draft in ("first", "second")
        ]
        assert [row.number for row in case.listing(tx)] == [2, 1]
        assert linking.of_case(tx, 2) == (1,)

    first = filed[1].forwardings[0]
    manner = Manner("", {first.department: "Department"}, linked=filed[1].linked)
    message = notices.pointer(filed[1], [first], house.speaker("en"), manner)
    assert "May be about the same place as case 1." in message.text


def _is_early(filed: Filed) -> bool:
    """Tell whether somebody who acts on suspects is told before the operator had their 15 minutes."""
    if filed.severity < 4 and not filed.lead.body.startswith("POLICE"):
        return False
    return any(
        one.department.partition(":")[0] in POLICE
        and one.state == "open"
        and (one.send_at < NOW + WAIT or not one.unconfirmed)
        for one in filed.forwardings
    )


def _pointers(house: House, filed: Filed) -> list[str]:
    names = {one.department: one.department for one in filed.forwardings}
    return [
        notices.pointer(filed, [one], house.speaker(language), Manner(MAKTAARAL, names)).text
        for one in filed.forwardings
        for language in languages.CODES
    ]


def _extract_holds(tx, number: int) -> bool:  # type: ignore[no-untyped-def]
    """Tell whether what the limited copies read holds the reporter's own words."""
    unlocked = recovery.unlocked(tx)
    assert EMPLOYER in str(parts.read(tx, unlocked, number, REPORT))
    limited = {
        one.department
        for one in forwarding.of_case(tx, number)
        if one.department.startswith(("LABOUR", "EDU", "SOCIAL", "PROS")) and one.roles == ("copy",)
    }
    theirs = Unlocked({key: pair for key, pair in unlocked.pairs.items() if key[0] in limited})
    try:
        parts.read(tx, theirs, number, REPORT)
    except NotForThisKey:
        pass
    else:
        return True
    return EXTRACT in parts.names(tx, number) and EMPLOYER in str(parts.read(tx, unlocked, number, EXTRACT))
