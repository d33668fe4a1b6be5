"""What came of a saying that the other side took."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Taken:
    """It has arrived. `acknowledged`: the other side says at once that its department has the case."""

    acknowledged: bool = False

    @property
    def messages(self) -> tuple[int, ...]:
        """Nothing that could be deleted again, as messages of a chat could."""
        return ()
