"""What a spreadsheet leaves in doubt, cell by cell, and how each doubt can be answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING

from outsource_desk.domain.formatting import counted, plain
from outsource_desk.services.import_answers import Act, empty_cells, lines_of, weight_cells
from outsource_desk.services.import_people import people_behind
from outsource_desk.services.price_import import is_price_sheet

if TYPE_CHECKING:
    from outsource_desk.importers.reading import CellProblem, ScoreCell, Table

EMPTY_LISTED = 50
_NO_WORDS = frozenset({"na", "cell_error", "typing_error", "missing", "date_was_fraction"})  # of cells without a number
_LETTERS = str.maketrans("OoIl", "0011")
_TITLES = {
    "cell_error": "An error in the sheet",
    "formula_without_value": "A formula without a result",
    "date_was_fraction": "A date in place of a number",
    "ambiguous_separator": "Thousands or decimals",
    "range": "A range",
    "letter_o": "The letter O",
    "typing_error": "A typing error",
    "two_currencies": "Two currencies",
    "mixed_currencies": "Several currencies",
    "mixed_separators": "Two decimal signs",
    "mixed_percents": "Per cent or not",
    "fraction": "A fraction among points",
    "period": "An amount per period",
    "placeholder": "Not known yet",
    "missing": "A dash",
}


class Severity(IntEnum):
    """How much a doubt matters; the first need an answer."""

    ERROR = 0  # the cell holds a value that cannot be used
    ASK = 1  # it can be read in more than one way; it stays open until it is kept
    CARE = 2  # it was read as something that the user may want to see
    EMPTY = 3
    NOTE = 4  # about the table; nothing to answer


@dataclass(frozen=True)
class CellQuestion:
    """A doubt about one cell, what was understood, and the answers that it can have."""

    cell: str  # or an area
    severity: Severity
    title: str
    sentence: str
    raw: str = ""
    understood: float | None = None  # what keeping the cell brings in
    guess: float | None = None  # what the cell was perhaps meant to say
    acts: tuple[Act, ...] = ()
    criterion: str = ""  # that the cell is a value of
    brings_nothing: bool = False  # keeping the cell leaves it open

    @property
    def needs_answer(self) -> bool:
        """Tell whether somebody must decide before the import."""
        return self.severity in (Severity.ERROR, Severity.ASK) and bool(self.acts)


def questions_of(table: Table, scaled: Collection[str] = ()) -> tuple[CellQuestion, ...]:
    """Return every doubt of a table, what needs an answer first, each in the order of the sheet.

    Args:
        table: what was read.
        scaled: criteria, in small letters, whose words somebody has turned into points.
    """
    if is_price_sheet(table):
        return tuple(sorted(_of_lines(table), key=lambda each: each.severity))
    scores = {score.cell: score for score in table.scores}
    worded = _worded(table)
    if people_behind(table):  # asked where the names are
        table = replace(table, problems=tuple(each for each in table.problems if not _is_about_people(each)))
    found = [*_told(table, scores, worded), *_unreadable(table, worded), *_with_care(table), *_empty(table)]
    found += _in_words(table, [name for name in worded if name.casefold() not in scaled])
    seen: dict[tuple[str, str], CellQuestion] = {}
    for question in sorted(found, key=lambda each: each.severity):
        seen.setdefault((question.cell, question.sentence if question.severity is Severity.NOTE else ""), question)
    return tuple(seen.values())


def _is_about_people(problem: CellProblem) -> bool:
    return problem.reason.endswith("evaluators?")


def _told(table: Table, scores: dict[str, ScoreCell], worded: Collection[str]) -> Iterator[CellQuestion]:
    """Yield what the reader said of cells; which way a criterion points is asked elsewhere."""
    undirected = {each.cell for each in table.criteria if each.direction is None}
    weights = weight_cells(table)
    tops = {each.name: each.maximum for each in table.criteria}
    for problem in table.problems:
        score = scores.get(problem.cell)
        if problem.severity == "ask" and problem.cell in undirected:
            continue
        if score is not None and _is_about_value(problem, score):
            if score.criterion not in worded or problem.severity == "error":
                yield _about_value(problem, score, tops.get(score.criterion), table.decimal)
        elif problem.cell in weights and problem.severity != "note":
            sentence = _sentence(f"{problem.reason}; it counts as 0 until you type one")
            yield CellQuestion(problem.cell, Severity.ASK, "Not a weight", sentence, acts=(Act.OPEN, Act.VALUE))
        else:
            yield _remark(problem)


def _of_lines(table: Table) -> Iterator[CellQuestion]:
    """Yield the doubts of a price sheet: about the amount of a line, or about what its totals say."""
    lines = {line.cell: line for line in table.lines}
    for problem in table.problems:
        line = lines.get(problem.cell)
        if line is None or problem.severity == "note":
            yield _remark(problem)
            continue
        acts = (Act.KEEP, Act.OPEN, Act.VALUE) if line.amount is not None else (Act.OPEN, Act.VALUE)
        severity = Severity.ERROR if problem.severity == "error" else Severity.ASK
        yield CellQuestion(
            line.cell,
            severity,
            "Is this price right?",
            _sentence(problem.reason),
            line.raw,
            line.amount,
            None,
            acts,
            line.name,
        )


def _remark(problem: CellProblem) -> CellQuestion:
    severity = Severity.NOTE if problem.severity == "note" else Severity.CARE
    title = "A note" if problem.severity == "note" else "Please look"
    return CellQuestion(problem.cell, severity, title, _sentence(problem.reason))


def _is_about_value(problem: CellProblem, score: ScoreCell) -> bool:
    """Tell a doubt about the value itself from a remark on the table that is only shown at this cell."""
    if problem.reason.startswith("two readers disagree"):
        return True
    return problem.reason.startswith(f"“{score.raw}”")


def _about_value(problem: CellProblem, score: ScoreCell, top: float | None, decimal: str) -> CellQuestion:
    title = next((_TITLES[flag] for flag in score.flags if flag in _TITLES), "Please look")
    guess = _guess(score, top, decimal)
    acts = [Act.OPEN, Act.VALUE]
    if score.value is not None:
        acts.insert(0, Act.KEEP)
    severity = {"error": Severity.ERROR, "ask": Severity.ASK}.get(problem.severity, Severity.CARE)
    if severity is Severity.CARE:
        acts.remove(Act.OPEN)  # it is open
    return CellQuestion(
        score.cell, severity, title, _sentence(problem.reason), score.raw, score.value, guess, tuple(acts),
        score.criterion,
    )  # fmt: skip


def _unreadable(table: Table, worded: Collection[str]) -> Iterator[CellQuestion]:
    """Yield texts among numbers, which the reader keeps as texts."""
    for score in table.scores:
        if score.value is not None or not score.text or score.criterion in worded or "needs_mapping" not in score.flags:
            continue
        guess = _guess(score, None, table.decimal)
        sentence = f"“{score.raw}” is no number; other values of “{score.criterion}” are."
        if guess is not None:
            sentence = f"“{score.raw}” has a letter in place of a digit."
        acts = (Act.OPEN, Act.VALUE)
        yield CellQuestion(
            score.cell, Severity.ERROR, "Not a number", sentence, score.raw, None, guess, acts, score.criterion
        )


def _with_care(table: Table) -> Iterator[CellQuestion]:
    """Yield cells that were read as something else than a plain number, without much doubt."""
    for score in table.scores:
        if not score.flags:  # as most
            continue
        if "na" in score.flags:
            sentence = f"“{score.raw}” is read as not applicable, not as zero."
            acts = (Act.KEEP, Act.OPEN, Act.VALUE)
            yield CellQuestion(
                score.cell, Severity.CARE, "Not applicable", sentence, score.raw, acts=acts, criterion=score.criterion
            )
        elif "of_max" in score.flags and score.value is not None:
            sentence = f"“{score.raw}” is read as {plain(score.value)} points out of its own top."
            acts = (Act.KEEP, Act.OPEN, Act.VALUE)
            yield CellQuestion(
                score.cell, Severity.CARE, "Points out of a top", sentence, score.raw, score.value, None, acts,
                score.criterion,
            )  # fmt: skip


def _empty(table: Table) -> Iterator[CellQuestion]:
    """Yield the first cells without a value; the rest is counted in one line."""
    cells = empty_cells(table, most=EMPTY_LISTED)
    for cell, score in cells.items():
        sentence = f"Stays open. {score.vendor} is shown with a range."
        yield CellQuestion(cell, Severity.EMPTY, "Empty", sentence, acts=(Act.VALUE,), criterion=score.criterion)
    if len(cells) == EMPTY_LISTED:
        down, across = lines_of(table)
        more = len(down) * len(across) - sum(1 for score in table.scores if score.raw) - len(cells)
        if more > 0:
            yield CellQuestion(table.range, Severity.NOTE, "More empty cells", f"{counted(more, 'cell')} stay open.")


def _worded(table: Table) -> dict[str, None]:
    """Return the criteria whose values are words and not numbers, in their order."""
    texts = Counter(
        score.criterion
        for score in table.scores
        if score.value is None and score.text and _NO_WORDS.isdisjoint(score.flags)
    )
    if not texts:
        return {}
    numbers = Counter(score.criterion for score in table.scores if score.value is not None)
    return {each.name: None for each in table.criteria if texts[each.name] > numbers[each.name]}


def _in_words(table: Table, names: list[str]) -> Iterator[CellQuestion]:
    """Yield what is to be said of criteria that hold words."""
    words: dict[str, dict[str, None]] = {name: {} for name in names}
    for score in table.scores if names else ():
        if score.text and score.criterion in words:
            words[score.criterion][score.text] = None
    cells = {each.name: each.cell for each in reversed(table.criteria)}
    for name, each in words.items():
        shown = ", ".join(f"“{word[:40]}”" for word in list(each)[:4]) + " …" * (len(each) > 4)
        sentence = f"“{name}” says {shown}. The words are kept beside each cell, which stays open until it is scored."
        yield CellQuestion(cells.get(name, table.range), Severity.NOTE, "Words, no numbers", sentence)


def _guess(score: ScoreCell, top: float | None, decimal: str = "") -> float | None:
    """Return what a cell was perhaps meant to say: a zero for the letter O, 4 of 5 for 4 May."""
    from outsource_desk.importers.cells import likely_meant, read_score

    if "date_was_fraction" in score.flags and score.value is None and top:
        parts = score.raw[:10].split("-")
        if len(parts) == 3 and all(part.isdigit() for part in parts):
            points, out_of = sorted((int(parts[1]), int(parts[2])))
            return points * top / out_of
        return None
    if "typing_error" in score.flags:
        return likely_meant(score.raw, decimal or None)
    text = score.raw.translate(_LETTERS)
    if text == score.raw or not any(letter.isdigit() for letter in text):
        return None
    reading = read_score(text, decimal or None)
    return reading.value if reading.kind in ("number", "money") else None


def _sentence(reason: str) -> str:
    text = reason[:1].upper() + reason[1:]
    return text if text.endswith(("?", ".", "!")) else f"{text}."
