"""The doubts of a table, each with its answers; the list and the picture follow each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QCursor, QResizeEvent
from PySide6.QtWidgets import QWidget

from outsource_desk.ui import formats
from outsource_desk.ui.importing.check_doubts import Doubt
from outsource_desk.ui.importing.check_filter import CheckFilter
from outsource_desk.ui.importing.check_row import QuestionRow
from outsource_desk.ui.importing.flow import Flow
from outsource_desk.ui.importing.side import scrolling
from outsource_desk.ui.importing.slices import Slices
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.theme import S, TextStyle, scaled
from outsource_desk.ui.widgets.layout import Label, caption, clear, column, holder, link, rule

LISTED = 60  # rows that are listed without being asked for
IN_VIEW = 10  # rows that are made before anything else is done
_LOW = 220  # pixels below which the filter would take the room of the list


class CheckList(QWidget):
    """All doubts, those that need an answer first."""

    cell_chosen = Signal(str)
    answered = Signal(str, object)  # key and answer, or None to take it back
    alike_answered = Signal(dict)  # key → answer
    all_left_open = Signal()
    step_asked = Signal(int)  # where something can be said that has no answer here

    def __init__(self) -> None:
        super().__init__()
        self._doubts: tuple[Doubt, ...] = ()
        self._shown: tuple[Doubt, ...] = ()
        self._answers: Mapping[str, Any] = {}
        self._rows: dict[str, QuestionRow] = {}
        self._making = Slices(self)
        self._last = ""  # what was answered last: its answer may hold for others
        self._listed = LISTED
        self._title, self._rest = Label("", TextStyle.SECTION), caption()
        self.filter = CheckFilter()
        self.filter.changed.connect(self._on_filter)
        self._all_open = link(tr("Leave all open"), self.all_left_open.emit, name="import.all_open")
        self._more = link("", self._on_more, name="import.more")
        nothing = caption(tr("No doubt is like that."), wrap=True)
        self._none = holder(column(nothing, link(tr("Show all"), self.filter.clear, name="import.show_all"), gap=4))
        self._none.hide()  # until a filter finds nothing
        self._body = column(gap=0)
        self._certain = caption(tr("Every cell was read without doubt."), wrap=True)
        self._area = scrolling(column(self._certain, self._none, self._body, self._more, None, gap=S))
        self._area.setObjectName("import.questions")
        self.above = column()  # room for what must be said first
        head = Flow([self._title, self._rest, self._all_open], S, 0)
        self.setLayout(column(head, self.above, self.filter, rule(), self._area, gap=S))

    def alike(self, doubt: Doubt, answer: Any, *, same_column: bool) -> dict[str, Any]:
        """Return key → answer of the other doubts that this answer can settle too.

        Args:
            doubt: the one that was answered.
            answer: what was answered.
            same_column: look only at the same criterion or field.
        """
        raise NotImplementedError

    def show_doubts(self, doubts: Sequence[Doubt], answers: Mapping[str, Any]) -> None:
        """List other doubts."""
        doubts = self._in_their_places(doubts)
        if doubts != self._doubts:  # else the row with the focus would go
            is_known = self.isVisible()
            self._doubts, self._answers = doubts, answers
            self._listed = self._listed if is_known else LISTED
            self.filter.count(self._doubts, answers)
            self._fill(kept={each.key for each in self._shown} if is_known else ())
        self.show_answers(answers)

    def _in_their_places(self, doubts: Sequence[Doubt]) -> tuple[Doubt, ...]:
        """Return the doubts in the order in which they are seen already, so that none moves away from the pointer."""
        if not self.isVisible():
            return tuple(doubts)
        places = {each.key: at for at, each in enumerate(self._doubts)}
        return tuple(sorted(doubts, key=lambda each: places.get(each.key, len(places))))

    def show_answers(self, answers: Mapping[str, Any]) -> None:
        """Mark what has been answered, and say what has not."""
        self._answers = answers
        for key, each in self._rows.items():
            each.show_answer(answers.get(key))
            each.show_alike(*self._alike_counts(each.doubt))
        waiting = self.waiting()
        asked = sum(1 for each in self._doubts if each.has_answers)
        self._title.setText(self.title(asked))
        notes = sum(1 for each in self._doubts if not each.has_answers) if asked else 0
        needs = tr_n(waiting, "{count} needs an answer", "{count} need an answer")
        said = [needs] if waiting == 1 else []  # of several the button below says it, and there is this one beside
        said += [tr_n(notes, "{count} note", "{count} notes")] if notes else []
        self._rest.setText(" · ".join(said))
        self._rest.setVisible(bool(said))
        self._all_open.setText(self.all_open_in_words())
        self._all_open.setVisible(waiting > 1)
        self._title.setMinimumHeight(self._all_open.sizeHint().height())  # or the list would rise as the link goes
        self.filter.count(self._doubts, answers)

    def title(self, asked: int) -> str:
        """Return what stands above the list."""
        if not asked:
            return tr("Worth a look") if self._doubts else tr("Nothing to check")
        shown = formats.number(asked, 0)
        if asked > len({each.cell for each in self._doubts if each.has_answers}):  # some cells are asked about twice
            return tr_n(asked, "Check {count} question", "Check {shown} questions", shown=shown)
        return tr_n(asked, "Check {count} cell", "Check {shown} cells", shown=shown)

    def all_open_in_words(self) -> str:
        """Return what becomes of all that needs an answer and has none, with one press."""
        return tr("Leave all open")

    def waiting(self) -> int:
        """Return how many doubts still need an answer."""
        return sum(1 for each in self._doubts if each.needs_answer and each.key not in self._answers)

    def show_cell(self, cell: str) -> None:
        """Set off the doubts about a cell and bring the first into view."""
        self._making.finish()
        found = [each for each in self._rows.values() if each.doubt.cell == cell]
        for each in self._rows.values():
            each.mark(each in found)
        if found and not any(map(self._is_pointed_at, found)):  # or it would slip away before the press ends
            first = next((each for each in found if each.isAncestorOf(_focus(self))), found[0])
            self._area.ensureWidgetVisible(first, 0, S)

    def _is_pointed_at(self, each: QuestionRow) -> bool:
        """Tell whether the pointer is on a row, where it can be seen."""
        at = QCursor.pos()
        seen = self._area.viewport()
        return all(widget.rect().contains(widget.mapFromGlobal(at)) for widget in (seen, each))

    def first_button(self) -> QWidget | None:
        """Return the first answer of the first doubt that still needs one, else of the first one."""
        found = self._first_waiting()
        while found is None and self.waiting() and self._making.step():
            found = self._first_waiting()
        return found or next((each.first_button() for each in self._rows.values() if each.first_button()), None)

    def _first_waiting(self) -> QWidget | None:
        rows = (row for row in self._rows.values() if row.doubt.needs_answer and row.doubt.key not in self._answers)
        return next((row.first_button() for row in rows if row.first_button()), None)

    def cells(self) -> list[str]:
        """Return the cells in doubt, in the order of the list."""
        return list(dict.fromkeys(each.cell for each in self._shown if each.has_answers))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._suit()

    def _suit(self) -> None:
        """Leave out the filter where the list would have no room beside it."""
        self.filter.show_if(self.height() >= scaled(_LOW))

    def _fill(self, kept: Collection[str] = ()) -> None:
        """List what is looked for, and the doubts with the keys that are kept."""
        focused = next((key for key, each in self._rows.items() if each.isAncestorOf(_focus(self))), "")
        found = {each.key for each in self.filter.shown(self._doubts, self._answers)}
        self._shown = tuple(each for each in self._doubts if each.key in found or each.key in kept)
        clear(self._body)
        self._rows = {}
        self._making.start(self._rows_of(self._shown[: self._listed]), IN_VIEW)
        if focused or self._listed > LISTED:
            self._making.finish()  # or the list would be too short to stay where it is
        rest = len(self._shown) - self._listed
        self._more.setText(tr("Show {count} more", count=min(rest, LISTED)))
        self._more.setVisible(rest > 0)
        self._none.setVisible(bool(self._doubts) and not self._shown)
        self._certain.setVisible(not self._doubts)
        if focused in self._rows:
            self._rows[focused].focus_answer()

    def _rows_of(self, doubts: Sequence[Doubt]) -> Iterator[QuestionRow]:
        """Make row after row."""
        for doubt in doubts:
            each = QuestionRow(doubt)
            each.chosen.connect(self.cell_chosen)
            each.answered.connect(self._on_answered)
            each.spread.connect(self._on_spread)
            each.step_asked.connect(self.step_asked)
            each.show_answer(self._answers.get(doubt.key))
            self._rows.setdefault(doubt.key, each)
            self._body.addWidget(each)
            self._body.addWidget(rule())
            yield each

    def _on_more(self) -> None:
        self._listed += LISTED
        self._fill()
        self.show_answers(self._answers)

    def _on_filter(self) -> None:
        self._listed = LISTED
        self._fill()
        self.show_answers(self._answers)

    def _on_answered(self, key: str, answer: Any) -> None:
        self._last = key
        self.answered.emit(key, answer)

    def _on_spread(self, key: str, same_column: bool) -> None:
        found = self.alike(self._rows[key].doubt, self._answers[key], same_column=same_column)
        self._rows[key].focus_answer()
        self.alike_answered.emit(found)

    def _alike_counts(self, doubt: Doubt) -> tuple[int, int]:
        """Return how many other doubts the answer given last could settle: of its column, and of the table."""
        answer = self._answers.get(doubt.key)
        if doubt.key != self._last or answer is None:
            return 0, 0
        everywhere = len(self.alike(doubt, answer, same_column=False))
        return len(self.alike(doubt, answer, same_column=True)) if doubt.about else 0, everywhere


def _focus(widget: QWidget) -> QWidget:
    return widget.window().focusWidget() or widget
