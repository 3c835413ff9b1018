"""How far the ranking can be trusted, by which rules, and what would turn it: always behind the ranking."""

from __future__ import annotations

from outsource_desk.charts.acceptability import acceptability_spec
from outsource_desk.charts.spec import State
from outsource_desk.domain.formatting import counted, percent
from outsource_desk.domain.robustness import Reason, Simulation, Trust, TrustVerdict, WeightSpread
from outsource_desk.reports.blocks import (
    Block,
    Cell,
    Column,
    Columns,
    Figure,
    Heading,
    Items,
    Page,
    Paragraph,
    Row,
    Table,
    TableColumn,
    Title,
    Tone,
)
from outsource_desk.reports.findings import Findings
from outsource_desk.reports.sections.phrases import brief

SOURCE = "exact arithmetic on weights, scores and prices; simulated decisions for the shares"
CHART_ROWS = 12  # candidates in the picture; the annex has all
_RULES = {
    "scored": "How much is scored",
    "lead": "The lead",
    "stability": "The weights",
    "score": "One score",
    "price": "One price",
    "simulation": "The simulation",
    "open": "Open scores",
    "drop_one": "The field",
    "dominance": "Criterion by criterion",
}
_SPREADS = {
    WeightSpread.AROUND: "weights around the official ones",
    WeightSpread.ANY: "any weights at all",
    WeightSpread.ORDER: "weights in the same order of importance",
}


def trust_page(findings: Findings) -> Page | None:
    """Return the verdict with its rules and the flip card; nothing where fewer than two are ranked."""
    verdict = findings.study.verdict
    if verdict is None or verdict.trust is Trust.NOTHING:
        return None
    simulation = findings.study.simulation
    blocks: list[Block] = [
        Columns(
            (
                Column(6, (Heading("The rules behind the verdict"), _rules(verdict))),
                Column(6, (Heading("What would turn it", "one change, all else equal"), *_flips(findings))),
            )
        )
    ]
    if simulation is not None:
        shown = findings.ranked[:CHART_ROWS]
        names = {one.candidate.id: brief(one.candidate.name) for one in findings.ranked}
        chart = acceptability_spec(simulation, names)
        height = 24.0 + 27.0 * len(shown)
        often = (
            Heading("How often each would come first"),
            Paragraph(simulation_sentence(findings, simulation)),
            Figure(chart, min(height, 88.0), height),
        )
        blocks.append(Columns((Column(12, often),)))  # stays in one piece
    return Page("How far to trust it", trust_title(findings, verdict), tuple(blocks), SOURCE)


def trust_title(findings: Findings, verdict: TrustVerdict) -> Title:
    """Return the verdict as a sentence."""
    against = sum(not reason.speaks_for for reason in verdict.reasons)
    tests = f"{against} of {counted(len(verdict.reasons), 'test')} {'speaks' if against == 1 else 'speak'} against"
    is_shared = verdict.leader_id is None or len(findings.facts.ranking.leaders) > 1
    leader = () if is_shared or verdict.leader_id is None else (findings.who(verdict.leader_id),)
    match verdict.trust:
        case Trust.ROBUST if leader:
            return Title("The first place of {0} is robust: what would turn it is far away", leader)
        case Trust.SENSITIVE if leader:
            return Title(f"The first place of {{0}} is sensitive: {tests} it", leader)
        case _ if leader:
            return Title(f"No clear winner: {tests} {{0}}", leader)
        case _:
            return Title(f"No clear winner: {tests} a first place for one alone")


def _rules(verdict: TrustVerdict) -> Table:
    columns = (TableColumn("Rule", 0.28, tone=Tone.STRONG), TableColumn("What it says", 0.72))
    return Table(columns, tuple(_rule(reason) for reason in verdict.reasons), tallest=36)


def _rule(reason: Reason) -> Row:
    state = State.GOOD if reason.speaks_for else State.OPEN
    return Row((Cell(_RULES.get(reason.rule, reason.rule), state), Cell(reason.text)))


def _flips(findings: Findings) -> list[Block]:
    flips = findings.study.flips
    if flips:
        return [Items(flips)]
    return [Paragraph("No single change of a weight, a score or a price that is possible turns the first place.")]


def simulation_sentence(findings: Findings, simulation: Simulation) -> str:
    """Return what was simulated, so that anybody can do it again."""
    plan = simulation.plan
    varied = [_SPREADS[plan.spread]]
    varied += ["scores within the evaluators’ spread"] if plan.with_scores else []
    varied += ["open values anywhere from 0 to 100"] if plan.with_open else []
    first = findings.ranked[0].candidate.id
    often = share(simulation.first(first))
    return (
        f"{findings.who(first)} comes first in {often} of {plan.samples:,} simulated decisions: {', '.join(varied)}. "
        f"Seed {plan.seed}: the same seed gives the same result."
    )


def share(value: float) -> str:
    """Return a share of the simulated decisions; what is only nearly all or none is never printed as it."""
    if 0 < value < 0.0005:
        return f"under {percent(0.001, 1)}"
    if 0.9995 <= value < 1:
        return f"over {percent(0.999, 1)}"
    return percent(value, 1)
