"""What can go wrong with words.

LocalesError
├── UnknownLanguage     a language that the house does not speak
├── CatalogueMissing    neither the catalogue of a language nor its source is there
├── NaiveMoment         a moment without a time zone
├── SourceUnreadable    a source file from which texts cannot be extracted
└── GlossaryBroken      the glossary contradicts itself
"""


class LocalesError(Exception):
    """Something went wrong with the words."""

    def __init__(self, detail: str = "") -> None:
        message = (type(self).__doc__ or "").strip()
        super().__init__(f"{message} {detail}".strip())
        self.detail = detail


class UnknownLanguage(LocalesError):
    """The house does not speak this language."""


class CatalogueMissing(LocalesError):
    """A language has no messages.po. Run `python -m locales.upkeep update`."""


class NaiveMoment(LocalesError):
    """A moment needs a time zone before it can be shown to people."""


class SourceUnreadable(LocalesError):
    """Texts cannot be extracted from this file."""


class GlossaryBroken(LocalesError):
    """The glossary contradicts itself."""
