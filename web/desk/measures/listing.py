"""The measures of a case: those that the rules propose first, then what was agreed and what became of it."""

from datetime import date

from aiohttp import web

from cases.referrals import proposing, templates
from cases.referrals.measures import Measure
from cases.referrals.templates import Template
from cases.visits import form
from conversations import notices
from conversations.dossier import fact_words, rule_words
from directory import kinds
from directory.service import in_language
from locales import daytime
from locales.texts import Text
from web.desk import drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.measures import rows
from web.desk.measures import situation as situations
from web.desk.measures.rows import Row
from web.desk.measures.situation import ALLOWED, Situation
from web.parts import PARTS

DOORS = Doors()
PATH = "/desk/cases/{number}/measures"
BARRED = Text("rule.C-2", "Whoever would take the child in is the threat")


@DOORS.get(PATH, ALLOWED)
async def show(request: web.Request, caller: Caller) -> web.StreamResponse:
    """Show what the case asks for, and what stands already."""
    found = await situations.opened(request, caller)
    if isinstance(found, web.StreamResponse):
        return found
    today = daytime.day(request.app[PARTS].now())
    speaker = found.deed.speaker
    proposed = [
        (
            one.template,
            speaker.say(one.template.text),
            found.title(one.template.line),
            _urgency(found, one.template),
            because(found, one.because),
        )
        for one in found.proposed()
    ]
    return drawing.draw(
        request,
        caller,
        "desk/measures/measures.html",
        number=found.number,
        proposed=proposed,
        rows=[_row(found, one, today) for one in found.kept if one.state != "replaced"],
        aside=[_row(found, one, today) for one in found.kept if one.state == "replaced"],
        lines=[(line, f"{line}. {found.title(line)}") for line in templates.LINES],
        may=found.may,
        barred=found.barred,
        said=request.query.get("said", ""),
    )


def because(found: Situation, codes: tuple[str, ...]) -> str:
    """Name what speaks for a measure: rules, facts and questions of form 1, each by its name."""
    speaker = found.deed.speaker
    texts = {proposing.BARRED: BARRED, **rule_words.RULES, **fact_words.LABELS, **fact_words.VALUES["hazard"]}
    asked, needs = {one.id: one.text for one in form.questions()}, kinds.all_needs()
    known = (texts.get(one) or asked.get(one) for one in codes)
    named = (in_language(needs[one].names, found.language) for one in codes if one in needs)
    return "; ".join((*(speaker.say(text) for text in known if text is not None), *named))


def _urgency(found: Situation, template: Template) -> str:
    """Give the urgency in words; "" where the measure itself says the same: not twice in one line."""
    speaker = found.deed.speaker
    urgency = notices.urgency(template.urgency, speaker)
    return "" if urgency in speaker.say(template.text).lower() else urgency


def _row(found: Situation, known: Measure, today: date) -> Row:
    return rows.of(found.house, known, found.language, today)
