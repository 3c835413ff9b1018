"""Everything that is due, from all areas: the overdue first, by who and by area, and as a file for other calendars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from outsource_desk.domain.days import days_after
from outsource_desk.services.calendar import Due, due_dates, people_of
from outsource_desk.ui import formats
from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.governance.places import place_of_due
from outsource_desk.ui.governance.tab import GovernanceTab
from outsource_desk.ui.governance.words import Tone, cadences, due_kinds
from outsource_desk.ui.language import tr
from outsource_desk.ui.models.editable_rows import Column, EditableRows, Verbs
from outsource_desk.ui.read_only import allow
from outsource_desk.ui.theme import M, S, look, scaled
from outsource_desk.ui.widgets.cell_delegate import CellDelegate
from outsource_desk.ui.widgets.choice import Choice
from outsource_desk.ui.widgets.layout import caption, column, label, row, small_button
from outsource_desk.ui.widgets.table import DeskTable, wide_enough

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.ui.pages.page import Page

SOON = 30  # days
LEAST, FEWEST = 200, 3  # pixels of the column that takes what is left; columns that stay whatever the room
NOBODY = "\0"  # among names, what nobody sees to


@dataclass(frozen=True)
class DueRow:
    """Something that is due, as a line of the table."""

    id: int
    due: Due


class CalendarTab(GovernanceTab):
    """A table; Enter or a double click opens the place where a line is done."""

    KEY = "calendar"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._evaluation: Evaluation | None = None
        self._as_of = ""
        self._dues: tuple[Due, ...] = ()
        self._wanted: dict[str, Any] = {}  # what was chosen last time, until there is something to choose from
        self.told = label("", wrap=True)
        self.told.setObjectName("calendar.told")
        self.who, self.area = _choice("calendar.who", tr("Who")), _choice("calendar.area", tr("Area"))
        for each in (self.who, self.area):
            each.activated.connect(lambda _place: self._show_rows())
        self.model = EditableRows(_columns(self), "id", Verbs(_nothing, _nothing), self)
        self.model.set_read_only(True)
        self.table = DeskTable(self.model, "calendar.table", tr("Everything that is due"))
        self.table.setItemDelegate(CellDelegate(self.table, lambda _text: None))
        self.table.let_columns_give_way(FEWEST)
        self.table.activated.connect(lambda _index: self.open_place())
        self._acts = [
            make_action(
                self, "calendar.open", tr("Open the place"), self.open_place, icon="arrow", why_not=self._no_row
            )
        ]
        self.table.set_menu(self._acts)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._look_again())
        self.none = label("", tone="muted", wrap=True)
        export = page.window_.actions_of_window["report.calendar"]
        self._export = small_button(tr("Export the calendar…"), export.trigger, "calendar.export_button")
        told = row(self.told, self._export, gap=M)
        told.setStretch(0, 1)
        filters = row(caption(tr("Who")), self.who, caption(tr("Area")), self.area, None, gap=S)
        body = column(told, filters, self.none, self.table, gap=M)
        body.setStretch(3, 1)
        self.setLayout(body)
        look.changed.connect(self._spread)

    @property
    def as_of(self) -> str:
        """Return the day on which dates are judged."""
        return self._as_of

    def show_evaluation(self, evaluation: Evaluation, ranking: Ranking) -> None:
        assert evaluation.protection is not None
        self._evaluation, self._as_of = evaluation, evaluation.protection.as_of
        self._dues = due_dates(evaluation, ranking)
        people = [("", tr("Everybody")), *((each, each) for each in people_of(self._dues))]
        if any(not each.who for each in self._dues):
            people.append((NOBODY, tr("Nobody named")))
        _offer(self.who, people)
        pages = {each.page for each in self._dues}
        areas = ((key, words) for key, words in _areas().items() if key in pages)
        _offer(self.area, [("", tr("All areas")), *areas])
        for field, name in ((self.who, "who"), (self.area, "area")):
            field.setCurrentIndex(max(0, field.findData(self._wanted.pop(name, field.currentData()))))
        self.told.setText(_told(self._dues, self._as_of))
        self.told.setVisible(bool(self._dues))
        self._show_rows()

    def first_focus(self) -> QWidget | None:
        return self.table

    def tab_actions(self) -> list[Action]:
        return self._acts

    def state(self) -> dict[str, Any]:
        return {"who": str(self.who.currentData() or ""), "area": str(self.area.currentData() or "")}

    def restore(self, state: dict[str, Any]) -> None:
        self._wanted = dict(state)

    def open_place(self) -> None:
        """Go where the selected line is done."""
        index = self.table.currentIndex()
        if index.isValid() and self._evaluation is not None:
            self.page.go(place_of_due(self.model.row_at(index.row()).due, self._evaluation))

    def _show_rows(self) -> None:
        who, area = str(self.who.currentData() or ""), str(self.area.currentData() or "")
        wanted = [
            each
            for each in self._dues
            if (not who or each.who == who or (who == NOBODY and not each.who)) and (not area or each.page == area)
        ]
        self.model.show_rows([DueRow(number, each) for number, each in enumerate(wanted, start=1)])
        self.table.setVisible(bool(wanted))
        self.none.setVisible(not wanted)
        self.none.setText(
            tr("Nothing is due for this choice.")
            if self._dues
            else tr(
                "Nothing is due yet. Mitigations, exercises, audits, forums and notice dates appear here by their day."
            )
        )
        self._spread()
        self._look_again()

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._spread()

    def _spread(self) -> None:
        """Give what is due the room that is left; the last columns give way where that would be too little."""
        header, columns = self.table.horizontalHeader(), self.model.columns
        widths = [wide_enough(header, place, each.width) if each.width else 0 for place, each in enumerate(columns)]
        left = self.table.viewport().width() - sum(widths[:FEWEST])
        for width in widths[FEWEST:]:
            left -= width if left - width >= scaled(LEAST) else 0
        self.table.widen([width or max(left, scaled(LEAST)) for width in widths])

    def _no_row(self) -> str:
        return "" if self.table.currentIndex().isValid() else tr("Select a row first.")

    def _look_again(self) -> None:
        for each in self._acts:
            each.look_again()
        allow("" if self._dues else tr("Nothing is due yet."), self._export)


def _nothing(*_what: object) -> None:
    """Do nothing: what is due is changed where it stands."""


def _choice(name: str, words: str) -> Choice:
    field = Choice()
    field.setObjectName(name)
    field.setAccessibleName(words)
    field.setMinimumContentsLength(12)
    return field


def _offer(field: Choice, choices: Sequence[tuple[str, str]]) -> None:
    """Offer other choices; what is chosen stays if it is still there."""
    if [(field.itemData(at), field.itemText(at)) for at in range(field.count())] == list(choices):
        return
    held = field.currentData()
    field.clear()
    for value, words in choices:
        field.addItem(words, value)
    field.setCurrentIndex(max(0, field.findData(held)))


def _areas() -> dict[str, str]:
    return {
        "initiative": tr("Initiative"),
        "vendors": tr("Vendors"),
        "vetting": tr("Vetting"),
        "risks": tr("Risks"),
        "contingency": tr("Contingency"),
        "exit": tr("Exit"),
        "governance": tr("Governance"),
    }


def _told(dues: Sequence[Due], as_of: str) -> str:
    soon_until = days_after(as_of, SOON)
    late = sum(each.is_overdue(as_of) for each in dues)
    soon = sum(as_of <= each.on <= soon_until for each in dues)
    return tr(
        "{late} overdue, {soon} due within {days} days, {all} in all.", late=late, soon=soon, days=SOON, all=len(dues)
    )


def _columns(tab: CalendarTab) -> tuple[Column, ...]:
    kinds, rhythms = due_kinds(), cadences()
    return (
        Column("on", tr("Due on"), lambda row: formats.day(row.due.on), None, width=112),
        Column("state", tr("State"), lambda row: _state(row.due, tab.as_of), None, width=112,
               tone=lambda row: _tone(row.due, tab.as_of)),
        Column("what", tr("What"), lambda row: row.due.what, None),
        Column("who", tr("Who"), lambda row: row.due.who, None, width=136),
        Column("kind", tr("What kind"), lambda row: kinds[row.due.kind], None, width=144),
        Column("about", tr("Belongs to"), lambda row: row.due.about, None, width=168),
        Column("repeats", tr("Repeats"), lambda row: rhythms.get(row.due.repeats, ""), None, width=88),
    )  # fmt: skip


def _state(due: Due, as_of: str) -> str:
    if due.is_overdue(as_of):
        return tr("Overdue")
    if due.on == as_of:
        return tr("Today")
    return tr("Soon") if due.on <= days_after(as_of, SOON) else tr("Later")


def _tone(due: Due, as_of: str) -> Tone:
    if due.is_overdue(as_of):
        return ("bad", "stop")
    return ("warn", "clock") if due.on <= days_after(as_of, SOON) else ("quiet", "clock")
