"""The results as tables of a page: `python -m benchmarks.page` prints benchmarks/results.json as Markdown."""

import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks import spread
from benchmarks.result import Json

RESULTS = Path(__file__).parent / "results.json"


def lines(kept: Json) -> Iterator[str]:
    """Give the lines: the machine, then for each part its promises and its numbers."""
    yield (
        ", ".join(f"{name} {value}" for name, value in kept["machine"].items()) + f"; scale: {kept['scale']}"
    )
    for part in kept["parts"]:
        yield f"\n### {part['part']}\n"
        yield "| figure to reach | wanted | measured | |"
        yield "|---|---|---|---|"
        for one in part["promises"]:
            word = "met" if one["met"] else "**missed**"
            yield f"| {one['what']} | {one['wanted']} | {_spread(one['spread'])} | {word} |"
        yield "\n| measured | | unit | beside it |"
        yield "|---|---|---|---|"
        for one in part["measured"]:
            beside = ", ".join(f"{name} {value}" for name, value in one["beside"].items())
            yield f"| {one['what']} | {_spread(one['spread'])} | {one['unit']} | {beside} |"


def _spread(told: Json) -> str:
    return str(spread.Spread(told["median"], told["low"], told["high"], ()))


if __name__ == "__main__":
    print("\n".join(lines(json.loads(RESULTS.read_text(encoding="utf-8")))))
