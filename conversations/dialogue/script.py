"""A script: the questions of one dialogue, in order, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from conversations.dialogue.conditions import Condition

Words = tuple[str, str]
"""A sentence: its key in the glossary and its English wording."""

KINDS = ("choice", "many", "place", "age", "number", "day", "text", "media", "review")
"""What a step may ask for; each kind has a module of its own in `dialogue/kinds/`."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be pressed or said."""

    code: str
    text: Words
    values: Mapping[str, float] = field(default_factory=dict)  # numbers filled into the text
    under: str = ""  # the option of the first screen that this one refines
    alone: bool = False  # pressing it answers a `many` step at once ("none of these")
    words: tuple[str, ...] = ()  # what people say for it, in any language
    facts: Mapping[str, object] = field(default_factory=dict)  # what the assessment learns from it
    says: Words | None = None  # said at once when it is chosen
    sets: Mapping[str, str] = field(default_factory=dict)  # answers of other steps that it takes back


@dataclass(frozen=True, slots=True)
class Step:
    """One question."""

    name: str
    kind: str
    ask: Words
    label: Words | None = None  # its name in the review; None: not shown there
    hint: Words | None = None
    example: Words | None = None
    note: Words | None = None  # said under the question, such as a word on safety
    options: tuple[Option, ...] = ()
    options_of: str = ""  # offers what lies under the answer to that step
    required: bool = False
    ask_if: Condition | None = None
    fact: str = ""  # the fact that a typed number is
    lowest: float = 0
    highest: float = 0
    two_in_row: bool = False
    check: str = ""  # what typed words must look like: "name", "address"
    by_phone: str = ""  # the answer that goes without asking in a telephone call; "": it is asked there too
    numbers: Mapping[str, int] = field(init=False, repr=False, compare=False)  # of the options, by code
    first_screen: tuple[Option, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Number the options, and tell those of the first screen from those that refine one."""
        object.__setattr__(self, "numbers", {one.code: place for place, one in enumerate(self.options)})
        object.__setattr__(self, "first_screen", tuple(one for one in self.options if not one.under))

    def option(self, code: str) -> Option | None:
        """Give the option with this code."""
        place = self.numbers.get(code)
        return None if place is None else self.options[place]


@dataclass(frozen=True, slots=True)
class Correction:
    """When the condition holds, these facts replace what single answers said."""

    condition: Condition
    without: Mapping[str, tuple[str, ...]]  # values taken out of a list of facts
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Script:
    """A whole dialogue; `digest` is the hash of its content, kept with every answer given to it."""

    name: str
    version: int
    digest: str
    steps: tuple[Step, ...]
    alarm: Condition | None = None  # when it first holds, the emergency number is said
    barred: Condition | None = None  # when it holds, no photo and no video is taken
    noticed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # words that raise a mark
    corrections: tuple[Correction, ...] = ()
    products: Mapping[str, tuple[str, str]] = field(
        default_factory=dict
    )  # fact = number × number of two steps
    places: Mapping[str, int] = field(init=False, repr=False, compare=False)  # of the steps, by name
    firsts: Mapping[str, Step] = field(init=False, repr=False, compare=False)  # of each kind
    needed: tuple[Step, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Number the steps, and tell the first of each kind, and those without which nothing can be sent."""
        object.__setattr__(self, "places", {step.name: place for place, step in enumerate(self.steps)})
        object.__setattr__(self, "firsts", {step.kind: step for step in reversed(self.steps)})
        needed = tuple(step for step in self.steps if step.required and step.kind != "review")
        object.__setattr__(self, "needed", needed)

    def step(self, name: str) -> Step:
        """Give the step of this name; it exists, for `reading` has checked every name."""
        return self.steps[self.places[name]]

    def index(self, name: str) -> int:
        """Give the place of the step in the script, from 0."""
        return self.places[name]

    def first_of(self, kind: str) -> Step | None:
        """Give the first step of a kind, such as the one that asks for the place."""
        return self.firsts.get(kind)
