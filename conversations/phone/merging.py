"""One call that lies open on two pages: what each of them changed is kept, and where both did, both answers.

A page says what stood in its fields before (`was`) and which page it is. A field that it did not change keeps
what another page wrote. A field that both changed keeps the first answer, and the later one beside it, until
the operator chooses.
"""

from collections.abc import Mapping, Sequence

import msgspec
from msgspec.structs import replace

from conversations.phone.call import Call

WHERE = "where"
CHOSEN = ("language", "kind", "safe", "who")
TYPED = ("call_back", "name", "number")
PLAIN = (*CHOSEN, *TYPED)
MORE = "more"
"""The step that takes what has no words of its own."""
CODES, WORDS = "q.", "w."
LONGEST_NAME = 20
"""Characters of the name of a page: more are nobody's page."""

Fields = dict[str, tuple[str, ...]]
"""What stands in the fields that are not empty: by their name in the form."""

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Fields)


def fields(call: Call) -> Fields:
    """Give what stands in the fields of a call; the place with the words for which it was chosen."""
    found: Fields = {name: (getattr(call, name),) for name in PLAIN}
    found |= {f"{CODES}{step}": codes for step, codes in call.codes.items()}
    found |= {f"{WORDS}{step}": (text,) for step, text in call.words.items() if step != WHERE}
    found[WHERE] = (call.words.get(WHERE, ""), call.place, call.place_for)
    return {name: values for name, values in found.items() if any(values)}


def written(call: Call) -> str:
    """Give what stands in the fields, for the page to bring along."""
    return _encoder.encode(fields(call)).decode()


def read(told: str) -> Fields | None:
    """Give what a page says stood in its fields; None where it says nothing that can be read."""
    try:
        return _decoder.decode(told)
    except msgspec.DecodeError:
        return None


def merged(standing: Call, mine: Call, was: Fields | None, page: str) -> Call:
    """Give the call with what a page changed. Without `was`, or a name of the page, all of it counts."""
    if was is None or not 0 < len(page) <= LONGEST_NAME:
        return mine
    there, here = fields(standing), fields(mine)
    taken, by, beside = (
        dict(there),
        dict(standing.by),
        {name: dict(pages) for name, pages in standing.beside.items()},
    )
    for name in sorted({*there, *here, *was}):
        told = here.get(name, ())
        is_mine = by.get(name) == page
        if told == there.get(name, ()):
            beside.get(name, {}).pop(page, None)
        elif is_mine or there.get(name, ()) == was.get(name, ()):
            taken[name], by[name] = told, page
        elif told != was.get(name, ()):
            beside.setdefault(name, {})[page] = told
    disputed = {name: pages for name, pages in beside.items() if pages}
    return replace(put(mine, taken), by=by, beside=disputed)


def chosen(call: Call, name: str, page: str) -> Call:
    """Give the call with one of two answers chosen: that of `page`, or the standing one for ""."""
    beside = {field: pages for field, pages in call.beside.items() if field != name}
    answers = call.beside.get(name, {})
    by = {field: writer for field, writer in call.by.items() if field != name} | {name: ""}
    settled = replace(call, by=by, beside=beside)
    return put(settled, {**fields(call), name: answers[page]}) if page in answers else settled


def joined(call: Call, labels: Mapping[str, str]) -> Call:
    """Give the call of which nobody chose: the other answers beside the standing ones, where words can stand.

    `labels`: the words of questions and of their codes, by name ("age", "age.7_11").
    """
    stands = fields(call)
    for name, pages in call.beside.items():
        for told in pages.values():
            to, text = _worded(name, told, labels)
            before = stands.get(to, ("",))
            if text and text not in before[0]:
                stands[to] = (" / ".join(part for part in (before[0], text) if part), *before[1:])
    return replace(put(call, stands), beside={})


def _worded(name: str, told: Sequence[str], labels: Mapping[str, str]) -> tuple[str, str]:
    """Give the field whose words an answer joins, and the words; "" where no words can stand beside it."""
    if name.startswith(CODES):
        step = name.removeprefix(CODES)
        options = ", ".join(labels.get(f"{step}.{code}", code) for code in told)
        return f"{WORDS}{MORE}", f"{labels.get(step, step)} {options}" if told else ""
    is_words = name.startswith(WORDS) or name in (*TYPED, WHERE)
    return name, told[0] if told and is_words else ""


def put(call: Call, stands: Fields) -> Call:
    """Give the call with these fields in the place of its own."""
    text, place, place_for = (*stands.get(WHERE, ()), "", "", "")[:3]
    words = {name.removeprefix(WORDS): v[0] for name, v in stands.items() if name.startswith(WORDS) and v}
    return replace(
        call,
        **{name: (stands.get(name) or ("",))[0] for name in PLAIN},
        codes={name.removeprefix(CODES): v for name, v in stands.items() if name.startswith(CODES) and v},
        words=words | ({WHERE: text} if text else {}),
        place=place,
        place_for=place_for,
    )
