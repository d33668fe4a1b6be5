"""Deep links: `r_cotton` answers the first question, `d_615620000` the place; `r_cotton-d_615620000` both.
`find` looks for help.

A link never selects a role and never shows a case; what it does not know is as if it were not there.
"""

from conversations.dialogue.answers import Answer
from conversations.house import House

FIND = "find"
"""What stands behind ?start= to look for help; the button above inline results has it."""


def answers(house: House, argument: str) -> dict[str, Answer]:
    """Give the answers that the link brings, by step of the citizen's report."""
    script = house.scripts["citizen_report"]
    given: dict[str, Answer] = {}
    for part in argument.split("-"):
        kind, _, code = part.partition("_")
        if kind == "r" and script.step("what").option(code):
            given["what"] = Answer(codes=(code,))
        elif kind == "d" and house.lexicon.places.knows(code):
            given["where"] = Answer(place=code)
    return given
