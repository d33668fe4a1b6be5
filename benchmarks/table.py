"""The table: every number with its spread and what must be read with it; every promise, met or missed."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from benchmarks import spread
from benchmarks.result import Json, Measured, Promise, Result

WIDTH = 132


def show(results: Sequence[Result], machine: Json) -> None:
    """Print all results on the terminal."""
    console = Console(width=WIDTH, highlight=False)
    console.print(", ".join(f"{name}: {value}" for name, value in machine.items()))
    console.print("Medians, and the quartiles in brackets.")
    for result in results:
        console.print(_numbers(result))
        if result.promises:
            console.print(_promises(result.promises))
        for note in result.notes:
            console.print(f"  {note}")
        console.print()


def _numbers(result: Result) -> Table:
    table = Table(title=result.part, title_justify="left", title_style="bold", expand=True)
    for heading, justify in (
        ("what", "left"),
        ("measured", "right"),
        ("unit", "left"),
        ("beside it", "left"),
    ):
        table.add_column(heading, justify=justify, no_wrap=heading == "measured")  # type: ignore[arg-type]
    for one in result.measured:
        table.add_row(one.what, str(one.spread), one.unit, _beside(one))
    return table


def _beside(one: Measured) -> str:
    told = {
        name: spread.short(value) if isinstance(value, float) else value for name, value in one.beside.items()
    }
    return ", ".join(f"{name} {value}" for name, value in told.items())


def _promises(promises: Sequence[Promise]) -> Table:
    table = Table(expand=True)
    for heading in ("figure to reach", "wanted", "measured", ""):
        table.add_column(heading, no_wrap=heading != "figure to reach")
    for one in promises:
        table.add_row(one.what, one.wanted, str(one.spread), "met" if one.met else "MISSED")
    return table
