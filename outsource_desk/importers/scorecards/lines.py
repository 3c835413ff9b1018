"""What each line of a table is: a vendor, a criterion, weights, a result, or something to leave out."""

from __future__ import annotations

from outsource_desk.importers.scorecards.comments import pair_comments
from outsource_desk.importers.scorecards.criterion_blocks import name_criterion_blocks
from outsource_desk.importers.scorecards.offers import take_offers
from outsource_desk.importers.scorecards.priorities import is_line_of_priorities
from outsource_desk.importers.scorecards.proof import is_whole
from outsource_desk.importers.scorecards.side_notes import holds, side_note
from outsource_desk.importers.scorecards.side_results import (
    leave_out_answers,
    leave_out_copies,
    leave_out_results,
    leave_out_shares,
    leave_out_statistics,
    mark_weighted,
)
from outsource_desk.importers.scorecards.side_weights import (
    are_most_points,
    are_points_to_share,
    are_shares_of_all,
    is_of_maxima,
    is_sparser,
)
from outsource_desk.importers.scorecards.sides import (
    AS_SAID,
    COMMENTS,
    MANY,
    SIDES_OF_CRITERIA,
    STATISTICS,
    Sides,
    are_multipliers,
)
from outsource_desk.importers.scorecards.statistic_lines import is_statistic_label
from outsource_desk.importers.scorecards.vendor_blocks import Pair, pairs_of
from outsource_desk.importers.scorecards.vendor_names import (
    is_placeholder,
    shorten_names,
    split_off_evaluators,
    take_names_beside,
)
from outsource_desk.importers.scorecards.view import Line, View
from outsource_desk.importers.sheets.naming import tell_apart
from outsource_desk.importers.sheets.notes import lone_names, notes_below, notes_between
from outsource_desk.importers.sheets.vocabulary import (
    AVERAGE,
    BENCHMARK,
    DIRECTION,
    EVALUATOR,
    GROUP,
    LEGEND,
    LOWEST,
    MAXIMUM,
    NORMALISED,
    PRIORITY,
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
from outsource_desk.importers.sheets.words import (
    GROUPS,
    aside_of_label,
    has,
    is_actual_label,
    is_benchmark_label,
    is_maximum_label,
    is_normalised_weight_label,
    is_remark_label,
    is_scale_label,
    is_score_of_vendor,
    is_target_label,
    is_verdict_label,
    is_weight_label,
    is_weighted_label,
    result_of_label,
    starts_as_total,
    words_of,
)

_SAMPLE = 300  # rows that are looked at to judge a column
_ABOVE = 5  # rows above a header that are looked at
_RESULTS = WEIGHT | TOTAL | AVERAGE | RANK | SCORE | NORMALISED | BENCHMARK | {"%", "moscow"}
_TELLING = (
    _RESULTS | MAXIMUM | SCALE | LOWEST | TARGET | GROUP | REMARK | DIRECTION | UNIT | PRIORITY | LEGEND | STATISTIC
)


def sides_of(view: View) -> Sides:
    """Tell the vendor lines from the weights and from everything else that runs beside them."""
    sides = Sides()
    pairs = pairs_of(view) if view.is_across else {}
    means = _name_rows_of_evaluators(view)
    notes = notes_below(view)
    between = notes_between(view) - notes
    said = {line.at: role for line in view.vendor_lines if (role := view.role_of_side(line))}
    for line in view.vendor_lines:
        if line.at in said:
            _take_as_said(sides, line, said[line.at])
    for line in view.vendor_lines:
        if line.at in said:
            continue
        if line.at in notes:
            sides.left_out.append((line, "a note below the table"))
        elif line.at in means:
            sides.results.append((line, "a result of its neighbours"))
        elif line.at in between:
            sides.left_out.append((line, "a note between the rows"))
        elif line.at in pairs:
            _take_pair(sides, pairs[line.at])
        elif not line.name:
            sides.unnamed.append(line)
        else:
            _take(view, sides, line)
    _leave_out_numbers(sides)
    _leave_out_placeholders(view, sides)
    _doubt_weighted_title(view, sides)
    sides.blocks = name_criterion_blocks(view)
    sides.doubts += sides.blocks.doubts
    _doubt_lone_names(view, sides)
    take_offers(view, sides)
    _take_weights_above(view, sides)
    _take_evaluators(view, sides)
    sides.vendors.sort(key=lambda line: line.at)
    leave_out_statistics(view, sides)
    leave_out_copies(view, sides)
    leave_out_results(view, sides)
    leave_out_answers(view, sides)
    leave_out_shares(view, sides)
    mark_weighted(view, sides)
    take_names_beside(view, sides.vendors)
    shorten_names(sides.vendors)
    if view.is_across and not view.roles and (doubt := split_off_evaluators(sides.vendors)):
        sides.doubts.append((sides.vendors[0], doubt))
    _pair_comments(sides)
    _pair_said_comments(view, sides)
    return sides


def _leave_out_numbers(sides: Sides) -> None:
    """Leave out columns that are called a mere number where the other vendors have names, such as those of a legend."""
    numbers = [line for line in sides.vendors if line.name.isdecimal()]
    if numbers and 2 * len(numbers) < len(sides.vendors):
        sides.vendors = [line for line in sides.vendors if line not in numbers]
        sides.left_out += [(line, "a number stands where a name should") for line in numbers]
        sides.doubts += [(line, f"“{line.name}” stands among names; is it a vendor?") for line in numbers]


def _leave_out_placeholders(view: View, sides: Sides) -> None:
    """Leave out what a template calls “Vendor 3”, where nobody filled it in."""
    if len(sides.vendors) > MANY or view.roles:
        return
    rows = [line for line in view.criterion_lines if line.name and not result_of_label(line.name)]
    rows = [line for line in rows if not starts_as_total(line.name)]
    bare = [line for line in sides.vendors if is_placeholder(line.name)
            and all(view.grid.kind(*view.cell(line.at, row.at)) == " " for row in rows)]  # fmt: skip
    if len(bare) < len(sides.vendors):
        sides.vendors = [line for line in sides.vendors if line not in bare]
        sides.left_out += [(line, "a place for a vendor that nobody filled in") for line in bare]


def _doubt_weighted_title(view: View, sides: Sides) -> None:
    """Ask whether values are points at all, where a title says that they are weighted."""
    row = view.block.header - 1
    cells = [at for at, kind in enumerate(view.grid.kinds[row]) if kind != " "] if row in view.block.above else []
    title = view.grid.text(row, cells[0]) if len(cells) == 1 else ""
    if sides.vendors and sides.weight is None and is_weighted_label(title) and result_of_label(title):
        said = f"“{title}” stands above; are these points, or points times weights?"
        sides.doubts.append((sides.vendors[0], said))


def _doubt_lone_names(view: View, sides: Sides) -> None:
    """Ask about rows of nothing but a name among rows with numbers: a heading, or a vendor that nobody scored."""
    if view.is_across or view.roles or not 3 <= len(sides.vendors) <= MANY:
        return
    lone = {line.at for line in lone_names(view)}
    bare = [line for line in sides.vendors if line.at in lone]
    sides.doubts += [(line, f"only a name stands in the row of “{line.name}”; is it a vendor?") for line in bare]


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


def _name_rows_of_evaluators(view: View) -> set[int]:
    """Name rows after the vendor above, whose name stands once for several evaluators; return those of their means."""
    if view.is_across or view.roles:
        return set()
    columns = [line.at for line in map(view.header, view.columns) if _is_of_evaluators(view, line)]
    if len(columns) != 1:
        return set()
    above: Line | None = None
    means: set[int] = set()
    for line in view.vendor_lines:
        person = view.grid.text(line.at, columns[0])
        if not line.name and person and above is not None:
            line.name, line.name_cell = above.name, above.name_cell
        above = line if line.name and person else None
        if above is not None and result_of_label(person):
            means.add(line.at)
    return means


def _is_of_evaluators(view: View, line: Line) -> bool:
    """Tell whether a column is called after evaluators and holds names."""
    role = view.role_of_criterion(line)
    kinds = [view.grid.kind(row, line.at) for row in view.block.body[:_SAMPLE]]
    is_called = role == "evaluator" or (not role and has(line.name, EVALUATOR) and len(words_of(line.name)) <= 3)
    return is_called and "t" in kinds and not {"n", "d", "b"} & set(kinds)


def _pair_comments(sides: Sides) -> None:
    """Give comments to the vendor on whose scores they are, where that is plain; the rest stays left out."""
    comments = [line for line, why in sides.left_out if why == COMMENTS]
    for at, vendor in pair_comments(comments, sides.vendors).items():
        vendor.comment = at
        sides.comments[at] = vendor
        sides.left_out = [(line, why) for line, why in sides.left_out if line.at != at]


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
    elif is_weight_label(line.name) or are_shares_of_all(view, sides, line):
        _take_weight(view, sides, line)
    elif sides.maximum is None and (are_most_points(view, sides, line) or is_of_maxima(view, line)):
        sides.maximum, sides.has_points_to_share = line, are_points_to_share(view, line)
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
    elif is_remark_label(line.name) and not holds(view, line, "n") and holds(view, line, "t"):
        sides.left_out.append((line, COMMENTS))
    elif (result := result_of_label(line.name)) and not is_score_of_vendor(line.name):
        sides.results.append((line, f"{result} over the vendors"))
    elif is_statistic_label(line.name) and holds(view, line, "n"):
        sides.results.append((line, STATISTICS))
    elif is_benchmark_label(line.name):
        sides.left_out.append((line, "the buyer's own figure, not a vendor"))
    elif why := side_note(view, sides, line):
        sides.left_out.append((line, why))
    else:
        sides.vendors.append(line)


def _take_weight(view: View, sides: Sides, line: Line) -> None:
    """Tell the weights of the criteria from those of their groups, which stand in some lines only."""
    if words_of(line.name) == ("%",) and sum(words_of(each.name) == ("%",) for each in view.vendor_lines) > 1:
        sides.results.append((line, "shares of the scores beside it"))
    elif not holds(view, line, "n") and not are_multipliers(view, line):
        sides.worded_weight = sides.worded_weight or (line if holds(view, line, "t") else None)
        sides.left_out.append((line, "weights in words" if line is sides.worded_weight else "a second set of weights"))
    elif has(line.name, GROUP) and sides.group_weight is None:
        sides.group_weight = line
    elif sides.weight is None:
        sides.weight = line
    elif sides.group_weight is None and is_sparser(view, sides.weight, line):
        sides.group_weight, sides.weight = sides.weight, line
    elif sides.group_weight is None and is_sparser(view, line, sides.weight):
        sides.group_weight = line
    else:
        sides.left_out.append((line, "a second set of weights"))


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
