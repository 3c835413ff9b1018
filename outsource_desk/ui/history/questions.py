"""What the History page asks before it acts: going back, naming, and what a copy is to hold."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from outsource_desk.ui.dialogs.ask import Question, ask_text, confirm
from outsource_desk.ui.formats import moment
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.theme import XL
from outsource_desk.ui.widgets.layout import caption, column, row


def ask_undo(parent: QWidget, revision: int, at: str, count: int, act: Callable[[], object]) -> Question:
    """Ask before everything after a revision is undone; the button says how many edits that are."""
    sentence = tr(
        "Everything goes back to revision {number} of {moment}; names that were given to revisions since then go too. "
        "The edits since then stay in this history, and one undo brings everything back, the names as well.",
        number=revision,
        moment=moment(at),
    )
    deed = tr_n(count, "Undo {count} edit", "Undo {count} edits")
    return confirm(parent, tr("Go back to revision {number}?", number=revision), sentence, deed, act)


def ask_name(parent: QWidget, revision: int, take: Callable[[str], object]) -> Question:
    """Ask what a revision is to be called."""
    sentence = tr("A named revision is found again and compared; the present one’s name is printed in the paper.")
    return ask_text(parent, tr("Name revision {number}", number=revision), sentence, tr("Name"), tr("Name it"), take)


class CopyQuestion(Question):
    """Asks whether a copy is to hold the history, and says what that means."""

    def __init__(self, parent: QWidget, with_history: Callable[[], object], without: Callable[[], object]) -> None:
        sentence = tr("The copy is checked before it is put in place; this file stays as it is.")
        super().__init__(parent, tr("Save a copy"), sentence, tr("Choose where…"), "copy")
        self._acts = (with_history, without)
        self._whole = QRadioButton(tr("&With its history"))
        self._bare = QRadioButton(tr("With&out history"))
        tells = (
            tr("Who changed what and when, everything that was deleted, and undo. For colleagues who go on working."),
            tr("Only what the file says now; nothing deleted is left in it. For sending it out of the house."),
        )
        self._group = QButtonGroup(self)
        for place, (each, tell) in enumerate(zip((self._whole, self._bare), tells, strict=True)):
            each.setObjectName(("copy.whole", "copy.bare")[place])
            each.setAccessibleDescription(tell)
            self._group.addButton(each)
            words = caption(tell, wrap=True)
            words.setFixedWidth(340)
            words.setMinimumHeight(words.heightForWidth(340))
            self.content.addLayout(column(each, row(XL, words, None, gap=0), gap=4))
        self._whole.setChecked(True)
        self._whole.setFocus()

    def act(self) -> None:
        self.hide()
        self._acts[0 if self._whole.isChecked() else 1]()
