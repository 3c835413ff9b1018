"""The import page: from a file to a preview to one edit that can be undone."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from outsource_desk.domain.errors import DeskError
from outsource_desk.services.initiatives import list_initiatives
from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.errors import explain
from outsource_desk.ui.importing.draft import CHECK, FILE, SUMMARY, TABLE, TARGET, Draft
from outsource_desk.ui.importing.first_panes import DropPane, ReadingPane, RefusalPane, shortened
from outsource_desk.ui.importing.reader import FileReader
from outsource_desk.ui.importing.steps import Steps
from outsource_desk.ui.importing.work import WorkPane
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.pages.page import Page, Shell
from outsource_desk.ui.places import Place
from outsource_desk.ui.theme import XL, L, TextStyle
from outsource_desk.ui.widgets.layout import caption, column, label, row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from outsource_desk.importers.reading import Reading
    from outsource_desk.services.import_answers import Answer
    from outsource_desk.services.import_preview import ImportPreview

PATTERN = "Spreadsheets (*.xlsx *.xlsm *.ods *.csv *.tsv *.txt *.xls *.xlsb)"


class ImportPage(Page):
    """Reads a file, shows what is understood of it, asks, and brings it in."""

    topics = frozenset({"initiative"})

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self._draft: Draft | None = None
        self._preview: ImportPreview | None = None
        self._reader = FileReader(self)
        self._path: Path | None = None
        self._step = FILE
        self.setAcceptDrops(True)
        self._title, self._caption = label("", TextStyle.TITLE), caption()
        self._steps = Steps([tr("File"), tr("Table"), tr("Target"), tr("Check"), tr("Summary")])
        self._drop = DropPane(self._choose)
        self._reading = ReadingPane(self._stop)
        self._refusal = RefusalPane(self._choose, self._read_again)
        self._work = WorkPane()
        self._panes = QStackedWidget()
        for pane in (self._drop, self._reading, self._refusal, self._work):
            self._panes.addWidget(pane)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._title.setMinimumWidth(240)
        head = row(column(self._title, self._caption, gap=0), self._steps, gap=L)
        head.setStretch(0, 1)
        whole = column(head, self._panes, gap=L, margins=(XL, XL, XL, XL))
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._connect()
        self._next_doubt = make_action(
            self, "import.next_doubt", tr("Next cell in &doubt"), self._on_next_doubt, "F8", why_not=self._why_no_doubt
        )
        self.addAction(self._next_doubt)
        self._start_over()

    def _connect(self) -> None:
        work, reader = self._work, self._reader
        reader.progressed.connect(self._reading.show_progress)
        reader.done.connect(self._on_read)
        reader.failed.connect(self._on_failed)
        work.back.connect(self._on_back)
        work.forward.connect(self._on_forward)
        work.cancelled.connect(self._start_over)
        work.read_sheet.connect(self._on_read_sheet)
        work.sheets.chosen.connect(self._on_sheet)
        work.facts.table_chosen.connect(self._on_table)
        work.target.changed.connect(self._on_target)
        work.questions.answered.connect(self._on_answer)
        work.questions.all_left_open.connect(self._on_all_open)
        work.questions.cell_chosen.connect(self._on_cell)
        work.summary.cell_chosen.connect(self._on_cell)
        work.view.cell_chosen.connect(work.questions.show_cell)

    def title(self) -> str:
        """Return what the window calls this page."""
        return tr("Import")

    def first_focus(self) -> QWidget | None:
        """Return where work begins: choosing a file, or going on."""
        return {0: self._drop.first, 1: self._reading.cancel, 2: self._refusal.first}.get(
            self._panes.currentIndex(), self._work.next
        )

    def page_actions(self) -> list[Action]:
        """Return what can be done here beside the buttons."""
        return [self._next_doubt]

    def load(self) -> None:
        """Offer the initiatives that the file has now."""
        self._work.target.show_initiatives(list(list_initiatives(self.session.desk)))
        if self._draft and self._preview:
            self._work.target.show_target(self._draft, self._preview)

    def leave(self) -> None:
        """Keep what is typed into the fields."""
        self._work.target.take()

    def open_file(self, path: Path | str) -> None:
        """Read a file; whatever was being prepared before is given up."""
        self._start_over()
        self._read(Path(path), None)

    def _read(self, path: Path, sheet: str | None) -> None:
        self._path = path
        self._reading.show_file(path.name)
        self._panes.setCurrentWidget(self._reading)
        self._reading.cancel.setFocus()
        self._reader.start(path, sheet)

    def _start_over(self) -> None:
        """Forget the file; nothing has been written."""
        self._reader.stop()
        self._draft = self._preview = None
        self._panes.setCurrentWidget(self._drop)
        self._show_step(FILE)

    def _show_step(self, step: int) -> None:
        self._step = step
        self._steps.show_step(step)
        if self._draft is None:
            self._title.setText(tr("Import a spreadsheet"))
            self._caption.setText(tr("Nothing is written before step 5"))
            return
        self._title.setText(tr("Import {file}", file=shortened(self._draft.path.name)))
        self._caption.setText(self._draft.place_in_words())
        self._work.show_step(step, self._draft.why_not(step, self._preview) if self._preview else "")
        self._next_doubt.look_again()

    def _look_again(self, *, anew: bool = False) -> bool:
        """Work out again what would happen; a refusal is shown and nothing moves."""
        from outsource_desk.services.import_preview import picture_regions, preview_import

        draft = self._draft
        assert draft is not None
        try:
            self._preview = self.session.try_act(preview_import, draft.reading, **draft.options)
        except DeskError as error:
            self.window_.show_error(error)
            return False
        if anew:
            self._work.show_draft(draft, self._preview, picture_regions(draft.table, draft.picture))
        else:
            self._work.show_preview(draft, self._preview)
        return True

    def _choose(self) -> None:
        path = self.window_.choose_open(tr("Import a spreadsheet"), tr(PATTERN))
        if path is not None:
            self.open_file(path)

    def _read_again(self) -> None:
        if self._path is not None:
            self.open_file(self._path)

    def _stop(self) -> None:
        self._start_over()
        self._drop.first.setFocus()

    def _on_failed(self, error: BaseException) -> None:
        self._refuse(" ".join(explain(error)))

    def _refuse(self, reason: str) -> None:
        assert self._path is not None
        self._refusal.show_refusal(self._path.name, reason)
        self._panes.setCurrentWidget(self._refusal)
        self._refusal.first.setFocus()

    def _on_read(self, reading: Reading) -> None:
        from outsource_desk.services.import_case import main_table

        assert self._path is not None
        try:
            index = main_table(reading)
        except DeskError as error:
            left = [f"{each.sheet}: {each.why}." for each in reading.sheets_left_out if each.sheet]
            self._refuse(" ".join([str(error), *left]))
            return
        self._draft = Draft(self._path, reading, index, self._path.stat().st_size if self._path.exists() else 0)
        self.load()
        if self._look_again(anew=True):
            self._panes.setCurrentWidget(self._work)
            self._show_step(TABLE)
            self._work.next.setFocus()
        else:
            self._start_over()

    def _on_sheet(self, name: str) -> None:
        assert self._draft is not None
        reading = self._draft.reading
        found = [at for at, table in enumerate(reading.tables) if table.sheet == name]
        if found:
            self._on_table(found[0])
            return
        why = next(each.why for each in reading.sheets_left_out if each.sheet == name)
        self._work.show_left_out(name, why, "hidden" in why)

    def _on_table(self, index: int) -> None:
        assert self._draft is not None
        self._draft.choose_table(index)
        if self._look_again(anew=True):
            self._show_step(TABLE)

    def _on_read_sheet(self, name: str) -> None:
        path = self._path
        assert path is not None
        self._start_over()
        self._read(path, name)

    def _on_target(self) -> None:
        if self._look_again():
            self._show_step(self._step)

    def _on_answer(self, cell: str, answer: Answer | None) -> None:
        self._take_answers([cell], answer)

    def _on_all_open(self) -> None:
        from outsource_desk.services.import_answers import Answer

        assert self._draft is not None
        assert self._preview is not None
        self._take_answers(self._draft.waiting(self._preview), Answer.leave_open())

    def _take_answers(self, cells: list[str], answer: Answer | None) -> None:
        from outsource_desk.services.import_preview import used_cells

        draft, preview = self._draft, self._preview
        assert draft is not None
        assert preview is not None
        draft.answer(cells, answer)
        counted = used_cells(draft.table, preview.questions, draft.answers)
        self._work.show_answers(draft, preview, counted)
        self._show_step(self._step)

    def _on_cell(self, cell: str) -> None:
        self._work.view.lead_to(cell)
        self._work.questions.show_cell(cell)

    def _why_no_doubt(self) -> str:
        return "" if self._draft and self._work.questions.cells() else tr("No cell is in doubt")

    def _on_next_doubt(self) -> None:
        cells = self._work.questions.cells()
        now = self._work.model.cell(self._work.view.currentIndex())
        self._on_cell(cells[(cells.index(now) + 1) % len(cells) if now in cells else 0])

    def _on_back(self) -> None:
        if self._step == TABLE:
            self._stop()
        else:
            self._show_step(self._step - 1)

    def _on_forward(self) -> None:
        self._work.next.setFocus()
        if self._step == TARGET:
            self._work.target.take()
        if self._step == SUMMARY:
            self._bring_in()
        elif self._look_again():
            self._show_step(self._step + 1)
            first = self._work.questions.first_button() if self._step == CHECK else None
            (first or self._work.next).setFocus()

    def _bring_in(self) -> None:
        from outsource_desk.services.importing import import_spreadsheet

        draft = self._draft
        assert draft is not None
        summary = self.session.act(import_spreadsheet, draft.reading, **draft.options)
        if summary is None:
            return
        self._start_over()
        count = summary.values_new + summary.values_changed
        text = tr_n(count, "Imported {count} value into “{name}”", "Imported {count} values into “{name}”",
                    name=summary.initiative)  # fmt: skip
        self.session.show_initiative(summary.initiative_id)
        self.go(Place("scoring", initiative_id=summary.initiative_id))
        self.window_.toast(text, tr("Undo"), self.session.undo)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _file_of(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _file_of(event)
        if path is not None:
            event.acceptProposedAction()
            self.open_file(path)


def _file_of(event: QDropEvent) -> Path | None:
    """Return the one file that is being dropped, unless it is a file of our own."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].suffix.lower() != ".odesk" else None
