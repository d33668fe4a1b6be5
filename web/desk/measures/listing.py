"""The measures of a case: those that the rules propose first, then what was agreed and what became of it."""

from dataclasses import dataclass
from datetime import date

from aiohttp import web

from cases.referrals import templates
from cases.referrals.measures import Measure
from cases.visits import form
from conversations import notices
from conversations.dossier import fact_words, rule_words
from directory import kinds
from directory.service import in_language
from locales import daytime
from web.desk import drawing
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.measures import situation as situations
from web.desk.measures import wording
from web.desk.measures.situation import ALLOWED, Situation
from web.parts import PARTS

DOORS = Doors()
PATH = "/desk/cases/{number}/measures"


@dataclass(frozen=True, slots=True)
class Row:
    """A measure in one line: `to` leads to it."""

    to: str
    line: str
    title: str
    service: str
    state: str
    due: str
    late: bool


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
            notices.urgency(one.template.urgency, speaker),
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
        said=request.query.get("said", ""),
    )


def because(found: Situation, codes: tuple[str, ...]) -> str:
    """Name what speaks for a measure: rules, facts and questions of form 1, each by its name."""
    speaker = found.deed.speaker
    texts = {**rule_words.RULES, **fact_words.LABELS, **fact_words.VALUES["hazard"]}
    asked = {one.id: one.text for one in form.questions()}
    known = (texts.get(one) or asked.get(one) for one in codes)
    return "; ".join(speaker.say(text) for text in known if text is not None)


def title(found: Situation, known: Measure) -> str:
    """Give what a measure is for: its need, else its line."""
    need = kinds.all_needs().get(known.need)
    return in_language(need.names, found.language) if need is not None else found.title(known.line)


def _row(found: Situation, known: Measure, today: date) -> Row:
    return Row(
        to=f"/desk/cases/{found.number}/measures/{known.id}",
        line=known.line,
        title=title(found, known),
        service=found.named(known.service),
        state=found.deed.speaker.say(wording.STATES[known.state]),
        due=wording.day(known.due_on, found.language),
        late=wording.due(known, today),
    )
