"""Every vector of the rules: what fires, what stays possible, how grave, how urgent, whose case it is."""

import json
from pathlib import Path
from typing import Any

import pytest

from cases import assessment, facts, law, routing
from tests.cases.told import NOW

VECTORS = json.loads(Path(__file__).with_name("assessment_cases.json").read_text("utf-8"))
LAW = law.in_force(NOW.date())


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
def test_vector_is_assessed_and_routed_as_written(vector: dict[str, Any]) -> None:
    told = facts.parse(vector["input"])
    result = assessment.assess(told, LAW)
    way = routing.route(result, told, LAW)

    actual = {
        "fires": set(result.fires),
        "possible": set(result.possible),
        "severity": result.severity,
        "urgency": result.urgency,
        "lead": way.lead_body,
        "copies": set(way.copy_bodies),
    }
    expected = {key: set(value) if isinstance(value, list) else value for key, value in vector.items()}
    del expected["name"], expected["input"]
    assert {key: actual[key] for key in expected} == expected


def test_there_are_vectors_for_the_routing_too() -> None:
    assert len(VECTORS) >= 46
    assert sum("lead" in vector for vector in VECTORS) >= 20
