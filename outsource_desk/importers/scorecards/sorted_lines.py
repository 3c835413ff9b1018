"""The criterion lines of a table, sorted by what they are."""

from __future__ import annotations

from dataclasses import dataclass, field

from outsource_desk.importers.scorecards.proof import Proof
from outsource_desk.importers.scorecards.shares import NamedShares
from outsource_desk.importers.scorecards.sides import Sides, weights_of
from outsource_desk.importers.scorecards.trees import Tree
from outsource_desk.importers.scorecards.view import Line, View
from outsource_desk.importers.sheets.vocabulary import GIVEN_POINTS
from outsource_desk.importers.sheets.words import has

_FEWEST_CHECKED, _MOST_CHECKED = 12, 50_000  # results; criteria times results


@dataclass
class Result:
    """A line of results: a total, a mean or a rank of each vendor."""

    line: Line
    kind: str
    proof: Proof | None = None


@dataclass
class Sorting:
    """The criterion lines of a table, by what they are."""

    criteria: list[Line] = field(default_factory=list)
    worded: set[int] = field(default_factory=set)  # criteria whose values are levels in words
    results: list[Result] = field(default_factory=list)
    groups: list[Line] = field(default_factory=list)
    unnamed: list[Line] = field(default_factory=list)
    left_out: list[tuple[Line, str]] = field(default_factory=list)
    left_out_results: list[tuple[Line, str]] = field(default_factory=list)
    comments: dict[int, Line] = field(default_factory=dict)  # owner of each line of comments, by the comments' place
    renamed: list[tuple[Line, str]] = field(default_factory=list)  # with the name in the sheet
    tree: Tree = field(default_factory=Tree)
    shares: NamedShares = field(default_factory=NamedShares)

    @property
    def checkable(self) -> list[Result]:
        """Return the first results, as many as can be checked in good time: a long sheet may hold thousands."""
        return self.results[: max(_FEWEST_CHECKED, _MOST_CHECKED // (len(self.criteria) + 1))]

    @property
    def proven_total(self) -> Proof | None:
        """Return a proven weighted sum or sum of the scores, or a mean that is called a score, if the sheet has one."""
        proven = [result for result in self.results if result.proof is not None]
        sums = [each.proof for each in proven if each.proof and each.proof.how != "mean"]
        means = [each.proof for each in proven if has(each.line.name, GIVEN_POINTS)]
        return next(iter([*sums, *means]), None)


def whole_weights(view: View, sides: Sides, sorting: Sorting, lines: list[Line]) -> list[float | None] | None:
    """Return what lines weigh in the whole table, also where they weigh within groups; nothing without weights."""
    if sides.weight is None and sorting.shares.weights and not sorting.shares.are_points:
        return [sorting.shares.weights.get(line.at) for line in lines]
    return sorting.tree.weights(lines, weights_of(view, sides.weight, lines)) if sides.weight else None


def numbers_of(view: View, sides: Sides, line: Line) -> list[float | None]:
    """Return the line's number for each vendor."""
    return view.numbers_of(line, sides.vendors)
