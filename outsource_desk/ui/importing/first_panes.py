"""Before there is anything to look at: choosing a file, reading it, and being refused."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from outsource_desk.ui.importing.said_words import kinds_in_words
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.theme import L, S, TextStyle
from outsource_desk.ui.widgets.choice import Choice
from outsource_desk.ui.widgets.empty import EmptyState
from outsource_desk.ui.widgets.layout import button, card, column, holder, label, link, picture, row


class DropPane(QWidget):
    """Asks for a file."""

    def __init__(
        self, choose: Callable[[], object], paste: Callable[[], object], show_templates: Callable[[], object]
    ) -> None:
        super().__init__()
        empty = EmptyState(
            "sheet",
            tr("Drop a spreadsheet here"),
            tr(
                "Scores and prices, lists of vendors, risks or metrics, answered questionnaires: Excel, OpenDocument "
                "or CSV, as they stand. You see what is understood before anything is written."
            ),
            tr("&Choose a file…"),
            choose,
            tr("Paste cells from a spreadsheet"),
            paste,
        )
        self.first = empty.button
        self.first.setObjectName("import.choose")
        self.template = link(tr("Download a template"), show_templates, name="import.template")
        words = empty.layout()
        assert isinstance(words, QVBoxLayout)
        words.insertLayout(words.count() - 2, row(None, self.template, None))  # above what stretches
        self.setLayout(column(card(empty)))


class ReadingPane(QWidget):
    """Shows how far the reading is; Cancel ends the reader."""

    def __init__(self, cancel: Callable[[], object]) -> None:
        super().__init__()
        self._title = label("", TextStyle.SECTION)
        self._text = label("", tone="muted")
        self._bar = QProgressBar()
        self._bar.setObjectName("import.progress")
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 100)
        self._bar.setFixedWidth(320)
        self.cancel = button(tr("Cancel"), cancel, name="import.stop")
        middle = column(
            None,
            row(None, picture("sheet", size=48), None),
            row(None, self._title, None),
            row(None, self._text, None),
            row(None, self._bar, None),
            S,
            row(None, self.cancel, None),
            None,
            None,
            gap=S,
        )
        self.setLayout(column(card(holder(middle))))

    def show_file(self, name: str) -> None:
        """Name the file that is being read."""
        self._title.setText(tr("Reading {file}", file=shortened(name)))
        self._bar.setAccessibleName(self._title.text())
        self.show_progress(0, tr("Opening the file"))

    def show_progress(self, share: float, text: str) -> None:
        """Say how far it is."""
        self._bar.setValue(round(100 * share))
        self._text.setText(say(text))
        self._bar.setAccessibleDescription(say(text))


class RefusalPane(QWidget):
    """Says why a file cannot be brought in and what to do."""

    def __init__(
        self,
        choose: Callable[[], object],
        again: Callable[[], object],
        anyway: Callable[[], object],
        vetting: Callable[[], object],
        take_as: Callable[[str], object],
    ) -> None:
        """Make it; ``take_as`` is told of which kind of records the file is a list."""
        super().__init__()
        self._title = label("", TextStyle.SECTION)
        self.vetting = link(tr("Read it as a vendor's copy"), vetting, name="import.to_vetting")
        self.anyway = link(tr("Say where its table is"), anyway, name="import.say_table")
        self.kind = Choice()
        self.kind.setObjectName("import.list_of")
        self.kind.setAccessibleName(tr("It is a list"))
        self.kind.activated.connect(lambda _place: take_as(str(self.kind.currentData() or "")))
        self._words = label("", wrap=True)
        self._words.setObjectName("import.refusal")
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._words.setFixedWidth(480)
        self.first = button(tr("Choose another file"), choose, kind="primary", name="import.another")
        retry = button(tr("Read it again"), again, name="import.retry")
        middle = column(
            None,
            row(None, picture("stop", "bad", 48), None),
            row(None, self._title, None),
            row(None, self._words, None),
            S,
            row(None, self.first, retry, None, gap=L),
            row(None, self.kind, self.anyway, self.vetting, None, gap=L),
            None,
            None,
            gap=S,
        )
        self.setLayout(column(card(holder(middle))))

    def show_refusal(
        self, name: str, reason: str, *, has_cells: bool = False, is_copy: bool = False, can_be_list: bool = False
    ) -> None:
        """Show the whole reason, and how to go on.

        Args:
            name: of the file.
            reason: why it is refused, and what to do.
            has_cells: it can be taken for a table.
            is_copy: it is a vendor's copy, which is read on Vetting.
            can_be_list: it can be taken for a list of records.
        """
        from outsource_desk.services.import_records import RECORD_KINDS

        self.anyway.setVisible(has_cells)
        self.kind.setVisible(can_be_list)
        self.kind.clear()
        words = kinds_in_words()
        for key, text in {"": tr("It is a list of…"), **{key: words[key] for key in RECORD_KINDS}}.items():
            self.kind.addItem(text, key)
        self.vetting.setVisible(is_copy)
        self._title.setText(tr("{file} cannot be brought in", file=shortened(name)))
        text = f"{say(reason)}\n{tr('Nothing was changed.')}"
        self._words.setText(text)
        self._words.setMinimumHeight(self._words.heightForWidth(480))
        self.setAccessibleName(text)


def shortened(name: str, most: int = 48) -> str:
    """Return a file's name without its middle, if it is too long for a heading."""
    return name if len(name) <= most else f"{name[: most - 16]}…{name[-15:]}"
