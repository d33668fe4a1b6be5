"""All parts, one after another: a table on the terminal, and benchmarks/results.json."""

import json
from pathlib import Path

from benchmarks import (
    asked,
    dialogue,
    growth,
    latency,
    machine,
    memory,
    premises,
    search,
    start,
    table,
    webhook,
)
from benchmarks.guest import BENCH

RESULTS = Path(__file__).parent / "results.json"
PARTS = (dialogue, webhook, latency, start, memory, growth, search)


def main() -> None:
    """Measure everything that was asked for."""
    told = asked.read()
    if told.peers and not BENCH.exists():
        raise SystemExit("The peers are not installed: `make bench` does it. Or leave them out: --peers=")
    with premises.folder() as folder:
        described = machine.described(folder)
    results = []
    for part in PARTS:
        print(f"{part.__name__} …", flush=True)
        results.append(part.measure(told))
        # Written after each part: it takes many minutes, and one that fails must not lose what came before.
        kept = {"machine": described, "scale": told.scale, "parts": [one.as_json() for one in results]}
        RESULTS.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    table.show(results, described)
    print("Written: benchmarks/results.json")


if __name__ == "__main__":
    main()
