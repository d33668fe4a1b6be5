"""A doubt: a value that cannot be what its field asks for."""

from directory.reason import Reason


class Doubt(Exception):
    """Why a value is not taken, in words for the one who keeps the list. Turned into a refusal at once."""

    def __init__(self, pattern: str, /, **told: object) -> None:
        """`pattern`, with `told` in its {gaps}: see `Reason`."""
        self.reason = Reason(pattern, **told)
        super().__init__(str(self.reason))
