"""All questions against all candidates, as Qt sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.vetted import Vetted
from outsource_desk.domain.vetting import GateResult
from outsource_desk.ui import formats
from outsource_desk.ui.language import tr
from outsource_desk.ui.vetting.matrix_rows import ALL, VettingRow, rows_of
from outsource_desk.ui.vetting.words import gate_kind, gate_told, reply_told, scores_told, state_told, verdict_told

Index = QModelIndex | QPersistentModelIndex

_DISPLAY, _TIP = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
_HORIZONTAL, _VERTICAL = Qt.Orientation.Horizontal, Qt.Orientation.Vertical


@dataclass(frozen=True)
class VettingFace:
    """How one cell looks and what it says."""

    text: str = ""
    state: str = ""
    icon: str = ""
    tone: str = "quiet"
    is_held_back: bool = False  # better proof would be worth more points
    gate: GateResult | None = None
    words: str = ""


class VettingMatrix(QAbstractTableModel):
    """A row for each question and each section, a column for each candidate; a cell is state and points."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[VettingRow, ...] = ()
        self.candidates: tuple[tuple[int, str], ...] = ()  # id and name
        self.vetted: Vetted | None = None
        self._evaluation: Evaluation | None = None
        self._key, self._wanted = ALL, ""
        self._faces: dict[tuple[int, int], VettingFace] = {}

    @property
    def questions(self) -> int:
        """Return how many questions are shown."""
        return sum(each.question is not None for each in self.rows)

    def show_vetted(self, evaluation: Evaluation, vetted: Vetted) -> None:
        """Show what was found; rows and columns stay in place where they are the same."""
        self._evaluation, self.vetted = evaluation, vetted
        self._take()

    def pick(self, key: str, wanted: str) -> None:
        """Show the questions that a filter and a text pick out."""
        self._key, self._wanted = key, wanted
        self._take()

    def face_at(self, row: int, column: int) -> VettingFace:
        """Return how a cell is painted."""
        face = self._faces.get((row, column))
        if face is None:
            face = self._faces[row, column] = self._face(row, column)
        return face

    def cell_at(self, index: Index) -> tuple[int, VettingRow] | None:
        """Return the candidate and the row of an index."""
        return (self.candidates[index.column()][0], self.rows[index.row()]) if index.isValid() else None

    def index_of(self, candidate_id: int, question_id: int) -> QModelIndex:
        """Return where a question of a candidate stands; an invalid index if the filter leaves it out."""
        row = next((at for at, each in enumerate(self.rows) if each.question and each.question.id == question_id), -1)
        column = next((at for at, (each, _) in enumerate(self.candidates) if each == candidate_id), -1)
        return self.index(row, column) if row >= 0 and column >= 0 else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.candidates)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid() or role not in (_DISPLAY, _TIP, _SPOKEN):
            return None
        face = self.face_at(index.row(), index.column())
        return face.words if role != _DISPLAY else f"{face.state} {face.text}".strip()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if role not in (_DISPLAY, _TIP, _SPOKEN):
            return None
        if orientation == _VERTICAL:
            return self.rows[section].name if section < len(self.rows) else None
        if section >= len(self.candidates) or self.vetted is None:
            return None
        candidate_id, name = self.candidates[section]
        if role == _DISPLAY:
            return name
        found = self.vetted.candidates[candidate_id]
        return f"{name}: {scores_told(found.overall)}. {verdict_told(found)[0]}"

    def _take(self) -> None:
        if self._evaluation is None or self.vetted is None:
            return
        rows = rows_of(self._evaluation, self.vetted, self._key, self._wanted)
        names = {each.id: each.name for each in self._evaluation.candidates}
        candidates = tuple((each, names.get(each, "")) for each in self.vetted.candidates)
        self._faces.clear()
        if rows != self.rows or candidates != self.candidates:
            self.beginResetModel()
            self.rows, self.candidates = rows, candidates
            self.endResetModel()
        elif rows and candidates:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(candidates) - 1))
            self.headerDataChanged.emit(_HORIZONTAL, 0, len(candidates) - 1)

    def _face(self, row: int, column: int) -> VettingFace:
        assert self.vetted is not None
        (candidate_id, name), line = self.candidates[column], self.rows[row]
        found = self.vetted.candidates[candidate_id]
        if line.question is None:
            score = found.sections[line.section.id]
            text = "" if score.secured is None or not score.asked else formats.number(score.secured, 0)
            return VettingFace(text, words=f"{name}, {line.section.title}: {scores_told(score)}")
        judged = found.judged[line.question.id]
        if not judged.is_asked:
            return VettingFace(state=tr("not asked"), words=f"{name}, {line.question.code}: {tr('not asked')}")
        state, tone, icon = state_told(judged)
        said = [reply_told(judged), state]
        if judged.points is not None and judged.applies:
            said.append(tr("{points} of 5 points", points=formats.points(judged.points)))
        if judged.is_capped and judged.applies:
            said.append(tr("held back by missing proof"))
        if judged.gate is not None:
            said.append(f"{gate_kind(line.question)} {gate_told(judged.gate)[0]}")
        text = formats.points(round(judged.points, 2)) if judged.points is not None and judged.applies else ""
        words = f"{name}, {line.question.code}: {', '.join(said)}"
        return VettingFace(text, state, icon, tone, judged.is_capped and judged.applies, judged.gate, words)
