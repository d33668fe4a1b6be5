"""What each child of a visit comes to, said before it is sent: its weight, the decision, and who gets it."""

from dataclasses import dataclass
from datetime import datetime

from cases.judgement import Judgement
from cases.visits import form, submitting
from cases.visits.body import THE_VISIT
from cases.visits.drafts import Draft
from conversations.dossier import rule_words
from conversations.house import House
from store.transaction import Transaction
from web.field.caller import Caller


@dataclass(frozen=True, slots=True)
class Gist:
    """One child by its place among them, 0 for a visit that found nobody. `decision` "": none is made yet.

    `lead` and `copies` are names of departments.
    """

    place: int
    weight: str
    decision: str
    lead: str
    copies: tuple[str, ...]


def of(tx: Transaction, house: House, caller: Caller, draft: Draft, now: datetime) -> list[Gist]:
    """Give the gist of each child, in their order."""
    office, children = house.office_at(now), draft.content.children or (THE_VISIT,)
    judged = [submitting.foresee(tx, office, draft, child, now=now) for child in children]
    return [_gist(house, caller, draft, child, one) for child, one in zip(children, judged, strict=True)]


def _gist(house: House, caller: Caller, draft: Draft, child: int, judged: Judgement) -> Gist:
    to, speaker = judged.addressed, house.speaker(caller.language)
    also = dict.fromkeys([*to.copies, *([to.owner] if to.owner else [])])
    also.pop(to.lead, None)
    return Gist(
        draft.content.children.index(child) + 1 if child else 0,
        speaker.say(rule_words.SEVERITIES[judged.assessment.severity]),
        _decision(caller, draft.content.values(child).get("x_decision", "")),
        house.department(to.lead.code, caller.language),
        tuple(house.department(one.code, caller.language) for one in also),
    )


def _decision(caller: Caller, code: str) -> str:
    question = form.question("x_decision")
    options = question.options if question is not None else ()
    return next((caller.say(one.text) for one in options if one.code == code), "")
