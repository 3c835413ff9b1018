"""The import page: from a file to a preview to one edit that can be undone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QStackedWidget, QWidget

from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.spreadsheets import PATTERN_OF_READABLE
from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.errors import explain
from outsource_desk.ui.importing.draft import FILE, Draft, other_evaluators
from outsource_desk.ui.importing.first_panes import DropPane, ReadingPane, RefusalPane, shortened
from outsource_desk.ui.importing.preparation import Preparation
from outsource_desk.ui.importing.reader import FileReader
from outsource_desk.ui.importing.records_decisions import RecordDecisions
from outsource_desk.ui.importing.records_way import as_wanted
from outsource_desk.ui.importing.steps import Steps
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.opening import open_file
from outsource_desk.ui.pages.page import Page, Shell
from outsource_desk.ui.places import Place
from outsource_desk.ui.read_only import allow, why_read_only
from outsource_desk.ui.theme import XL, L, TextStyle
from outsource_desk.ui.widgets.chart_paint import screen_speech
from outsource_desk.ui.widgets.layout import caption, column, label, row

if TYPE_CHECKING:
    from outsource_desk.services.import_preview import Reading


class ImportPage(Page):
    """Reads a file, shows what is understood of it, asks, and brings it in."""

    topics = frozenset({"initiative"})

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self._reader = FileReader(window.desktop.keep, self)
        self._path: Path | None = None
        self._found: Reading | None = None  # what was read last
        self._place = ""  # what stands below the title
        self._kind = ""  # of the records that the file is a list of, where somebody has said so
        self._candidate_id = 0  # whose answers they are
        self._before: Reading | None = None  # a text file, before the user said how it is written
        self.setAcceptDrops(True)
        self._title, self._caption = label("", TextStyle.TITLE), caption()
        self._steps = Steps([tr("File"), tr("Table"), tr("Columns"), tr("Check"), tr("Summary")])
        self._drop = DropPane(self._choose, self._paste, self._show_templates)
        self._reading = ReadingPane(self._on_ended)
        self._refusal = RefusalPane(self._choose, self._read_again, self._on_anyway, self._on_vetting, self._on_list_of)
        self._work = Preparation(window)
        self._panes = QStackedWidget()
        for pane in (self._drop, self._reading, self._refusal, self._work):
            self._panes.addWidget(pane)
        for words in (self._title, self._caption):  # a long name must not widen the window
            words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            words.setMinimumWidth(240)
        head = row(column(self._title, self._caption, gap=0), self._steps, gap=L)
        head.setStretch(0, 1)
        whole = column(head, self._panes, gap=L, margins=(XL, XL, XL, XL))
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._connect()
        self._next_doubt = make_action(
            self,
            "import.next_doubt",
            tr("Next cell in &doubt"),
            self._work.show_next_doubt,
            why_not=self._work.why_no_doubt,
        )
        self.addAction(self._next_doubt)
        self._acts = self._make_acts()
        self._start_over()

    def _make_acts(self) -> list[Action]:
        """Return what can be done with the page in each of its states."""
        up, down = partial(self._work.why_no_header, -1), partial(self._work.why_no_header, 1)
        return [
            make_action(
                self, "import.paste", tr("&Paste from a spreadsheet"), self._paste, "Ctrl+V", "paste",
                lambda: why_read_only(self.session),
            ),
            make_action(
                self, "import.header_up", tr("Header one row &up"), lambda: self._work.move_header(-1), "Ctrl+Up",
                why_not=up,
            ),
            make_action(
                self, "import.header_down", tr("Header one row do&wn"), lambda: self._work.move_header(1), "Ctrl+Down",
                why_not=down,
            ),
            make_action(self, "import.template", tr("Download a &template…"), self._show_templates),
        ]  # fmt: skip

    def _connect(self) -> None:
        self._reader.progressed.connect(self._reading.show_progress)
        self._reader.done.connect(self._on_read)
        self._reader.failed.connect(self._on_failed)
        self._work.stepped.connect(self._show_step)
        self._work.begun.connect(self._on_begun)
        self._work.ended.connect(self._on_ended)
        self._work.written.connect(self._on_written)
        self._work.facts.vetting_asked.connect(lambda: self.window_.go(Place("vetting")))

    def title(self) -> str:
        """Return what the window calls this page."""
        return tr("Import")

    def first_focus(self) -> QWidget | None:
        """Return where work begins: choosing a file, or going on."""
        return {0: self._drop.first, 1: self._reading.cancel, 2: self._refusal.first}.get(
            self._panes.currentIndex(), self._work.next
        )

    def next_gap(self) -> Callable[[], object] | None:
        """Return what F8 does while cells are in doubt."""
        return None if self._work.why_no_doubt() else self._work.show_next_doubt

    def page_actions(self) -> list[Action]:
        """Return what can be done here beside the buttons."""
        return [self._next_doubt, *self._acts]

    def load(self) -> None:
        """Offer the initiatives that the file has now."""
        allow(why_read_only(self.session), self._drop.first)
        self._work.show_initiatives()

    def reveal(self, place: Place) -> None:  # noqa: ARG002 (nothing in it has a place of its own)
        """Compare what is being prepared once more, if the document has changed while another page was shown."""
        self._work.follow_document()

    def leave(self) -> None:
        """Keep what is typed into the fields."""
        self._work.take()

    def open_file(self, path: Path | str, kind: str = "", candidate_id: int = 0) -> None:
        """Read a file; whatever was being prepared before is given up.

        Args:
            path: of the file.
            kind: the records that it is a list of, where somebody has said so.
            candidate_id: whose answers they are, where somebody has said so.
        """
        if why := why_read_only(self.session):
            self.window_.toast(why, tone="quiet")
            return
        self._start_over()
        self._kind, self._candidate_id = kind, candidate_id
        self._read(Path(path))

    def _paste(self) -> None:
        """Read the block of cells on the clipboard; whatever was being prepared before is given up."""
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            self.window_.toast(tr("The clipboard holds no cells"), tone="quiet")
            return
        self.open_pasted(text)

    def open_pasted(self, text: str, kind: str = "") -> None:
        """Read a block of cells; whatever was being prepared before is given up.

        Args:
            text: of the cells, as a spreadsheet puts them on the clipboard.
            kind: the records that they are a list of, where somebody has said so.
        """
        self._start_over()
        self._path, self._kind, self._candidate_id = None, kind, 0
        self._show_reading(tr("Pasted cells"))
        self._reader.start_pasted(text)

    def _show_templates(self) -> None:
        """Offer an empty workbook for each kind of list."""
        from outsource_desk.services.import_records.templates import TEMPLATES

        menu = QMenu(self)
        menu.setAccessibleName(tr("Templates"))
        menu.aboutToHide.connect(menu.deleteLater)
        for each in TEMPLATES.values():
            act = menu.addAction(say(each.title), partial(self._save_template, each.kind, say(each.title)))
            act.setToolTip(say(each.lead))
        menu.setToolTipsVisible(True)
        at = self._drop.template if self._drop.isVisible() else self._title
        menu.popup(at.mapToGlobal(at.rect().bottomLeft()))

    def _save_template(self, kind: str, title: str) -> None:
        from outsource_desk.services.import_records.templates import write_template

        path = self.window_.choose_save(tr("Save a template"), f"{title}.xlsx", tr("Workbook (*.xlsx)"))
        if path is None:
            return
        try:
            write_template(kind, path, screen_speech())
        except DeskError as error:
            self.window_.show_error(error)
            return
        self.window_.toast(tr("Saved “{name}”.", name=path.name), tr("Open"), partial(open_file, path))

    def _read(self, path: Path, encoding: str = "", delimiter: str = "") -> None:
        self._path = path
        self._show_reading(path.name)
        self._reader.start(path, encoding, delimiter)

    def _show_reading(self, name: str) -> None:
        self._reading.show_file(name)
        self._panes.setCurrentWidget(self._reading)
        self._reading.cancel.setFocus()

    def _start_over(self) -> None:
        """Forget the file; nothing has been written."""
        self._before = None
        self._reader.stop()
        self._work.forget()
        self._panes.setCurrentWidget(self._drop)
        self._show_step(FILE)

    def _show_step(self, step: int) -> None:
        self._steps.show_step(step)
        draft = self._work.draft
        if draft is None:
            self._title.setText(tr("Import a spreadsheet"))
            self._say_below_title(tr("Nothing is written before step 5"))
            return
        named = tr("Import {file}", file=shortened(draft.name))
        self._title.setText(named if draft.path is not None else tr("Import pasted cells"))
        self._say_below_title(self._work.place_in_words())
        self._caption.setToolTip(str(draft.path or ""))
        for act in (self._next_doubt, *self._acts):
            act.look_again()
        self.window_.actions_of_window["go.next"].look_again()

    def _choose(self) -> None:
        path = self.window_.choose_open(
            tr("Import a spreadsheet"), tr("Spreadsheets ({pattern})", pattern=PATTERN_OF_READABLE)
        )
        if path is not None:
            self.open_file(path)

    def _read_again(self) -> None:
        if self._path is not None:
            self.open_file(self._path, self._kind, self._candidate_id)
        else:
            self._paste()

    def _on_ended(self) -> None:
        self._start_over()
        self._drop.first.setFocus()

    def _on_failed(self, error: BaseException) -> None:
        self._refuse(" ".join(explain(error)))

    def _on_vetting(self) -> None:
        """Read the copy of a vendor where copies are read."""
        path = self._path
        assert path is not None
        self._start_over()
        self.window_.read_copy(path)

    def _refuse(
        self, reason: str, *, has_cells: bool = False, is_copy: bool = False, can_be_list: bool = False
    ) -> None:
        before, self._before = self._before, None
        if before is not None:  # what was chosen is put right where it was chosen
            self.window_.toast(tr("Written like that, the file holds no table, so it is read as before."), tone="quiet")
            self._show_read(before)
            return
        name = self._path.name if self._path else tr("Pasted cells")
        self._refusal.show_refusal(name, reason, has_cells=has_cells, is_copy=is_copy, can_be_list=can_be_list)
        self._panes.setCurrentWidget(self._refusal)
        self._refusal.first.setFocus()

    def _on_read(self, reading: Reading) -> None:
        from outsource_desk.services.import_memory import seen_as_before

        self._show_read(self.session.try_act(seen_as_before, reading))

    def _show_read(self, reading: Reading) -> None:
        """Show what was read; without a table, why, and how to go on."""
        from outsource_desk.services.import_case import main_table

        self._found, kind = reading, self._kind
        try:
            reading, index, kind = as_wanted(reading, kind) or (reading, main_table(reading), "")
        except DeskError as error:
            left = [f"{each.sheet}: {each.why}." for each in reading.sheets_left_out if each.sheet]
            todo = "" if reading.refusal else tr("Give the table a header with names of vendors or criteria.")
            reason = " ".join(filter(None, [say(str(error)), *map(say, left), todo]))
            has_cells = bool(reading.sheets) and not reading.views
            is_copy, is_read = reading.read_on == "vetting", bool(reading.sheets)
            self._refuse(reason, has_cells=has_cells, is_copy=is_copy, can_be_list=is_read)
            return
        self._before = None
        size = self._path.stat().st_size if self._path and self._path.exists() else 0
        draft = Draft(self._path, reading, index, size, kind, more_tables=other_evaluators(reading, index))
        if kind and self._candidate_id:
            draft.decisions.records = RecordDecisions(candidate_id=self._candidate_id)
        self._reading.show_progress(1, tr("Comparing with the document…"))
        self._work.begin(draft)

    def _on_begun(self) -> None:
        self._panes.setCurrentWidget(self._work)
        self._work.next.setFocus()

    def _on_anyway(self) -> None:
        """Take the sheets for tables though none was found; the user then says where the header is."""
        from outsource_desk.services.import_views import taken_as_tables

        assert self._found is not None
        self._show_read(taken_as_tables(self._found))

    def _on_list_of(self, kind: str) -> None:
        """Take the file for a list of a kind of records, though none was found in it."""
        assert self._found is not None
        if kind:
            self._kind = kind
            self._show_read(self._found)

    def _on_written(self, encoding: str, delimiter: str) -> None:
        """Open a text file once more, as the user says it is written."""
        path = self._path
        assert path is not None
        before = self._found
        self._start_over()
        self._before = before
        self._read(path, encoding, delimiter)

    def _say_below_title(self, words: str) -> None:
        """Say where the user is, as far as there is room; then the steps may take what is left."""
        self._place = words
        metrics = self._caption.fontMetrics()
        self._steps.suit(self.width() - 2 * XL - L - metrics.horizontalAdvance(words))
        room = self.width() - 2 * XL - L - self._steps.maximumWidth()
        self._caption.setText(metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(room, 240)))
        self._caption.setAccessibleName(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say_below_title(self._place)

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
