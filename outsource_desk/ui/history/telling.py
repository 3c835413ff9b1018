"""Putting edits into words for the table, some hundred at a time between other events, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from outsource_desk.domain.errors import DeskError
from outsource_desk.services.retelling import Retelling
from outsource_desk.ui.models.edits import EditsModel

if TYPE_CHECKING:
    from outsource_desk.ui.session import Session

SLICE = 400  # edits; some milliseconds


class Telling(QObject):
    """Gives the model its words, for what is new since it was last asked."""

    def __init__(self, session: Session, model: EditsModel) -> None:
        super().__init__(model)
        self._session, self._model = session, model
        self._retelling: Retelling | None = None
        self._known = 0  # everything up to here has been told or is about to be
        self._left: list[tuple[int, int]] = []
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._tell_some)

    def catch_up(self) -> None:
        """Tell what is new as soon as the window has shown itself, the newest first."""
        newest = self._model.newest
        if newest == self._known:
            return
        self._retelling = Retelling(self._session.desk)
        tops = range(newest, self._known, -SLICE)
        self._left = [(max(top - SLICE, self._known), top) for top in tops] + self._left
        self._known = newest
        self._slices.start()

    def finish(self) -> None:
        """Tell all that is left, as before words are looked for."""
        while self._left:
            self._tell_some()

    def _tell_some(self) -> None:
        if self._left and self._retelling is not None:
            try:
                self._model.show_words(self._retelling.told(*self._left.pop(0)))
            except DeskError:
                self._left.clear()  # the history is damaged; the pane and the window's band say so
        if not self._left:
            self._slices.stop()
