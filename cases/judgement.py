"""One report, judged: parsed, assessed, routed and addressed. Pure; nothing is stored."""

from dataclasses import dataclass

from msgspec import structs

from cases import assessment, facts, routing
from cases.assessment import Assessment, Finding
from cases.facts import Facts
from cases.office import Office
from cases.report import Report
from cases.routing import Addressed, Route
from directory.departments import Department

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
    told = _told(report)
    result = assessment.assess(told, office.law)
    told = _in_place(told, report, result)
    way = routing.route(result, told, office.law)
    return Judgement(told, result, way, routing.addressed(way, report.territory, office.departments))


def foresee(office: Office, report: Report) -> tuple[int, Department]:
    """Give the severity that `judge` would find and the lead that it would choose; raises as it does."""
    told = _told(report)
    result = assessment.find(told, office.law)
    told = _in_place(told, report, result)
    return result.severity, routing.lead(result, told, report.territory, office)


def _told(report: Report) -> Facts:
    return facts.parse({**report.facts, "place_known": bool(report.territory)})


def _in_place(told: Facts, report: Report, result: Finding) -> Facts:
    """What is doubtful goes to the operator's pile, as if nobody knew where: nobody else is told yet."""
    if report.doubtful and result.severity < UNCONDITIONAL:
        return structs.replace(told, place_known=False)
    return told
