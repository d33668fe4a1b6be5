"""Every page that a person may look at: who opens it, where it is. A test keeps it in step with the doors."""

from collections.abc import Mapping
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.journeys.desk.hall import MONITOR, SETTING_UP, TEACHER
from web.field.visits import screens


@dataclass(frozen=True, slots=True)
class Sight:
    """One page: its name for a file, who has signed in or come by a link ("" nobody), and its address.

    Braces in the address are filled with what `scenes.played` gives. `sends`: what a browser does on the page
    at that address to get this one in answer, as a script. `seldom`: tests look at
    it only with --full.
    """

    name: str
    who: str
    path: str
    status: int = 200
    sends: str = ""
    seldom: bool = False


_OFFICER = "child-rights"
_INVITE = "/desk/people/invite"
_SEND = "document.querySelector('main form').submit()"
_FOREIGN = "document.querySelectorAll('[name=csrf]').forEach((one) => { one.value = 'another'; });" + _SEND
_LARGE = "document.querySelector('main textarea').value = 'x'.repeat(2 ** 21);" + _SEND
DESK = (
    Sight("queue-officer", _OFFICER, "/desk/cases"),
    Sight("case-with-photo", _OFFICER, "/desk/cases/5"),
    Sight("case-added-to", _OFFICER, "/desk/cases/3", seldom=True),
    Sight("case-closed", _OFFICER, "/desk/cases/1", seldom=True),
    Sight("case-police", "police", "/desk/cases/7", seldom=True),
    Sight("act-ask", _OFFICER, "/desk/cases/3/ask", seldom=True),
    Sight("act-note", _OFFICER, "/desk/cases/3/note", seldom=True),
    Sight("act-note-empty", _OFFICER, "/desk/cases/3/note", 422, _SEND, seldom=True),
    Sight("act-close", _OFFICER, "/desk/cases/3/close", seldom=True),
    Sight("act-duplicate", _OFFICER, "/desk/cases/3/duplicate", seldom=True),
    Sight("act-reopen", _OFFICER, "/desk/cases/1/reopen", seldom=True),
    Sight("act-urgency", _OFFICER, "/desk/cases/3/urgency", seldom=True),
    Sight("act-forward", _OFFICER, "/desk/cases/3/forward", seldom=True),
    Sight("act-link", _OFFICER, "/desk/cases/3/link", seldom=True),
    Sight("act-decline", _OFFICER, "/desk/cases/5/decline", seldom=True),
    Sight("act-release", "police", "/desk/cases/7/release", 409, seldom=True),
    Sight("tasks-operator", "operator", "/desk/tasks"),
    Sight("follow-up", _OFFICER, "/desk/cases/3/follow-up", seldom=True),
    Sight("measures", _OFFICER, "/desk/cases/3/measures", seldom=True),
    Sight("measure-new", _OFFICER, "/desk/cases/3/measures/new", seldom=True),
    Sight("measure", _OFFICER, "/desk/cases/3/measures/{measure}", seldom=True),
    Sight("act-receiver", _OFFICER, "/desk/cases/3/receiver", seldom=True),
    Sight("register", "coordinator", "/desk/register", seldom=True),
    Sight("closures", "coordinator", "/desk/closures", seldom=True),
    Sight("queue-coordinator", "coordinator", "/desk/cases"),
    Sight("visits", "coordinator", "/desk/visits"),
    Sight("visit-decision", "coordinator", "/desk/cases/{decided}/decision", seldom=True),
    Sight("calls", "operator", "/desk/calls"),
    Sight("call-sheet", "operator", "/desk/calls/{call}"),
    Sight("call-check", "operator", "/desk/calls/{call}/check", seldom=True),
    Sight("call-services", "operator", "/desk/calls/{call}/services?need=shelter", seldom=True),
    Sight("call-earlier", "operator", "/desk/calls/{call}/earlier", seldom=True),
    Sight("call-code", "operator", "/desk/calls/{ended}/code", seldom=True),
    Sight("transcripts", "operator", "/desk/transcripts"),
    Sight("transcript", "operator", "/desk/transcripts/{voiced}/{medium}", seldom=True),
    Sight("services", "editor", "/desk/services"),
    Sight("services-gaps", "editor", "/desk/services/gaps", seldom=True),
    Sight("services-round", "editor", "/desk/services/round", seldom=True),
    Sight("services-corrections", "editor", "/desk/services/corrections", seldom=True),
    Sight("services-duplicates", "editor", "/desk/services/duplicates", seldom=True),
    Sight("services-words", "editor", "/desk/services/words", seldom=True),
    Sight("services-import", "editor", "/desk/services/import", seldom=True),
    Sight("services-preview", "editor", "/desk/services/import/{list}", seldom=True),
    Sight("service-card", "editor", "/desk/services/{service}", seldom=True),
    Sight("service-edit", "editor", "/desk/services/{service}/edit"),
    Sight("service-history", "editor", "/desk/services/{service}/history", seldom=True),
    Sight("service-new", "editor", "/desk/services/new", seldom=True),
    Sight("figures", "coordinator", "/desk/figures"),
    Sight("figures-reported", "coordinator", "/desk/figures/reported"),
    Sight("schools", "coordinator", "/desk/schools"),
    Sight("schools-new", "coordinator", "/desk/schools/new", seldom=True),
    Sight("schools-invite", "coordinator", "/desk/schools/invite", seldom=True),
    Sight("schools-invitation", "coordinator", "/desk/schools/invitation", seldom=True),
    Sight("schools-one", "coordinator", "/desk/schools/one/{school}", seldom=True),
    Sight("schools-leave", "coordinator", "/desk/schools/people/{teacher}/leave", seldom=True),
    Sight("people", "coordinator", "/desk/people"),
    Sight("people-one", "admin", "/desk/people/one/{person}", seldom=True),
    Sight("people-leave", "admin", "/desk/people/one/{person}/leave", seldom=True),
    Sight("people-invite", "admin", "/desk/people/invite", seldom=True),
    Sight("people-invite-officer", "admin", f"{_INVITE}?role=officer&territory=614400000", seldom=True),
    Sight("people-renew", "admin", "/desk/people/one/{person}/renew", seldom=True),
    Sight("people-grant", "coordinator", "/desk/people/one/{newcomer}/grant", seldom=True),
    Sight("plan", "coordinator", "/desk/plan", seldom=True),
    Sight("readiness", "coordinator", "/desk/readiness", seldom=True),
    Sight("programme", "coordinator", "/desk/programme", seldom=True),
    Sight("account", _OFFICER, "/desk/account"),
    Sight("second-step", SETTING_UP, "/desk/second-step", seldom=True),
    Sight("not-there", _OFFICER, "/desk/cases/999999", 404, seldom=True),
    Sight("refused", _OFFICER, "/desk/cases/3/note", 403, _FOREIGN, seldom=True),
    Sight("too-large", _OFFICER, "/desk/cases/3/note", 413, _LARGE, seldom=True),
)
PUBLIC = (
    Sight("chat", "", "/"),
    Sight("sign-in", "", "/desk/sign-in"),
    Sight("session-ended", "", "/desk/sign-in?over=1", seldom=True),
    Sight("welcome-over", "", "/desk/welcome", 403, seldom=True),
    Sight("welcome", "", "/desk/welcome/{token}", seldom=True),
    Sight("rules", "", "/rules"),
    Sight("leaflets", "", "/materials", seldom=True),
    Sight("leaflet", "", "/materials/employers", seldom=True),
    Sight("status", "", "/status"),
    Sight("public-figures", "", "/figures"),
    Sight("public-services", "", "/services"),
    Sight("public-services-found", "", "/services?q=баспана", seldom=True),
    Sight("public-services-print", "", "/services/print?need=shelter", seldom=True),
    Sight("public-service", "", "/services/{service}", seldom=True),
    Sight("privacy", "", "/privacy"),
    Sight("demo-department", "", "/demo/department", seldom=True),
)
_VISIT, _CLASS = "/field/visits/{visit}", "/field/class/{class_id}"
FIELD = (
    Sight("field-enter", "", "/field/enter/{pass}", seldom=True),
    Sight("field-turned-away", "", "/field/enter", 403, seldom=True),
    Sight("answer-cover", "", "/answer/{link}", seldom=True),
    Sight("answer", "", "/answer/{link}", 200, _SEND, seldom=True),
    Sight("answer-over", "", "/answer/{over}", 404, seldom=True),
    Sight("field-visits", MONITOR, "/field/visits", seldom=True),
    Sight("field-visit-new", MONITOR, "/field/visits/new", seldom=True),
    Sight("field-visit-take", MONITOR, "/field/visits/take", seldom=True),
    Sight("field-visit-offered", MONITOR, "/field/visits/take/{offered}", seldom=True),
    Sight("field-visit", MONITOR, _VISIT, seldom=True),
    Sight("field-visit-plan", MONITOR, f"{_VISIT}/plan", seldom=True),
    Sight("field-visit-sheet", MONITOR, f"{_VISIT}/sheet", seldom=True),
    Sight("field-visit-photos", MONITOR, f"{_VISIT}/photos", seldom=True),
    Sight("field-visit-hand-over", MONITOR, f"{_VISIT}/hand-over", seldom=True),
    Sight("field-visit-review", MONITOR, f"{_VISIT}/review", seldom=True),
    *(
        Sight(f"field-visit-{one.name}", MONITOR, f"{_VISIT}/0/{one.name}", seldom=True)
        for one in screens.OF_VISIT
    ),
    *(
        Sight(f"field-child-{one.name}", MONITOR, f"{_VISIT}/1/{one.name}", seldom=one.name != "talk")
        for one in screens.OF_CHILD
    ),
    Sight("field-class", TEACHER, "/field/class", seldom=True),
    Sight("field-class-school", TEACHER, "/field/class/school", seldom=True),
    Sight("field-class-upload", TEACHER, "/field/class/upload", seldom=True),
    Sight("field-class-one", TEACHER, _CLASS),
    Sight("field-class-reason", TEACHER, _CLASS + "/reason/{absence}", seldom=True),
    Sight("field-class-list", TEACHER, f"{_CLASS}/list", seldom=True),
    Sight("field-class-register", TEACHER, f"{_CLASS}/register", seldom=True),
)
SIGHTS = (*PUBLIC, *DESK, *FIELD)


def look(page: Page, one: Sight, filled: Mapping[str, str]) -> None:
    """Bring the page before the eyes; fails when it is answered otherwise than it should be."""
    path = one.path.format(**filled)
    answer = page.goto(path)
    if one.sends:
        with page.expect_navigation() as going:
            page.evaluate(one.sends)
        answer = going.value
    assert answer is not None
    assert answer.status == one.status, (path, answer.status)
