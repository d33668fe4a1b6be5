"""Whoever sent a form from one of our pages: what was typed, and the language that they read."""

from collections.abc import Mapping

from locales import catalogue
from locales.texts import Text


class Sender:
    """What every caller of a door can be asked; the door's own class says who it is."""

    __slots__ = ()
    language: str
    form: Mapping[str, str]

    def said(self, name: str) -> str:
        """Give one field of the form, without spaces around it; "" when it was not sent."""
        return self.form.get(name, "").strip()

    def say(self, text: Text, /, **values: object) -> str:
        """Give a text in their language."""
        return catalogue.load(self.language).say(text, **values)
