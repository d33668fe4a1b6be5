"""How often the right place is found first, or among the first five, by spellings from a file.

`python -m benchmarks.places --variants FILE [--json] [--unseen]`: a CSV with the columns canonical_code (of
KATO) and variant. Codes that the directory does not have are counted apart.

`hit1`, `hit5`: the place is that of the row. A city stands twice in KATO, as an administration and, inside of
it, as itself; the directory shows it once, so either code is right, and `second_codes` says how many rows
have the one that is not shown. No other place counts for another.
`hit1_any`, `hit5_any`: the place is that of the row, or of another row of the file with the very same
spelling: «Павлодар» told of the city and of the oblast cannot be first for both.
`--unseen`: every spelling is looked for in a directory that does not have it, nor half of the others.
"""

import argparse
import csv
import json
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import gazetteer, spread, unseen
from directory.places import Places
from directory.reading import Directory
from directory.territory import Territories

_MOST = 5

Row = tuple[str, str]  # a code of KATO, a spelling


@dataclass(frozen=True, slots=True)
class _Ranks:
    """Where the place came, 1 to 5, or 0: that of the row, and the first one that the file allows."""

    own: int
    any: int


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description="Measure the search of places over a file of spellings.")
    parser.add_argument("--variants", type=Path, required=True, help="CSV: canonical_code, variant")
    parser.add_argument("--json", action="store_true", help="print JSON instead of lines")
    parser.add_argument("--unseen", action="store_true", help="take the spellings out of the directory first")
    parser.add_argument("--missed", action="store_true", help="print spellings whose place is not first")
    told = parser.parse_args()
    figures = measured(gazetteer.shipped(), read(told.variants), unseen=told.unseen, telling=told.missed)
    if told.json:
        print(json.dumps(figures, ensure_ascii=False))
        return
    print(f"{figures['second_codes']} rows have a city's second code: right, for it is the same town")
    for level, found in {"all": figures, **figures["levels"]}.items():
        shown = " ".join(f"{name}={found[name]}" for name in ("hit1", "hit5", "hit1_any", "hit5_any"))
        print(f"{level}: {found['n']} spellings, {shown}")


def read(path: Path) -> list[Row]:
    """The rows of the file that have a code and a spelling; other columns are passed over, and blank rows.

    Raises:
        SystemExit: there is no column canonical_code or none called variant.
    """
    with path.open(encoding="utf-8-sig", newline="") as lines:
        table = csv.reader(lines)
        headings = [name.strip().lower() for name in next(table, [])]
        try:
            code, variant = headings.index("canonical_code"), headings.index("variant")
        except ValueError:
            raise SystemExit(f"{path.name}: the first row names canonical_code and variant") from None
        told = [(row[code].strip(), row[variant].strip()) for row in table if len(row) > max(code, variant)]
    return [row for row in told if all(row)]


def measured(
    directory: Directory, rows: Sequence[Row], *, unseen: bool = False, telling: bool = False
) -> dict[str, Any]:
    """The figures of all spellings, and of each level of territory."""
    territories = directory.territories
    known = [(code, variant) for code, variant in rows if territories.find(code) is not None]
    shown = {code: _shown(territories, code) for code, _ in known}
    meant: dict[str, set[str]] = defaultdict(set)
    for code, variant in known:
        meant[_same(variant)].add(shown[code])
    ranks: dict[str, list[_Ranks]] = defaultdict(list)
    times = []
    for places, some in _searched(directory, known, unseen):
        for code, variant in some:
            begin = time.process_time()
            found = [place.code for place in places.find(variant, limit=_MOST)]
            times.append((time.process_time() - begin) * 1000)
            rank = _Ranks(_rank(found, {shown[code]}), _rank(found, meant[_same(variant)]))
            ranks[territories.get(shown[code]).level].append(rank)
            if telling and rank.any != 1:
                print(f"{variant} → {rank.own} {code} {territories.full_name(code, 'ru')}, found {found}")
    return {
        **_figures([rank for some_ranks in ranks.values() for rank in some_ranks]),
        "unknown_codes": len(rows) - len(known),
        "second_codes": sum(shown[code] != code for code, _ in known),
        "p50_ms": round(spread.percentile(times, 0.5), 3) if times else None,
        "p99_ms": round(spread.percentile(times, 0.99), 3) if times else None,
        "levels": {level: _figures(found_ranks) for level, found_ranks in sorted(ranks.items())},
    }


def _searched(
    directory: Directory, rows: Sequence[Row], without: bool
) -> Iterable[tuple[Places, Sequence[Row]]]:
    """What to search for each row: the directory, or one that lacks the row's spelling."""
    if not without:
        return [(directory.places, rows)]
    return unseen.halves(directory.territories, unseen.shipped_aliases(), rows)


def _shown(territories: Territories, code: str) -> str:
    unit = territories.get(code)
    return unit.parent if unit.kind == "city_proper" else code


def _same(variant: str) -> str:
    return variant.strip().casefold()


def _rank(found: Sequence[str], right: set[str]) -> int:
    return next((place + 1 for place, code in enumerate(found) if code in right), 0)


def _figures(ranks: Sequence[_Ranks]) -> Mapping[str, float]:
    return {
        "n": len(ranks),
        "hit1": _share([rank.own == 1 for rank in ranks]),
        "hit5": _share([rank.own > 0 for rank in ranks]),
        "hit1_any": _share([rank.any == 1 for rank in ranks]),
        "hit5_any": _share([rank.any > 0 for rank in ranks]),
    }


def _share(right: Sequence[bool]) -> float:
    return round(sum(right) / max(1, len(right)), 4)


if __name__ == "__main__":
    main()
