"""What each line of a table is: a vendor, a criterion, weights, a result, or something to leave out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from outsource_desk.importers.cells import read_no_cost, read_score, read_weight
from outsource_desk.importers.cells.replies import read_word
from outsource_desk.importers.comments import pair_comments
from outsource_desk.importers.criterion_blocks import CriterionBlocks, name_criterion_blocks
from outsource_desk.importers.naming import tell_apart
from outsource_desk.importers.notes import notes_below
from outsource_desk.importers.offers import take_offers
from outsource_desk.importers.priorities import is_line_of_priorities
from outsource_desk.importers.proof import close, is_weighted_copy, is_whole
from outsource_desk.importers.statistic_lines import (
    is_difference_of,
    is_statistic_label,
    is_statistic_of,
    statistics_among,
)
from outsource_desk.importers.vendor_blocks import Pair, pairs_of
from outsource_desk.importers.vendor_names import shorten_names, split_off_evaluators, take_names_below
from outsource_desk.importers.view import Line, View
from outsource_desk.importers.vocabulary import (
    AVERAGE,
    BENCHMARK,
    COMMENT,
    DIRECTION,
    EVALUATOR,
    FILLER,
    GROUP,
    IDENTIFIER,
    INDEX,
    LEGEND,
    LOWEST,
    MAXIMUM,
    NORMALISED,
    PRIORITY,
    QUANTITY,
    RANK,
    REMARK,
    SCALE,
    SCORE,
    STATISTIC,
    TARGET,
    TOTAL,
    UNIT,
    WEIGHT,
)
from outsource_desk.importers.words import (
    GROUPS,
    are_directions,
    aside_of_label,
    direction_said,
    has,
    is_actual_label,
    is_benchmark_label,
    is_copy_name,
    is_level,
    is_maximum_label,
    is_normalised_weight_label,
    is_remark_label,
    is_scale_label,
    is_score_of_vendor,
    is_target_label,
    is_verdict_label,
    is_weight_label,
    is_weighted_label,
    looks_like_vendor,
    result_of_label,
    starts_as_total,
    words_of,
)

COMMENTS = "comments"
EVALUATORS = "whose scores a row holds"
STATISTICS = "a statistic of the vendors"
AS_SAID = "left out, as you said"
SIDES_OF_CRITERIA = ("weight", "maximum", "unit", "direction")
_SAMPLE = 300  # rows that are looked at to judge a column
_MUSTS = ("must", "mandatory", "required", "obligatory", "pflicht", "muss", "obligatoire", "obligatorio")
_VALUES = ("number", "money", "range")  # kinds of readings
_ABOVE = 5  # rows above a header that are looked at
_SIGNS = ("+", "-", "−", "–", "++", "--", "S", "s", "=")  # better, worse and same
_MANY = 60  # vendors beyond which nobody writes a second line for each
_POINTS = frozenset(["points", "pts", "punkte", "puntos", "pontos", "punti", "punkty", "punten", "poang", "poeng"])
_RESULTS = WEIGHT | TOTAL | AVERAGE | RANK | SCORE | NORMALISED | BENCHMARK | {"%", "moscow"}
_TELLING = (
    _RESULTS | MAXIMUM | SCALE | LOWEST | TARGET | GROUP | REMARK | DIRECTION | UNIT | PRIORITY | LEGEND | STATISTIC
)


@dataclass
class Sides:
    """The lines across the criteria, by what they are."""

    vendors: list[Line] = field(default_factory=list)
    weight: Line | None = None
    worded_weight: Line | None = None  # weights such as “high”, which nobody can count with
    group_weight: Line | None = None  # of the groups that the criteria stand in
    maximum: Line | None = None
    unit: Line | None = None
    direction: Line | None = None
    evaluator: Line | None = None  # the column that says whose scores a row holds
    offer: Line | None = None  # the column that says which of several offers a row is
    priority: Line | None = None  # what must, should and could be
    has_points_to_share: bool = False  # the maximum is the most points of each criterion, and so a weight too
    comments: dict[int, Line] = field(default_factory=dict)  # owner of each line of comments, by the comments' place
    unnamed: list[Line] = field(default_factory=list)
    left_out: list[tuple[Line, str]] = field(default_factory=list)  # with why
    results: list[tuple[Line, str]] = field(default_factory=list)  # averages over vendors and the like
    renamed: list[tuple[Line, str]] = field(default_factory=list)  # with the name in the sheet
    blocks: CriterionBlocks = field(default_factory=CriterionBlocks)  # of columns, where vendors run down
    doubts: list[tuple[Line, str]] = field(default_factory=list)  # what is to be asked about a line
    are_weighted: bool = False  # columns beside the vendors multiply their scores with the weights


def sides_of(view: View) -> Sides:
    """Tell the vendor lines from the weights and from everything else that runs beside them."""
    sides = Sides()
    pairs = pairs_of(view) if view.is_across else {}
    notes = notes_below(view)
    said = {line.at: role for line in view.vendor_lines if (role := view.role_of_side(line))}
    for line in view.vendor_lines:
        if line.at in said:
            _take_as_said(sides, line, said[line.at])
    for line in view.vendor_lines:
        if line.at in said:
            continue
        if line.at in notes:
            sides.left_out.append((line, "a note below the table"))
        elif line.at in pairs:
            _take_pair(sides, pairs[line.at])
        elif not line.name:
            sides.unnamed.append(line)
        else:
            _take(view, sides, line)
    sides.blocks = name_criterion_blocks(view)
    sides.doubts += sides.blocks.doubts
    take_offers(view, sides)
    _take_weights_above(view, sides)
    _take_evaluators(view, sides)
    sides.vendors.sort(key=lambda line: line.at)
    _leave_out_statistics(view, sides)
    _leave_out_copies(view, sides)
    _leave_out_results(view, sides)
    _leave_out_shares(view, sides)
    _mark_weighted(view, sides)
    take_names_below(view, sides.vendors)
    shorten_names(sides.vendors)
    if view.is_across and not view.roles and (doubt := split_off_evaluators(sides.vendors)):
        sides.doubts.append((sides.vendors[0], doubt))
    _pair_comments(sides)
    _pair_said_comments(view, sides)
    return sides


def _take_weights_above(view: View, sides: Sides) -> None:
    """Take a row of weights that stands above the header: by its name, or nameless if it makes a whole."""
    if view.is_across or sides.weight is not None:
        return
    for row in reversed(view.block.above[-_ABOVE:]):
        numbers = [view.grid.number(row, column) for column in view.columns if view.header(column).name]
        known = [number for number in numbers if number is not None]
        line = view.row_line(row)
        if len(known) < 2 or (line.name and not is_weight_label(line.name)):
            continue
        if line.name or is_whole(sum(known)):
            line.name_cell = line.name_cell if line.name else None
            sides.weight = line
            return


def _take_evaluators(view: View, sides: Sides) -> None:
    """Read whose scores each row holds, where a column names evaluators and each scores a vendor once."""
    columns = (
        [] if view.is_across else [line for line in map(view.header, view.columns) if _is_of_evaluators(view, line)]
    )
    if len(columns) != 1:
        return
    names = [view.grid.text(vendor.at, columns[0].at) for vendor in sides.vendors]
    if len({(vendor.name.casefold(), name) for vendor, name in zip(sides.vendors, names, strict=True)}) < len(names):
        return
    sides.evaluator = columns[0]
    for vendor, name in zip(sides.vendors, names, strict=True):
        vendor.evaluator = name


def _is_of_evaluators(view: View, line: Line) -> bool:
    """Tell whether a column is called after evaluators and holds names."""
    role = view.role_of_criterion(line)
    kinds = [view.grid.kind(row, line.at) for row in view.block.body[:_SAMPLE]]
    is_called = role == "evaluator" or (not role and has(line.name, EVALUATOR) and len(words_of(line.name)) <= 3)
    return is_called and "t" in kinds and not {"n", "d", "b"} & set(kinds)


def _leave_out_statistics(view: View, sides: Sides) -> None:
    """Leave out lines that show the largest or the smallest value of the vendors, or the difference of both."""
    found = statistics_among(view, [line for line in sides.vendors if not view.role_of_side(line)])
    if len(sides.vendors) == 3 and is_difference_of(view, sides.vendors[2], sides.vendors[0], sides.vendors[1]):
        found = [*found, sides.vendors[2]] if sides.vendors[2] not in found else found
    for line in found:
        sides.vendors.remove(line)
        sides.results.append((line, STATISTICS))
    top = sides.maximum
    if top is None or view.role_of_side(top) or not 2 <= len(sides.vendors) <= _MANY or top.at < sides.vendors[-1].at:
        return
    if is_statistic_of(view, top, sides.vendors):
        sides.maximum, sides.has_points_to_share = None, False
        sides.results.append((top, STATISTICS))


def _pair_comments(sides: Sides) -> None:
    """Give comments to the vendor on whose scores they are, where that is plain; the rest stays left out."""
    comments = [line for line, why in sides.left_out if why == COMMENTS]
    for at, vendor in pair_comments(comments, sides.vendors).items():
        vendor.comment = at
        sides.comments[at] = vendor
        sides.left_out = [(line, why) for line, why in sides.left_out if line.at != at]


def _leave_out_copies(view: View, sides: Sides) -> None:
    """Leave out the lines that repeat another vendor's scores times the weights."""
    if sides.weight is None or len(sides.vendors) > _MANY:
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


def _leave_out_results(view: View, sides: Sides) -> None:
    """Leave out lines that are called after a vendor and its rank, total or mean, such as “Alder rank”."""
    if len(sides.vendors) > _MANY:
        return
    names = {line.name.casefold() for line in sides.vendors}
    for line in [line for line in sides.vendors if not view.role_of_side(line)]:
        first, _, last = line.name.casefold().replace("_", " ").rpartition(" ")
        if first in names and set(words_of(last)) & (RANK | AVERAGE | TOTAL | NORMALISED):
            sides.vendors.remove(line)
            sides.results.append((line, "a result of its neighbours"))


def _mark_weighted(view: View, sides: Sides) -> None:
    """Note that the sheet multiplies scores with weights where a line called so does; ask whose scores are averaged."""
    if sides.weight is None or not 0 < len(sides.vendors) <= _MANY or view.role_of_side(sides.weight):
        return
    named = [row for row in view.criterion_lines if row.name]
    rows = [row for row in named if not result_of_label(row.name) and not starts_as_total(row.name)]
    weights = weights_of(view, sides.weight, rows)
    called = [line for line, _ in sides.results]
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


def _leave_out_shares(view: View, sides: Sides) -> None:
    """Leave out “%” beside the scores where it is what part of the most points they are, and no weight."""
    line, top = sides.weight, sides.maximum
    if line is None or top is None or words_of(line.name) != ("%",) or view.role_of_side(line):
        return
    others = [other for other in view.vendor_lines if other.at not in (line.at, top.at)]
    if any(_are_parts(view, line, other, top) for other in others[:_MANY]):
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


def _take_as_said(sides: Sides, line: Line, role: str) -> None:
    """Put a line where the user says that it belongs; a second one of its kind is left out."""
    if role in ("vendor", "score", "evaluator"):
        if line.name:
            sides.vendors.append(line)
        else:
            sides.unnamed.append(line)
    elif role in SIDES_OF_CRITERIA and getattr(sides, role) is None:
        setattr(sides, role, line)
        sides.has_points_to_share |= role == "maximum" and is_maximum_label(line.name)
    elif role == "comment":
        sides.left_out.append((line, COMMENTS))
    else:
        sides.left_out.append((line, GROUPS if role == "group" else AS_SAID))


def _pair_said_comments(view: View, sides: Sides) -> None:
    """Give lines that the user calls comments to the vendor before them, if it has none yet."""
    for line, why in list(sides.left_out):
        before = [vendor for vendor in sides.vendors if vendor.at < line.at]
        if why == COMMENTS and view.role_of_side(line) == "comment" and before and before[-1].comment is None:
            before[-1].comment = line.at
            sides.comments[line.at] = before[-1]
            sides.left_out.remove((line, why))


def _take(view: View, sides: Sides, line: Line) -> None:
    """Put a named line where it belongs."""
    if not view.is_across and not _may_be_special(line.name):
        sides.vendors.append(line)
    elif sides.priority is None and is_line_of_priorities(view, line):
        sides.priority = line
    elif is_normalised_weight_label(line.name) and sides.weight is not None:
        sides.results.append((line, "weights divided by their sum"))
    elif is_weight_label(line.name):
        _take_weight(view, sides, line)
    elif sides.maximum is None and (_are_most_points(view, sides, line) or _is_of_maxima(view, line)):
        sides.maximum, sides.has_points_to_share = line, True
    elif is_maximum_label(line.name):
        sides.left_out.append((line, "the highest value of each criterion"))
    elif is_scale_label(line.name):
        _take_scale(sides, line)
    elif why := aside_of_label(line.name):
        sides.left_out.append((line, why))
    elif is_actual_label(line.name) and any(is_target_label(other.name) for other in view.vendor_lines):
        sides.left_out.append((line, "what was measured, beside a target"))
    elif is_verdict_label(line.name):
        sides.left_out.append((line, "what the sheet decides in the end"))
    elif is_remark_label(line.name) and not _holds(view, line, "n") and _holds(view, line, "t"):
        sides.left_out.append((line, COMMENTS))
    elif (result := result_of_label(line.name)) and not is_score_of_vendor(line.name):
        sides.results.append((line, f"{result} over the vendors"))
    elif is_statistic_label(line.name) and _holds(view, line, "n"):
        sides.results.append((line, STATISTICS))
    elif is_benchmark_label(line.name):
        sides.left_out.append((line, "the buyer's own figure, not a vendor"))
    elif why := _side_note(view, sides, line):
        sides.left_out.append((line, why))
    else:
        sides.vendors.append(line)


def _is_of_maxima(view: View, line: Line) -> bool:
    return is_maximum_label(line.name) and _holds(view, line, "n")


def _are_most_points(view: View, sides: Sides, line: Line) -> bool:
    """Tell whether “Points” before all vendors are the most that each criterion can have: a whole that none exceeds."""
    if not view.is_across or sides.vendors or sides.weight or not set(words_of(line.name)) & _POINTS:
        return False
    if not set(words_of(line.name)) <= _POINTS | FILLER:
        return False
    after = [other for other in view.vendor_lines if other.at > line.at and other.name][:_MANY]
    others = [other for other in after if not is_weight_label(other.name) and _holds(view, other, "n")]
    rows = [row for row in view.criterion_lines if row.name and not result_of_label(row.name)]
    tops = [view.grid.number(*view.cell(line.at, row.at)) for row in rows]
    numbers = [(top, view.numbers_of(row, others)) for row, top in zip(rows, tops, strict=True) if top is not None]
    are_within = all(0 <= number <= top for top, scores in numbers for number in scores if number is not None)
    return len(others) > 0 and len(numbers) > 1 and are_within and is_whole(sum(top for top, _ in numbers))


def _take_weight(view: View, sides: Sides, line: Line) -> None:
    """Tell the weights of the criteria from those of their groups, which stand in some lines only."""
    if words_of(line.name) == ("%",) and sum(words_of(each.name) == ("%",) for each in view.vendor_lines) > 1:
        sides.results.append((line, "shares of the scores beside it"))
    elif not _holds(view, line, "n"):
        sides.worded_weight = sides.worded_weight or (line if _holds(view, line, "t") else None)
        sides.left_out.append((line, "weights in words" if line is sides.worded_weight else "a second set of weights"))
    elif has(line.name, GROUP) and sides.group_weight is None:
        sides.group_weight = line
    elif sides.weight is None:
        sides.weight = line
    elif sides.group_weight is None and _is_sparser(view, sides.weight, line):
        sides.group_weight, sides.weight = sides.weight, line
    elif sides.group_weight is None and _is_sparser(view, line, sides.weight):
        sides.group_weight = line
    else:
        sides.left_out.append((line, "a second set of weights"))


def _is_sparser(view: View, first: Line, second: Line) -> bool:
    """Tell whether a line has numbers in half as many places as another, or fewer."""
    grid, others = view.grid, view.criterion_lines
    counts = [sum(grid.kind(*view.cell(line.at, o.at)) == "n" for o in others) for line in (first, second)]
    return 2 * counts[0] <= counts[1]


def _take_scale(sides: Sides, line: Line) -> None:
    if sides.maximum is None:
        sides.maximum = line
    else:
        sides.left_out.append((line, "the scale of each criterion"))


def _may_be_special(name: str) -> bool:
    """Tell quickly whether a vendor's row may be something else; there can be many thousands of them."""
    words = name.casefold().replace(":", " ").replace(".", " ").replace("'", " ").split()
    return (
        name[:1] in "*^†‡"
        or "moscow" in name.casefold()
        or any(word in _TELLING for word in (words if len(words) < 3 and name.isascii() else words_of(name)))
    )


def _holds(view: View, line: Line, kind: str) -> bool:
    """Tell whether a line holds at least one cell of a kind."""
    grid = view.grid
    return any(grid.kind(*view.cell(line.at, other.at)) == kind for other in view.criterion_lines[:2_000])


def _side_note(view: View, sides: Sides, line: Line) -> str:
    """Return why a column beside the criteria is no vendor, or nothing."""
    words = words_of(line.name)
    if line.name[:1] in "*^†‡":
        return "a footnote"
    if why := _said_of_criteria(view, sides, line, set(words)):
        return why
    if not view.is_across:
        return ""
    kinds = Counter(view.grid.kind(*view.cell(line.at, row)) for row in view.block.body)
    is_code = bool(words) and set(words) <= INDEX | IDENTIFIER and not looks_like_vendor(line.name)
    if is_code or _counts_the_lines(view, line):
        return "numbers or codes of the lines"
    if has(line.name, QUANTITY):
        return "quantities"
    if is_remark_label(line.name) and (kinds["t"] or not kinds["n"]):
        return COMMENTS
    if kinds["t"] and not kinds["n"] and len(words) > 1 and words[-1] in REMARK:
        return COMMENTS
    if _enumerates(view, line) or (any(word in _MUSTS for word in words[:1]) and _is_levels(view, line)):
        return "numbers or codes of the lines"
    is_wordy = kinds["t"] > kinds["n"] and not _is_levels(view, line) and not _is_of_values(view, line)
    if is_wordy:
        return COMMENTS if has(line.name, COMMENT) else "text that is no rating"
    if kinds["d"] > kinds["n"]:
        return "dates"
    return "" if kinds["n"] or kinds["t"] or kinds["b"] or kinds["e"] else "a column without values"


def _counts_the_lines(view: View, line: Line) -> bool:
    """Tell whether a column before the names only counts: 1, 2, 3."""
    if line.at >= view.label:
        return False
    numbers = [view.grid.number(row, line.at) for row in view.block.body if view.grid.kind(row, line.at) != " "]
    return len(numbers) > 1 and numbers == [float(at) for at in range(1, len(numbers) + 1)]


def _said_of_criteria(view: View, sides: Sides, line: Line, words: set[str]) -> str:
    """Return why a line of units or directions is no vendor, and remember it; or nothing."""
    if not words:
        return ""
    if words <= UNIT and _holds(view, line, "t"):
        sides.unit = sides.unit or line
        return "units of the criteria"
    named = [other for other in view.criterion_lines[:_SAMPLE] if other.name]
    texts = [view.grid.text(*view.cell(line.at, other.at)) for other in named]
    are_called_so = words <= DIRECTION and _holds(view, line, "t")
    if not are_called_so and (not are_directions(texts) or _compares_by_signs(view, line, texts)):
        return ""
    if sides.direction is None and any(direction_said(text) for text in texts):
        sides.direction = line
    return "the direction of the criteria"


def _compares_by_signs(view: View, line: Line, texts: list[str]) -> bool:
    """Tell whether + and - are marks of vendors, as where a second line holds such signs or the line is a vendor's."""
    if not any(text in _SIGNS for text in texts):
        return False
    rows = [other for other in view.criterion_lines[:_SAMPLE] if other.name]
    others = [
        [view.grid.text(*view.cell(other.at, row.at)) for row in rows]
        for other in view.vendor_lines[:_MANY]
        if other.at != line.at
    ]
    return looks_like_vendor(line.name) or any(sum(text in _SIGNS for text in each) >= 2 for each in others)


def _enumerates(view: View, line: Line) -> bool:
    """Tell whether a header such as “M/O” spells out the codes that stand below it."""
    codes = {code.strip() for code in line.name.casefold().split("/")}
    texts = {view.grid.text(row, line.at).casefold() for row in view.block.body if view.grid.kind(row, line.at) == "t"}
    return len(codes) > 1 and bool(texts) and texts <= codes


def _is_of_values(view: View, line: Line) -> bool:
    """Tell whether most texts of a column are values all the same: 4-6, High, n/a, 12 500 / month."""
    texts = [view.grid.text(row, line.at) for row in view.block.body[:_SAMPLE] if view.grid.kind(row, line.at) in "tb"]
    found = [
        is_level(text)
        or text in _SIGNS
        or read_word(text) is not None
        or read_no_cost(text) is not None
        or read_score(text).kind in _VALUES
        for text in texts
    ]
    return any(found) and sum(found) > 0.6 * len(found)


def _is_levels(view: View, line: Line) -> bool:
    texts = [view.grid.text(row, line.at) for row in view.block.body if view.grid.kind(row, line.at) in "tb"]
    return bool(texts) and sum(map(is_level, texts)) >= 0.8 * len(texts)


def _take_pair(sides: Sides, pair: Pair) -> None:
    if pair.is_comment:
        sides.left_out.append((pair.line, COMMENTS))
    elif pair.why:
        sides.results.append((pair.line, pair.why))
        sides.are_weighted |= pair.is_weighted
    else:
        sides.vendors.append(pair.line)
    if pair.doubt:
        sides.doubts.append((pair.line, pair.doubt))


def tell_vendors_apart(sides: Sides) -> None:
    """Give vendors of the same name a number, so that both are kept; several evaluators of one vendor stay."""
    sides.renamed = tell_apart([line for line in sides.vendors if not line.evaluator], {})


def source_of_weights(sides: Sides) -> Line | None:
    """Return the line of weights; the most points of each criterion stand for them."""
    return sides.weight or (sides.maximum if sides.has_points_to_share else None)


def weights_of(view: View, line: Line | None, criteria: list[Line]) -> list[float | None]:
    """Return the weight of each criterion, nothing where there is none."""
    if line is None:
        return [None] * len(criteria)
    grid = view.grid
    cells = [view.cell(line.at, other.at) for other in criteria]
    readings = [read_weight(grid.value(*cell), grid.decimal) for cell in grid.paced(cells)]
    in_percent = any(reading.unit == "%" for reading in readings)  # then 0.35 shown as 35 % is 35, as the others are
    found = [reading.value if reading.kind in ("number", "money") else None for reading in readings]
    if not in_percent or not grid.sheet.percents:
        return found
    return [
        round(100 * weight, 10) if weight is not None and grid.is_percent(*cell) else weight
        for weight, cell in zip(found, cells, strict=True)
    ]
