"""Lines beside the vendors that follow from their scores: weighted copies, shares, statistics."""

from __future__ import annotations

import re
from collections.abc import Sequence

from outsource_desk.importers.scorecards.proof import close, is_weighted_copy
from outsource_desk.importers.scorecards.sides import MANY, STATISTICS, Sides, weights_of
from outsource_desk.importers.scorecards.statistic_lines import is_difference_of, is_statistic_of, statistics_among
from outsource_desk.importers.scorecards.view import Line, View
from outsource_desk.importers.sheets.vocabulary import ANSWER, AVERAGE, NORMALISED, RANK, SCORE, TOTAL
from outsource_desk.importers.sheets.words import (
    is_copy_name,
    is_weighted_label,
    result_of_label,
    starts_as_total,
    words_of,
)

_ROUNDED = 0.05  # a mean with one decimal


def leave_out_statistics(view: View, sides: Sides) -> None:
    """Leave out lines that show the largest or the smallest value of the vendors, or the difference of both."""
    found = statistics_among(view, [line for line in sides.vendors if not view.role_of_side(line)])
    if len(sides.vendors) == 3 and is_difference_of(view, sides.vendors[2], sides.vendors[0], sides.vendors[1]):
        found = [*found, sides.vendors[2]] if sides.vendors[2] not in found else found
    for line in found:
        sides.vendors.remove(line)
        sides.results.append((line, STATISTICS))
    top = sides.maximum
    if top is None or view.role_of_side(top) or not 2 <= len(sides.vendors) <= MANY or top.at < sides.vendors[-1].at:
        return
    if is_statistic_of(view, top, sides.vendors):
        sides.maximum, sides.has_points_to_share = None, False
        sides.results.append((top, STATISTICS))


def leave_out_copies(view: View, sides: Sides) -> None:
    """Leave out the lines that repeat another vendor's scores times the weights."""
    if sides.weight is None or len(sides.vendors) > MANY:
        return
    weighted = [
        line
        for line in view.criterion_lines
        if weights_of(view, sides.weight, [line]) != [None]
        and not result_of_label(line.name)
        and not starts_as_total(line.name)
    ]
    weights = weights_of(view, sides.weight, weighted)
    numbers = {line.at: [view.grid.number(*view.cell(line.at, c.at)) for c in weighted] for line in sides.vendors}
    for line in [line for line in sides.vendors if not view.role_of_side(line)]:
        originals = (other for other in sides.vendors if other.at < line.at)
        for original in originals:
            is_named_so = is_copy_name(line.name, original.name)
            if is_named_so and is_weighted_copy(numbers[line.at], numbers[original.at], weights):
                sides.vendors.remove(line)
                sides.results.append((line, f"weight × score of “{original.name}”"))
                sides.are_weighted = True
                break
        else:
            if is_weighted_label(line.name):
                sides.vendors.remove(line)
                sides.results.append((line, "a weighted score"))


def leave_out_results(view: View, sides: Sides) -> None:
    """Leave out lines that are called after a vendor and its rank, total or mean, such as “Alder rank”."""
    if len(sides.vendors) > MANY:
        return
    names = {line.name.casefold() for line in sides.vendors}
    for line in [line for line in sides.vendors if not view.role_of_side(line)]:
        first, _, last = line.name.casefold().replace("_", " ").rpartition(" ")
        said = set(words_of(last))
        is_named = first in names and bool(said & (RANK | AVERAGE | TOTAL | NORMALISED))
        if is_named or (said & AVERAGE and _is_mean_of_alike(view, line, first, sides.vendors)):
            sides.vendors.remove(line)
            sides.results.append((line, "a result of its neighbours"))


def _is_mean_of_alike(view: View, line: Line, name: str, vendors: Sequence[Line]) -> bool:
    """Tell whether a line is the mean of at least two others called alike: “Alder avg” beside “Alder (Kim)”."""
    begin = re.compile(re.escape(name.rstrip(" -–—:/|(")) + r"(?!\w)", re.IGNORECASE)
    alike = [other for other in vendors if other is not line and begin.match(other.name.replace("_", " "))]
    if len(alike) < 2:
        return False
    proofs = []
    for row in view.criterion_lines:
        given = view.grid.number(*view.cell(line.at, row.at))
        numbers = [view.grid.number(*view.cell(other.at, row.at)) for other in alike]
        known = [number for number in numbers if number is not None]
        if given is not None and known:
            mean = sum(known) / len(known)
            proofs.append(close(mean, given) or abs(mean - given) <= _ROUNDED)
    return bool(proofs) and all(proofs)


def leave_out_answers(view: View, sides: Sides) -> None:
    """Leave out lines such as “Alder response”, where “Alder score” says what the answer is worth."""
    if len(sides.vendors) > MANY:
        return
    parts = [_parted(line) for line in sides.vendors]
    scored = {first for first, last in parts if first and set(words_of(last)) & SCORE}
    for line in [line for line in sides.vendors if not view.role_of_side(line)]:
        first, last = _parted(line)
        if first in scored and set(words_of(last)) & ANSWER:
            sides.vendors.remove(line)
            sides.left_out.append((line, "what the vendor answered, beside its score"))


def _parted(line: Line) -> tuple[str, str]:
    """Return what stands before the last word of a name, and that word."""
    first, _, last = line.name.casefold().replace("_", " ").rpartition(" ")
    return first.rstrip(" -–:"), last


def mark_weighted(view: View, sides: Sides) -> None:
    """Note that the sheet multiplies scores with weights where a line called so does; ask whose scores are averaged."""
    if sides.weight is None or not 0 < len(sides.vendors) <= MANY or view.role_of_side(sides.weight):
        return
    if not any(is_weighted_label(line.name) for line, _ in sides.results):
        return
    named = [row for row in view.criterion_lines if row.name]
    rows = [row for row in named if not result_of_label(row.name) and not starts_as_total(row.name)]
    rows = [row for row in rows if any(number is not None for number in view.numbers_of(row, sides.vendors))]
    weights = weights_of(view, sides.weight, rows)
    called = [line for line, _ in sides.results][:MANY]
    numbers = {line.at: [view.grid.number(*view.cell(line.at, row.at)) for row in rows]
               for line in (*sides.vendors, *called)}  # fmt: skip
    copies = [line for line in called if is_weighted_label(line.name)]
    means = [line for line in called if set(words_of(line.name)) & AVERAGE]
    for copy in copies:
        if any(is_weighted_copy(numbers[copy.at], numbers[line.at], weights) for line in sides.vendors):
            sides.are_weighted = True
        elif len(sides.vendors) > 1 and any(
            is_weighted_copy(numbers[copy.at], numbers[mean.at], weights) for mean in means
        ):
            first, second = sides.vendors[:2]
            said = f"the weights multiply the mean of “{first.name}” and “{second.name}”; are they evaluators?"
            sides.doubts.append((first, said))


def leave_out_shares(view: View, sides: Sides) -> None:
    """Leave out “%” beside the scores where it is what part of the most points they are, and no weight."""
    line, top = sides.weight, sides.maximum
    if line is None or top is None or words_of(line.name) != ("%",) or view.role_of_side(line):
        return
    others = [other for other in view.vendor_lines if other.at not in (line.at, top.at)]
    if any(_are_parts(view, line, other, top) for other in others[:MANY]):
        sides.weight = None
        sides.results.append((line, "shares of the scores beside it"))


def _are_parts(view: View, line: Line, scores: Line, top: Line) -> bool:
    """Tell whether a line shows the scores of another one divided by the most points, perhaps in per cent."""
    rows = [
        [view.grid.number(*view.cell(each.at, at.at)) for each in (line, scores, top)] for at in view.criterion_lines
    ]
    known = [
        (share or 0, (score or 0) / (most or 1)) for share, score, most in rows if None not in (share, score, most)
    ]
    return len(known) >= 2 and any(all(close(share, by * part) for share, part in known) for by in (1, 100))
