"""Where everything stands in the workbook, and what the app computed for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from outsource_desk.domain.criterion import Criterion, Measure, criterion_paths
from outsource_desk.domain.ranking import GateStatus, Standing
from outsource_desk.domain.vendor import Candidate
from outsource_desk.domain.vetted import VettingGate
from outsource_desk.reports.branches import branches
from outsource_desk.reports.examined import Examined
from outsource_desk.reports.facts import BoardFacts
from outsource_desk.reports.findings import Findings

NOT_APPLICABLE = "n/a"
OPEN = "open"
NOT_RANKED = "not ranked"
NO_WEIGHTS = "no weights"

CRITERIA_TOP = 6  # first row of the tree on Criteria
SCORES_HEAD, SCORES_KEYS = 4, 3
RANK, TOTAL, LOW, HIGH, ELIGIBLE, GATE, PLACE = range(5, 12)  # rows of the result strip on Scores
POINTS_TOP = 14
FIRST_CANDIDATE = 4  # column D on Scores
_VETTING_GATES = {VettingGate.FAILED: GateStatus.FAILED, VettingGate.OPEN: GateStatus.OPEN}


@dataclass(frozen=True)
class Node:
    """A criterion with its place in the tree."""

    criterion: Criterion
    path: str
    depth: int
    parent: int | None  # index of its group
    parts: tuple[int, ...]  # indices

    @property
    def is_group(self) -> bool:
        """Tell whether it has parts."""
        return bool(self.parts)


@dataclass(frozen=True)
class Part:
    """Some leaves that a chart shows together."""

    name: str
    leaves: tuple[int, ...]  # indices
    is_price: bool = False


class Plan:
    """The rows and columns of one export, and the app's own numbers in the shape of the sheets."""

    def __init__(self, facts: BoardFacts) -> None:
        self.facts, self.ranking = facts, facts.ranking
        self.candidates = facts.evaluation.candidates
        self.nodes = _nodes(facts.evaluation.criteria)
        self.gates = tuple(i for i, node in enumerate(self.nodes) if node.criterion.is_gate and not node.is_group)
        self._standings = {standing.candidate.id: standing for standing in facts.ranking.standings}

    @cached_property
    def examined(self) -> Examined | None:
        """Return what the vetting found; nothing where nobody is vetted."""
        return Findings(self.facts).examined

    @property
    def height(self) -> int:
        """Return the rows of a block: one for each criterion, one empty row if there is none."""
        return max(1, len(self.nodes))

    @property
    def last_candidate(self) -> int:
        """Return the last candidate's column on Scores; the first one stays empty if there is none."""
        return FIRST_CANDIDATE + max(1, len(self.candidates)) - 1

    @property
    def values_top(self) -> int:
        """Return the first row of the values on Scores."""
        return POINTS_TOP + self.height + 2

    @property
    def contributions_top(self) -> int:
        """Return the first row of the contributions on Scores."""
        return self.values_top + self.height + 2

    @property
    def gates_top(self) -> int:
        """Return the first row of the gates on Scores."""
        return self.contributions_top + self.height + 3

    @property
    def has_vetting_gate(self) -> bool:
        """Tell whether the gates of the vetting decide who is ranked."""
        return self.ranking.vetted is not None

    @property
    def gate_rows(self) -> int:
        """Return the rows of the gates on Scores: one for each criterion and one for the vetting, at least one."""
        return max(1, len(self.gates) + self.has_vetting_gate)

    def vetting_gate(self, candidate: Candidate) -> str:
        """Return how a candidate came through the gates of the vetting; the in-house option is not vetted."""
        vetted = self.ranking.vetted.candidates.get(candidate.id) if self.ranking.vetted else None
        way = vetted.gate if vetted else VettingGate.PASSED
        return str(_VETTING_GATES.get(way, GateStatus.PASSED))

    @property
    def parts_top(self) -> int:
        """Return the first row of the parts of the total on Scores."""
        return self.gates_top + self.gate_rows + 2

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Return the parts that charts show, and the rest, if any, so that they always add up to the total."""
        index = {node.criterion.id: i for i, node in enumerate(self.nodes)}
        found = [
            Part(branch.name, tuple(index[leaf.id] for leaf in branch.leaves), branch.is_price)
            for branch in branches(self.facts)
        ]
        shown = {i for part in found for i in part.leaves}
        rest = tuple(i for i, node in enumerate(self.nodes) if not node.is_group and i not in shown)
        return (*found, Part("Other criteria", rest)) if rest else tuple(found)

    def part(self, candidate: Candidate, part: Part) -> float:
        """Return what a part adds to a candidate's total."""
        return float(sum(self.contribution(candidate, self.nodes[i]) for i in part.leaves))

    def column(self, top: int, column: str, sheet: str = "") -> str:
        """Return the absolute range of a block's column."""
        where = f"${column}${top}:${column}${top + self.height - 1}"
        return f"{sheet}!{where}" if sheet else where

    def across(self, row: int, *, sheet: str = "Scores") -> str:
        """Return the absolute range of a row over all candidates on Scores."""
        first, last = letter(FIRST_CANDIDATE), letter(self.last_candidate)
        return f"{sheet}!${first}${row}:${last}${row}"

    @cached_property
    def has_weights(self) -> bool:
        """Tell whether any leaf weighs anything."""
        return any(self.ranking.weights.get(node.criterion.id, 0.0) > 0 for node in self.leaves)

    @cached_property
    def leaves(self) -> tuple[Node, ...]:
        """Return the criteria that are scored."""
        return tuple(node for node in self.nodes if not node.is_group)

    def applies(self, node: Node) -> bool:
        """Tell whether a leaf applies to any candidate."""
        return node.criterion.id not in self.ranking.dropped

    @cached_property
    def counting(self) -> tuple[float, ...]:
        """Return the local weights that count: nothing for what applies to nobody or has no counting part."""
        found = [0.0] * len(self.nodes)
        for i in range(len(self.nodes) - 1, -1, -1):
            node = self.nodes[i]
            alive = any(found[part] > 0 for part in node.parts) if node.is_group else self.applies(node)
            found[i] = node.criterion.weight if alive else 0.0
        return tuple(found)

    def level_sum(self, parent: int | None) -> float:
        """Return the counting weights of a group's parts together."""
        return sum(self.counting[i] for i in self.parts_of(parent))

    def parts_of(self, parent: int | None) -> tuple[int, ...]:
        """Return the indices of a group's parts, or of the top level."""
        if parent is not None:
            return self.nodes[parent].parts
        return tuple(i for i, node in enumerate(self.nodes) if node.parent is None)

    def share_in_group(self, i: int) -> float:
        """Return a criterion's share among its siblings, 0 to 1."""
        whole = self.level_sum(self.nodes[i].parent)
        return self.counting[i] / whole if whole > 0 else 0.0

    def weight(self, node: Node) -> float:
        """Return the app's share of the whole, 0 to 1."""
        return self.ranking.weights.get(node.criterion.id, 0.0)

    def standing(self, candidate: Candidate) -> Standing:
        """Return where a candidate stands."""
        return self._standings[candidate.id]

    def rank(self, candidate: Candidate) -> int | str:
        """Return the rank as the sheets show it."""
        rank = self.standing(candidate).rank
        return NOT_RANKED if rank is None else rank

    def total(self, candidate: Candidate) -> float | str:
        """Return the total as the sheets show it."""
        return self.standing(candidate).total if self.has_weights else NO_WEIGHTS

    def high(self, candidate: Candidate) -> float | str:
        """Return the highest total as the sheets show it."""
        return self.standing(candidate).high if self.has_weights else NO_WEIGHTS

    @cached_property
    def placed(self) -> tuple[Candidate, ...]:
        """Return the candidates best first, ties and those not ranked in their given order."""
        return tuple(sorted(self.candidates, key=lambda one: self.standing(one).rank or len(self.candidates) + 1))

    def points(self, candidate: Candidate, node: Node) -> float | str | None:
        """Return what stands in a cell of the points: a number, ``n/a``, or nothing."""
        cell = self.ranking.cells.get((candidate.id, node.criterion.id))
        if cell is None:
            return None
        return NOT_APPLICABLE if cell.not_applicable else cell.points

    def is_from_vetting(self, candidate: Candidate, node: Node) -> bool:
        """Tell whether a section of the vetting gives the value of a cell, so that nobody types it."""
        cell = self.ranking.cells.get((candidate.id, node.criterion.id))
        return cell is not None and cell.is_from_vetting

    def value(self, candidate: Candidate, node: Node) -> float | str:
        """Return what the points are worth as the sheets show it."""
        cell = self.ranking.cells.get((candidate.id, node.criterion.id))
        if cell is not None and cell.value is not None and not cell.not_applicable:
            return cell.value
        return NOT_APPLICABLE if cell is not None and cell.not_applicable else OPEN

    def contribution(self, candidate: Candidate, node: Node) -> float:
        """Return what a leaf or a group adds to the total."""
        return self.standing(candidate).contributions.get(node.criterion.id, 0.0)

    @cached_property
    def imported(self) -> frozenset[tuple[int, int]]:
        """Return the cells whose number came from a file."""
        evaluation = self.facts.evaluation
        rows = (*evaluation.scores, *evaluation.agreed, *evaluation.measurements)
        return frozenset((row.candidate_id, row.criterion_id) for row in rows if row.source is not None)


def _nodes(criteria: Sequence[Criterion]) -> tuple[Node, ...]:
    paths = criterion_paths(criteria)
    index = {criterion.id: i for i, criterion in enumerate(criteria)}
    parts: dict[int, list[int]] = {}
    depths: list[int] = []
    for i, criterion in enumerate(criteria):
        parent = None if criterion.parent_id is None else index[criterion.parent_id]
        depths.append(0 if parent is None else depths[parent] + 1)
        if parent is not None:
            parts.setdefault(parent, []).append(i)
    return tuple(
        Node(
            criterion,
            paths[criterion.id],
            depths[i],
            None if criterion.parent_id is None else index[criterion.parent_id],
            tuple(parts.get(i, ())),
        )
        for i, criterion in enumerate(criteria)
    )


def letter(column: int) -> str:
    """Return a column's letters."""
    from openpyxl.utils import get_column_letter

    return get_column_letter(column)


def sum_of(rows: Iterable[int], column: str, sheet: str = "") -> str:
    """Return ``SUM`` over rows of a column, neighbours written as ranges; nested where Excel's 255 arguments end."""
    where = f"{sheet}!" if sheet else ""
    runs: list[list[int]] = []
    for row in sorted(rows):
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    found = [f"{where}{column}{a}" if a == b else f"{where}{column}{a}:{column}{b}" for a, b in runs]
    if len(found) > 200:
        found = [f"SUM({','.join(found[at : at + 200])})" for at in range(0, len(found), 200)]
    return f"SUM({','.join(found)})" if found else "0"


def is_amount(criterion: Criterion) -> bool:
    """Tell whether a leaf is measured in amounts rather than judged in points."""
    return criterion.measure is not Measure.JUDGED
