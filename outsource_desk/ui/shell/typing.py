"""Whether something is being typed in a window that the file does not hold yet."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from outsource_desk.ui.session import Session
from outsource_desk.ui.widgets.find_field import FindField

Field = QLineEdit | QPlainTextEdit


class Typing(QObject):
    """Compares the field of a window that has the focus with what was in it when it was last saved.

    A field whose property ``unsaved`` is true holds something new from its first moment; one with ``asks`` never does.
    """

    changed = Signal()

    def __init__(self, window: QWidget, session: Session) -> None:
        super().__init__(window)
        self._window = window
        self._field: Field | None = None
        self._saved = ""
        self._refused: list[Field] = []  # left with a text that was not accepted
        self._told: tuple[bool, str] = False, ""
        session.changed.connect(self._on_saved)

    @property
    def refused(self) -> str:
        """Return what a field is called that was left with a refused text; nothing if there is none."""
        left = [field for field in self._refused if isValid(field) and _is_refused(field)]
        return left[-1].accessibleName() if left else ""

    @property
    def is_unsaved(self) -> bool:
        """Tell whether the field with the focus, or one left with a refused text, holds what the file does not."""
        self._refused = [field for field in self._refused if isValid(field) and _is_refused(field)]
        field = self._field
        if field is None or not isValid(field):
            return bool(self._refused)
        return bool(self._refused or field.property("unsaved") or _is_refused(field) or _text(field) != self._saved)

    def follow(self) -> None:
        """Watch the field of the window that has the focus now; it keeps it while another window is in front."""
        focused, before = self._window.focusWidget(), self._field
        if focused is not None and focused is before:
            return
        if before is not None and isValid(before):
            before.textChanged.disconnect(self._look)
            if isinstance(before, QLineEdit):
                before.editingFinished.disconnect(self._on_saved)
            else:
                before.document().modificationChanged.disconnect(self._look)
            if _is_refused(before):
                self._refused.append(before)
        self._field = focused if isinstance(focused, Field) and _is_saved_by_leaving(focused) else None
        if self._field is not None:
            self._saved = _text(self._field)
            self._field.textChanged.connect(self._look)
            if isinstance(self._field, QLineEdit):
                self._field.editingFinished.connect(self._on_saved)
            else:
                self._field.document().modificationChanged.connect(self._look)
        self._tell()

    def _look(self) -> None:
        """See whether the text is another one; what was put into the field by the program comes from the file."""
        if self._field is not None and not _is_typed(self._field):
            self._saved = _text(self._field)
        self._tell()

    def _on_saved(self) -> None:
        if self._field is not None and isValid(self._field) and not _is_refused(self._field):
            self._saved = _text(self._field)
        self._tell()

    def _tell(self) -> None:
        now = self.is_unsaved, self.refused
        if now != self._told:
            self._told = now
            self.changed.emit()


def _is_saved_by_leaving(field: Field) -> bool:
    return not (isinstance(field, FindField) or field.property("asks") or field.isReadOnly())


def _is_refused(field: Field) -> bool:
    return field.property("state") == "error" and not field.property("asks")


def _is_typed(field: Field) -> bool:
    return field.isModified() if isinstance(field, QLineEdit) else field.document().isModified()


def _text(field: Field) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()
