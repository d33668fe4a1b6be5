"""Every reason for which a part of a list is not taken has a sentence in the languages of the desk."""

import ast
import csv
import io
from pathlib import Path

from directory import exchange
from directory.exchange import gathering, hsds_json, namesakes, seats
from directory.exchange.journal import Journal
from directory.exchange.record import Origin
from directory.reason import Reason
from web.desk.services import refusing

#: Reasons that only the terminal meets: lists of departments, archives, paths.
AT_THE_TERMINAL = {"department_list.py", "parcel.py"}
SAYING = {"Doubt": 0, "Reason": 0, "refuse_row": 2, "refuse_value": 3}
NAMED = {
    namesakes.LOST,
    seats.ASIDE,
    gathering.OTHERWISE,
    hsds_json.OBJECT,
    hsds_json.LIST,
    hsds_json.NO_JSON,
}


def patterns(path: Path) -> set[str]:
    """The literal reasons of a module."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            told = node.args[SAYING[name] : SAYING[name] + 1] if name in SAYING else []
            found |= {str(one.value) for one in told if isinstance(one, ast.Constant)}
    return found


def test_no_reason_of_an_import_is_without_a_sentence() -> None:
    modules = [one for one in Path(exchange.__path__[0]).glob("*.py") if one.name not in AT_THE_TERMINAL]
    written = NAMED.union(*map(patterns, modules))

    assert len(written) > 30
    assert written - set(refusing.REASONS) == set()


def test_a_reason_is_english_at_the_terminal_and_a_sentence_at_the_desk() -> None:
    journal = Journal()
    bounds = Reason("this number is out of bounds: {low} to {high}", low=0, high=99)
    journal.refuse_value(Origin("list.csv", 7, "ours"), ("service", "maximum_age"), "=120", bounds)
    journal.refuse_row(Origin("list.csv", 8, "ours"), "service", "the service has no name", field="name")
    first, second = journal.refusals
    rows = list(csv.reader(io.StringIO(refusing.as_csv(journal.refusals, "ru").decode("utf-8-sig"))))

    assert first.reason == "this number is out of bounds: 0 to 99"
    assert second.reason == "row not taken: the service has no name"
    assert rows[1][1:] == [
        "7",
        "Возраст до, лет",
        "'=120",
        "Это число слишком мало или слишком велико. Можно от 0 до 99.",
    ]
    assert rows[2][-1] == "У службы нет названия."
    assert refusing.why(Reason("something new"), "kk") == "something new"
