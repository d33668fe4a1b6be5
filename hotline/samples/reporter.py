"""A sample reporter: somebody before the web chat who answers question by question and presses buttons."""

from collections.abc import Mapping
from dataclasses import dataclass

from conversations import notices, person, pickup, sentences
from conversations.dialogue.session import Session
from conversations.incoming import Address, Content, Incoming, Kind, Sent
from conversations.message import Button
from conversations.rendering import Speaker
from hotline.samples.elapsing import Elapsing
from locales.texts import Text

Place = str | tuple[float, float]
"""The code of a territory, or a point: latitude and longitude."""
_SCRIPT = "citizen_report"


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody tells: the code of the work, the place, and by step what else is answered.

    To a question with options the answer is codes, separated by spaces; to others it is what is typed.
    """

    what: str
    where: Place
    answers: Mapping[str, str]
    photo: Content | None = None


@dataclass(frozen=True, slots=True)
class Reporter:
    """Somebody who writes in this language; `name` tells one from the other and is kept as a hash alone."""

    elapsing: Elapsing
    name: str
    language: str

    def report(self, told: Told, *, wants_answer: bool) -> None:
        """Report, and say whether we may write when there is an answer."""
        link = f"r_{told.what}"
        if isinstance(told.where, str):
            self._send("command", "start", argument=f"{link}-d_{told.where}")
        else:
            self._send("command", "start", argument=link)
            self._send("point", point=told.where)
        left = dict(told.answers)
        while left or told.photo:
            draft = self._draft()
            if draft is None or draft.step == "review":
                break
            if draft.step == "media" and told.photo:
                self._send_photo(told.photo)
                told = Told(told.what, told.where, told.answers)
            elif draft.step in left:
                self._answer(draft.step, left.pop(draft.step))
            else:
                self._press(sentences.WORDS["skip"])
        last = self._draft()
        self._press(sentences.WORDS["send_review" if last and last.step == "review" else "send"])
        self._press(notices.YES_HERE if wants_answer else notices.STAY_ANONYMOUS)

    def add(self, text: str) -> None:
        """Add something to the report that was sent from here."""
        self._send("command", "status")
        self._press(Text("follow.add_button", "Add something"))
        self._send("text", text)

    def _answer(self, name: str, said: str) -> None:
        script = self.elapsing.composed.house.scripts[_SCRIPT]
        step = script.step(name)
        options = script.step(step.options_of or name).options
        labels = {one.code: self._speaker.words(one.text, one.values) for one in options}
        chosen = said.split()
        if not set(chosen) <= labels.keys():
            self._send("text", said)
            return
        for code in chosen:
            self._press_label(labels[code])
        if step.kind == "many" and self._asks(name):
            self._press(sentences.WORDS["done"])

    def _send_photo(self, photo: Content) -> None:
        self._send("photo", sent=Sent("photo", "", len(photo.body), "image/jpeg"), content=photo)
        self._press(sentences.WORDS["done"])

    def _asks(self, step: str) -> bool:
        draft = self._draft()
        return draft is not None and draft.step == step

    @property
    def _address(self) -> Address:
        return Address("web", f"sample-{self.name}")

    @property
    def _speaker(self) -> Speaker:
        return self.elapsing.composed.house.speaker(self.language)

    def _draft(self) -> Session | None:
        keys = self.elapsing.composed.keys
        sender = person.index(keys, Incoming(self._address, self._address.chat, "other"))
        with self.elapsing.composed.database.reading() as tx:
            return person.load(tx, keys, [sender])[sender].draft

    def _press(self, text: Text) -> None:
        self._press_label(self._speaker.say(text))

    def _press_label(self, label: str) -> None:
        """Press the newest button with this label, marked or not."""
        keys = self.elapsing.composed.keys
        with self.elapsing.composed.database.reading() as tx:
            shown = pickup.waiting(tx, keys, self._address, 0)
        for one in reversed(shown):
            for button in (button for row in one.message.buttons for button in row):
                if _is(button, label):
                    self._send("button", button.token, message=one.id)
                    return
        raise LookupError(label)

    def _send(self, kind: Kind, text: str = "", **more: object) -> None:
        address = self._address
        said = Incoming(address, address.chat, kind, text, language=self.language, **more)  # type: ignore[arg-type]
        with self.elapsing.composed.database.transaction() as tx:
            self.elapsing.reception.hear_all(tx, [said], self.elapsing.now)


def _is(button: Button, label: str) -> bool:
    return button.label == label or button.label.endswith(f" {label}")
