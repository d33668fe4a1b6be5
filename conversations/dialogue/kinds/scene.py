"""Where a kind of question stands when it is asked: script, session, lexicon, now – and what may come of
it.
"""

from datetime import datetime
from typing import Protocol

from msgspec import Struct

from conversations.dialogue import tokens
from conversations.dialogue.answers import Answer
from conversations.dialogue.lexicon import Lexicon
from conversations.dialogue.order import offered
from conversations.dialogue.script import Option, Script, Step
from conversations.dialogue.session import Ask, Choice, Inner, Notice, Session
from conversations.dialogue.tokens import Press


class Accepted(Struct, frozen=True):
    """The question is answered."""

    answer: Answer
    notices: tuple[Notice, ...] = ()


class Asking(Struct, frozen=True):
    """Something has to be asked back first; `in_place`: only the buttons of the same message change."""

    inner: Inner | None
    notices: tuple[Notice, ...] = ()
    in_place: bool = False


class Unclear(Struct, frozen=True):
    """Not understood; `notice` says what would be."""

    notice: Notice = Notice("unclear")
    raw: str = ""


class Ended(Struct, frozen=True):
    """The dialogue ends, or the draft goes to another step (`go`)."""

    ending: str = ""
    go: str = ""


Outcome = Accepted | Asking | Unclear | Ended


class Scene(Struct, frozen=True):
    """One open question with everything that is known."""

    script: Script
    session: Session
    step: Step
    lexicon: Lexicon
    now: datetime

    @property
    def inner(self) -> Inner | None:
        """The question inside the question, if one is open."""
        return self.session.inner

    def options(self) -> tuple[Option, ...]:
        """Give the options on offer: the first screen, or what lies under an earlier answer."""
        return offered(self.script, self.session, self.step)

    def all_options(self) -> tuple[Option, ...]:
        """Give every option that can be said, those of the second screen too."""
        return self.options() if self.step.options_of else self.step.options

    def token(self, act: str, argument: object = "") -> str:
        """Give the token of a button under this question."""
        return tokens.make(self.session.draft, self.script.places[self.step.name], act, argument)

    def buttons(self) -> tuple[Choice, ...]:
        """Give the buttons of all options on offer."""
        numbers, options = self.step.numbers, self.options()
        begin = self.token("option")
        if self.step.options_of:
            return tuple([Choice(f"{begin}{place}", one.code) for place, one in enumerate(options)])
        return tuple([Choice(f"{begin}{numbers[one.code]}", one.code) for one in options])

    def button(self, option: Option, act: str = "option", *, marked: bool = False) -> Choice:
        """Give the button of an option."""
        place = self.all_options().index(option) if self.step.options_of else self.step.numbers[option.code]
        return Choice(self.token(act, place), option=option.code, marked=marked)

    def word(self, act: str, argument: object = "", *, word: str = "") -> Choice:
        """Give a button of the engine, such as "back"."""
        return Choice(self.token(act, argument), word=word or act)

    def pressed(self, number: int) -> Option | None:
        """Give the option of that number."""
        options = self.all_options()
        return options[number] if 0 <= number < len(options) else None


class Kind(Protocol):
    """What the module of a kind of question offers."""

    def ask(self, scene: Scene, /) -> Ask:
        """Give the open question."""

    def press(self, scene: Scene, pressed: Press, /) -> Outcome | None:
        """Understand a pressed button; None: it means nothing here."""

    def hear(self, scene: Scene, text: str, /) -> Outcome:
        """Understand typed words."""
