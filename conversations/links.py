"""Deep links: `r_cotton` answers the first question, `d_615620000` the place; `r_cotton-d_615620000` both.
`p_615620000` only suggests the place: it is the first button of that question. `find` looks for help.

A link never selects a role and never shows a case; what it does not know is as if it were not there.
"""

from conversations.dialogue.answers import Answer
from conversations.house import House

SUGGESTS = "p_"
"""Before the code of a place that is suggested."""
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


def suggested(house: House, argument: str) -> str:
    """Give the code of the place that the link suggests, as a poster does: "" for none.

    A poster may hang, or be passed on as a picture, where the child is not: so it answers nothing by itself.
    """
    parts = (part.removeprefix(SUGGESTS) for part in argument.split("-") if part.startswith(SUGGESTS))
    return next((code for code in parts if house.lexicon.places.knows(code)), "")
