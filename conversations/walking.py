"""Walking through a script in a terminal: no channel, no database; at the end the walk as a test.

Numbers and labels press buttons, other words are words, `@42.9,71.4` is a point, `!` a voice message.
"""

from dataclasses import dataclass, field
from datetime import datetime

from conversations import asides, rendering
from conversations.dialogue import engine, extraction
from conversations.dialogue.script import Script
from conversations.dialogue.session import Input, Turn
from conversations.house import House
from conversations.message import Button, Message


@dataclass(slots=True)
class Walk:
    """One walk: `screen` is what is to be read now, `buttons` what can be pressed, `ended` how it ended."""

    house: House
    script: Script
    language: str
    now: datetime
    turn: Turn = field(init=False)
    steps: list[Input] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Stand before the first question."""
        self.turn = engine.begin(self.script, "walk", self.house.lexicon, self.now)

    @property
    def ended(self) -> str:
        """How it ended: "send", "delete", or "" while it goes on."""
        return self.turn.ending

    @property
    def messages(self) -> list[Message]:
        """The messages of the last turn."""
        speaker, law = self.house.speaker(self.language), self.house.office.law
        occasion = asides.Occasion(speaker, law, "telegram", self.now)
        under = asides.under(self.script, self.turn, occasion)
        return rendering.render(self.script, self.turn, speaker, under=under)

    @property
    def buttons(self) -> list[Button]:
        """The buttons that can be pressed, in order."""
        return [button for message in self.messages for row in message.buttons for button in row]

    @property
    def screen(self) -> str:
        """What a person would read, with the buttons numbered."""
        said = "\n\n".join(message.text for message in self.messages)
        listed = [f"  {number}  [{button.label}]" for number, button in enumerate(self.buttons, 1)]
        return "\n".join([said, *listed])

    def step(self, line: str) -> None:
        """Take one line of the terminal as what the person does."""
        given = self._input(line.strip())
        self.steps.append(given)
        self.turn = engine.advance(self.script, self.turn.session, given, self.house.lexicon, self.now)

    def as_test(self) -> str:
        """Give the walk as a test that can be pasted into tests/conversations/."""
        steps = "\n".join(f"    {given!r}," for given in self.steps)
        facts = extraction.facts(self.script, self.turn.session)
        return (
            f"WALK = [\n{steps}\n]\n\n\n"
            f"def test_walk(walk):\n    session = walk({self.script.name!r}, WALK)\n\n"
            f"    assert session.step == {self.turn.session.step!r}\n"
            f"    assert facts_of(session) == {facts!r}"
        )

    def _input(self, line: str) -> Input:
        if line.startswith("@"):
            lat, _, lon = line[1:].partition(",")
            return Input("point", point=(float(lat), float(lon)))
        if line == "!":
            return Input("voice", file="voice")
        for button in self.buttons:
            if button.label == line:
                return Input("press", token=button.token)
        number = int(line) if line.isascii() and line.isdigit() else 0
        if 0 < number <= len(self.buttons):
            return Input("press", token=self.buttons[number - 1].token)
        return Input("text", text=line)
