"""Page: asking the reporter. Coded questions go out at once, own words when the operator has read them."""

from cases import errors, questions
from cases.casework import proposals
from cases.casework.proposals import Proposal
from cases.questions import Asking
from conversations import asking, tasks
from locales.texts import Text
from web.desk.acts import forms
from web.desk.acts.doing import NOT_NOW, Became, Deed
from web.desk.acts.forms import Choice, Field, Form, Press, Sheet
from web.desk.caller import Caller
from web.desk.doors import Doors

DOORS = Doors()
ASK = Text("dept.ask", "Ask the reporter")
WHAT = Text("desk.ask.what", "What would you like to ask?")
OWN_WORDS = Text("desk.ask.own_words", "Or in your own words")
PASSES = Text(
    "desk.ask.passes",
    "An operator reads your words first: nothing in them may show the reporter or the child to others.",
)
ANONYMOUS = Text(
    "desk.ask.anonymous",
    "You do not learn who the reporter is. The answer will stand in the case.",
)
WAITS = Text("desk.ask.waits", "This question is with the operator: {words}")
RETURNED = Text("desk.ask.returned", "The operator returned this question: {words} Why: {remark}")
PROPOSED = Text("desk.ask.proposed", "A question of: {department}")
AS_ASKED = Text("desk.ask.as_asked", "The question, as the reporter will read it")
REMARK = Text("desk.ask.remark", "If you return it: why?")
RETURN = Text("desk.ask.return", "Return it")
WAITING_BEFORE = Text(
    "desk.ask.waiting_before", "A question of your department is with the operator already."
)


def _form(deed: Deed) -> Form:
    proposed = _proposed(deed)
    if proposed is not None:
        return _deciding(deed, proposed)
    say = deed.speaker.say
    codes = asking.codes(deed.tx, deed.house, deed.number)
    own = "" if _decides(deed) else say(PASSES)
    fields = (
        Field("code", say(WHAT), "radio", tuple(Choice(code, say(asking.WORDS[code])) for code in codes)),
        Field("words", say(OWN_WORDS), "words", hint=own, longest=proposals.LONGEST),
    )
    said = (say(ANONYMOUS), *_before(deed))
    return Form(say(ASK), (Press(say(ASK)),), fields, said=said)


def _deciding(deed: Deed, found: Proposal) -> Form:
    say = deed.speaker.say
    fields = (
        Field("words", say(AS_ASKED), "words", longest=proposals.LONGEST, value=found.words),
        Field("remark", say(REMARK), "words", longest=proposals.LONGEST),
        Field("of", "", "hidden", value=found.department),
    )
    presses = (Press(say(ASK), name="decision", value="ask"), Press(say(RETURN), "", "decision", "return"))
    said = (say(PROPOSED, department=deed.name(found.department)), say(ANONYMOUS))
    return Form(say(ASK), presses, fields, said=said)


def _before(deed: Deed) -> tuple[str, ...]:
    """Say what became of what this person's department wanted to ask before."""
    own = proposals.of_department(deed.tx, deed.house.keys, deed.number, _asks_for(deed))
    if own is None or own.state == proposals.ASKED:
        return ()
    if own.state == proposals.WAITING:
        return (deed.speaker.say(WAITS, words=own.words),)
    return (deed.speaker.say(RETURNED, words=own.words, remark=own.remark),)


def _asked(deed: Deed, caller: Caller) -> Became:
    decision = caller.said("decision")
    if decision:
        return _decided(deed, caller, decision)
    code, words = caller.said("code"), caller.said("words")
    if words and not code:
        return _own_words(deed, words)
    if code not in asking.codes(deed.tx, deed.house, deed.number):
        return deed.wrong(forms.NOTHING_CHOSEN)
    return _put(deed, Asking(_asks_for(deed), code))


def _own_words(deed: Deed, words: str) -> Became:
    try:
        if _decides(deed):
            return _put(deed, Asking(_asks_for(deed), words=proposals.fit(words)))
        task = proposals.propose(deed.tx, deed.office, deed.number, _asks_for(deed), words, now=deed.now)
    except errors.WordsUnfit:
        return deed.wrong(forms.WORDS_MISSING, n=proposals.LONGEST)
    if task is None:
        return deed.refused(WAITING_BEFORE)
    tasks.show(deed.tx, deed.house, [task], deed.now)
    return Became("propose")


def _decided(deed: Deed, caller: Caller, decision: str) -> Became:
    found = _proposed(deed)
    if found is None or found.department != caller.said("of"):
        return deed.refused(NOT_NOW)
    remark = caller.said("remark")[: proposals.LONGEST]
    if decision == "return":
        proposals.settle(
            deed.tx, deed.house.keys, found, proposals.RETURNED, actor=deed.actor, remark=remark, now=deed.now
        )
        return Became("return")
    try:
        words = proposals.fit(caller.said("words"))
    except errors.WordsUnfit:
        return deed.wrong(forms.WORDS_MISSING, n=proposals.LONGEST)
    became = _put(deed, Asking(found.department, words=words))
    if became.said:
        proposals.settle(deed.tx, deed.house.keys, found, proposals.ASKED, actor=deed.actor, now=deed.now)
    return became


def _put(deed: Deed, wish: Asking) -> Became:
    became = asking.ask(deed.tx, deed.house, deed.number, wish, deed.now)
    if became == "asked":
        return Became("ask")
    return deed.refused(asking.OUTCOMES[became], n=questions.MOST_OPEN, number=deed.number)


def _asks_for(deed: Deed) -> str:
    """Give the department in whose name is asked: the caller's own, else the one that leads."""
    return deed.stands.theirs[0].department if deed.stands.theirs else deed.stands.case.lead


def _decides(deed: Deed) -> bool:
    """Tell whether this person's own words need nobody else's eyes: they are those eyes."""
    return deed.stands.is_operator or deed.stands.oversees


def _proposed(deed: Deed) -> Proposal | None:
    """Give what waits for this person to decide: operators and coordinators do."""
    if not _decides(deed):
        return None
    found = proposals.of_case(deed.tx, deed.house.keys, deed.number)
    return next((one for one in found if one.state == proposals.WAITING), None)


forms.hang(DOORS, Sheet("ask", _form, _asked))
