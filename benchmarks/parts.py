"""One part by itself: measured, and printed as a table or as JSON."""

import json
from collections.abc import Callable

from benchmarks import machine, premises, table
from benchmarks.asked import Asked
from benchmarks.result import Result

Part = Callable[[Asked], Result]


def run(part: Part, told: Asked) -> None:
    """Measure one part and print what came out."""
    with premises.folder() as folder:
        described = machine.described(folder)
    result = part(told)
    if told.json:
        print(json.dumps({"machine": described, "scale": told.scale, **result.as_json()}, ensure_ascii=False))
    else:
        table.show([result], described)
