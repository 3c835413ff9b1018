"""Groups of criteria: which criterion stands in which, and what the groups weigh."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from outsource_desk.domain.formatting import plain
from outsource_desk.importers.scorecards.proof import Proof, close, is_whole, prove_results
from outsource_desk.importers.scorecards.sides import Sides, source_of_weights, weights_of
from outsource_desk.importers.scorecards.view import Line, View
from outsource_desk.importers.sheets.ledger import Cell
from outsource_desk.importers.sheets.outline import outline_of

_MANY = 400  # criteria beyond which nobody adds groups up by hand
_MOST_PARTS = 1_000  # lines that one heading stands for
_LONGEST = 80  # letters of the heading of a group; longer ones are notes

Weights = Sequence[float | None]


@dataclass
class Group:
    """A group of criteria, by its heading."""

    line: Line
    weight: float | None = None
    weight_cell: Cell | None = None
    proof: Proof | None = None  # how its own values follow from its criteria


@dataclass
class Tree:
    """The groups of a table; ``parents`` says for the place of a line which group it stands in."""

    groups: list[Group] = field(default_factory=list)
    parents: dict[int, Group] = field(default_factory=dict)
    doubts: list[tuple[Cell, str]] = field(default_factory=list)
    shares: dict[int, float] = field(default_factory=dict)  # of a whole, where criteria weigh within their groups

    def group_of(self, line: Line) -> str:
        """Return the name of the group that a criterion or a group stands in, or nothing."""
        group = self.parents.get(line.at)
        return group.line.name if group else ""

    def weights(self, lines: Sequence[Line], weights: Weights) -> list[float | None]:
        """Return what each criterion weighs in the whole table."""
        pairs = zip(lines, weights, strict=True)
        return [self.shares.get(line.at, weight) for line, weight in pairs]


def is_heading(name: str) -> bool:
    """Tell whether a text is short enough for the heading of a group."""
    return len(name) <= _LONGEST


def parents_among(view: View, sides: Sides, criteria: list[Line], headings: list[Line]) -> list[Line]:
    """Return the lines that look like criteria but stand for others, whose sum or mean they show."""
    lines = sorted([*criteria, *headings], key=lambda line: line.at)
    outline = outline_of(view, lines)
    if outline:
        parents = set(outline.values())
        return [line for line in criteria if line.at in parents]
    source = source_of_weights(sides)
    if not view.is_across or source is None or len(criteria) > _MANY:
        return []
    weights = weights_of(view, source, criteria)
    proven = [at for at in range(len(criteria)) if proof_of_parts(view, sides, criteria, weights, at)]
    found = proven or _twice_counted(weights)
    rest = sum(weight or 0 for at, weight in enumerate(weights) if at not in set(found))
    is_sound = is_all(rest) and not is_all(sum(weight or 0 for weight in weights))  # else sums are chance
    local = [] if is_sound else _local_groups(view, sides, criteria, weights)
    return [criteria[at] for at in (found if is_sound else local)]


def _local_groups(view: View, sides: Sides, criteria: list[Line], weights: Weights) -> list[int]:
    """Return the places of the groups if all weights read as groups whose parts make a whole each time, as they do.

    The values of at least one group follow from those of its parts, unless none has values.
    """
    groups: dict[int, list[int]] = {}
    parts: list[int] = []
    for at in range(len(weights)):
        if not groups or is_all(sum(weights[part] or 0 for part in parts)):
            parts = groups[at] = []
        else:
            parts.append(at)
    if len(groups) < 2 or not is_all(sum(weights[at] or 0 for at in groups)) or len(sides.vendors) < 2:
        return []
    is_proven: list[bool] = []
    for at, each in groups.items():
        if not is_all(sum(weights[part] or 0 for part in each)) or len(each) < 2:
            return []
        columns = [view.numbers_of(criteria[part], sides.vendors) for part in each]
        scores = [list(line) for line in zip(*columns, strict=True)]
        given = view.numbers_of(criteria[at], sides.vendors)
        if any(number is not None for number in given):
            is_proven.append(prove_results(given, scores, [weights[part] for part in each]) is not None)
    return list(groups) if any(is_proven) or not is_proven else []


def proof_of_parts(view: View, sides: Sides, criteria: list[Line], weights: Weights, at: int) -> Proof | None:
    """Prove that a line weighs what the next lines weigh together, and that its values follow from theirs."""
    parts = _parts_of(weights, at)
    if len(parts) < 2 or len(sides.vendors) < 2:
        return None
    lines = [criteria[part] for part in parts]
    columns = [view.numbers_of(line, sides.vendors) for line in lines]
    given = view.numbers_of(criteria[at], sides.vendors)
    scores = [list(each) for each in zip(*columns, strict=True)]
    return prove_results(given, scores, [weights[part] for part in parts])


def _parts_of(weights: Weights, at: int) -> list[int]:
    """Return the places of the following weights that add up to one, or nothing."""
    whole, total = weights[at], 0.0
    if not whole:
        return []
    for place in range(at + 1, len(weights)):
        weight = weights[place]
        if weight is None:
            return []
        total += weight
        if close(total, whole):
            return list(range(at + 1, place + 1))
        if total > whole:
            return []
    return []


def _twice_counted(weights: Weights) -> list[int]:
    """Return the places of the groups if all weights read as groups with their parts, and the groups make a whole."""
    groups: list[int] = []
    at = 0
    while at < len(weights):
        parts = _parts_of(weights, at)
        if not parts:
            return []
        groups.append(at)
        at = parts[-1] + 1
    return groups if 2 <= len(groups) < len(weights) / 2 else []


def is_all(total: float) -> bool:
    """Tell whether weights are the whole in per cent or as shares."""
    return abs(total - 1) <= 0.01 or abs(total - 100) <= 1


def tree_of_headings(
    view: View, criteria: list[Line], headings: list[Line], weights: Weights, own: Weights, ends: set[int]
) -> Tree:
    """Return the tree of criteria under headings in the same column.

    Args:
        view: the table.
        criteria: those that are scored.
        headings: lines that stand for groups.
        weights: of the criteria.
        own: of the headings.
        ends: places of results, at which groups end.
    """
    lines = sorted([*criteria, *headings], key=lambda line: line.at)
    known = dict(zip([line.at for line in (*criteria, *headings)], [*weights, *own], strict=True))
    groups = {line.at: Group(line, known[line.at]) for line in headings}
    outline = outline_of(view, lines) or _outline_by_order(lines, known, set(groups), sorted(ends))
    parents = {at: groups[parent] for at, parent in outline.items() if parent in groups}
    return _pruned(Tree(list(groups.values()), parents), criteria)


def _outline_by_order(
    lines: list[Line], weights: dict[int, float | None], headings: set[int], results: Sequence[int]
) -> dict[int, int]:
    """Return the parents by the order of lines: a group ends where its weight is used up, or else at the next heading.

    Weights decide only if those of all headings are the sums of what follows them; groups may then stand in groups.
    """
    ends = {at: _end_of(lines, weights, headings, at) for at, line in enumerate(lines) if line.at in headings}
    parents: dict[int, int] = {}
    by_weight = None not in ends.values()
    above: list[tuple[int, int]] = []  # place of a group, and its last line
    for at, line in enumerate(lines):
        if by_weight:
            above = [group for group in above if group[1] >= at]
        elif line.at in headings or (above and bisect_left(results, above[-1][0]) < bisect_left(results, line.at)):
            above = []
        if above:
            parents[line.at] = above[-1][0]
        if at in ends:
            above.append((line.at, ends[at] or 0))
    return parents


def _end_of(lines: list[Line], weights: dict[int, float | None], headings: set[int], at: int) -> int | None:
    """Return the line at which the criteria below a heading have used up its weight, or nothing."""
    left = weights[lines[at].at]
    if not left:
        return None
    whole = left
    for place in range(at + 1, min(len(lines), at + _MOST_PARTS)):
        if lines[place].at in headings:
            continue
        left -= weights[lines[place].at] or 0
        if abs(left) <= 0.005 * whole:
            return place
        if left < 0:
            return None
    return None


def _pruned(tree: Tree, criteria: list[Line]) -> Tree:
    """Leave out groups without criteria, and a single one that holds all."""
    used: set[int] = set()
    for line in criteria:
        group = tree.parents.get(line.at)
        while group is not None and group.line.at not in used:
            used.add(group.line.at)
            group = tree.parents.get(group.line.at)
    groups = [group for group in tree.groups if group.line.at in used]
    is_title = len(groups) == 1 and all(line.at in tree.parents for line in criteria)
    if is_title:
        return Tree()
    return replace(
        tree, groups=groups, parents={at: group for at, group in tree.parents.items() if group.line.at in used}
    )


def tree_of_names(names: dict[int, tuple[str, Cell]], criteria: list[Line], own: dict[str, tuple[float, Cell]]) -> Tree:
    """Return the tree of criteria whose groups are named beside or above them.

    Args:
        names: for the place of a criterion the name of its group and the cell of it.
        criteria: those that are scored.
        own: weight of a group by its name, and its cell.
    """
    groups: dict[str, Group] = {}
    parents: dict[int, Group] = {}
    for line in criteria:
        if line.at not in names:
            continue
        name, cell = names[line.at]
        weight, weight_cell = own.get(name, (None, None))
        group = groups.setdefault(name, Group(Line(-1 - len(groups), name, cell), weight, weight_cell))
        parents[line.at] = group
    if len(groups) < 2 and len(parents) == len(criteria):
        return Tree()
    return Tree(list(groups.values()), parents)


def weigh(tree: Tree, criteria: list[Line], weights: Weights) -> None:
    """Complete the weights of groups, and say what each criterion weighs in the whole table.

    Weights of criteria count among their neighbours only. So where they are parts of the whole, a group without a
    weight of its own weighs as much as its criteria; where each group adds up to a whole by itself, that is asked.
    """
    sums = {id(group): 0.0 for group in tree.groups}
    for line, weight in zip(criteria, weights, strict=True):
        if weight is not None and line.at in tree.parents:
            sums[id(tree.parents[line.at])] += weight
    leaves = [group for group in tree.groups if sums[id(group)]]
    is_local = len(leaves) >= 2 and all(is_whole(sums[id(group)]) for group in leaves)
    for group in reversed(tree.groups):  # the innermost first
        if group.weight is None and sums[id(group)] and not is_local:
            group.weight = round(sums[id(group)], 10)
        elif group.line.name_cell is not None and (doubt := _doubt(group, sums[id(group)])):
            tree.doubts.append((group.line.name_cell, doubt))
        if group.line.at in tree.parents:
            sums[id(tree.parents[group.line.at])] += group.weight or 0
    for line, weight in zip(criteria, weights, strict=True):
        if weight is not None and line.at in tree.parents:
            _share_out(tree, line, weight, sums)


def _doubt(group: Group, total: float) -> str:
    """Return what is to be asked about the weight of a group whose criteria weigh so much together, or nothing."""
    if not total:
        return ""
    if group.weight is None:
        return f"how much does the group “{group.line.name}” weigh?"
    if is_whole(total) or close(total, group.weight):
        return ""
    return (
        f"the criteria of “{group.line.name}” weigh {plain(total)} together and not {plain(group.weight)}; "
        "they are taken as shares of the group"
    )


def _share_out(tree: Tree, line: Line, weight: float, sums: dict[int, float]) -> None:
    """Note the share of a criterion in the whole, where its weight counts within its group only."""
    share, at = weight, line.at
    while (group := tree.parents.get(at)) is not None:
        if group.weight is None or not sums[id(group)]:
            return
        share, at = share * group.weight / sums[id(group)], group.line.at
    if not close(share, weight):
        tree.shares[line.at] = share
