"""The files of a vendor that are kept inside the document: taken in, described, saved out again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from outsource_desk.domain.dossier import Attachment
from outsource_desk.domain.validity import validity
from outsource_desk.services.attaching import attach_file, remove_file, save_attachment, size_warning, update_file
from outsource_desk.ui import formats
from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.initiative.reading import echo_day
from outsource_desk.ui.language import say, tr, tr_n
from outsource_desk.ui.models.editable_rows import Column, EditableRows, Verbs
from outsource_desk.ui.read_only import why_read_only
from outsource_desk.ui.vendors.dossier import words
from outsource_desk.ui.vendors.dossier.tab import DossierTab
from outsource_desk.ui.widgets.choice import options
from outsource_desk.ui.widgets.layout import card, column, label
from outsource_desk.ui.widgets.row_list import RowList
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.domain.dossier import Dossier
    from outsource_desk.domain.vendor import Vendor
    from outsource_desk.ui.pages.page import Page

KILO = 1024


class FilesTab(DossierTab):
    """A list of files; others are attached by dropping them on it."""

    KEY = "files"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.files = Files(page)
        self.told = label("", tone="warn", wrap=True)
        self.told.setObjectName("files.told")
        self.setLayout(column(Scroll(column(card(self.files, self.told), None)), gap=0))
        self.setAcceptDrops(True)

    def show_vendor(self, vendor: Vendor, dossier: Dossier) -> None:
        self.files.show_files(vendor.id, dossier)
        self.told.setText(say(size_warning(self.session.desk)))
        self.told.setVisible(bool(self.told.text()))

    def first_focus(self) -> QWidget | None:
        return self.files.first_focus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not why_read_only(self.session) and _paths(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.files.attach(_paths(event))
        event.acceptProposedAction()


class Files(RowList):
    """Names, dates and ends of a vendor's files; adding asks for a file."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._vendor_id = 0
        super().__init__(
            "dossier.files",
            tr("Files"),
            EditableRows(_columns(), "file_name", Verbs(_never, self._update)),
            blank=lambda: None,
            add_text=tr("Attach…"),
            delete=self._remove_file,
        )
        self.empty.setText(
            tr("No file yet. Drop certificates, reports and accounts here; they are kept inside this document.")
        )

    def show_files(self, vendor_id: int, dossier: Dossier) -> None:
        """Show the files of a vendor."""
        self._vendor_id = vendor_id
        self.set_read_only(why_read_only(self._page.session))
        self.show_rows(dossier.attachments)
        size = sum(file.size for file in dossier.attachments)
        self.caption.setText(size_words(size) if dossier.attachments else "")

    def add(self) -> None:
        """Ask for a file and attach it."""
        path = self._page.window_.choose_open(tr("Attach a file"), "")
        if path is not None:
            self.attach([path])

    def attach(self, paths: list[Path]) -> None:
        """Take files into the document; each that is refused is told."""
        done = [file for path in paths if (file := self._page.session.act(attach_file, self._vendor_id, path))]
        if done:
            self.select(done[-1].id)
            name = done[0].file_name
            self._page.toast_done(
                tr("{name} attached.", name=name)
                if len(done) == 1
                else tr_n(len(done), "{count} file attached.", "{count} files attached.")
            )

    def _make_actions(self, name: str, add_text: str) -> list[Action]:
        save = make_action(self, f"{name}.save", tr("Save a copy…"), self._save, "", "export", self._no_file)
        return [*super()._make_actions(name, add_text), save]

    def _no_file(self) -> str:
        return "" if self._place() >= 0 else tr("Select a file first.")

    def _save(self) -> None:
        file = self.model.row_at(self._place())
        path = self._page.window_.choose_save(tr("Save a copy"), file.file_name, "")
        if path is not None and self._page.session.did(save_attachment, file.id, path, replace=True):
            self._page.window_.toast(tr("{name} saved.", name=path.name))

    def _update(self, file_id: int, field: str, value: object) -> None:
        self._page.session.try_act(update_file, file_id, field, value)

    def _remove_file(self, file: Attachment) -> None:
        if self._page.session.did(remove_file, file.id):
            self._page.toast_done(tr("{name} removed, also as evidence.", name=file.file_name))


def size_words(size: int) -> str:
    """Return a number of bytes as people say it: 34 KB, 1.2 MB."""
    if size < KILO:
        return tr_n(size, "{count} byte", "{count} bytes")
    if size < KILO * KILO:
        return f"{formats.number(size / KILO, 0)} KB"
    return f"{formats.number(size / KILO / KILO, 1)} MB"


def _columns() -> tuple[Column, ...]:
    return (
        Column("file_name", tr("File"), lambda row: row.file_name, width=232),
        Column("state", tr("State"), _state, None, tone=_tone, width=120),
        _day("expires", tr("Expires")),
        Column(
            "classification",
            tr("Classification"),
            lambda row: str(row.classification),
            choices=options(words.classifications()),
            width=112,
        ),
        Column("issuer", tr("Issuer"), lambda row: row.issuer, width=120),
        _day("dated", tr("Dated")),
        Column("size", tr("Size"), lambda row: size_words(row.size), None, is_number=True, width=80),
        Column("added_at", tr("Added"), _added, None, width=176),
    )


def _state(row: Attachment) -> str:
    return words.validity_words(validity(row.expires, words.today())) if row.expires else ""


def _tone(row: Attachment) -> words.Tone | None:
    return words.VALIDITY_TONES[validity(row.expires, words.today())] if row.expires else None


def _added(row: Attachment) -> str:
    return " · ".join(filter(None, (formats.day(row.added_at[:10]), row.added_by)))


def _day(field: str, heading: str) -> Column:
    return Column(
        field, heading, lambda row: formats.day(getattr(row, field)), formats.read_day, echo=echo_day, width=116
    )


def _never(_fields: dict[str, Any]) -> object:
    raise AssertionError("a file is attached, not typed")


def _paths(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
