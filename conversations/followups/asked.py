"""The question of a check as a sentence; of a measure, which one it is."""

from cases.followups import checks
from cases.followups.checks import Check
from cases.referrals import measures, templates
from cases.referrals.errors import UnknownMeasure
from conversations.followups import words
from conversations.rendering import Speaker
from directory import kinds
from directory.service import in_language
from locales.texts import Text
from store.transaction import Transaction

CARRIED_OUT = Text("f.fact3_of", "Has this measure been carried out: {measure}?")


def sentence(tx: Transaction, check: Check, speaker: Speaker) -> str:
    """Give what is asked, for a page: of a measure by the need that it answers, else by its line."""
    if check.fact != checks.MEASURE:
        return speaker.say(words.QUESTIONS[check.fact])
    try:
        known = measures.get(tx, check.measure)
    except UnknownMeasure:
        return speaker.say(words.QUESTIONS[check.fact])
    need = kinds.all_needs().get(known.need)
    if need is None:
        return speaker.say(CARRIED_OUT, measure=speaker.say(templates.lines()[known.line]))
    return speaker.say(CARRIED_OUT, measure=in_language(need.names, speaker.catalogue.language))
