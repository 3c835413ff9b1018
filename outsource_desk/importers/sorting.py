"""Telling criteria from totals, ranks, group headings and attributes of the vendors."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field

from outsource_desk.importers.cells.replies import read_word
from outsource_desk.importers.comments import pair_comments
from outsource_desk.importers.grouping import groups_beside, take_out_headings, tree_of
from outsource_desk.importers.naming import tell_apart
from outsource_desk.importers.notes import is_note
from outsource_desk.importers.offers import OFFERS
from outsource_desk.importers.periods import is_year
from outsource_desk.importers.proof import Numbers, Proof, is_weighted_copy, prove_results
from outsource_desk.importers.scales import is_amount_name
from outsource_desk.importers.shares import NamedShares, take_shares
from outsource_desk.importers.sides import AS_SAID, COMMENTS, EVALUATORS, Sides, source_of_weights, weights_of
from outsource_desk.importers.trees import Tree, is_heading
from outsource_desk.importers.view import Line, View
from outsource_desk.importers.vocabulary import GIVEN_POINTS, IDENTIFIER, INDEX, RANK, REMARK, SCORE, TOTAL, YEARS
from outsource_desk.importers.words import (
    GROUPS,
    aside_of_label,
    has,
    is_level,
    is_remark_label,
    is_subtotal_label,
    is_verdict_label,
    is_weight_label,
    result_of_label,
    starts_as_total,
    words_of,
)

_PARTS = 60  # lines that one subtotal sums up
_MOST_PARTS = 1_000  # lines that one heading stands for


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


def sort_criteria(view: View, sides: Sides) -> Sorting:
    """Sort all criterion lines; results are first known by their label and then by arithmetic."""
    sorting = Sorting()
    notes = _notes_below(view, sides)
    kinds_of = {line.at: view.kinds_of(line, sides.vendors) for line in view.criterion_lines}
    filled = [at for at, kinds in kinds_of.items() if kinds["n"]]
    for line in view.criterion_lines:
        kinds = kinds_of[line.at]
        if sides.evaluator is not None and line.at == sides.evaluator.at:
            sorting.left_out.append((line, EVALUATORS))
        elif sides.offer is not None and line.at == sides.offer.at:
            sorting.left_out.append((line, OFFERS))
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
        elif not line.evaluator and (kind := _result(view, sides, line, kinds)):
            sorting.results.append(Result(line, kind))
        elif why := _attribute(view, sides, line, kinds):
            sorting.left_out.append((line, why))
        elif not (kinds["n"] or kinds["t"] or kinds["b"] or kinds["e"] or kinds["d"]):
            _take_without_values(view, sides, sorting, line, filled)
        else:
            sorting.criteria.append(line)
            if _is_worded(view, sides, line, kinds):
                sorting.worded.add(line.at)
    _take_only_score(view, sorting)
    _move_weighted_copies(view, sides, sorting)
    take_out_headings(view, sides, sorting.criteria, sorting.groups)
    sorting.shares = take_shares(view, sides, sorting.criteria)
    sorting.tree = tree_of(view, sides, sorting.criteria, sorting.groups)
    _prove(view, sides, sorting)
    _pair_comments(view, sorting)
    return sorting


def _take_only_score(view: View, sorting: Sorting) -> None:
    """Take the only score of each vendor for a criterion: there is nothing else that it could be the result of."""
    scores = [result for result in sorting.results if result.kind != "rank"]
    if view.is_across or sorting.criteria or len(scores) != 1 or not has(scores[0].line.name, GIVEN_POINTS):
        return
    sorting.results.remove(scores[0])
    sorting.criteria.append(scores[0].line)


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
    if role in ("criterion", "score"):
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


def _move_weighted_copies(view: View, sides: Sides, sorting: Sorting) -> None:
    """Move criteria without a weight that repeat a weighted one times its weight to the results."""
    if sides.weight is None:
        return
    weights = dict(
        zip([line.at for line in sorting.criteria], weights_of(view, sides.weight, sorting.criteria), strict=True)
    )
    weighted = [line for line in sorting.criteria if weights[line.at] is not None]
    for line in [line for line in sorting.criteria if weights[line.at] is None and not view.role_of_criterion(line)]:
        numbers = numbers_of(view, sides, line)
        for original in weighted:
            scores = numbers_of(view, sides, original)
            if is_weighted_copy(numbers, scores, [weights[original.at]] * len(scores)):
                sorting.criteria.remove(line)
                sorting.left_out_results.append((line, f"weight × score of “{original.name}”"))
                break


def numbers_of(view: View, sides: Sides, line: Line) -> list[float | None]:
    """Return the line's number for each vendor."""
    return view.numbers_of(line, sides.vendors)


def _result(view: View, sides: Sides, line: Line, kinds: dict[str, int]) -> str:
    """Return what kind of result a line is by its label, or nothing; its formulas may have no stored values."""
    if not kinds["n"] and (not kinds["e"] or kinds["t"]):
        return ""
    kind = result_of_label(line.name)
    if view.is_across and is_subtotal_label(line.name):
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
    return False


def _attribute(view: View, sides: Sides, line: Line, kinds: dict[str, int]) -> str:
    """Return why a line says something about the vendors that is no criterion, or nothing."""
    words = words_of(line.name)
    used = sum(kinds.values()) - kinds[" "]
    if is_verdict_label(line.name) and used and not kinds["n"]:
        return "what the sheet decides in the end"
    if view.is_across:
        if is_remark_label(line.name) and kinds["t"] and not kinds["n"]:
            return COMMENTS
        if _is_prose(view, sides, line, kinds):
            return "text that is no rating"
        return "numbers or codes of the vendors" if words and set(words) <= IDENTIFIER & INDEX else ""
    if not used:
        return "a column without values"
    if is_weight_label(line.name):
        return "weights of the vendors, not of the criteria"
    if kinds["d"] > used / 2 or (words and words[-1] in {"date", "dates", "datum", "fecha", "data"} and not kinds["n"]):
        return "dates"
    is_code = words and (words[-1] in IDENTIFIER or set(words) <= INDEX | IDENTIFIER)
    is_code = is_code or (words[:1] and words[0] in INDEX and _counts_up(view, sides, line))
    if is_code and not (len(words) > 1 and words[-1] in YEARS and _are_amounts(view, sides, line)):
        return "numbers, codes or contact details of the vendors"
    texts = kinds["t"] + kinds["b"]
    if aside_of_label(line.name) == GROUPS:
        return "groups of the vendors"
    return "" if kinds["n"] >= 0.5 * used or not texts else _wordy(view, sides, line)


def _is_prose(view: View, sides: Sides, line: Line, kinds: dict[str, int]) -> bool:
    """Tell whether a line without a weight, beside weighted ones, holds sentences such as strengths and weaknesses."""
    if sides.weight is None or kinds["n"] or kinds["t"] < 2 or weights_of(view, sides.weight, [line])[0] is not None:
        return False
    texts = [view.grid.text(*view.cell(vendor.at, line.at)) for vendor in sides.vendors]
    return not any(map(is_level, texts)) and all(" " in text for text in texts if text)


def _counts_up(view: View, sides: Sides, line: Line) -> bool:
    """Tell whether a line only counts the vendors: 1, 2, 3."""
    numbers = view.numbers_of(line, sides.vendors)
    return len(numbers) > 1 and numbers == [float(at) for at in range(1, len(numbers) + 1)]


def _are_amounts(view: View, sides: Sides, line: Line) -> bool:
    """Tell whether the numbers of a line that ends in “year” are no years, but amounts per year."""
    numbers = [number for number in view.numbers_of(line, sides.vendors) if number is not None]
    return bool(numbers) and not all(is_year(number) for number in numbers)


def _wordy(view: View, sides: Sides, line: Line) -> str:
    """Return why a column of texts is no rating, or nothing if its texts are levels."""
    cells = [view.cell(vendor.at, line.at) for vendor in sides.vendors]
    texts = [view.grid.text(*cell) for cell in cells if view.grid.kind(*cell) in "tb"]
    if (
        sum(map(is_level, texts)) >= 0.8 * len(texts)
        and not is_remark_label(line.name)
        and words_of(line.name) != ("status",)
    ):
        return ""
    if texts == [vendor.name for vendor in sides.vendors]:
        return "the vendors' names once more"
    if has(line.name, REMARK):
        return COMMENTS
    return "text that is no rating"


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
        is_total = bool(result_of_label(line.name)) or starts_as_total(line.name)
        if is_total:
            sorting.results.append(Result(line, "total"))
        elif weight is None and rest and is_heading(line.name):
            sorting.groups.append(line)
        elif weight is None:
            sorting.left_out.append((line, "a line without a weight"))
        else:
            sorting.criteria.append(line)
    else:
        sorting.left_out.append((line, "a line without values"))


def _sums_its_parts(view: View, sides: Sides, line: Line, weight: float) -> bool:
    """Tell whether a weight is the sum of those that follow, up to some line."""
    following = _after(view, line, _MOST_PARTS)
    total = 0.0
    for count, other in enumerate(following, start=1):
        part = weights_of(view, sides.weight, [other])[0]
        if part is None:
            return False
        total += part
        if abs(total - weight) <= 0.005 * weight:
            return count >= 1 and _has_values(view, sides, following[0])
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


def _prove(view: View, sides: Sides, sorting: Sorting) -> None:
    """Prove the results that labels named, and find criteria that are results by arithmetic alone."""
    _move_disguised_totals(view, sides, sorting)
    if not sorting.results:
        return
    numeric = [line for line in sorting.criteria if line.at not in sorting.worded]
    scores = _by_vendor(view, sides, numeric)
    weights = whole_weights(view, sides, sorting, numeric)
    for result in sorting.results:
        if result.kind == "rank":
            continue
        given = numbers_of(view, sides, result.line)
        proofs = (prove_results(given, scores, weights), _prove_from_part(view, sides, sorting, result))
        known = [proof for proof in proofs if proof is not None]
        result.proof = min(known, key=_distance_to(given), default=None)  # the whole one of equals
        if result.proof is None:
            result.proof = _prove_from_points(view, sides, sorting, numeric, given)


def _distance_to(given: Numbers) -> Callable[[Proof], float]:
    return lambda proof: proof.distance(given)


def _by_vendor(view: View, sides: Sides, criteria: list[Line]) -> list[Numbers]:
    columns = [view.numbers_of(line, sides.vendors) for line in criteria]
    return [list(line) for line in zip(*columns, strict=True)] if columns else [[] for _ in sides.vendors]


def _prove_from_part(view: View, sides: Sides, sorting: Sorting, result: Result) -> Proof | None:
    """Try the criteria between this result and the result or group heading before it: a subtotal."""
    before = [
        line.at for line in [*(other.line for other in sorting.results), *sorting.groups] if line.at < result.line.at
    ]
    start = max(before, default=-1)
    part = [line for line in sorting.criteria if start < line.at < result.line.at and line.at not in sorting.worded]
    if not part or len(part) == len(sorting.criteria):
        return None
    weights = whole_weights(view, sides, sorting, part)
    return prove_results(numbers_of(view, sides, result.line), _by_vendor(view, sides, part), weights)


def _prove_from_points(view: View, sides: Sides, sorting: Sorting, numeric: list[Line], given: Numbers) -> Proof | None:
    """Try the criteria that may be points, without amounts such as a price, and sums brought to some other whole."""
    small = [
        line
        for line in numeric
        if all(number is None or 0 <= number <= 100 for number in numbers_of(view, sides, line))
    ]
    weighed = [line for line in numeric if line.at in sorting.shares.weights]
    for points in (weighed, small, [line for line in small if not is_amount_name(line.name)]):
        weights = whole_weights(view, sides, sorting, points)
        proof = prove_results(given, _by_vendor(view, sides, points), weights, in_proportion=True) if points else None
        if proof is not None:
            return proof
    return None


def _move_disguised_totals(view: View, sides: Sides, sorting: Sorting) -> None:
    """Move a last criterion that is the weighted sum, sum or mean of at least three others to the results."""
    if len(sides.vendors) > 2_000:
        return
    for line in reversed(sorting.criteria[-2:]):
        others = [other for other in sorting.criteria if other.at < line.at and other.at not in sorting.worded]
        results = numbers_of(view, sides, line)
        known = {result for result in results if result is not None}
        is_named = starts_as_total(line.name) or (
            has(line.name, SCORE - {"value", "index", "note"}) and not set(words_of(line.name)) & RANK
        )
        needed = 2 if is_named else 3
        if view.role_of_criterion(line) or line.at in sorting.worded or len(others) < 3 or len(known) < needed:
            continue
        weights = whole_weights(view, sides, sorting, others)
        proof = prove_results(results, _by_vendor(view, sides, others), weights)
        if proof and (is_named or proof.how != "mean"):
            sorting.criteria.remove(line)
            sorting.results.append(Result(line, "total", proof))
