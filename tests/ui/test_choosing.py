"""The name under which a file is written: its ending, and no other file lost for it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox

from outsource_desk.ui.choosing import ask_save_path, with_ending


@pytest.mark.parametrize(
    ("chosen", "written"),
    [
        ("paper", "paper.pdf"),
        ("paper.pdf", "paper.pdf"),
        ("Paper.PDF", "Paper.PDF"),
        ("Decision v1.2", "Decision v1.2.pdf"),
        ("Decision v1.2.pdf", "Decision v1.2.pdf"),
        ("notes.txt", "notes.txt.pdf"),
    ],
)
def test_a_file_gets_its_ending_unless_it_has_it(chosen, written):
    assert with_ending(Path("folder") / chosen, ".pdf") == Path("folder") / written


class Hand:
    """Types a name into the chooser and answers what is asked."""

    def __init__(self, name: str, answer: QMessageBox.StandardButton) -> None:
        self.name, self.answer, self.asked = name, answer, []
        self.is_here = True
        QTimer.singleShot(20, self.act)

    def act(self) -> None:
        if not self.is_here:
            return
        QTimer.singleShot(20, self.act)  # before the dialog asks and waits
        on_top = QApplication.activeModalWidget()
        if isinstance(on_top, QMessageBox):
            self.asked.append(on_top.text())
            on_top.button(self.answer).click()
        elif isinstance(on_top, QFileDialog) and self.asked:
            on_top.reject()
        elif isinstance(on_top, QFileDialog):
            field = on_top.findChild(QLineEdit, "fileNameEdit")
            assert isinstance(field, QLineEdit)
            field.setText(self.name)
            on_top.accept()


def choose(folder, name, answer=QMessageBox.StandardButton.No):
    hand = Hand(name, answer)
    path = ask_save_path(None, "Export", folder / "Proposed.pdf", "Board paper (*.pdf)")
    hand.is_here = False
    return path, hand.asked


@pytest.mark.parametrize("name", ["paper", "Decision v1.2"])
def test_a_new_name_is_taken_with_the_ending_and_without_a_question(qtbot, tmp_path, name):
    assert choose(tmp_path, name) == (tmp_path / f"{name}.pdf", [])


@pytest.mark.parametrize("name", ["paper", "paper.pdf", "Decision v1.2"])
def test_a_file_that_is_there_is_not_replaced_unasked(qtbot, tmp_path, name):
    with_ending(tmp_path / name, ".pdf").write_text("precious", encoding="utf-8")
    path, asked = choose(tmp_path, name)
    assert path is None
    assert len(asked) == 1
    path, asked = choose(tmp_path, name, QMessageBox.StandardButton.Yes)
    assert path == with_ending(tmp_path / name, ".pdf")
    assert len(asked) == 1
