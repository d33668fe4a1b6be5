"""One report, judged: parsed, assessed, routed and addressed. Pure; nothing is stored."""

from dataclasses import dataclass, replace

from cases import assessment, facts, routing
from cases.assessment import Assessment
from cases.facts import Facts
from cases.office import Office
from cases.report import Report
from cases.routing import Addressed, Route

UNCONDITIONAL = 4
"""Severity of the unconditional worst forms (ILO C182 art. 3 a-c): no limit ever holds them up."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules make of a report. `way.confirm_first` is as if nothing were happening right now."""

    facts: Facts
    assessment: Assessment
    way: Route
    addressed: Addressed


def judge(office: Office, report: Report) -> Judgement:
    """Judge a report. Without a territory its place counts as unknown, whatever the facts say.

    Raises:
        FactsRefused: the facts hold something that the rules do not know.
        UnknownTerritory: the place is not in the territory tree.
        NobodyResponsible: the directory has not even an operator.
    """
    told = facts.parse({**report.facts, "place_known": bool(report.territory)})
    result = assessment.assess(told, office.law)
    if report.doubtful and result.severity < UNCONDITIONAL:
        told = replace(told, place_known=False)  # the operator's pile: nobody else is told yet
    way = routing.route(result, told, office.law)
    return Judgement(told, result, way, routing.addressed(way, report.territory, office.departments))
