"""`hotline assess`: what the rules make of facts, without filing anything."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typer

from cases import assessment, facts, law, routing
from cases.errors import FactsRefused
from hotline.errors import CommandRefused
from locales import daytime


def assess(path: Path) -> None:
    """Assess the facts in a JSON file: one object, an object with "input", or a list of these."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise CommandRefused(f"{path.name} cannot be read as JSON: {error}") from error
    rules = law.in_force(daytime.day(datetime.now(UTC)))
    answers = [judged(one, rules) for one in told] if isinstance(told, list) else judged(told, rules)
    typer.echo(json.dumps(answers, ensure_ascii=False, indent=1))


def judged(told: Any, rules: law.Law) -> dict[str, Any]:
    """Give what the rules make of one object: fires, possible, severity, urgency, lead, copies."""
    given = told.get("input", told) if isinstance(told, dict) else told
    if not isinstance(given, dict):
        raise CommandRefused("Facts are an object of names and values.")
    try:
        known = facts.parse(given)
    except FactsRefused as error:
        raise CommandRefused(str(error)) from error
    result = assessment.assess(known, rules)
    way = routing.route(result, known, rules)
    return {
        **({"name": told["name"]} if "name" in told else {}),
        "fires": sorted(result.fires),
        "possible": sorted(result.possible),
        "severity": result.severity,
        "urgency": result.urgency,
        "lead": way.lead_body,
        "copies": sorted(way.copy_bodies),
    }
