"""What does not fit in a visit: codes, where it stands, and the words for it. Nothing typed is dropped."""

from collections.abc import Mapping
from dataclasses import dataclass

from locales.texts import Text

ASK, STOP, NOTE = "ask", "stop", "note"
"""How grave: a question to the monitor that may be left as it is, a hindrance, or only something to know."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not fit. `question` is the id that it is about, `child` its number; 0: the visit.

    `values` fill the placeholders of its text.
    """

    code: str
    question: str = ""
    child: int = 0
    values: tuple[tuple[str, str], ...] = ()

    @property
    def weight(self) -> str:
        """How grave it is: "stop", "ask" or "note"."""
        return STOP if (self.code, self.question) in _IMPOSSIBLE else _KINDS[self.code][0]

    @property
    def text(self) -> Text:
        """The words for it, with the placeholders that `values` fill."""
        return _KINDS[self.code][1]


_KINDS: Mapping[str, tuple[str, Text]] = {
    # what was typed
    "birth_in_future": (
        ASK,
        Text("visit.birth_in_future", "This birth date is in the future. Please check."),
    ),
    "adult": (
        ASK,
        Text("visit.adult", "By this answer the person is 18 or older. Is that right? It is kept."),
    ),
    "year_estimated": (NOTE, Text("visit.year_estimated", "The year of birth is estimated from the age.")),
    "age_differs": (ASK, Text("visit.age_differs", "The age does not fit the birth date. Please check.")),
    "not_a_date": (ASK, Text("visit.not_a_date", "Write the date like this: 2026-11-23 or 23.11.2026.")),
    "not_a_number": (ASK, Text("visit.not_a_number", "Write a number: {min}–{max}.")),
    "negative": (ASK, Text("visit.negative", "A number below zero is not possible here.")),
    "not_hours": (ASK, Text("visit.not_hours", "Write the hours like this: 8 or 10–13.")),
    "too_many_hours": (ASK, Text("visit.too_many_hours", "There cannot be more hours here than {max}.")),
    "no_such_day": (ASK, Text("visit.no_such_day", "There is no such day. Please check.")),
    "not_a_time": (ASK, Text("visit.not_a_time", "Write the time like this: 18:30.")),
    "not_a_choice": (ASK, Text("visit.not_a_choice", "Please choose one of the answers.")),
    "too_long": (ASK, Text("visit.too_long", "The text is too long. The limit: {n} characters.")),
    "not_a_point": (
        ASK,
        Text(
            "visit.not_a_point",
            "Write two numbers, such as 43.2389, 76.8897, or paste the long link of a map.",
        ),
    ),
    "point_elsewhere": (
        ASK,
        Text("visit.point_elsewhere", "This point does not lie in Kazakhstan. Please check."),
    ),
    "not_a_heading": (
        ASK,
        Text(
            "visit.not_a_heading",
            "This heading is not known: write [visit] or [child]. What stands below it was not taken.",
        ),
    ),
    "in_future": (ASK, Text("visit.in_future", "This day is in the future. Please check.")),
    "undescribed": (ASK, Text("visit.undescribed", "Something was found. Please describe it, or go on.")),
    # the plan
    "no_place": (STOP, Text("visit.no_place", "Where is the visit? Choose the district and name the place.")),
    "no_day": (STOP, Text("visit.no_day", "On which day is the visit?")),
    "past_day": (STOP, Text("visit.past_day", "This day has passed. Choose today or a later day.")),
    "no_reason": (STOP, Text("visit.no_reason", "Why is the visit planned?")),
    "no_team": (STOP, Text("visit.no_team", "Who goes? Name at least one person.")),
    "police_needed": (STOP, Text("m.police_needed", "This visit needs a juvenile police inspector.")),
    "access_needed": (
        STOP,
        Text("visit.access_needed", "A registered employer: bring a labour inspector, or have consent."),
    ),
    "round_needed": (
        STOP,
        Text(
            "visit.round_needed",
            "Visit at least {n} places in one round, so that nobody guesses who reported.",
        ),
    ),
    "day_of_report": (
        STOP,
        Text("visit.day_of_report", "Not on the day of the report: it would show that somebody reported."),
    ),
    # a sheet
    "not_a_line": (
        ASK,
        Text(
            "visit.not_a_line",
            "This line is not understood. Begin it with the number of the question (q3 = …),"
            " or with a space where it goes on with the answer above.",
        ),
    ),
    "unknown_question": (
        ASK,
        Text("visit.unknown_question", "The form has no question of this number: {id}."),
    ),
    "other_part": (
        ASK,
        Text("visit.other_part", "This question belongs to another part of the sheet: {id}."),
    ),
    "answered_twice": (ASK, Text("visit.answered_twice", "This question was answered before, on line {n}.")),
    "not_a_sheet": (STOP, Text("visit.not_a_sheet", "This file is no sheet of a visit.")),
    "not_filled_in": (STOP, Text("visit.not_filled_in", "Nothing is filled in on this sheet yet.")),
    # the end
    "missing": (STOP, Text("visit.missing", "This answer is still missing.")),
    "no_children": (STOP, Text("visit.no_children", "Children were found: please fill in each of them.")),
    "found_differs": (
        STOP,
        Text("visit.found_differs", "Nobody was found, you wrote, but there are children in the list."),
    ),
    "two_answers": (STOP, Text("visit.two_answers", "Two people answered differently. Please choose one.")),
    "why_override": (STOP, Text("visit.why_override", "You changed what was proposed. Please say why.")),
    "why_not_withdrawn": (
        STOP,
        Text("visit.why_not_withdrawn", "The child should be withdrawn from work. Please say why not."),
    ),
    "awaits_approval": (
        NOTE,
        Text("visit.awaits_approval", "The coordinator has to agree to this decision."),
    ),
    "day_of_withdrawal": (
        STOP,
        Text("visit.day_of_withdrawal", "Until which day is the child withdrawn from work?"),
    ),
    "which_worst_form": (STOP, Text("visit.which_worst_form", "Please describe the other worst form.")),
    "not_to_them": (
        STOP,
        Text(
            "visit.not_to_them",
            "The child must not be handed to somebody who is a danger. Choose somebody else.",
        ),
    ),
    "stay_needed": (
        NOTE,
        Text(
            "visit.stay_needed",
            "The home is not known: find a place where the child can stay safely for now.",
        ),
    ),
}
_IMPOSSIBLE = frozenset(
    {("in_future", ""), ("in_future", "q12")}  # of the plan; of the finding
    | {(code, "q2") for code in ("birth_in_future", "not_a_date", "no_such_day", "negative")}
)
"""What would make a case say what cannot be: a visit or a finding of tomorrow, a birth that is none."""
CODES = tuple(_KINDS)
"""Every code there is."""
