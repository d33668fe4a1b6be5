"""What stands in the form of a call, put into the call: every field that the sheet has, and no other."""

from collections.abc import Mapping

from msgspec.structs import replace

from conversations.house import House
from conversations.phone import answering, filing, merging
from conversations.phone.call import KINDS, OTHER_LANGUAGE, SAFE, WHO, Call
from locales import languages
from web.desk.caller import Caller

LONGEST = 4000
"""Characters of one field."""
_PLACE = "where"


def into(call: Call, caller: Caller, house: House) -> Call:
    """Give the call as this page has it; a form that is no sheet of a call changes nothing."""
    if not caller.said("sheet"):
        return call
    was = merging.read(caller.said("was"))
    call = call if was is None else merging.put(call, was)
    spoken = (*languages.CODES, OTHER_LANGUAGE)
    changed = replace(
        call,
        language=_one_of(spoken, caller.said("language")),
        kind=_one_of(KINDS, caller.said("kind")),
        safe=_one_of(SAFE, caller.said("safe")),
        who=_one_of(WHO, caller.said("who")),
        call_back=caller.said("call_back")[:LONGEST],
        name=caller.said("name")[:LONGEST],
        number=caller.said("number")[:LONGEST],
        codes=dict(_codes(caller.lists, house)),
        words=dict(_words(caller, house)),
    )
    return _placed(call, changed, caller.said("place"), house)


def merged(standing: Call, mine: Call, caller: Caller) -> Call:
    """Give the call with what this page changed of it, beside what another page has written meanwhile."""
    if not caller.said("sheet"):
        return standing
    return merging.merged(standing, mine, merging.read(caller.said("was")), caller.said("page"))


def _codes(lists: Mapping[str, tuple[str, ...]], house: House) -> list[tuple[str, tuple[str, ...]]]:
    script = filing.script_of(house)
    found = []
    for step in script.steps:
        known = {one.code for one in (script.step(step.options_of) if step.options_of else step).options}
        codes = tuple(code for code in lists.get(f"q.{step.name}", ()) if code in known)
        if codes and answering.is_asked(step):
            found.append((step.name, codes))
    return found


def _words(caller: Caller, house: House) -> list[tuple[str, str]]:
    asked = [step.name for step in filing.script_of(house).steps if answering.is_asked(step)]
    said = [(name, caller.said(f"w.{name}")[:LONGEST]) for name in asked]
    return [(name, text) for name, text in said if text]


def _placed(before: Call, call: Call, chosen: str, house: House) -> Call:
    """Give the call with its place: the chosen one, or the one that new words name beyond doubt.

    Words that only go on, «… базар жаны», leave the choice as it is.
    """
    text = call.words.get(_PLACE, "")
    is_known = bool(chosen) and house.directory.territories.find(chosen) is not None
    if is_known and (chosen != before.place or text == before.place_for):
        return replace(call, place=chosen, place_for=text)
    if not text or text == before.place_for:  # "not known", or taken back
        return replace(call, place="", place_for=text)
    found = house.directory.places.ask(text)
    if found.kind == "one":
        return replace(call, place=found.places[0].code, place_for=text)
    goes_on = is_known and text.startswith((f"{before.place_for} ", f"{before.place_for},"))
    return replace(call, place=chosen if goes_on else "", place_for=text)


def _one_of(known: Mapping[str, object] | tuple[str, ...], said: str) -> str:
    return said if said in known else ""
