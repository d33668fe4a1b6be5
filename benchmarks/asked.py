"""What is asked of the benchmark on the command line."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

T = TypeVar("T")

Scale = Literal["whole", "brief", "tiny", "full"]
PEERS = ("ptb", "ptb_committing", "aiogram")


@dataclass(frozen=True, slots=True)
class Asked:
    """`scale`: how much is measured. `postgres`: whether PostgreSQL is started and measured too."""

    scale: Scale = "whole"
    json: bool = False
    peers: tuple[str, ...] = PEERS
    postgres: bool = True

    def choose(self, whole: T, brief: T, tiny: T) -> T:
        """Give what fits the scale; `--full` is as `whole`, but for parts that can do even more."""
        return {"whole": whole, "full": whole, "brief": brief, "tiny": tiny}[self.scale]


def read(arguments: Sequence[str] | None = None) -> Asked:
    """Read the command line; a wrong one ends the program with a word on how it is used."""
    parser = argparse.ArgumentParser(
        description="Measure the hotline; docs/PERFORMANCE.md says what is measured."
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    scale = parser.add_mutually_exclusive_group()
    scale.add_argument("--brief", action="store_true", help="a try: under a minute for each part")
    scale.add_argument("--tiny", action="store_true", help="see that it runs; the numbers mean nothing")
    scale.add_argument("--full", action="store_true", help="growth up to a million cases")
    parser.add_argument("--peers", default=",".join(PEERS), help="of %(default)s; empty: none")
    parser.add_argument("--no-postgres", action="store_true", help="leave PostgreSQL out")
    told = parser.parse_args(arguments)
    peers = tuple(filter(None, told.peers.split(",")))
    if unknown := set(peers) - set(PEERS):
        parser.error(f"no such peer: {', '.join(sorted(unknown))}")
    scales: tuple[Scale, ...] = ("brief", "tiny", "full")
    wanted: Scale = next((one for one in scales if getattr(told, one)), "whole")
    return Asked(wanted, told.json, peers, not told.no_postgres)
