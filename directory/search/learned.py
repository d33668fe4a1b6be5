"""What the house has learned beside the directory: other words for kinds and needs, and whom not to trust."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Code = str  # "kind:school", "need:shelter"


@dataclass(frozen=True, slots=True)
class Learned:
    """`phrases`: (as people say it, the code of a kind or need); one for a code that is none says nothing.

    `penalties`: service id → points by which it stands lower among those that fit; what is shown of it, its
    score, stays, and so does whether it is found.
    """

    phrases: tuple[tuple[str, Code], ...] = ()
    penalties: Mapping[str, int] = field(default_factory=dict)

    def phrases_for(self, what: str, codes: Iterable[str]) -> list[str]:
        """The phrases for these kinds or needs; `what`: "kind" or "need"."""
        wanted = {f"{what}:{code}" for code in codes}
        return [phrase for phrase, code in self.phrases if code in wanted]


NOTHING = Learned()
