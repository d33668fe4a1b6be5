"""How often the right place is found first, or among the first five, by spellings from a file.

`python -m benchmarks.places --variants FILE [--json]`: a CSV with the columns canonical_code (of KATO) and
variant. Codes that the directory does not have are counted apart.
"""

import argparse
import csv
import json
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks import gazetteer, spread
from directory.reading import Directory

_MOST = 5


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description="Measure the search of places over a file of spellings.")
    parser.add_argument("--variants", type=Path, required=True, help="CSV: canonical_code, variant")
    parser.add_argument("--json", action="store_true", help="print JSON instead of lines")
    parser.add_argument(
        "--missed", action="store_true", help="print spellings that are not in the first five"
    )
    told = parser.parse_args()
    with told.variants.open(encoding="utf-8-sig", newline="") as lines:
        rows = [(row["canonical_code"].strip(), row["variant"]) for row in csv.DictReader(lines)]
    figures = measured(gazetteer.shipped(), rows, told.missed)
    if told.json:
        print(json.dumps(figures, ensure_ascii=False))
        return
    for level, found in {"all": figures, **figures["levels"]}.items():
        print(f"{level}: {found['n']} spellings, hit1={found['hit1']} hit5={found['hit5']}")


def measured(directory: Directory, rows: Sequence[tuple[str, str]], telling: bool = False) -> dict[str, Any]:
    """The figures of all spellings, and of each level of territory."""
    ranks: dict[str, list[int]] = defaultdict(list)
    times = []
    unknown = 0
    for code, variant in rows:
        unit = directory.territories.find(code)
        if unit is None:
            unknown += 1
            continue
        begin = time.process_time()
        found = [place.code for place in directory.places.find(variant, limit=_MOST)]
        times.append((time.process_time() - begin) * 1000)
        rank = found.index(code) + 1 if code in found else 0
        ranks[unit.level].append(rank)
        if telling and rank == 0:
            print(f"{unit.level} {code} {unit.names['ru']}: {variant} → {found[:2]}")
    everything = [rank for some in ranks.values() for rank in some]
    return {
        **_figures(everything),
        "unknown_codes": unknown,
        "p50_ms": round(spread.percentile(times, 0.5), 3) if times else None,
        "p99_ms": round(spread.percentile(times, 0.99), 3) if times else None,
        "levels": {level: _figures(some) for level, some in sorted(ranks.items())},
    }


def _figures(ranks: Sequence[int]) -> Mapping[str, float]:
    count = max(1, len(ranks))
    first = sum(rank == 1 for rank in ranks)
    return {"n": len(ranks), "hit1": round(first / count, 4), "hit5": round(sum(map(bool, ranks)) / count, 4)}


if __name__ == "__main__":
    main()
