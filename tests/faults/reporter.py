"""A reporter on a phone: sees a question, taps one of its buttons or types, until the code is there.

Reads and taps only what the chat shows, in the person's language. When nothing comes for a while, it does the
last thing again, as a person would; and sometimes it taps twice.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from conversations import menu, sentences
from conversations.dialogue.answers import Answer
from conversations.dialogue.conditions import holds
from conversations.dialogue.script import Option, Script, Step
from locales import catalogue
from locales.texts import Text
from tests.doubles.chats import Shown
from tests.doubles.phone import Phone
from tests.doubles.telegram import Telegram

VILLAGES = ("Атакент", "Жетісай", "Сарыағаш", "Мырзакент")
POINTS = ((42.9, 71.37), (51.16, 71.45), (43.25, 76.9), (40.85, 68.5), (42.32, 69.6), (53.2, 63.6))
CODE = re.compile(r"\b\d{4}-\d{4}-\d{4}-\d{4}\b")
MOST_TRIES = 2
PLAUSIBLE = {"name": "Қанарейкина Айгүл", "address": "Атакент, Абай көшесі, 5 үй"}


class NothingCame(AssertionError):
    """The chat stayed silent however often the person tried."""


@dataclass(slots=True)
class Told:
    """What one person told: the answers as `Answer` keeps them, by step. `code` is "" until it was read."""

    user_id: int
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    code: str = ""
    sent: bool = False
    tried_again: int = 0


class Reporter(Phone):
    """One person with one report."""

    def __init__(
        self, telegram: Telegram, user_id: int, script: Script, chance: Random, *, patience: float = 60.0
    ) -> None:
        self.told = Told(user_id)
        self.language = chance.choice(("kk", "ru", "en", "uz", "ky"))
        super().__init__(telegram, user_id, self.language)
        self._script, self._chance, self._patience = script, chance, patience
        self._catalogue = catalogue.load(self.language)
        self._asks = {step.name: self.say(Text(*step.ask)) for step in script.steps}
        self._done: set[str] = set()
        self._is_marked = False
        self._again: Callable[[], object] = lambda: None

    def say(self, text: Text, **values: object) -> str:
        """Give the words that this person reads for a text."""
        return self._catalogue.say(text, **values)

    def report(self, is_over: Callable[[], bool], last_wish: str) -> Told:
        """Tell everything, from /start to the code.

        When it is over, the last wish counts: "send" what there is, or "leave" it as a draft.
        """
        self._do(lambda: self.type("/start"))
        report = self.say(menu.REPORT)
        self._press(self._await(lambda shown: _has(shown, report)), report)
        while not self.told.sent:
            shown = self._await(lambda shown: bool(self._question(shown)))
            wish = last_wish if is_over() else ""
            if wish == "leave" and self.told.answers and not self._is_marked:
                return self.told
            self._answer(shown, in_haste=wish == "send")
        code = self._await(lambda shown: bool(CODE.search(shown.text)))
        self.told.code = CODE.findall(code.text)[0]
        return self.told

    # --- one answer

    def _answer(self, shown: Shown, *, in_haste: bool) -> None:
        step = self._script.step(self._question(shown))
        send, review, skip = map(self._word, ("send", "send_review", "skip"))
        if step.kind == "review" or (_has(shown, send) and (in_haste or self._chance.random() < 0.06)):
            self.told.sent = True
            self._press(shown, review if step.kind == "review" else send)
        elif self._is_marked:
            self._done.add(step.name)
            self._is_marked = False
            self._press(shown, self._word("done"))
        elif step.kind == "place":
            self._place(step)
        elif _has(shown, skip) and self._chance.random() < 0.1:
            self._keep(step, skipped=True)
            self._press(shown, skip)
        elif options := self._options(shown, step):
            label = self._chance.choice(sorted(options))
            self._option(shown, step, options[label], label)
        else:
            self._words(step)

    def _option(self, shown: Shown, step: Step, option: Option, label: str) -> None:
        self._keep(step, codes=[option.code])
        if step.kind == "many" and not option.alone:
            self._done.discard(step.name)
            self._is_marked = True
        self._press(shown, label)

    def _place(self, step: Step) -> None:
        if self._chance.random() < 0.5:
            village = self._chance.choice(VILLAGES)
            self._keep(step, text=village)
            self._do(lambda: self.type(village))
        else:
            latitude, longitude = self._chance.choice(POINTS)
            self._keep(step, point=[latitude, longitude])
            self._do(lambda: self.send_point(latitude, longitude))

    def _words(self, step: Step) -> None:
        words = "6" if step.kind == "number" else f"Қосымша {self.user_id}: {self._chance.random()}"
        words = PLAUSIBLE.get(step.check, words)
        self._keep(step, text=words)
        self._do(lambda: self.type(words))

    def _keep(self, step: Step, **answer: Any) -> None:
        self.told.answers[step.name] = answer
        self._done.add(step.name)

    # --- seeing and doing

    def _question(self, shown: Shown) -> str:
        """Give the step that a message asks for, "" when it asks for none or one answered already."""
        open_ = (step for step in self._script.steps if step.name not in self._done)
        return next((step.name for step in open_ if shown.markup and self._is_asked(step, shown)), "")

    def _is_asked(self, step: Step, shown: Shown) -> bool:
        closed = step.kind == "media" and self.say(sentences.FORMS["voice_only"]) in shown.text
        if self._asks[step.name] not in shown.text and not closed:
            return False
        # Two steps may ask in the same words: then the options tell them apart, or one of them was answered.
        same = [one for one in self._script.steps if one.ask == step.ask and one.name != step.name]
        if any(one.name in self._done for one in same):
            return False
        if same and step.ask_if and not holds(step.ask_if, self._codes(), ()):
            return False
        return not self._is_marked or _has(shown, self._word("done"))

    def _codes(self) -> dict[str, Answer]:
        return {name: Answer(codes=tuple(one.get("codes", ()))) for name, one in self.told.answers.items()}

    def _options(self, shown: Shown, step: Step) -> Mapping[str, Option]:
        source = self._script.step(step.options_of) if step.options_of else step
        above = self.told.answers[source.name]["codes"][0] if step.options_of else ""
        labels = {self._label(option): option for option in source.options if option.under == above}
        return {label: option for label, option in labels.items() if _has(shown, label)}

    def _label(self, option: Option) -> str:
        written = {name: self._number(value) for name, value in option.values.items()}
        return self.say(Text(*option.text), **written)[:60]

    def _number(self, value: float) -> str:
        plain = f"{value:g}"
        return plain if self.language == "en" else plain.replace(".", ",")

    def _word(self, name: str) -> str:
        return self.say(sentences.WORDS[name])

    def _press(self, shown: Shown, label: str) -> None:
        token = next(one["callback_data"] for one in shown.buttons() if one["text"] == label)
        self._do(lambda: self.press(token, shown))
        if self._chance.random() < 0.05:
            self._repeat()

    def _do(self, act: Callable[[], object]) -> None:
        self._again = act
        act()

    def _repeat(self) -> None:
        """Do the last thing again; what was shown since the first time is still to be read."""
        since = self._since
        self._again()
        self._since = since

    def _await(self, fits: Callable[[Shown], bool]) -> Shown:
        for _ in range(MOST_TRIES):
            if shown := self.telegram.wait(lambda: self._newest(fits), self._patience):
                return shown
            self.told.tried_again += 1
            self._repeat()
        raise NothingCame(f"{self.told}: {self._listing()}")

    def _newest(self, fits: Callable[[Shown], bool]) -> Shown | None:
        fresh = (shown for shown in self.telegram.chats.of(self.chat) if shown.stamp > self._since)
        return max(filter(fits, fresh), key=lambda shown: shown.stamp, default=None)


def _has(shown: Shown, label: str) -> bool:
    return any(button["text"] == label for button in shown.buttons())
