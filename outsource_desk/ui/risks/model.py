"""The register as a table: the worst first, or ordered by a column; those that the filters let pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from outsource_desk.analysis.risk import severity_of
from outsource_desk.domain.risk import Rating, RiskState
from outsource_desk.services.risks import JudgedRisk, RiskProblem
from outsource_desk.ui import formats
from outsource_desk.ui.language import tr
from outsource_desk.ui.risks.words import BAND_TONES, Tone, problem_words, rating_text, rating_words, state_name

Index = QModelIndex | QPersistentModelIndex
_DISPLAY, _TIP = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)
_ALIGN, _SPOKEN = int(Qt.ItemDataRole.TextAlignmentRole), int(Qt.ItemDataRole.AccessibleTextRole)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
CODE, TITLE, NOW, OWNER, STATE, REVIEW, BEFORE, TARGET, ABOUT = range(9)
ANY, WHOEVER = 0, -1  # of the filter by candidate


@dataclass(frozen=True)
class Filters:
    """What the register shows."""

    words: tuple[str, ...] = ()
    candidate_id: int = ANY  # WHOEVER: risks of outsourcing as such
    state: RiskState | None = None
    is_above: bool = False  # only what is above appetite
    cell: Rating | None = None  # only what stands here now

    def pass_(self, each: JudgedRisk) -> bool:
        """Tell whether a risk is shown."""
        risk = each.risk
        text = " ".join((risk.code, risk.title, risk.owner, risk.event, risk.cause)).casefold()
        return (
            all(word in text for word in self.words)
            and (self.candidate_id == ANY or (risk.candidate_id or WHOEVER) == self.candidate_id)
            and (self.state is None or risk.state is self.state)
            and (not self.is_above or each.is_above)
            and (self.cell is None or each.residual == self.cell)
        )


class RiskTable(QAbstractTableModel):
    """Shows judged risks in their order or in that of a column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[JudgedRisk, ...] = ()
        self._shown: list[JudgedRisk] = []
        self._names: Mapping[int, str] = {}
        self._filters = Filters()
        self._column, self._is_falling = -1, False
        self._headings = (
            tr("Code"), tr("Risk"), tr("Now"), tr("Owner"), tr("State"), tr("Review"), tr("Before"), tr("Target"),
            tr("Applies to"),
        )  # fmt: skip

    @property
    def filters(self) -> Filters:
        """Return what is let pass."""
        return self._filters

    @property
    def counts(self) -> tuple[int, int]:
        """Return how many are shown, and how many there are."""
        return len(self._shown), len(self._all)

    @property
    def shown(self) -> tuple[JudgedRisk, ...]:
        """Return the risks that are shown, in order."""
        return tuple(self._shown)

    def show_risks(self, risks: Sequence[JudgedRisk], names: Mapping[int, str]) -> None:
        """Show these risks; ``names`` are those of candidates."""
        self._all, self._names = tuple(risks), names
        self._arrange()

    def filter(self, filters: Filters) -> None:
        """Show only what the filters let pass."""
        self._filters = filters
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; -1 is the worst first."""
        self._column, self._is_falling = column, order is Qt.SortOrder.DescendingOrder
        self._arrange()

    def row_at(self, place: int) -> JudgedRisk | None:
        """Return what stands in a row."""
        return self._shown[place] if 0 <= place < len(self._shown) else None

    def place_of(self, risk_id: int) -> int:
        """Return the row of a risk, or -1."""
        return next((place for place, each in enumerate(self._shown) if each.risk.id == risk_id), -1)

    def find(self, risk_id: int) -> JudgedRisk | None:
        """Return a risk, whether it is shown or not."""
        return next((each for each in self._all if each.risk.id == risk_id), None)

    def tone_at(self, place: int, column: int) -> Tone | None:
        """Return tone and icon of a cell that shows a state; nothing for another."""
        each = self._shown[place]
        if column == NOW and each.band is not None:
            tone, icon = BAND_TONES[each.band]
            is_answered = each.acceptance is not None or not each.is_above
            return ("quiet" if is_answered else tone), icon
        if column == OWNER and not each.risk.owner and each.risk.state.is_open:
            return "warn", "risk"
        if column == REVIEW and RiskProblem.REVIEW_PASSED in each.problems:
            return "warn", "clock"
        return None

    def text_at(self, place: int, column: int) -> str:
        """Return what is written in a cell."""
        each = self._shown[place]
        risk = each.risk
        return (
            risk.code,
            risk.title,
            rating_text(each.residual) or tr("not rated"),
            risk.owner or (tr("nobody") if risk.state.is_open else ""),
            state_name(risk.state),
            formats.day(risk.review_on),
            rating_text(each.inherent),
            rating_text(each.target),
            self._names.get(risk.candidate_id or 0, tr("Whoever is chosen")),
        )[column]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation is Qt.Orientation.Horizontal and 0 <= section < len(self._headings):
            return {_DISPLAY: self._headings[section], _ALIGN: _LEFT}.get(role)
        return None

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid() or role not in (_DISPLAY, _TIP, _SPOKEN):
            return None
        text = self.text_at(index.row(), index.column())
        if role == _DISPLAY:
            return text
        each = self._shown[index.row()]
        if index.column() == NOW and each.residual is not None:
            text = rating_words(each.residual)
        if role == _TIP:
            return "\n".join((text, *map(problem_words, each.problems)))
        return f"{self._headings[index.column()]}: {text}" if text else ""

    def _arrange(self) -> None:
        shown = [each for each in self._all if self._filters.pass_(each)]
        if self._column >= 0:
            shown.sort(key=self._key(self._column), reverse=self._is_falling)
        old = [each.risk.id for each in self._shown]
        if old == [each.risk.id for each in shown]:
            self._shown = shown
            if shown:
                self.dataChanged.emit(self.index(0, 0), self.index(len(shown) - 1, len(self._headings) - 1))
            return
        self.beginResetModel()
        self._shown = shown
        self.endResetModel()

    def _key(self, column: int) -> Callable[[JudgedRisk], Any]:
        ratings: dict[int, Callable[[JudgedRisk], Rating | None]] = {
            NOW: lambda each: each.residual, BEFORE: lambda each: each.inherent, TARGET: lambda each: each.target,
        }  # fmt: skip
        if column in ratings:
            return lambda each: _badness(ratings[column](each))
        texts: dict[int, Callable[[JudgedRisk], str]] = {
            CODE: lambda each: each.risk.code,
            TITLE: lambda each: each.risk.title,
            OWNER: lambda each: each.risk.owner,
            STATE: lambda each: str(list(RiskState).index(each.risk.state)),
            REVIEW: lambda each: each.risk.review_on or "9999",
        }
        find = texts.get(column, lambda each: self._names.get(each.risk.candidate_id or 0, ""))
        return lambda each: find(each).casefold()


def _badness(rating: Rating | None) -> tuple[int, int, int]:
    """Return what ratings are ordered by, the worst first; what is not rated comes last."""
    if rating is None:
        return 1, 0, 0
    band, product, impact = severity_of(rating)
    return -band, -product, -impact
