"""Readings of a report or of the clipboard: what becomes of each row, and which metric an unknown name means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from outsource_desk.domain.formatting import one_line
from outsource_desk.domain.performance import Reporter
from outsource_desk.services.reading_import import (
    SKIP,
    TAKEN,
    Outcome,
    Report,
    RowFate,
    fates_of,
    import_readings,
    pasted_report,
    report_of,
)
from outsource_desk.ui import formats
from outsource_desk.ui.dialogs.ask import Question
from outsource_desk.ui.language import say, tr, tr_n
from outsource_desk.ui.models.plain_rows import PlainColumn
from outsource_desk.ui.performance import words
from outsource_desk.ui.scoring.evaluators.plain_table import PlainTable
from outsource_desk.ui.theme import XL, M, scaled
from outsource_desk.ui.widgets.choice import Choice, choice
from outsource_desk.ui.widgets.layout import caption, column, holder, label, row
from outsource_desk.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from outsource_desk.ui.pages.page import Page

FEW_ROWS, MANY_ROWS = 5, 10
HIGH, LOW = 760, 600  # pixels of a window that has room for many rows, or for a few
WIDE = 760


class ReadingsDialog(Question):
    """Nothing is written before the button; a name that is none of ours can be sent to a metric, or skipped."""

    def __init__(self, page: Page, read: Any, block: list[list[str]] | None = None) -> None:
        name = read.name if read is not None else ""
        super().__init__(
            page,
            tr("Readings from “{file}”", file=name) if name else tr("Readings from the clipboard"),
            tr("Rows that are not clear are left out and named. Nothing is written until you take them."),
            tr("Take readings"),
            "readings",
        )
        self._page, self._window, self._session = page, page.window_, page.session
        self._read, self._block, self._is_filling = read, block, False
        self._targets: dict[str, int] = {}
        self._fates: tuple[RowFate, ...] = ()
        self._report: Report | None = None
        room = page.window().size()
        self.setMinimumWidth(min(scaled(WIDE), room.width() - 2 * XL))
        self._build(MANY_ROWS if room.height() >= scaled(HIGH) else FEW_ROWS if room.height() >= scaled(LOW) else 2)
        self._on_sheet()

    def act(self) -> None:
        assert self._report is not None
        log = self._session.try_act(
            import_readings, self._report, self._targets, reported_by=str(self.reporter.currentData())
        )
        said = tr_n(log.new + log.changed, "{count} reading taken.", "{count} readings taken.")
        self._window.toast(said, tr("Undo"), self._session.way_back())

    def _build(self, most: int) -> None:
        self.sheet, self.target = Choice(), Choice()
        self.reporter = choice([(str(each), said) for each, said in words.reporters().items()])
        self.reporter.setCurrentIndex(self.reporter.findData(str(Reporter.VENDOR)))
        for place, sheet in enumerate(self._read.sheets if self._read is not None else ()):
            self.sheet.addItem(sheet.name, place)
        sheets = _named(self.sheet, "sheet", tr("Sheet"))
        sheets.setVisible(self.sheet.count() > 1)
        self.known = Notice("accent", tr("These very bytes were imported before."))
        self.no_table = Notice(
            "warn", tr("No column says metric, period and actual. Name the columns in the sheet so.")
        )
        self.cut = Notice("warn", tr("The sheet is too long to be read whole; the rows at its end are left out."))
        self.rows = PlainTable(
            [
                PlainColumn(tr("Row"), is_number=True, width=56),
                PlainColumn(tr("Service level")),
                PlainColumn(tr("Period"), width=104),
                PlainColumn(tr("Actual"), is_number=True, width=96),
                PlainColumn(tr("Becomes")),
            ],
            "readings.rows",
            tr("Rows of the report"),
            most=most,
        )
        self.why = label("", tone="muted", wrap=True)
        self.why.setObjectName("readings.why")
        self.figures = label("", wrap=True)
        self.figures.setObjectName("readings.figures")
        self._meant = _named(self.target, "target", tr("The name in this row means"))
        line = row(sheets, _named(self.reporter, "reporter", tr("Measured by")), gap=M)
        self.content.addLayout(line)
        for each in (self.known, self.no_table, self.cut, self.rows, self._meant, self.why, self.figures):
            self.content.addWidget(each)
        self._fill_targets()
        self.sheet.currentIndexChanged.connect(lambda _place: self._on_sheet())
        self.rows.selectionModel().currentChanged.connect(lambda *_: self._show_row())
        self.target.currentIndexChanged.connect(lambda _place: self._on_target())

    def _fill_targets(self) -> None:
        evaluation = self._session.evaluation
        assert evaluation is not None
        assert evaluation.protection is not None
        self._is_filling = True
        self.target.addItem(tr("not decided yet"), 0)
        self.target.addItem(tr("nothing: skip it"), SKIP)
        for metric in evaluation.protection.performance.metrics:
            self.target.addItem(one_line(f"{metric.code} {metric.name}".strip(), 90), metric.id)
        self._is_filling = False

    def _on_sheet(self) -> None:
        initiative_id = self._session.initiative_id
        assert initiative_id is not None
        self._targets = {}
        if self._read is not None:
            sheet = self._read.sheets[int(self.sheet.currentData())]
            self._report = self._session.act(report_of, initiative_id, self._read, sheet)
        else:
            self._report = self._session.act(pasted_report, initiative_id, self._block or [])
        self._show()

    def _show(self) -> None:
        """Show what becomes of every row, and how many go which way."""
        report = self._report
        if report is None:
            return
        self.known.setVisible(report.imported_on is not None)
        self.no_table.setVisible(report.columns is None)
        self.cut.setVisible(report.is_cut)
        self._fates = self._session.act(fates_of, report, self._targets) or ()
        self.rows.show_rows([_shown(fate) for fate in self._fates])
        taken = sum(fate.outcome in TAKEN for fate in self._fates)
        same = sum(fate.outcome is Outcome.SAME for fate in self._fates)
        asked = sum(fate.outcome is Outcome.ASKED for fate in self._fates)
        left = len(self._fates) - taken - same - asked
        self.figures.setText(
            tr_n(
                len(self._fates),
                "{count} row: {taken} to take, {same} on file already, {asked} to be asked about, {left} left out.",
                "{count} rows: {taken} to take, {same} on file already, {asked} to be asked about, {left} left out.",
                taken=taken, same=same, asked=asked, left=left,
            )
        )  # fmt: skip
        said = tr_n(taken, "Take {count} reading", "Take {count} readings")
        self.deed.setText(said)
        self.deed.setAccessibleName(said)
        self.deed.setEnabled(taken > 0)
        self._show_row()

    def _show_row(self) -> None:
        place = self.rows.place
        fate = self._fates[place] if 0 <= place < len(self._fates) else None
        can_be_sent = fate is not None and (fate.outcome is Outcome.ASKED or fate.row.key in self._targets)
        self._meant.setVisible(can_be_sent)
        if fate is None:
            self.why.setText("")
            return
        self._is_filling = True
        self.target.setCurrentIndex(max(0, self.target.findData(self._targets.get(fate.row.key, 0))))
        self._is_filling = False
        cell = fate.row.actual.cell or fate.row.period.cell
        self.why.setText(" ".join(filter(None, (f"{cell}:" if cell and fate.why else "", say(fate.why)))))

    def _on_target(self) -> None:
        place = self.rows.place
        if self._is_filling or not 0 <= place < len(self._fates):
            return
        key, chosen = self._fates[place].row.key, int(self.target.currentData())
        if chosen:
            self._targets[key] = chosen
        else:
            self._targets.pop(key, None)
        self._show()


def _named(field: QWidget, name: str, said: str) -> QWidget:
    field.setObjectName(f"readings.{name}")
    field.setAccessibleName(said)
    title = caption(said)
    title.setBuddy(field)
    return holder(column(title, field, gap=4))


def _shown(fate: RowFate) -> list[str]:
    metric = fate.metric
    named = fate.row.name or fate.row.code
    period = words.period(fate.starts_on, metric.period) if metric and fate.starts_on else fate.row.period.text
    actual = formats.points(fate.actual) if fate.actual is not None else fate.row.actual.text
    becomes = {
        Outcome.NEW: metric.name if metric else "",
        Outcome.CHANGED: tr("a correction"),
        Outcome.SAME: tr("on file already"),
        Outcome.SKIPPED: tr("skipped"),
        Outcome.ASKED: tr("which one is meant?"),
        Outcome.PROBLEM: tr("a problem: see below"),
    }[fate.outcome]
    return [str(fate.row.number), one_line(named, 60), one_line(period, 30), one_line(actual, 30), becomes]
