"""What happens before some pages can be looked at: calls, a list, a voice message, an invitation."""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from cases import filing as reports
from cases import media, officers, passwords
from cases import people as cases_people
from cases.absences import absences, classes, schools
from cases.absences.absences import Told
from cases.absences.pupils import Line
from cases.admission import invitations, passes
from cases.admission.invitations import JOIN, Invitation
from cases.casework import ending
from cases.officers import Newcomer
from cases.referrals import measures, referring
from cases.referrals.measures import New
from cases.referrals.referring import Sending
from cases.services import lists
from cases.services.lists import Brought
from cases.visits import drafts, handing, submitting
from conversations.phone import call as calls
from conversations.phone import filing
from hotline.samples import people
from store.transaction import Transaction
from tests.cases.told import NOW, report
from tests.cases.visits import filled
from tests.doubles import staff
from tests.doubles.measures import CLOTHES
from tests.journeys.desk.hall import MONITOR, TEACHER, Hall

MYRZAKENT = "614430100"
CLOSED, REFERRED = 1, 3
SOUND = b"OggS, as good as"
LIST = (
    "Название услуги (на русском);Вид;Район или город, где находится;Телефон;Адрес\n"
    "Фонд «Мейірім»;Общественный фонд;614400000;8 7222 52 00 00;улица Абая, 12\n"
    "Приют;нет такого вида;614400000;12;\n"
)
_SAID = {"what": ("cotton",), "danger": ("d_conditions",), "how_many": ("3",), "age": ("12-13",)}


def played(hall: Hall) -> Mapping[str, str]:
    """Have it all happen; gives what addresses of pages (`looking.Sight.path`) are filled with."""
    composed = hall.composed
    house, keys = composed.house, composed.keys
    with composed.database.transaction() as tx:
        operator, editor = (officers.present(tx, keys, name) for name in ("operator", "editor"))
        police = officers.present(tx, keys, "police")
        ending.close(tx, CLOSED, "helped", officers.present(tx, keys, "child-rights"), now=NOW)
        call, ended = (_call(hall, tx, operator.lookup, is_filed=is_filed) for is_filed in (False, True))
        lists.keep(tx, keys, "list", editor.lookup, Brought("list.csv", LIST.encode(), "desk"), now=NOW)
        medium = media.number(tx)
        media.expect(tx, keys, medium, "spoken", "voice", now=NOW)
        told = media.description("voice", SOUND, ending="ogg", cleaned=len(SOUND), received_at=NOW)
        media.keep(tx, house.office, medium, media.sealed(medium, told, SOUND), now=NOW)
        voiced = reports.file_report(tx, house.office, report("spoken", media=(medium,)), now=NOW)
        new = Newcomer("new-officer", "officer", police.department, people.PASSWORD)
        waits = passwords.make(keys, new, now=NOW, limits=staff.QUICK)
        officers.add(tx, keys, waits, actor="desk")
        token = invitations.invite(
            tx, keys, Invitation(JOIN, "operator", "", ""), actor="admin", entropy=house.entropy, now=NOW
        )
        school = _school(hall, tx)
        decided = _decided(hall, tx)
        referred = measures.keep(tx, house.office, REFERRED, CLOTHES, by="coordinator", now=NOW)
        outside = _field(hall, tx, school)
    service = min(house.shelf.services)
    return {
        "call": str(call),
        "ended": str(ended),
        "list": "list",
        "voiced": str(voiced.number),
        "medium": str(medium),
        "token": token,
        "person": police.lookup,
        "newcomer": waits.lookup,
        "service": service,
        "school": school,
        "decided": str(decided),
        "measure": str(referred.id),
        "teacher": cases_people.index(keys, TEACHER),
        "over": "x" * 32,
        **outside,
    }


def _decided(hall: Hall, tx: Transaction) -> int:
    """Send a visit that found a worst form and withdrew nobody; gives its case, which awaits somebody."""
    keys = hall.composed.keys
    account = filled.monitor(tx, keys)
    draft = filled.begun(tx, keys, account)
    drafts.add_child(tx, keys, draft.token, account, now=NOW)
    filled.answer(tx, keys, draft, 0, {"x_found": "yes"})
    told = {**filled.CHILD, "q19a": "found", "x_decision": "safe", "x_decision_why": "Орталық жоқ"}
    whole = filled.answer(tx, keys, draft, 1, told)
    return submitting.submit(tx, hall.composed.house.office, whole, now=NOW).children[0].number


def _school(hall: Hall, tx: Transaction) -> str:
    """Add a school with a teacher who joined; gives its code."""
    house = hall.composed.house
    name, entropy = "№5 жалпы білім беретін мектеп", house.entropy
    school = schools.add(tx, house.keys, name, MYRZAKENT, conflict=True, entropy=entropy, now=NOW)
    whose = {"role": "teacher", "territory": MYRZAKENT, "school": school.code}
    token = cases_people.invite(tx, house.keys, **whose, entropy=entropy, now=NOW)
    cases_people.join(tx, house.keys, token, TEACHER, NOW)
    return school.code


def _field(hall: Hall, tx: Transaction, school: str) -> Mapping[str, str]:
    """Begin a visit, list a class of which one is absent, refer a child: what pages outside the desk show."""
    house, office = hall.composed.house, hall.composed.house.office
    keys, given = house.keys, dict[str, Any](entropy=house.entropy, now=NOW)
    monitor = filled.monitor(tx, keys, MONITOR)
    draft = filled.with_child(tx, keys, drafts.begin(tx, keys, monitor, filled.PLAN, **given))
    teacher, lines = cases_people.index(keys, TEACHER), [Line("Абаева Айгүл", "female", 2013)]
    listed = classes.add(tx, keys, school, "7А", lines, account=teacher, **given)
    told = Told(NOW.date(), NOW.date(), 3)
    away = absences.begin(tx, keys, listed, listed.present[0].id, told, account=teacher, **given)
    wanted = New("13", "medical", "s-1", "direct", "yes", "2026-11-23", "", {"text": "осмотр"})
    known = measures.keep(tx, office, REFERRED, wanted, by="coordinator", now=NOW)
    sending = Sending("doctor", "kk", "coordinator", "+7 700 000 00 00", "Айым")
    return {
        "visit": draft.token,
        "offered": handing.offer(tx, keys, draft, handing.SHARE, **given),
        "class_id": listed.id,
        "absence": away.id,
        "pass": passes.issue(tx, keys, teacher, language="kk", **given),
        "link": referring.send(tx, office, known, sending, by="coordinator", **given),
    }


def _call(hall: Hall, tx: Transaction, operator: str, *, is_filed: bool) -> int:
    """Begin a call in which most has been said; or one that has become a case."""
    house = hall.composed.house
    id = calls.begin(tx, house, operator, now=NOW)
    kept = calls.get(tx, house, id)
    assert kept is not None
    place = {"place": MYRZAKENT, "place_for": "Мырзакент", "words": {"where": "Мырзакент"}}
    said = replace(kept.call, language="ru", kind="report", safe="yes", codes=_SAID, **place)
    calls.keep(tx, house, id, filing.file(tx, house, said, now=NOW) if is_filed else said, now=NOW)
    return id
