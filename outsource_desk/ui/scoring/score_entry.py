"""What becomes of values typed or pasted into the matrix: who is scored as, what fits, what is refused and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from outsource_desk.domain.criterion import Criterion, Measure
from outsource_desk.domain.errors import DeskError, NotANumberError, OutOfScaleError
from outsource_desk.domain.ranking import Cell
from outsource_desk.services.entering import Cells
from outsource_desk.services.scoring import RefusedEntry, ScoreEntry, add_evaluator, agree_scores, record_scores
from outsource_desk.ui import formats
from outsource_desk.ui.errors import explain
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.read_only import why_read_only
from outsource_desk.ui.scoring.matrix_face import SYMBOLS, exact

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk
    from outsource_desk.ui.session import Session

NOT_APPLICABLE = {"n/a", "na", "n.a.", "n. a.", "k. a.", "k.a.", "not applicable", "entfällt"}
MULTIPLES = {"k": 1e3, "m": 1e6, "mio.": 1e6, "mio": 1e6, "bn": 1e9, "mrd.": 1e9, "mrd": 1e9}  # as amounts are shown
SHOWN = 40  # characters of a typed text that a sentence repeats
_REASON = "."  # stands for the reason that is asked for later, when it is only checked whether a value fits
_MULTIPLE = re.compile(r"(.*\d)\s*(k|m|bn|mio\.?|mrd\.?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TypedCell:
    """A text that is to go into one cell; ``None`` makes it open."""

    candidate_id: int
    criterion: Criterion
    text: str | None

    @property
    def key(self) -> Cell:
        """Return the cell."""
        return self.candidate_id, self.criterion.id


@dataclass(frozen=True, slots=True)
class Refusal:
    """A text that was not taken into a cell, and why; without a cell, a part of the clipboard that had no place."""

    cell: Cell | None
    text: str
    reason: str


class ScoreWriter(QObject):
    """Writes cells as the view of the matrix says: for one evaluator, or as what was agreed.

    With one evaluator, what counts is theirs; with none, one named after the user is added in the same edit; with
    several, what counts is agreed on, and the entries wait, with those that follow, until `give_reason` or `drop`.
    """

    reason_needed = Signal()
    settled = Signal()  # what waited was written or dropped
    refused = Signal(list)  # of Refusal

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.evaluator_id: int | None = None  # whose view it is; None = what counts
        self.waiting: list[tuple[TypedCell, ScoreEntry]] = []
        session.initiative_changed.connect(self._on_initiative)

    def why_read_only(self) -> str:
        """Return why nothing can be typed; empty if it can."""
        return why_read_only(self._session)

    def needs_reason(self, cells: Iterable[TypedCell]) -> bool:
        """Tell whether these cells are agreed on, which takes a reason."""
        evaluation = self._session.evaluation
        if evaluation is None or self.evaluator_id is not None or len(evaluation.evaluators) < 2:
            return False
        return any(cell.criterion.measure is Measure.JUDGED for cell in cells)

    def write(self, cells: Sequence[TypedCell], label: str) -> list[Refusal]:
        """Write what fits in one edit, or let it wait for its reason; return what was refused."""
        fitting, refusals = self._checked(cells)
        if fitting and self.needs_reason(cell for cell, _ in fitting):
            typed = {cell.key for cell, _ in fitting}
            self.waiting = [*(each for each in self.waiting if each[0].key not in typed), *fitting]
            self.reason_needed.emit()
        elif fitting:
            refusals += self._record(fitting, label)
        return refusals

    def give_reason(self, reason: str) -> None:
        """Write what waits, with its reason.

        Raises:
            DeskError: the reason is empty or too long; the entries still wait.
        """
        waiting = self.waiting
        found = self._session.try_act(agree_scores, [entry for _, entry in waiting], reason)
        self.waiting = []
        self.settled.emit()
        if found:
            self.refused.emit(_refusals(found, waiting))

    def drop(self) -> None:
        """Leave all as it was."""
        self.waiting = []
        self.settled.emit()

    def _on_initiative(self) -> None:
        """Drop what waits: it belongs to cells of another initiative."""
        if self.waiting:
            self.drop()

    def _checked(self, cells: Sequence[TypedCell]) -> tuple[list[tuple[TypedCell, ScoreEntry]], list[Refusal]]:
        desk, fitting, refusals = Cells(self._session.desk), [], []
        for cell in cells:
            try:
                entry = read_cell(cell, self._currency())
                _refuse_misfit(desk, cell, entry)
            except DeskError as error:
                refusals.append(Refusal(cell.key, cell.text or "", why(cell.criterion, cell.text or "", error)))
            else:
                fitting.append((cell, entry))
        return fitting, refusals

    def _record(self, fitting: Sequence[tuple[TypedCell, ScoreEntry]], label: str) -> list[Refusal]:
        evaluation = self._session.evaluation
        assert evaluation is not None
        entries = [entry for _, entry in fitting]
        judged = any(cell.criterion.measure is Measure.JUDGED for cell, _ in fitting)
        evaluator_id = self.evaluator_id
        if evaluator_id is None and evaluation.evaluators:
            evaluator_id = evaluation.evaluators[0].id
        if evaluator_id is None and judged:
            found = self._session.act(_record_as_user, evaluation.initiative.id, entries, label)
        else:
            found = self._session.act(record_scores, entries, evaluator_id, label)
        return _refusals(found or [], fitting)

    def _currency(self) -> str:
        evaluation = self._session.evaluation
        return evaluation.initiative.currency if evaluation else ""


def read_cell(cell: TypedCell, currency: str) -> ScoreEntry:
    """Return what a text means for a cell: a number with or without its unit, n/a, or open.

    Raises:
        NotANumberError: it is none of these.
    """
    text = (cell.text or "").strip()
    if not text or text.casefold() == tr("open").casefold():
        return ScoreEntry(*cell.key, None)
    if text.casefold() in NOT_APPLICABLE or text.casefold() == tr("n/a").casefold():
        return ScoreEntry(*cell.key, None, not_applicable=True)
    plain = _without_unit(text, cell.criterion, currency)
    found = _MULTIPLE.fullmatch(plain) if cell.criterion.measure is not Measure.JUDGED else None
    if found:
        return ScoreEntry(*cell.key, round(formats.read_number(found[1]) * MULTIPLES[found[2].casefold()], 3))
    return ScoreEntry(*cell.key, formats.read_number(plain))


def why(criterion: Criterion, text: str, error: BaseException) -> str:
    """Return the sentence for a value that does not fit: what must be, and what was typed."""
    if isinstance(error, OutOfScaleError | NotANumberError):
        name, typed = criterion.name, text.strip()
        typed = typed if len(typed) <= SHOWN else f"{typed[: SHOWN - 1]}…"
        meant = formats.read_foreign(text) if isinstance(error, NotANumberError) else None
        hint = tr("Write {number}.", number=exact(meant)) if meant is not None and _fits(criterion, meant) else ""
        return f"{_rule(criterion, name, typed)} {hint}".strip()
    return " ".join(explain(error))


def _rule(criterion: Criterion, name: str, typed: str) -> str:
    """Return what a value must be, and what was typed."""
    if criterion.measure is not Measure.JUDGED:
        return tr("{criterion} must be a number. You typed “{text}”.", criterion=name, text=typed)
    top = exact(criterion.maximum)
    if not criterion.step:
        return tr("{criterion} must be 0 to {top}. You typed “{text}”.", criterion=name, top=top, text=typed)
    step = exact(criterion.step)
    return tr(
        "{criterion} must be 0 to {top} by {step}. You typed “{text}”.", criterion=name, top=top, step=step, text=typed
    )


def _fits(criterion: Criterion, value: float) -> bool:
    """Tell whether a number lies on the scale, so that it can be proposed."""
    return criterion.measure is not Measure.JUDGED or 0 <= value <= criterion.maximum


def label_for(cells: Sequence[TypedCell], verb: str) -> str:
    """Return what the Undo menu calls it."""
    count = len(cells)
    match verb:
        case "clear":
            return "Clear score" if count == 1 else f"Clear {count} scores"
        case "n/a":
            return "Mark not applicable" if count == 1 else f"Mark {count} cells not applicable"
        case "paste":
            return "Paste score" if count == 1 else f"Paste {count} scores"
        case "fill":
            return "Fill score" if count == 1 else f"Fill {count} scores"
        case _:
            return "Score" if count == 1 else f"Score {count} cells"


def refusals_title(count: int, taken: int) -> str:
    """Return the heading of a list of refusals."""
    left = tr_n(count, "{count} value was not taken", "{count} values were not taken")
    return tr("{left}; {taken} were.", left=left, taken=taken) if taken else f"{left}."


def _without_unit(text: str, criterion: Criterion, currency: str) -> str:
    """Return a number without the unit that a spreadsheet shows around it."""
    units = {currency, SYMBOLS.get(currency, ""), criterion.unit, *(["%"] if "%" in criterion.unit else [])}
    for unit in sorted(filter(None, units), key=len, reverse=True):
        text = re.sub(rf"^\s*{re.escape(unit)}\s*|\s*{re.escape(unit)}\s*$", "", text, flags=re.IGNORECASE)
    return text


def _refuse_misfit(cells: Cells, cell: TypedCell, entry: ScoreEntry) -> None:
    """Refuse what the file would not take, before a reason is asked for."""
    if cell.criterion.measure is Measure.JUDGED:
        cells.agreed(*cell.key, entry.points, is_na=entry.not_applicable, reason=_REASON)
    else:
        cells.amount(*cell.key, entry.points, is_na=entry.not_applicable)


def _record_as_user(desk: Desk, initiative_id: int, entries: list[ScoreEntry], label: str) -> list[RefusedEntry]:
    """Score as the user, who becomes the initiative's first evaluator in the same edit."""
    with desk.edit(label):
        evaluator_id = add_evaluator(desk, initiative_id, desk.journal.author)
        return record_scores(desk, entries, evaluator_id, label)


def _refusals(found: Sequence[RefusedEntry], typed: Sequence[tuple[TypedCell, ScoreEntry]]) -> list[Refusal]:
    by_key = {cell.key: cell for cell, _ in typed}
    result = []
    for each in found:
        key = each.entry.candidate_id, each.entry.criterion_id
        cell = by_key[key]
        result.append(Refusal(key, cell.text or "", why(cell.criterion, cell.text or "", each.error)))
    return result
