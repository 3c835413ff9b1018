"""What a careful reader should know about one leaf and its cells: stable rules, pure functions of what was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from outsource_desk.analysis.agreement import needs_moderation
from outsource_desk.domain.criterion import Criterion, Measure
from outsource_desk.domain.formatting import in_words, percent, plain
from outsource_desk.domain.ranking import Cell, CellValue, RuleWarning, Severity
from outsource_desk.domain.vendor import Candidate
from outsource_desk.services.counting import NOTHING, Entry

REASON_LENGTH = 20  # characters; a shorter text is no reason

# field → what it would say
_LACKING = {
    "direction": "whether more or less is better",
    "worst": "which amount is worth 0",
    "best": "which amount is worth 100",
}
_BOTH_ENDS = "the amounts worth 0 and worth 100"


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

    def warning(self, rule: str, severity: Severity, text: str, field: str = "") -> RuleWarning:
        """Return a warning that is cured at the leaf."""
        return RuleWarning(rule, severity, text, self.name, criterion_id=self.leaf.id, field=field)

    def cell_warning(
        self, rule: str, severity: Severity, text: str, candidate: Candidate, field: str = ""
    ) -> RuleWarning:
        """Return a warning that is cured in one cell."""
        where = f"{candidate.name} / {self.name}"
        return RuleWarning(rule, severity, text, where, candidate.id, self.leaf.id, field)


def weight_warnings(column: Column) -> Iterator[RuleWarning]:
    """Check that the leaf decides something."""
    if column.weight < 0.05:
        return
    values = [column.value(candidate).value for candidate in column.eligible]
    known = [value for value in values if value is not None]
    if len(known) >= 2 and len(known) == len(values) and max(known) - min(known) < 5:
        text = f"{column.name} carries {percent(column.weight)} but all candidates score about the same."
        yield column.warning("W02", Severity.WARN, text, "weight")


def cell_warnings(column: Column, candidate: Candidate) -> Iterator[RuleWarning]:
    """Check that judgements of one cell are comparable, explained and not torn."""
    leaf, entry = column.leaf, column.entry(candidate)
    if leaf.measure is not Measure.JUDGED:
        return
    points = entry.points
    if entry.agreed is None and needs_moderation(points, leaf.maximum):
        listed = in_words([plain(value) for value in points])
        text = f"{candidate.name}, {column.name}: evaluators gave {listed}. A median would hide this."
        yield column.cell_warning("W20", Severity.BLOCK, text, candidate)
    if entry.agreed is None and points and any(score.not_applicable for score in entry.scores):
        text = f"{candidate.name}, {column.name}: some evaluators gave points, others say n/a."
        yield column.cell_warning("W27", Severity.BLOCK, text, candidate)
    counted = column.value(candidate).points
    if counted is None or not leaf.anchors or _is_explained(entry):
        return
    if counted <= 0.2 * leaf.maximum or counted >= 0.9 * leaf.maximum:  # very weak or very strong
        text = f"{candidate.name}, {column.name}: {plain(counted)} of {plain(leaf.maximum)} without a reason."
        yield column.cell_warning("W28", Severity.WARN, text, candidate, "rationale")


def _is_explained(entry: Entry) -> bool:
    """Tell whether anybody who gave points, or the agreement on them, says why."""
    reasons = [score.rationale for score in entry.scores if score.points is not None]
    reasons += [entry.agreed.rationale] if entry.agreed else []
    return max(map(len, reasons), default=0) >= REASON_LENGTH


def gap_warnings(column: Column) -> Iterator[RuleWarning]:
    """Check that the leaf applies to all or to none."""
    missing = [candidate for candidate in column.eligible if column.value(candidate).not_applicable]
    if missing:
        names = in_words([candidate.name for candidate in missing])
        text = f"{column.name} is marked not applicable for {names} only; it counts as open."
        yield RuleWarning("W27", Severity.BLOCK, text, column.name, missing[0].id, column.leaf.id)


def amount_warnings(column: Column) -> Iterator[RuleWarning]:
    """Check that amounts can be turned into values and that prices are there."""
    leaf = column.leaf
    field = leaf.lacking
    if field:
        has_neither = field == "worst" and leaf.best is None
        text = f"{column.name} is open until somebody says {_BOTH_ENDS if has_neither else _LACKING[field]}."
        yield column.warning("W31", Severity.BLOCK, text, field)
    elif leaf.measure is not Measure.JUDGED:
        yield from _local_scale(column)
    if leaf.measure is Measure.PRICE:
        for candidate in column.eligible:
            amount = column.value(candidate).points
            if amount is None or amount <= 0:
                text = f"{candidate.name} has no usable price."
                yield column.cell_warning("W48", Severity.BLOCK, text, candidate)


def _local_scale(column: Column) -> Iterator[RuleWarning]:
    """Warn of end points that are just the worst and the best amount on the table."""
    leaf, amounts = column.leaf, [column.value(candidate).points for candidate in column.candidates]
    known = [amount for amount in amounts if amount is not None]
    if len(known) >= 2 and {min(known), max(known)} == {leaf.worst, leaf.best} and min(known) < max(known):
        text = (
            f"{column.name} is worth 0 at the worst and 100 at the best amount here, so even a small "
            "difference counts in full. Fix end points of your own."
        )
        yield column.warning("W04", Severity.WARN, text, "worst")
