"""What the rules make of a child's answers, in words: the proposals for questions 16 to 18, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cases.visits import assessing, form
from conversations.dossier import rule_words
from conversations.house import House
from conversations.rendering import Speaker
from locales import daytime
from web.field.caller import Caller


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that applies, and the articles and the source behind it."""

    rule: str
    laws: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for a question: the code, its words, the reasons."""

    value: str
    words: str
    reasons: tuple[Reason, ...]


def proposals(house: House, caller: Caller, values: Mapping[str, Any], now: datetime) -> dict[str, Proposal]:
    """Give the proposal for each of the questions 16, 17 and 18, by its id."""
    office, speaker = house.office_at(now), house.speaker(caller.language)
    assessed = assessing.assess(values, office.law, daytime.day(now))
    behind = {one.rule: one for one in assessed.assessment.reasons}
    known, found = office.law.references, {}
    for one in assessed.proposals:
        reasons = []
        for code in one.rules:
            reason = behind.get(code)
            laws = [known[law] for law in reason.law if law in known] if reason else []
            told = tuple(rule_words.article(law, speaker) for law in laws)
            reasons.append(Reason(rule_words.rule(code, speaker), told, reason.source if reason else ""))
        words = _words(one.question, one.value, speaker)
        found[one.question] = Proposal(one.value, words, tuple(reasons))
    return found


def _words(id: str, value: str, speaker: Speaker) -> str:
    question = form.question(id)
    options = question.options if question is not None else ()
    return next((speaker.say(one.text) for one in options if one.code == value), value)
