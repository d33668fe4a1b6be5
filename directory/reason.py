"""Why something of a list is not taken: a sentence, and what stands in its gaps, for who puts it in words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, init=False)
class Reason:
    """One reason. `pattern`: English, with {gaps}, the same for all of its kind; as text it is filled."""

    pattern: str
    told: tuple[tuple[str, str], ...]

    def __init__(self, pattern: str, /, **told: object) -> None:
        object.__setattr__(self, "pattern", pattern)
        object.__setattr__(self, "told", tuple((name, str(value)) for name, value in told.items()))

    def __str__(self) -> str:
        """The sentence in English, as the terminal tells it."""
        return self.pattern.format(**dict(self.told)) if self.told else self.pattern
