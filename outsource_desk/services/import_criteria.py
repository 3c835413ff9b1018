"""Which criteria of a sheet are new, what their rows say, and how its weights compare with those here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from outsource_desk.domain.checks import AMOUNT_LIMIT, checked_name, checked_number
from outsource_desk.domain.criterion import Criterion, Direction, Measure, global_weights, leaves_of
from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.formatting import in_words, percent, percents, plain
from outsource_desk.services.import_cells import is_same
from outsource_desk.services.import_plan import NewCriterion, Terms

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation
    from outsource_desk.importers.reading import CriterionCell, Table
    from outsource_desk.services.import_matching import Matching

SHARE_TOLERANCE = 0.002  # weights of sheet and file that differ by less, as shares of the whole, agree
_TOP = 5.0  # of a judged scale where nobody says another


def plan_criteria(
    table: Table,
    now: Evaluation | None,
    terms: Terms,
    matchings: Mapping[str, Matching],
    base: Evaluation | None,
    currency: str,
) -> CriterionPlanner:
    """Return what becomes of the criteria of a table."""
    planner = CriterionPlanner(table, now, terms, matchings, currency)
    planner.plan(base)
    return planner


class CriterionPlanner:
    """Compares the criteria of a table with those of an initiative."""

    def __init__(
        self, table: Table, now: Evaluation | None, terms: Terms, matchings: Mapping[str, Matching], currency: str
    ) -> None:
        self._table, self._now, self._terms, self._matchings = table, now, terms, matchings
        self._currency = currency
        self.keys: dict[str, Criterion | str] = {}  # name in the sheet → leaf here, or the name of a new one
        self.new: list[NewCriterion] = []
        self.groups: list[NewCriterion] = []  # new ones, each before its parts
        self.weights: dict[int, float] = {}  # criterion id → changed local weight
        self.notes: list[str] = []
        self.undirected: list[str] = []  # amounts of which more may be better or worse
        self._scaled: list[str] = []  # amounts whose end points were taken from the sheet
        self._without_weights = all(column.weight is None for column in table.criteria)

    @cached_property
    def _numbers(self) -> dict[str, list[float]]:
        """Return criterion of the sheet → its numbers; those in doubt only where it has no others."""
        certain: dict[str, list[float]] = {each.name: [] for each in self._table.criteria}
        doubtful: dict[str, list[float]] = {}
        for score in self._table.scores:
            if score.value is not None and score.criterion in certain:
                found = certain if "ask" not in score.flags else doubtful
                found.setdefault(score.criterion, []).append(score.value)
        return {name: numbers or doubtful.get(name, []) for name, numbers in certain.items()}

    def plan(self, base: Evaluation | None) -> None:
        """Decide for every criterion, and compare the weights."""
        matched: dict[int, CriterionCell] = {}
        new: dict[str, CriterionCell] = {}
        leaves = {leaf.id: leaf for leaf in leaves_of(self._now.criteria)} if self._now else {}
        for column in self._table.criteria:
            matching = self._matchings[column.name]
            if matching.is_gone:
                self.notes.append(f"{column.cell}: {column.name} is no criterion here any more; left out.")
            if matching.is_skipped:
                continue
            if matching.match is not None and matching.match.id in leaves:
                self.keys[column.name] = leaves[matching.match.id]
                matched.setdefault(matching.match.id, column)
                continue
            try:
                name = checked_name("A criterion", matching.new_name)
            except DeskError as error:
                self.notes.append(f"{column.cell}: left out. {error}")
                continue
            self.keys[column.name] = name
            new.setdefault(name, column)
            if matching.is_asked:
                other = matching.near[0].name if matching.near else matching.near_in_sheet[0]
                self.notes.append(f"{column.cell}: “{matching.name}” came in as new; it may be “{other}”.")
        self._grow(new)
        if self._terms.is_own:
            self.weights = self._changed_weights(matched, base)
        else:
            self.weights = self._taken_weights(matched)
            self._compare_weights({key: column for key, column in matched.items() if key not in self.weights})
        self.notes += self._said_of_new()

    def _grow(self, new: Mapping[str, CriterionCell]) -> None:
        """Give each new criterion its row, and the group that it stands in."""
        tree = _Groups(self._table, self._now, self._without_weights)
        for name, column in new.items():
            self.new.append(NewCriterion(name, self._fields(name, column), tree.parent(column.group)))
        self.groups = tree.new()

    def _said_of_new(self) -> Iterator[str]:
        if self._scaled:
            yield (
                "Worth 0 at the worst and 100 at the best amount in the sheet, until you fix end points of your own: "
                f"{'; '.join(self._scaled)}."
            )
        if self.undirected:
            yield f"Open until you say whether more or less is better: {in_words(self.undirected)}."
        if self._currency and self._now is not None and not self._now.initiative.currency:
            yield f"The initiative's currency is {self._currency} from now on, as in the sheet."
        if self.new and self._without_weights:
            yield "The sheet has no weights, so all new criteria weigh the same until you weigh them."
        if self._now is not None:
            yield from self._said_of_shares(self._now)

    def _said_of_shares(self, now: Evaluation) -> Iterator[str]:
        """Yield what new criteria take from those beside them: the sheet may count in points, the file in shares."""
        names = {each.id: each.name for each in now.criteria}
        new = (*self.groups, *self.new)
        for parent in dict.fromkeys(each.parent for each in new if not isinstance(each.parent, str)):
            here = sum(each.weight for each in now.criteria if each.parent_id == parent)
            added = sum(float(str(each.fields["weight"])) for each in new if each.parent == parent)
            if not here or not added:
                continue
            share, rest = percents([added / (here + added), here / (here + added)])
            if parent is None:
                yield f"The new criteria take {share} of the whole weight and leave {rest} to those that stand here."
            else:
                yield f"The new criteria take {share} of “{names[parent]}” and leave {rest} to those that stand there."

    def _changed_weights(self, matched: dict[int, CriterionCell], base: Evaluation | None) -> dict[int, float]:
        """Return the weights that were changed in a workbook of ours, of leaves and groups."""
        assert self._now is not None
        before = {each.id: each.weight for each in (base or self._now).criteria}
        now = {each.id: each.weight for each in self._now.criteria}
        groups = ((int(group.key), group) for group in self._table.groups if group.key.isdecimal())
        changed: dict[int, float] = {}
        for criterion_id, column in [*matched.items(), *groups]:
            weight = column.weight
            if weight is None or criterion_id not in now:
                continue
            if is_same(weight, before.get(criterion_id, now[criterion_id])):
                continue
            try:
                changed[criterion_id] = checked_number("The weight", weight, 0, AMOUNT_LIMIT)
            except DeskError as error:
                self.notes.append(f"{column.weight_cell or column.name or 'A group'}: the weight was kept. {error}")
        return {key: weight for key, weight in changed.items() if not is_same(weight, now[key])}

    def _taken_weights(self, matched: dict[int, CriterionCell]) -> dict[int, float]:
        """Return the weights that the user takes over, where they are those of all criteria of one level.

        A weight is a share of its group: some of a group, or those of several groups, would say something else here.
        """
        leaves = leaves_of(self._now.criteria) if self._now else ()
        said = {key: column for key, column in matched.items() if column.name.casefold() in self._terms.weighed}
        if not said or {leaf.id for leaf in leaves} != said.keys() or len({leaf.parent_id for leaf in leaves}) > 1:
            return {}
        taken: dict[int, float] = {}
        for leaf in leaves:
            weight = said[leaf.id].weight
            if weight is None or not 0 <= weight <= AMOUNT_LIMIT:
                return {}
            if not is_same(weight, leaf.weight):
                taken[leaf.id] = weight
        return taken

    def _compare_weights(self, matched: dict[int, CriterionCell]) -> None:
        """Note criteria that the sheet weighs otherwise, as shares of what both have; the weights here are kept."""
        both = {key: column for key, column in matched.items() if column.weight is not None and column.weight >= 0}
        if self._now is None or not both:
            return
        shares = global_weights(self._now.criteria)
        here, there = sum(shares[key] for key in both), sum(column.weight or 0 for column in both.values())
        for key, column in both.items():
            own, other = shares[key] / (here or 1), (column.weight or 0) / (there or 1)
            if abs(own - other) > SHARE_TOLERANCE:
                self.notes.append(
                    f"{column.cell}: {column.name} carries {percent(own, 1)} here and {percent(other, 1)} in the "
                    "sheet; the weight here was kept."
                )

    def _fields(self, name: str, column: CriterionCell) -> dict[str, object]:
        """Return the row of a new criterion: judged where the sheet has a scale or words, else measured."""
        fields: dict[str, object] = {"name": name, "weight": self._weight(column), "unit": column.unit or ""}
        numbers = self._numbers.get(column.name, [])
        if column.maximum is not None:
            return fields | self._judged(name, column, bool(numbers)) | self._gate(column, column.maximum)
        if column.is_price and column.unit and column.unit == self._currency:
            direction: str | None = "min"
            fields |= {"measure": str(Measure.PRICE), "unit": "", "direction": None}
        elif not numbers and not column.is_price:
            return fields | {"measure": str(Measure.JUDGED)} | self._gate(column, _TOP)
        else:
            direction = column.direction
            fields |= {"measure": str(Measure.MEASURED), "direction": direction or str(Direction.UNKNOWN)}
        if not numbers:
            return fields
        if direction is None:
            self.undirected.append(name)
            return fields
        if column.worst is not None and column.best is not None:
            return fields | {"worst": column.worst, "best": column.best}
        low, high = min(numbers), max(numbers)
        worst, best = (high, low) if direction == Direction.MIN else (low, high)
        self._scaled.append(f"{name} from {plain(worst)} to {plain(best)}")
        return fields | {"worst": worst, "best": best}

    def _judged(self, name: str, column: CriterionCell, has_numbers: bool) -> dict[str, object]:
        if column.direction is None and has_numbers:
            self.undirected.append(name)
        direction = column.direction or (str(Direction.UNKNOWN) if has_numbers else None)
        stored = None if direction == Direction.MAX else direction
        return {"measure": str(Measure.JUDGED), "maximum": column.maximum, "step": 0.0, "direction": stored}

    def _gate(self, column: CriterionCell, top: float) -> dict[str, object]:
        """Return the fields of a gate where the user says that there is one."""
        least = self._terms.gates.get(column.name.casefold())
        if least is None:
            return {}
        try:
            return {"is_gate": 1, "minimum": checked_number("The least points", least, 0, top)}
        except DeskError as error:
            self.notes.append(f"{column.cell}: no gate was made of it. {error}")
            return {}

    def _weight(self, column: CriterionCell) -> float:
        if self._without_weights:
            return 1.0
        try:
            return checked_number("The weight", column.weight or 0.0, 0, AMOUNT_LIMIT)
        except DeskError as error:
            self.notes.append(f"{column.weight_cell or column.cell}: counted as 0. {error}")
            return 0.0


class _Groups:
    """The groups of a sheet: those that are here, and those that its new criteria need."""

    def __init__(self, table: Table, now: Evaluation | None, without_weights: bool) -> None:
        self._table, self._without_weights = table, without_weights
        criteria = now.criteria if now else ()
        leaves = {leaf.id for leaf in leaves_of(criteria)}
        self._here = {each.name.casefold(): each.id for each in criteria if each.id not in leaves}
        self._taken = {each.name.casefold() for each in criteria if each.id in leaves and each.parent_id is None}
        self._rows = {group.name: group for group in table.groups if group.name}
        self._needed: dict[str, int | str | None] = {}  # name of a new group → its parent

    def parent(self, name: str, depth: int = 0) -> int | str | None:
        """Return the group of a name: its id here, or its name where it is new; None = the top of the tree."""
        if not name or name.casefold() in self._taken or depth > len(self._rows):
            return None
        if name.casefold() in self._here:
            return self._here[name.casefold()]
        if name not in self._needed:
            row = self._rows.get(name)
            above = self.parent(row.group, depth + 1) if row and row.group != name else None
            self._needed[name] = above
        return name

    def new(self) -> list[NewCriterion]:
        """Return the new groups, each before its parts."""
        rows: list[NewCriterion] = []
        for name, parent in self._needed.items():  # a parent is entered before its part
            rows.append(NewCriterion(name, {"name": name[:500], "weight": self._weight(name)}, parent))
        return rows

    def _weight(self, name: str, depth: int = 0) -> float:
        """Return what a group weighs: as the sheet says, else what its parts weigh together."""
        row = self._rows.get(name)
        if not self._without_weights and row is not None and row.weight is not None and 0 <= row.weight <= AMOUNT_LIMIT:
            return row.weight
        leaves = [column for column in self._table.criteria if column.group == name]
        parts = [group for group in self._table.groups if group.group == name and group.name != name]
        below = sum(self._weight(group.name, depth + 1) for group in parts) if depth < len(self._rows) else 0.0
        return below + sum(1.0 if self._without_weights else max(0.0, column.weight or 0.0) for column in leaves)
