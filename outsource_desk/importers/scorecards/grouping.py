"""Finding the groups that the criteria of a table stand in: headings, outlines, columns and rows of groups."""

from __future__ import annotations

from collections import Counter

from outsource_desk.importers.scorecards.proof import prove_results
from outsource_desk.importers.scorecards.shares import share_in
from outsource_desk.importers.scorecards.sides import Sides, weights_of
from outsource_desk.importers.scorecards.trees import (
    Tree,
    is_whole,
    parents_among,
    tree_of_headings,
    tree_of_names,
    weigh,
)
from outsource_desk.importers.scorecards.view import Line, View, spans_over
from outsource_desk.importers.sheets.layout import spread
from outsource_desk.importers.sheets.ledger import Cell
from outsource_desk.importers.sheets.outline import without_bullet
from outsource_desk.importers.sheets.words import GROUPS, aside_of_label, is_criterion_title


def take_out_headings(view: View, sides: Sides, criteria: list[Line], headings: list[Line]) -> None:
    """Move lines that stand for the lines after them from the criteria to the headings."""
    if not view.is_across:
        return
    moved = {line.at: line for line in _open_headings(view, sides, criteria)}
    criteria[:] = [line for line in criteria if line.at not in moved]
    headings += moved.values()
    parents = {line.at: line for line in parents_among(view, sides, criteria, headings)}
    criteria[:] = [line for line in criteria if line.at not in parents]
    headings += parents.values()
    headings.sort(key=lambda line: line.at)


def _open_headings(view: View, sides: Sides, criteria: list[Line]) -> list[Line]:
    """Return weighted lines without values that make a whole, as the weights between them do each time."""
    if sides.weight is None or not sides.vendors:
        return []
    bare = [line for line in criteria if not _has_values(view, sides, line)]
    if len(bare) < 2 or bare[0] is not criteria[0]:
        return []
    weights = dict(zip([line.at for line in criteria], weights_of(view, sides.weight, criteria), strict=True))
    totals: list[float] = []
    for line in criteria:
        if line in bare:
            totals.append(0.0)
        else:
            totals[-1] += weights[line.at] or 0
    is_outline = is_whole(sum(weights[line.at] or 0 for line in bare)) and all(map(is_whole, totals))
    return bare if is_outline else []


def _has_values(view: View, sides: Sides, line: Line) -> bool:
    return any(view.grid.kind(*view.cell(vendor.at, line.at)) != " " for vendor in sides.vendors)


def tree_of(view: View, sides: Sides, criteria: list[Line], headings: list[Line], results: list[Line]) -> Tree:
    """Return the groups of the criteria with their weights; an empty tree if there are none.

    Args:
        view: the table.
        sides: what runs beside the criteria.
        criteria: those that are scored.
        headings: lines that stand for groups.
        results: lines such as totals; nothing below one belongs to a heading above it, unless weights say so.
    """
    weights = weights_of(view, sides.weight, criteria)
    if headings:
        own = weights_of(view, sides.weight, headings)
        tree = tree_of_headings(view, criteria, headings, weights, own, {line.at for line in results})
        for group in tree.groups:
            if group.weight is not None and sides.weight is not None:
                group.weight_cell = view.cell(sides.weight.at, group.line.at)
    else:
        named = _names_beside(view) if view.is_across else _names_over(view, sides.blocks.row)
        tree = tree_of_names(named, criteria, _own_weights(view, sides, named))
    _take_shares_in_names(tree)
    weigh(tree, criteria, weights)
    _prove_groups(view, sides, tree, criteria, weights)
    for line in (*criteria, *(group.line for group in tree.groups)):
        line.name = without_bullet(line.name)
    return tree


def groups_beside(view: View, headings: list[Line]) -> dict[int, str]:
    """Return the group of each row or column by its place: the heading above it, over it, or in a column of groups."""
    if not view.is_across:
        width = range(len(view.grid.column_numbers))
        return {at: text for row in view.block.upper for at, text in spread(view.grid, row, width).items()}
    beside = _names_beside(view)
    names = {line.at: line.name for line in headings}
    found: dict[int, str] = {}
    current = ""
    for row in view.block.body:
        current = names.get(row, current)
        found[row] = beside[row][0] if row in beside else current
    return found


def _names_beside(view: View) -> dict[int, tuple[str, Cell]]:
    """Return for each row the name in a column of groups before the names, and its cell; blank cells repeat it."""
    grid = view.grid
    found: dict[int, tuple[str, Cell]] = {}
    for column in _columns_of_groups(view):
        current: tuple[str, Cell] | None = None
        for row in grid.paced(view.block.body):
            if grid.kind(row, column) in "tn":
                name = grid.text(row, column)
                current = current if current and current[0] == name else (name, (row, column))
            if current is not None:
                found.setdefault(row, current)
    return found


def _columns_of_groups(view: View) -> list[int]:
    """Return the columns that name the groups of the criteria, those next to the names first."""
    found = [column for column in view.columns if _is_column_of_groups(view, column)]
    return sorted(found, key=lambda column: abs(column - view.label))


def _is_column_of_groups(view: View, column: int) -> bool:
    line = view.header(column)
    if role := view.role_of_side(line):
        return role == "group"
    if aside_of_label(line.name) == GROUPS:
        return True
    if column > view.label or (line.name and not is_criterion_title(line.name)):
        return False
    kinds = [view.grid.kind(row, column) for row in view.block.body]
    texts = [view.grid.text(row, column) for row, kind in zip(view.block.body, kinds, strict=True) if kind == "t"]
    return "n" not in kinds and 1 <= len(set(texts)) < len(kinds) and len(set(texts)) < 0.8 * len(kinds)


def _names_over(view: View, names: int | None) -> dict[int, tuple[str, Cell]]:
    """Return for each column the name that spans it with others in a row above the header, and its cell.

    Of several rows the lowest holds whose names span columns; where it names a single column, the next one does.
    """
    found: dict[int, tuple[str, Cell]] = {}
    rows = zip(view.block.upper, spans_over(view), strict=True)
    for spans in [spans for row, spans in rows if row != names][::-1]:
        counts = Counter(cell for _, cell in spans.values())
        for column, (name, cell) in spans.items():
            if counts[cell] > 1 and column in view.columns:
                found.setdefault(column, (name, cell))
    return found if len({cell for _, cell in found.values()}) > 1 else {}


def _own_weights(view: View, sides: Sides, named: dict[int, tuple[str, Cell]]) -> dict[str, tuple[float, Cell]]:
    """Return the weight of each group in a column of the groups' weights, and its cell."""
    found: dict[str, tuple[float, Cell]] = {}
    if sides.group_weight is None or not view.is_across:
        return found
    for row, (name, _) in named.items():
        weight = weights_of(view, sides.group_weight, [Line(row, "", None)])[0]
        if weight is not None:
            found.setdefault(name, (weight, (row, sides.group_weight.at)))
    return found


def _take_shares_in_names(tree: Tree) -> None:
    """Take the weights of groups from names such as “Quality (40 %)”, if all have one and they make a whole."""
    found = [share_in(group.line.name) for group in tree.groups if group.weight is None]
    if not found or None in found or len(found) < len(tree.groups):
        return
    shares = [share for share in found if share is not None]
    if not is_whole(sum(weight for _, weight in shares)):
        return
    for group, (name, weight) in zip(tree.groups, shares, strict=True):
        group.line.name, group.weight, group.weight_cell = name, weight, group.line.name_cell


def _prove_groups(view: View, sides: Sides, tree: Tree, criteria: list[Line], weights: list[float | None]) -> None:
    """Prove the values that stand in the rows of groups from the criteria in them."""
    known = dict(zip([line.at for line in criteria], weights, strict=True))
    parts_of: dict[int, list[Line]] = {}  # by the group, of which there may be thousands
    for line in criteria:
        if (parent := tree.parents.get(line.at)) is not None:
            parts_of.setdefault(id(parent), []).append(line)
    for group in tree.groups:
        if group.line.at < 0 or not _has_values(view, sides, group.line):
            continue
        parts = parts_of.get(id(group), [])
        columns = [view.numbers_of(line, sides.vendors) for line in parts]
        given = view.numbers_of(group.line, sides.vendors)
        if parts and any(number is not None for number in given):
            scores = [list(each) for each in zip(*columns, strict=True)]
            group.proof = prove_results(given, scores, [known[line.at] for line in parts])
