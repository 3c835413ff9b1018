"""What the criteria of a table weigh, where that is said, and what is to be asked about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from outsource_desk.domain.formatting import in_words, plain
from outsource_desk.importers.cells import read_weight
from outsource_desk.importers.scorecards.priorities import MUST, priorities_of, said_of, weight_of
from outsource_desk.importers.scorecards.proof import is_whole, prove_results
from outsource_desk.importers.scorecards.sides import Sides, source_of_weights, weights_of
from outsource_desk.importers.scorecards.sorted_lines import Sorting, numbers_of
from outsource_desk.importers.scorecards.view import View
from outsource_desk.importers.sheets.ledger import Cell, Ledger

NO_WEIGHTS = "the sheet has no weights; should all criteria weigh the same?"
_NAMED = 6  # criteria that are named in one question


@dataclass
class Weighing:
    """The weights of the criteria in their order, as the sheet has them."""

    weights: list[float | None]
    cells: list[Cell | None]  # where they stand
    priorities: dict[int, str] = field(default_factory=dict)  # must, should ... by the place of a criterion
    questions: list[str] = field(default_factory=list)  # about the priorities


def weigh_criteria(view: View, sides: Sides, sorting: Sorting) -> Weighing:
    """Return the weights in their line, as words of priority, or in the criteria's names."""
    criteria, line = sorting.criteria, source_of_weights(sides)
    weights = weights_of(view, line, criteria)
    beside = sides.priority or sides.weight  # “Must” may stand among weights in numbers
    found = priorities_of(view, beside, criteria) if beside else {}
    priorities = {at: priority for at, (priority, _) in found.items()}
    questions = said_of(found, has_weights=any(weights))
    if found and sides.priority and not any(weights):
        line, weights = sides.priority, [weight_of(priorities.get(each.at, "")) for each in criteria]
    if line is None and (shares := sorting.shares.weights):
        return Weighing(
            [shares.get(each.at) for each in criteria],
            [each.name_cell if each.at in shares else None for each in criteria],
        )
    cells = [view.cell(line.at, each.at) if line and weight is not None else None
             for each, weight in zip(criteria, weights, strict=True)]  # fmt: skip
    return Weighing(weights, cells, priorities, questions)


def ask_about_weights(view: View, sides: Sides, sorting: Sorting, weighing: Weighing, ledger: Ledger) -> None:
    """Ask about priorities, about weights that are words, and about those that are missing."""
    beside = sides.priority or sides.weight
    if beside is not None:
        named = beside.name_cell or view.cell(beside.at, sorting.criteria[0].at)
        for question in weighing.questions:
            ledger.remark(named, "ask", question)
    if sides.priority is not None and weighing.questions:
        return
    if sides.worded_weight is not None and not any(weighing.weights):
        named = sides.worded_weight.name_cell or view.cell(sides.worded_weight.at, sorting.criteria[0].at)
        ledger.remark(named, "ask", "the weights are words; how much does each criterion weigh?")
    elif any(weighing.weights):
        if source_of_weights(sides) is not None:
            ask_about_doubtful([cell for cell in weighing.cells if cell is not None], weighing.weights, ledger)
        _ask_about_missing(sorting, weighing, ledger)
    elif len(sorting.criteria) > 1 and sides.vendors and not _are_added_alike(sorting):
        at = (view.block.header, view.label)
        named = at if view.grid.kind(*at) != " " else sorting.criteria[0].name_cell
        if named is not None:
            ledger.remark(named, "ask", NO_WEIGHTS)


def ask_about_doubtful(cells: Sequence[Cell], weights: Sequence[float | None], ledger: Ledger) -> None:
    """Ask about weights that can be read in several ways, and about per cents beside other numbers.

    Args:
        cells: where the weights stand.
        weights: of all criteria.
        ledger: of the table.
    """
    grid = ledger.grid
    readings = [read_weight(grid.value(*cell), grid.decimal) for cell in cells]
    for cell, reading in zip(cells, readings, strict=True):
        if reading.is_asked:
            ledger.remark(cell, "ask", f"“{reading.text}” can be read in several ways")
    pairs = zip(cells, readings, strict=True)
    are_percents = [reading.unit == "%" or grid.is_percent(*cell) for cell, reading in pairs]
    if any(are_percents) and not all(are_percents) and not is_whole(sum(weight or 0 for weight in weights)):
        at = cells[are_percents.index(2 * sum(are_percents) <= len(cells))]
        ledger.remark(at, "ask", "some weights are per cent and some are not; how much does each criterion weigh?")


def _are_added_alike(sorting: Sorting) -> bool:
    """Tell whether the sheet proves that all criteria weigh the same, by their plain sum or mean."""
    return any(result.proof is not None and result.proof.how in ("sum", "mean") for result in sorting.results)


def _ask_about_missing(sorting: Sorting, weighing: Weighing, ledger: Ledger) -> None:
    tree = sorting.tree
    pairs = list(zip(sorting.criteria, weighing.weights, strict=True))
    weighted = {tree.group_of(line) for line, weight in pairs if weight is not None}
    shared = {group.line.name for group in tree.groups if group.weight} - weighted  # one weight for all in it
    bare = [
        line
        for line, weight in pairs
        if weight is None and weighing.priorities.get(line.at) != MUST and tree.group_of(line) not in shared
    ]
    if bare and bare[0].name_cell is not None:
        ledger.remark(bare[0].name_cell, "ask", without_weights([line.name for line in bare]))
    total = sum(weight or 0 for weight in tree.weights(sorting.criteria, weighing.weights))
    if not bare and not is_whole(total) and _is_nearly_whole(total):
        cell = next(cell for cell in weighing.cells if cell is not None)
        ledger.remark(cell, "note", f"the weights add up to {plain(total)}")


def without_weights(bare: Sequence[str]) -> str:
    """Return the question about criteria that have no weight while others have one."""
    names = in_words([f"“{name}”" for name in bare[:_NAMED]]) + " …" * (len(bare) > _NAMED)
    return f"without a weight: {names}; what should they weigh?"


def _is_nearly_whole(total: float) -> bool:
    return 0.85 <= total <= 1.15 or 85 <= total <= 115


def find_unnamed_weights(view: View, sides: Sides) -> None:
    """Take a nameless first line that adds up to 1, 10, 100 or 1000 as the weights."""
    for line in sides.unnamed:
        numbers = [view.grid.number(*view.cell(line.at, other.at)) for other in view.criterion_lines if other.name]
        known = [number for number in numbers if number is not None]
        before_all = not sides.vendors or line.at < sides.vendors[0].at
        if (
            before_all
            and len(known) >= 2
            and any(abs(sum(known) - whole) <= 0.01 * whole for whole in (1, 10, 100, 1000))
        ):
            sides.weight = line
            sides.unnamed.remove(line)
            return


def adopt_proven_weights(view: View, sides: Sides, sorting: Sorting) -> bool:
    """Take a nameless line as the weights if the sheet's totals are the sums weighted with it."""
    scores = [[view.grid.number(*view.cell(v.at, c.at)) for c in sorting.criteria] for v in sides.vendors]
    for line in sides.unnamed:
        weights = [view.grid.number(*view.cell(line.at, other.at)) for other in sorting.criteria]
        for result in sorting.results:
            proof = prove_results(numbers_of(view, sides, result.line), scores, weights)
            if None not in weights and proof is not None and "weight" in proof.how:
                sides.weight = line
                sides.unnamed.remove(line)
                return True
    return False
