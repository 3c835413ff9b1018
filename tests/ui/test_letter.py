"""The debrief letter on the Reports page: typed, seen, refused where it would give somebody away, written."""

from __future__ import annotations

from io import BytesIO

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from outsource_desk.ui.reports.letter_dialog import LetterDialog
from outsource_desk.ui.widgets.choice import Choice

PATIENCE = 30_000  # milliseconds; the machine may be busy
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def dialog(window, qtbot) -> LetterDialog:
    window.go_to("reports")
    next(act for act in window.page.page_actions() if act.objectName() == "reports.letter").trigger()
    dialog = window.page.findChild(LetterDialog)
    assert dialog is not None
    made(dialog, qtbot)
    return dialog


def made(dialog: LetterDialog, qtbot) -> None:
    """Wait until the letter on show is what is typed."""
    qtbot.waitUntil(lambda: bool(dialog.content) and not dialog.is_waiting, timeout=PATIENCE)


def child(dialog: QWidget, name: str, kind: type = QWidget):
    found = dialog.findChild(kind, f"letter.{name}")
    assert found is not None, name
    return found


def text_of(dialog: LetterDialog) -> str:
    pages = pypdf.PdfReader(BytesIO(dialog.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\u00a0", " ").split())


def notices(dialog: LetterDialog) -> list[str]:
    return [each.accessibleName() for each in dialog.findChildren(QWidget, "notice") if not each.isHidden()]


def test_the_letter_is_seen_as_it_is_typed_and_written_as_it_is_seen(dialog, answers, tmp_path, qtbot):
    vendors = child(dialog, "vendor", Choice)
    assert vendors.currentText() == "Callisten Services"
    assert vendors.itemText(vendors.count() - 1) == "Ardenfell Digital"  # who stands first comes last
    child(dialog, "reference", QLineEdit).setText("FH-2026-017")
    child(dialog, "rank", QCheckBox).click()
    made(dialog, qtbot)
    said = text_of(dialog)
    assert "FH-2026-017" in said
    assert "took rank 2" in said
    assert "Sennevale" not in said
    target, content = tmp_path / "letter.pdf", dialog.content
    answers.save = target
    qtbot.mouseClick(child(dialog, "export", QPushButton), LEFT)
    assert target.read_bytes() == content


def test_a_name_of_another_is_refused_above_the_preview_and_nothing_can_be_written(dialog, qtbot):
    opening = child(dialog, "opening", QPlainTextEdit)
    opening.setPlainText("We chose Ardenfell Digital.")
    qtbot.waitUntil(lambda: bool(notices(dialog)), timeout=PATIENCE)
    assert "names another candidate" in notices(dialog)[0]
    assert not child(dialog, "export", QPushButton).isEnabled()
    opening.setPlainText("We chose another offer.")
    made(dialog, qtbot)
    assert notices(dialog) == []
    assert child(dialog, "export", QPushButton).isEnabled()


def test_reasons_that_are_left_out_and_the_first_place_are_told(dialog, qtbot):
    child(dialog, "reasons", QCheckBox).click()
    made(dialog, qtbot)
    assert any("left out" in each for each in notices(dialog))
    vendors = child(dialog, "vendor", Choice)
    vendors.setCurrentIndex(vendors.count() - 1)
    made(dialog, qtbot)
    assert any("stands first" in each for each in notices(dialog))


def test_what_is_ours_is_kept_for_the_next_letter(window, dialog, qtbot):
    child(dialog, "contact", QLineEdit).setText("Ask the procurement office.")
    made(dialog, qtbot)
    dialog.reject()
    window.page._on_letter()
    again = next(each for each in window.page.findChildren(LetterDialog) if each.isVisible())
    assert child(again, "contact", QLineEdit).text() == "Ask the procurement office."
    made(again, qtbot)
    assert "Ask the procurement office." in text_of(again)


def test_every_field_has_a_name_and_is_reached_by_keys(dialog):
    fields = dialog.findChildren(QLineEdit) + dialog.findChildren(QPlainTextEdit)
    mine = [each for each in fields if each.objectName().startswith("letter.")]
    assert len(mine) == 9
    assert all(each.accessibleName() for each in mine)
    assert all(each.focusPolicy() & Qt.FocusPolicy.TabFocus for each in mine)
