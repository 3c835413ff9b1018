"""What goes into the paper: its sections and their order, the sheets, and the line of confidentiality."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from outsource_desk.domain.paper import USUAL_PAPER, PaperSize, Section
from outsource_desk.services.initiatives import update_initiative
from outsource_desk.services.paper import leave_out, move_section, take_in, use_usual_sections
from outsource_desk.ui.actions import make_action
from outsource_desk.ui.language import tr
from outsource_desk.ui.reports.section_list import SectionList
from outsource_desk.ui.theme import XS, L, M, S, TextStyle
from outsource_desk.ui.widgets.choice import choice
from outsource_desk.ui.widgets.form import Form
from outsource_desk.ui.widgets.layout import caption, column, holder, label, link, row, tool
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.ui.pages.page import Shell


class ChoicePanel(QWidget):
    """Saves each change at once; the page makes the preview anew."""

    closed = Signal()

    def __init__(self, window: Shell) -> None:
        super().__init__()
        self.setObjectName("choice")
        self._session = window.session
        self.sections = SectionList()
        self.sections.taken.connect(self._on_taken)
        self.sections.moved.connect(self._on_moved)
        self.sections.currentRowChanged.connect(self._look_again)
        self._acts = [
            make_action(self, "choice.up", tr("Move up"), self._on_up, "", "up", lambda: self._why_not(-1)),
            make_action(self, "choice.down", tr("Move down"), self._on_down, "", "down", lambda: self._why_not(1)),
        ]
        self._usual = link(tr("Back to the usual"), self._on_usual, name="choice.usual")
        self._form = Form(self._on_save, label_width=88)
        self._form.add_row(tr("Paper"), choice([(each.value, each.value) for each in PaperSize]), name="paper_size")
        self._form.add_row(
            tr("Classification"),
            QLineEdit(),
            name="classification",
            help_text=tr("Stands at the foot of every page. Empty: nothing stands there."),
        )
        self._build()

    def _build(self) -> None:
        close = link(tr("Close"), self.closed.emit, name="choice.close")
        title = row(label(tr("What goes in"), TextStyle.SECTION, wrap=True), close, gap=S)
        title.setStretch(0, 1)
        title.setAlignment(close, Qt.AlignmentFlag.AlignTop)
        why = tr(
            "Ranking, method and warnings stay in every paper. What you leave out is named on its first page; what has "
            "nothing to say stays away by itself. Vendor dossiers and answers in full are long: they go in only if "
            "ticked."
        )
        moves = row(*(tool(act) for act in self._acts), None, self._usual, gap=XS)
        body = column(caption(why, wrap=True), self.sections, moves, self._form, None, gap=M, margins=(L, XS, M, L))
        body.setStretch(1, 100)  # the list takes the room before the space below does
        scroll = Scroll(body)
        content = scroll.widget()
        if content is not None:
            content.setProperty("role", "page")  # without a ground of its own
            content.setMinimumWidth(1)  # nothing makes it wider than the pane
        whole = column(holder(column(title, margins=(L, L, L, 0))), scroll, gap=S)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def load(self) -> None:
        """Show what the file holds now."""
        initiative = self._session.initiative
        if initiative is None:
            return
        is_read_only = self._session.desk.is_read_only
        self.sections.show_choice(initiative.paper, is_read_only=is_read_only)
        self._form.show_subject(initiative.id)
        self._form.show_value("paper_size", initiative.paper.size)
        self._form.show_value("classification", initiative.classification)
        self._form.set_read_only(is_read_only)
        paper = initiative.paper
        self._usual.setEnabled(not is_read_only and replace(paper, size=USUAL_PAPER.size) != USUAL_PAPER)
        self._look_again()

    def put_away(self) -> None:
        """Save what is being typed."""
        self._form.commit()

    def _look_again(self) -> None:
        for act in self._acts:
            act.look_again()

    def _why_not(self, step: int) -> str:
        section, place = self.sections.section, self.sections.place + step
        if self._session.desk.is_read_only:
            return tr("This file is open read-only.")
        if section is None:
            return tr("The decision always stands first.")
        if not 0 <= place < len(Section):
            return tr("It stands at the end already.") if step > 0 else tr("Only the decision stands before it.")
        return ""

    def _on_save(self, field: str, text: str) -> None:
        if self._session.initiative_id is not None:
            self._session.try_act(update_initiative, self._session.initiative_id, field, text)

    def _on_taken(self, section: Section, is_in: bool) -> None:
        if self._session.initiative_id is not None:
            self._session.act(take_in if is_in else leave_out, self._session.initiative_id, section)

    def _on_moved(self, section: Section, place: int) -> None:
        if self._session.initiative_id is not None and not self._session.desk.is_read_only:
            self._session.act(move_section, self._session.initiative_id, section, place)

    def _on_up(self) -> None:
        self.sections.move_current(-1)

    def _on_down(self) -> None:
        self.sections.move_current(1)

    def _on_usual(self) -> None:
        if self._session.initiative_id is not None:
            self._session.act(use_usual_sections, self._session.initiative_id)
