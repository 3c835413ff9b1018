"""Telling criteria from totals, ranks, group headings and attributes of the vendors."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from outsource_desk.importers.cells.replies import read_word
from outsource_desk.importers.scorecards.attributes import attribute_of
from outsource_desk.importers.scorecards.comments import pair_comments
from outsource_desk.importers.scorecards.grouping import groups_beside, take_out_headings, tree_of
from outsource_desk.importers.scorecards.offers import OFFERS
from outsource_desk.importers.scorecards.proof import close
from outsource_desk.importers.scorecards.results import move_weighted_copies, prove_all, take_only_score
from outsource_desk.importers.scorecards.shares import take_shares
from outsource_desk.importers.scorecards.sides import (
    AS_SAID,
    COMMENTS,
    EVALUATORS,
    Sides,
    source_of_weights,
    weights_of,
)
from outsource_desk.importers.scorecards.sorted_lines import Result, Sorting
from outsource_desk.importers.scorecards.trees import is_all, is_heading
from outsource_desk.importers.scorecards.view import Line, View
from outsource_desk.importers.sheets.naming import tell_apart
from outsource_desk.importers.sheets.notes import is_note
from outsource_desk.importers.sheets.vocabulary import GIVEN_POINTS, TOTAL
from outsource_desk.importers.sheets.words import (
    has,
    is_level,
    is_subtotal_label,
    is_weight_label,
    is_weighted_label,
    result_of_label,
    starts_as_total,
    words_of,
)

_PARTS = 60  # lines that one subtotal sums up
_MOST_PARTS = 1_000  # lines that one heading stands for


def sort_criteria(view: View, sides: Sides) -> Sorting:
    """Sort all criterion lines; results are first known by their label and then by arithmetic."""
    sorting = Sorting()
    notes = _notes_below(view, sides)
    kinds_of = {line.at: view.kinds_of(line, sides.vendors) for line in view.criterion_lines}
    filled = [at for at, kinds in kinds_of.items() if kinds["n"]]
    whole = _parts_of_a_whole(view, sides)
    below: Line | None = None  # a heading of weights
    for line in view.criterion_lines:
        kinds = kinds_of[line.at]
        below = below or _heading_of_weights(view, sides, sorting, line)
        if sides.evaluator is not None and line.at == sides.evaluator.at:
            sorting.left_out.append((line, EVALUATORS))
        elif sides.offer is not None and line.at == sides.offer.at:
            sorting.left_out.append((line, OFFERS))
        elif below is not None:
            sorting.left_out.append((line, "below a heading of weights"))
        elif role := view.role_of_criterion(line):
            _take_as_said(sorting, line, role, kinds)
        elif why := sides.blocks.results.get(line.at):
            sorting.left_out_results.append((line, why))
        elif line.at in sides.blocks.comments:
            sorting.comments[line.at] = sides.blocks.comments[line.at]
        elif not line.name:
            sorting.unnamed.append(line)
        elif line.at in notes:
            sorting.left_out.append((line, "a note below the table"))
        elif line.at in whole and (kinds["n"] or _are_levels(view, sides, line)):
            _take_criterion(view, sides, sorting, line, kinds)
        elif not line.evaluator and (kind := _result(view, sides, line, kinds)):
            sorting.results.append(Result(line, kind))
        elif why := attribute_of(view, sides, line, kinds):
            sorting.left_out.append((line, why))
        elif not (kinds["n"] or kinds["t"] or kinds["b"] or kinds["e"] or kinds["d"]):
            _take_without_values(view, sides, sorting, line, filled)
        else:
            _take_criterion(view, sides, sorting, line, kinds)
    take_only_score(view, sorting)
    move_weighted_copies(view, sides, sorting)
    take_out_headings(view, sides, sorting.criteria, sorting.groups)
    sorting.shares = take_shares(view, sides, sorting.criteria)
    results = [result.line for result in sorting.results]
    sorting.tree = tree_of(view, sides, sorting.criteria, sorting.groups, results)
    prove_all(view, sides, sorting)
    _pair_comments(view, sorting)
    return sorting


def _heading_of_weights(view: View, sides: Sides, sorting: Sorting, line: Line) -> Line | None:
    """Return a line that only says “Weights” below the criteria, whose names then follow once more; that is asked."""
    is_alone = view.is_across and not view.roles and view.grid.kinds[line.at].strip() == "t"
    if not is_alone or not sorting.criteria or not (is_weight_label(line.name) or is_weighted_label(line.name)):
        return None
    names = {other.name.casefold() for other in _after(view, line, _PARTS)}
    if not names & {criterion.name.casefold() for criterion in sorting.criteria}:
        return None
    doubt = f"the criteria stand below “{line.name}” once more; what stands there is left out; is that right?"
    if (line, doubt) not in sides.doubts:
        sides.doubts.append((line, doubt))
    return line


def _parts_of_a_whole(view: View, sides: Sides) -> set[int]:
    """Return the lines whose weights make a whole together: all of them are criteria, whatever they are called."""
    lines = [line for line in view.criterion_lines if line.name]
    pairs = zip(lines, weights_of(view, sides.weight, lines) if sides.weight else [], strict=False)
    parts = {line.at: weight for line, weight in pairs
             if weight and not _sums_lines_before(view, sides.weight, line, weight)}  # fmt: skip
    return set(parts) if len(parts) > 1 and min(parts.values()) > 0 and is_all(sum(parts.values())) else set()


def _are_levels(view: View, sides: Sides, line: Line) -> bool:
    texts = [view.grid.text(*view.cell(vendor.at, line.at)) for vendor in sides.vendors]
    return any(texts) and all(map(is_level, filter(None, texts)))


def _take_criterion(view: View, sides: Sides, sorting: Sorting, line: Line, kinds: dict[str, int]) -> None:
    sorting.criteria.append(line)
    if _is_worded(view, sides, line, kinds):
        sorting.worded.add(line.at)


def _is_worded(view: View, sides: Sides, line: Line, kinds: dict[str, int]) -> bool:
    """Tell whether most values of a line are words, apart from those that only say that a value is missing."""
    words = kinds["t"] + kinds["b"]
    if words <= kinds["n"] or not kinds["n"]:
        return words > kinds["n"]
    cells = [view.cell(vendor.at, line.at) for vendor in sides.vendors]
    found = [read_word(view.grid.text(*cell)) for cell in cells if view.grid.kind(*cell) == "t"]
    return words - sum(word is not None and word.kind in ("missing", "na") for word in found) > kinds["n"]


def _notes_below(view: View, sides: Sides) -> set[int]:
    """Return the last rows that read like notes and hold one value at most, where criteria run down."""
    found: set[int] = set()
    for line in reversed(view.criterion_lines if view.is_across and len(sides.vendors) > 1 else []):
        kinds = view.kinds_of(line, sides.vendors)
        if line.name and (not is_note(line.name) or kinds["n"] or sum(kinds.values()) - kinds[" "] > 1):
            break
        found.add(line.at)
    return found


def _take_as_said(sorting: Sorting, line: Line, role: str, kinds: dict[str, int]) -> None:
    """Put a line where the user says that it belongs."""
    if not line.name:
        sorting.unnamed.append(line)
    elif role in ("criterion", "score"):
        sorting.criteria.append(line)
        if kinds["t"] + kinds["b"] > kinds["n"]:
            sorting.worded.add(line.at)
    elif role == "group":
        sorting.groups.append(line)
    else:
        sorting.left_out.append((line, COMMENTS if role == "comment" else AS_SAID))


def _pair_comments(view: View, sorting: Sorting) -> None:
    """Give columns of comments to the criterion that they speak of, where that is plain."""
    if view.is_across:
        return
    comments = [line for line, why in sorting.left_out if why == COMMENTS]
    for at, criterion in pair_comments(comments, sorting.criteria).items():
        criterion.comment = at
        sorting.comments[at] = criterion
        sorting.left_out = [(line, why) for line, why in sorting.left_out if line.at != at]


def tell_criteria_apart(view: View, sorting: Sorting) -> None:
    """Give criteria of the same name their group's name or a number, so that both are kept."""
    lines = [line for line in sorting.criteria if not line.evaluator]
    sorting.renamed = tell_apart(lines, groups_beside(view, sorting.groups))


def _result(view: View, sides: Sides, line: Line, kinds: dict[str, int]) -> str:
    """Return what kind of result a line is by its label, or nothing; its formulas may have no stored values."""
    if not kinds["n"] and (not kinds["e"] or kinds["t"]):
        return ""
    kind = result_of_label(line.name)
    if is_subtotal_label(line.name) and (view.is_across or _adds_lines_before(view, sides, line)):
        return "total"
    if kind or not view.is_across or not starts_as_total(line.name):
        return kind or ("total" if view.is_across and _ends_a_sum(view, sides, line) else "")
    weight = weights_of(view, sides.weight, [line])[0] if sides.weight else None
    is_price = not sides.weight and set(words_of(line.name)) & {"cost", "ownership"}
    if weight is not None and (is_subtotal_label(line.name) or _sums_lines_before(view, sides.weight, line, weight)):
        return "total"
    return "" if weight is not None or is_price else "total"


def _ends_a_sum(view: View, sides: Sides, line: Line) -> bool:
    """Tell whether a line such as “Technical total” weighs what at least two lines right before it weigh together."""
    words = words_of(line.name)
    source = source_of_weights(sides)
    if source is None or (words[-1:] and words[-1] not in TOTAL):
        return False
    weight = weights_of(view, source, [line])[0]
    return weight is not None and _sums_lines_before(view, source, line, weight)


def _adds_lines_before(view: View, sides: Sides, line: Line) -> bool:
    """Tell whether a line's values are the sums of those in at least two lines right before it."""
    end = bisect_left(view.criterion_lines, line.at, key=_place)
    totals = [0.0] * len(sides.vendors)
    given = view.numbers_of(line, sides.vendors)
    for count, other in enumerate(reversed(view.criterion_lines[max(0, end - _PARTS) : end]), start=1):
        numbers = view.numbers_of(other, sides.vendors)
        if not any(number is not None for number in numbers):
            return False
        totals = [total + (number or 0) for total, number in zip(totals, numbers, strict=True)]
        if count > 1 and all(own is None or close(own, total) for own, total in zip(given, totals, strict=True)):
            return True
    return False


def _sums_lines_before(view: View, source: Line | None, line: Line, weight: float) -> bool:
    """Tell whether the weight in a line is the sum of at least two weights right before it."""
    total = 0.0
    end = bisect_left(view.criterion_lines, line.at, key=_place)
    before = view.criterion_lines[max(0, end - _PARTS) : end]
    for count, other in enumerate(reversed(before), start=1):
        part = weights_of(view, source, [other])[0]
        if part is None:
            return False
        total += part
        if abs(total - weight) <= 0.005 * abs(weight):
            return count >= 2
        if total > weight:
            return False
    return False


def _take_without_values(view: View, sides: Sides, sorting: Sorting, line: Line, filled: list[int]) -> None:
    """Tell a group heading and a footnote from a criterion that nobody scored yet.

    Args:
        view: the table.
        sides: what runs beside the criteria.
        sorting: takes the line.
        line: without values.
        filled: the places of lines with numbers, in their order.
    """
    weight = weights_of(view, sides.weight, [line])[0] if sides.weight else None
    rest = _after(view, line, 200)
    after = bisect_right(filled, line.at)
    has_more = bool(rest) and after < len(filled) and filled[after] <= rest[-1].at
    if sides.vendors and view.is_across and not has_more and weight is None:
        sorting.left_out.append((line, "a note below the table"))
    elif view.is_across and weight is None and not is_heading(line.name):
        sorting.left_out.append((line, "a note beside or below the table"))
    elif sides.vendors and view.is_across and (weight is None or _sums_its_parts(view, sides, line, weight)):
        sorting.groups.append(line)
    elif view.is_across and (weight is not None or not sides.vendors):
        if _is_bare_total(view, sides, line, weight):
            sorting.results.append(Result(line, "total"))
        elif weight is None and rest and is_heading(line.name):
            sorting.groups.append(line)
        elif weight is None:
            sorting.left_out.append((line, "a line without a weight"))
        else:
            sorting.criteria.append(line)
    else:
        sorting.left_out.append((line, "a line without values"))


def _is_bare_total(view: View, sides: Sides, line: Line, weight: float | None) -> bool:
    """Tell whether a line without values is a total: by its name, or called a score and weighing what is before it."""
    if result_of_label(line.name) or starts_as_total(line.name):
        return True
    is_called_score = bool(sides.vendors) and has(line.name, GIVEN_POINTS)
    return is_called_score and weight is not None and _sums_lines_before(view, sides.weight, line, weight)


def _sums_its_parts(view: View, sides: Sides, line: Line, weight: float) -> bool:
    """Tell whether a weight is the sum of those that follow, hidden ones too, up to some line."""
    start = bisect_right(view.block.hidden, line.at)
    hidden = map(view.row_line, view.block.hidden[start : start + _MOST_PARTS])
    following = sorted([*_after(view, line, _MOST_PARTS), *hidden], key=_place)
    total = 0.0
    for other in following:
        part = weights_of(view, sides.weight, [other])[0]
        if part is None:
            return False
        total += part
        if abs(total - weight) <= 0.005 * weight:
            return _has_values(view, sides, following[0])
        if total > weight:
            return False
    return False


def _after(view: View, line: Line, count: int) -> list[Line]:
    """Return the next lines."""
    start = bisect_right(view.criterion_lines, line.at, key=_place)
    return view.criterion_lines[start : start + count]


def _place(line: Line) -> int:
    return line.at


def _has_values(view: View, sides: Sides, line: Line) -> bool:
    return any(view.grid.kind(*view.cell(vendor.at, line.at)) != " " for vendor in sides.vendors)
