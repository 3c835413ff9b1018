"""Settings: the look, the language, this file with its backups, and what this program is made of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from outsource_desk import __version__
from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.formatting import fingerprint
from outsource_desk.services.backups import BackupFile, list_backups
from outsource_desk.ui.diagnostics import diagnostics
from outsource_desk.ui.dialogs.licences import show_licences
from outsource_desk.ui.formats import FORMATS, number
from outsource_desk.ui.language import LANGUAGES, tr, tr_n
from outsource_desk.ui.log import log_file
from outsource_desk.ui.models.backups import BackupsModel
from outsource_desk.ui.pages.page import Page, Shell
from outsource_desk.ui.places import Place
from outsource_desk.ui.read_only import allow, why_read_only
from outsource_desk.ui.theme import XL, L, M, S, Scheme, TextStyle, look
from outsource_desk.ui.widgets.choice import choice
from outsource_desk.ui.widgets.form import Form
from outsource_desk.ui.widgets.layout import button, caption, card, column, heading, holder, label, link, row
from outsource_desk.ui.widgets.segments import Segments
from outsource_desk.ui.widgets.table import DeskTable

SIZES = (90, 100, 110, 125, 150)  # per cent


class SettingsPage(Page):
    """Everything takes effect at once; there is nothing to apply."""

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self._desktop = window.desktop
        self._build_look()
        left = column(self._look_card, self._build_words(), self._build_privacy(), None, gap=L)
        right = column(self._build_file(), self._build_about(), None, gap=L)
        cards = row(left, right, gap=L)
        cards.setStretch(0, 1)
        cards.setStretch(1, 1)
        content = column(heading(tr("Settings"), TextStyle.TITLE), cards, gap=L, margins=(XL, XL, XL, XL))
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = holder(content)
        inner.setProperty("role", "page")
        self._scroll.setWidget(inner)
        self.setLayout(column(self._scroll, gap=0))
        look.changed.connect(self._show_preferences)  # it is also switched by menus and keys

    def title(self) -> str:
        return tr("Settings")

    def load(self) -> None:
        desk = self.session.desk
        self._show_preferences()
        self._path.setText(str(desk.path))
        size = desk.path.stat().st_size / 1024 if desk.path.exists() else 0
        facts = (
            tr("{size} KB", size=number(size, 0)),
            tr("revision {number}", number=desk.journal.revision),
            tr("fingerprint {print}", print=fingerprint(desk.journal.fingerprint)),
        )
        self._facts.setText(" · ".join(facts))
        allow(why_read_only(self.session), self._back_up_button)
        self._load_backups()

    def reveal(self, place: Place) -> None:
        if place.field == "about":
            self._scroll.ensureWidgetVisible(self._about_card)
            self._licences.setFocus()

    def first_focus(self) -> QWidget:
        return self._theme

    def state(self) -> dict[str, Any]:
        return {"scroll": self._scroll.verticalScrollBar().value(), "backups": self._backups.layout_state()}

    def restore(self, state: dict[str, Any]) -> None:
        self._backups.restore_layout(state.get("backups", {}))
        self._scroll.verticalScrollBar().setValue(int(state.get("scroll", 0)))

    def _show_preferences(self) -> None:
        preferences = self._desktop.preferences
        self._theme.choose(preferences.scheme.value)
        self._words.show_value("font", str(preferences.font_percent))
        self._words.show_value("language", preferences.language)
        self._words.show_value("formats", preferences.formats)

    def _build_look(self) -> None:
        schemes = [("system", tr("As the system")), ("light", tr("Light")), ("dark", tr("Dark"))]
        self._theme = Segments(schemes, "settings.theme", tr("Theme"))
        self._theme.chosen.connect(self._on_theme)
        self._look_card = card(heading(tr("Look")), row(label(tr("Theme")), None, self._theme), gap=M)

    def _build_words(self) -> QFrame:
        self._words = Form(self._save)
        sizes = [(str(size), f"{size} %") for size in SIZES]
        self._words.add_row(tr("Font &size"), choice(sizes), name="font")
        self._words.add_row(tr("L&anguage"), choice(list(LANGUAGES.items())), name="language")
        formats = [("", tr("As usual for the language")), *FORMATS.items()]
        help_text = tr("How numbers and dates are shown and read here. Reports keep one form for all readers.")
        self._words.add_row(tr("&Numbers and dates"), choice(formats), name="formats", help_text=help_text)
        return card(heading(tr("Language and formats")), self._words, gap=M)

    def _build_file(self) -> QFrame:
        self._path, self._facts, self._count = label(wrap=True), caption(wrap=True), caption(wrap=True)
        self._path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._model = BackupsModel(self)
        self._backups = DeskTable(self._model, "settings.backups", tr("Backups of this file"))
        self._backups.horizontalHeader().setStretchLastSection(True)
        self._backups.setMinimumHeight(160)
        self._backups.activated.connect(lambda _index: self._open_backup())
        files = self.window_.files
        self._back_up_button = button(tr("Back up now"), self._back_up, name="settings.back_up")
        acts = row(
            self._back_up_button,
            button(tr("Open a copy of the backup"), self._open_backup, name="settings.restore"),
            link(tr("Show in folder"), files.show_folder, name="settings.folder"),
            None,
        )
        heads = column(heading(tr("This file")), self._path, self._facts, gap=4)
        return card(heads, label(tr("Backups"), TextStyle.STRONG), self._count, self._backups, acts, gap=S)

    def _build_privacy(self) -> QFrame:
        sentences = (
            tr("This program opens no network connection. Nothing leaves this computer unless you send a file."),
            tr("The file is not encrypted. Who can read the file can read the bids in it; keep it where only you can."),
            tr("A copy without history holds nothing that was deleted: File, Save a copy without history."),
        )
        return card(heading(tr("Privacy")), *(label(each, tone="muted", wrap=True) for each in sentences), gap=S)

    def _build_about(self) -> QFrame:
        places = (
            (tr("Preferences"), self._desktop.preferences.file),
            (tr("Log"), log_file()),
        )
        lines = [self._build_place(words, path) for words, path in places]
        self._licences = button(tr("Licences…"), lambda: show_licences(self), name="settings.licences")
        acts = row(self._licences, button(tr("Copy diagnostics"), self._copy_diagnostics, name="settings.copy"), None)
        self._about_card = card(
            heading(tr("About")),
            label(f"Outsource Desk {__version__}", TextStyle.STRONG),
            label(
                tr("MIT licence. Built with Qt (LGPL), SQLite, ReportLab, openpyxl and Inter."), tone="muted", wrap=True
            ),
            *lines,
            acts,
            gap=S,
        )
        return self._about_card

    def _build_place(self, words: str, path: Path) -> QWidget:
        where = caption(str(path), wrap=True)
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return holder(column(label(words), where, gap=0))

    def _load_backups(self) -> None:
        try:
            backups = list_backups(self.session.desk.path)
        except DeskError as error:
            self.window_.show_error(error)
            backups = ()
        self._model.show_backups(backups)
        text = tr_n(len(backups), "{count} checked backup beside the file", "{count} checked backups beside the file")
        none = tr("No backup yet.")
        when = tr("One is made every 30 minutes of changes, and before the first change once the file is opened again.")
        self._count.setText(text if backups else f"{none} {when}")

    def _save(self, field: str, text: str) -> None:
        if field == "font":
            self._desktop.set_font(int(text))
        elif field == "language":
            self._desktop.speak(text, self._desktop.preferences.formats)
        else:
            self._desktop.speak(self._desktop.preferences.language, text)

    def _on_theme(self, key: str) -> None:
        if self._desktop.preferences.scheme.value != key:
            self._desktop.set_scheme(Scheme(key))

    def _back_up(self) -> None:
        self.window_.files.back_up()
        self._load_backups()

    def _open_backup(self) -> None:
        backup = self._chosen()
        if backup is None:
            self.window_.toast(tr("Choose a backup in the list first."), tone="quiet")
            return
        self.window_.files.open_backup(backup)

    def _chosen(self) -> BackupFile | None:
        index = self._backups.currentIndex()
        return self._model.backup(index.row()) if index.isValid() else None

    def _copy_diagnostics(self) -> None:
        QGuiApplication.clipboard().setText(diagnostics(self.session.desk))
        self.window_.toast(tr("Copied. It names versions and sizes, nothing of what the file says."))
