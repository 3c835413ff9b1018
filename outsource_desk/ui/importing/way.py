"""One way for a table to come in: what is asked in each step, what would happen, and the one edit."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from outsource_desk.ui.pages.page import Shell

if TYPE_CHECKING:
    from outsource_desk.services.import_preview import UsedCells
    from outsource_desk.services.import_questions import CellQuestion
    from outsource_desk.ui.importing.comparing import Work
    from outsource_desk.ui.importing.draft import Draft


class Way(QObject):
    """Answers for the last three steps: Columns, Check and Summary.

    A way holds its own panes and its own preview. It puts whatever the user decides into the draft's decisions and
    then tells: `changed` asks for a new preview, `answered` only for a new count of the cells.
    """

    changed = Signal()
    answered = Signal()
    cell_chosen = Signal(str)  # in the list of doubts or the summary
    step_asked = Signal(int)
    seen = Signal(object)  # a SheetView: the sheet is to be read once more in it
    ended = Signal()  # brought in

    def __init__(self, window: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self.window_, self.session = window, window.session
        self.draft: Draft | None = None

    def main(self, step: int) -> QWidget | None:
        """Return what stands in place of the picture in a step; None = the picture itself."""
        raise NotImplementedError

    def side(self, step: int) -> QWidget:
        """Return what is asked beside it."""
        raise NotImplementedError

    def looking(self, draft: Draft) -> Work:
        """Read what is needed of the file, and return the work that is left, for any thread: see `show_look`.

        Raises:
            DeskError: a decision fits nothing; nothing has moved. The work itself may raise it too.
        """
        raise NotImplementedError

    def show_look(self, draft: Draft, found: Any) -> None:
        """Show in the panes of this way what the work has come to: what would happen; nothing is written."""
        raise NotImplementedError

    def is_long(self, draft: Draft) -> bool:  # noqa: ARG002 (ways whose work needs no file use it)
        """Tell whether the work takes so long that the window should not wait for it."""
        return False

    def regions(self, draft: Draft) -> dict[str, str]:
        """Return address → part of the table, as the picture colours it; `show_look` was called before."""
        from outsource_desk.services.import_preview import picture_regions

        return picture_regions(draft.table, draft.picture)

    def questions(self) -> Sequence[CellQuestion]:
        """Return the doubts that the picture marks."""
        raise NotImplementedError

    def answered_cells(self) -> Collection[str]:
        """Return the cells whose doubts have been answered."""
        return self.draft.answers.keys() if self.draft is not None else ()

    def cells(self) -> UsedCells:
        """Return what becomes of each used cell with the answers so far."""
        raise NotImplementedError

    def why_not(self, step: int) -> str:
        """Return why the import cannot go on from a step; nothing if it can."""
        raise NotImplementedError

    def need(self) -> str:
        """Return what is to be done elsewhere before any row can come in; nothing if nothing is."""
        return ""

    def bring_in(self) -> None:
        """Write it in one edit, say so with a way back, and tell that it has ended."""
        raise NotImplementedError

    def first_field(self, step: int) -> QWidget | None:  # noqa: ARG002 (ways with fields use it)
        """Return where work begins in a step; None = at the button that goes on."""
        return None

    def doubtful_cells(self) -> list[str]:
        """Return the cells that F8 leads to, in their order."""
        return [each.cell for each in self.questions() if each.acts]

    def show_cell(self, cell: str) -> None:
        """Set off what is said about a cell."""

    def show_initiatives(self) -> None:
        """Offer the initiatives that the file has now."""

    def take(self) -> None:
        """Put what is being typed into the draft."""
