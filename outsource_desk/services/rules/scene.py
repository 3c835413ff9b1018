"""What the checks look at: one leaf with its cells, and a comparison as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from outsource_desk.domain.criterion import Criterion, criterion_paths, leaves_of
from outsource_desk.domain.ranking import Cell, CellValue, Evaluation, GateStatus, Ranking
from outsource_desk.domain.vendor import Candidate
from outsource_desk.domain.weighting import Elicitation, Purpose
from outsource_desk.services.counting import NOTHING, Entry
from outsource_desk.services.rules.rulebook import Finding

if TYPE_CHECKING:
    from outsource_desk.domain.panel_report import PanelReport

TOP_LEVEL = "the top level"


@dataclass(frozen=True)
class Column:
    """One leaf with all its cells.

    Attributes:
        name: of the leaf, unlike any other's.
        weight: its share of the whole, 0..1.
        candidates: all of them.
        eligible: those that have not failed a gate.
    """

    leaf: Criterion
    name: str
    weight: float
    candidates: tuple[Candidate, ...]
    eligible: tuple[Candidate, ...]
    cells: Mapping[Cell, CellValue]
    entries: Mapping[Cell, Entry]

    def value(self, candidate: Candidate) -> CellValue:
        """Return what counts for a candidate."""
        return self.cells[candidate.id, self.leaf.id]

    def entry(self, candidate: Candidate) -> Entry:
        """Return what was given for a candidate."""
        return self.entries.get((candidate.id, self.leaf.id), NOTHING)

    @cached_property
    def values(self) -> list[float]:
        """The values of those that have not failed a gate, as far as they are known."""
        known = (self.value(candidate).value for candidate in self.eligible)
        return [value for value in known if value is not None]

    @cached_property
    def offers(self) -> list[tuple[float, Candidate]]:
        """The amounts above 0 of those that have not failed a gate, lowest first."""
        known = [(self.value(candidate).points, candidate) for candidate in self.eligible]
        return sorted(
            ((amount, candidate) for amount, candidate in known if amount is not None and amount > 0),
            key=lambda offer: offer[0],
        )

    @property
    def spread(self) -> float | None:
        """How far the values of those that have not failed a gate lie apart; nothing where one is open."""
        if len(self.values) < 2 or len(self.values) < len(self.eligible):
            return None
        return max(self.values) - min(self.values)

    def finding(self, text: str = "", *, at: str | None = None, **fields: str) -> Finding:
        """Return a finding that is cured at the leaf."""
        return Finding({"criterion": self.name, **fields}, self.name, None, self.leaf.id, text, at)

    def cell_finding(self, candidate: Candidate, text: str = "", **fields: str) -> Finding:
        """Return a finding that is cured in one cell."""
        where = f"{candidate.name} / {self.name}"
        filled = {"name": candidate.name, "criterion": self.name, **fields}
        return Finding(filled, where, candidate.id, self.leaf.id, text)


@dataclass(frozen=True, eq=False)
class Scene:
    """A comparison as a whole.

    Attributes:
        leaves: those that count, in tree order.
        spreads: leaf id → how far the values of those that have not failed a gate lie apart; None where one is open.
    """

    evaluation: Evaluation
    ranking: Ranking
    leaves: tuple[Criterion, ...]
    name_of: Mapping[int, str]  # criterion id → its name, unlike any other's
    entries: Mapping[Cell, Entry]
    spreads: dict[int, float | None] = field(default_factory=dict)

    @classmethod
    def of(cls, evaluation: Evaluation, ranking: Ranking, entries: Mapping[Cell, Entry]) -> Scene:
        """Return a comparison, before its leaves are looked at one by one."""
        leaves = tuple(leaf for leaf in leaves_of(evaluation.criteria) if leaf.id not in ranking.dropped)
        return cls(evaluation, ranking, leaves, criterion_paths(evaluation.criteria), entries)

    @cached_property
    def eligible(self) -> tuple[Candidate, ...]:
        """Those that have not failed a gate, in their given order."""
        failed = {each.candidate.id for each in self.ranking.standings if each.gate is GateStatus.FAILED}
        return tuple(candidate for candidate in self.evaluation.candidates if candidate.id not in failed)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The leaves that count, each with its cells."""
        weights, candidates = self.ranking.weights, self.evaluation.candidates
        return tuple(
            Column(
                leaf, self.name_of[leaf.id], weights[leaf.id], candidates, self.eligible, self.ranking.cells,
                self.entries,
            )
            for leaf in self.leaves
        )  # fmt: skip

    @cached_property
    def siblings(self) -> dict[int | None, list[Criterion]]:
        """The parts of each group, and of the top level under None, in tree order."""
        siblings: dict[int | None, list[Criterion]] = {}
        for criterion in self.evaluation.criteria:
            siblings.setdefault(criterion.parent_id, []).append(criterion)
        return siblings

    @cached_property
    def elicitations(self) -> dict[int | None, Elicitation]:
        """How the official weights of a level were found: group id, or None for the top level → elicitation."""
        official = (each for each in self.evaluation.weight_sets if each.purpose is Purpose.OFFICIAL)
        return {found.parent_id: found for each in official for found in each.elicitations}

    @cached_property
    def panel(self) -> PanelReport:
        """What the evaluators amount to together."""
        from outsource_desk.services.panel import panel_report

        return panel_report(self.evaluation, self.ranking)

    def level(self, parent_id: int | None) -> str:
        """Return what a level is called."""
        return TOP_LEVEL if parent_id is None else self.name_of[parent_id]
