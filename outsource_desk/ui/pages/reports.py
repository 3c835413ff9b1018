"""The Reports page: the board paper as it will be printed, what is missing in it, and its way out as a file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QStackedLayout, QWidget

from outsource_desk.domain.formatting import fingerprint
from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.errors import explain
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.pages.page import Page, Shell
from outsource_desk.ui.places import Place
from outsource_desk.ui.reports.exporting import Exports
from outsource_desk.ui.reports.gaps import gaps_of
from outsource_desk.ui.reports.making import Freshness, MadePaper, PaperMaker
from outsource_desk.ui.reports.paper import Paper
from outsource_desk.ui.reports.preview import PaperPreview
from outsource_desk.ui.reports.side import ReportSide
from outsource_desk.ui.theme import XL, XS, L, TextStyle, look, scaled
from outsource_desk.ui.warnings.closer_look import CloserLook
from outsource_desk.ui.widgets.chip import Chip
from outsource_desk.ui.widgets.empty import EmptyState
from outsource_desk.ui.widgets.header import PageHeader
from outsource_desk.ui.widgets.layout import button, caption, column, heading, link, row
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.ui.reports.choice_panel import ChoicePanel
    from outsource_desk.ui.reports.letter_dialog import Typed

SIDE = 266  # width of the column beside the paper
LOW = 140  # its least height where it stands below the paper
FREE = 16_777_215  # no limit, as Qt says it
NARROW = 860  # a page narrower than this puts it there


class ReportsPage(Page):
    """Shows the paper's real bytes, made anew after each change, and writes exactly these."""

    has_inspector = True

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self._empty: EmptyState | None = None
        self._choice: ChoicePanel | None = None
        self._typed: Typed | None = None  # into the last letter
        self._maker = PaperMaker(window, self)
        self._exports = Exports(window, self._maker, self)
        self._preview = PaperPreview()
        self._side = ReportSide()
        self._closer = CloserLook(window, self)
        self._acts = [*self._build_acts(), *self._preview.acts]
        for act in self._acts:
            self.addAction(act)
        self._stack = QStackedLayout(self)
        whole = column(self._build_header(), self._build_body(), gap=L, margins=(XL, XL, XL, XL))
        whole.setStretch(1, 1)  # all height that is left belongs to the paper
        self._stack.addWidget(Scroll(whole))
        self._maker.made.connect(self._on_made)
        self._maker.changed.connect(self._show_freshness)
        self._closer.found.connect(self._show_gaps)
        self._exports.written.connect(self._side.show_written)
        self._side.gap_followed.connect(self.go)
        self._side.page_followed.connect(self._on_heading)
        look.changed.connect(self._arrange)

    @property
    def content(self) -> bytes:
        """Return the bytes on show; nothing before the first paper is made."""
        return self._maker.paper.content if self._maker.paper else b""

    def title(self) -> str:
        return tr("Reports")

    def load(self) -> None:
        self._show_empty(self._first_step())
        if self._empty is None:
            self._maker.follow()
            self._closer.look()
            self._show_gaps()
        else:
            self._maker.forget()
            self._preview.show_paper(None)
        if self._choice is not None:
            self._choice.load()
        for act in self._acts:
            act.look_again()
        plan = self.window_.actions_of_window["report.plan"]
        plan.look_again()
        self._plan.setVisible(plan.isEnabled())

    def open_inspector(self) -> None:
        from outsource_desk.ui.reports.choice_panel import ChoicePanel

        if self._why_no_export():
            return
        if self._choice is None:
            self._choice = ChoicePanel(self.window_)
            self._choice.closed.connect(self._close_choice)
        self._choice.load()
        self.window_.inspect(self._choice)
        self._choice.sections.setFocus()

    def reveal(self, place: Place) -> None:
        if place.thing == "page" and place.id is not None:
            self._preview.view.go_to(place.id - 1)

    def find_field(self) -> QLineEdit | None:
        return self._preview.field if self._empty is None else None

    def first_focus(self) -> QWidget | None:
        return self._empty.button if self._empty is not None else self._preview.view

    def page_actions(self) -> list[Action]:
        return list(self._acts)

    def state(self) -> dict[str, Any]:
        return {"paper": self._preview.view.state()}

    def restore(self, state: dict[str, Any]) -> None:
        self._preview.view.restore(state.get("paper", {}))

    def end(self) -> None:
        self._maker.forget()
        self._preview.show_paper(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _build_acts(self) -> list[Action]:
        exports, why = self._exports, self._why_no_export
        return [
            make_action(self, "reports.export_pdf", tr("&Export PDF…"), exports.export_paper, "", "export", why),
            make_action(
                self, "reports.export_xlsx", tr("Export &workbook…"), exports.export_workbook, "", "sheet", why
            ),
            make_action(
                self, "reports.letter", tr("Debrief &letter…"), self._on_letter, "", "edit", self._why_no_letter
            ),
            make_action(self, "reports.choose", tr("W&hat goes in…"), self.open_inspector, "", "edit", why),
            make_action(self, "reports.update", tr("&Update the preview"), self._maker.make, "F5", "", why),
        ]

    def _build_header(self) -> PageHeader:
        self._chip = Chip()
        self._chip.setObjectName("reports.freshness")
        self._stand = caption(wrap=True)
        self._stand.setObjectName("reports.stand")
        choose = link(tr("What goes in…"), self.open_inspector, "reports.choose")
        plan = self.window_.actions_of_window["report.plan"]
        self._plan = link(tr("Print the plan…"), plan.trigger, "reports.plan")
        head = row(heading(tr("Board paper"), TextStyle.TITLE), self._chip, choose, self._plan, None)
        titles = column(head, self._stand, gap=XS)
        letter = button(tr("Debrief letter…"), self._on_letter, icon="edit", name="reports.letter")
        workbook = button(tr("Export workbook…"), self._exports.export_workbook, icon="sheet", name="reports.xlsx")
        paper = button(tr("Export PDF…"), self._exports.export_paper, "primary", "export", "reports.pdf")
        return PageHeader(titles, letter, workbook, paper, yielding=letter)

    def _build_body(self) -> QBoxLayout:
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(L)
        self._body.addWidget(self._preview, 1)
        self._body.addWidget(self._side)
        return self._body

    def _arrange(self) -> None:
        """Put the side below the paper where there is no room beside it."""
        is_narrow = self.width() < scaled(NARROW)
        ways = QBoxLayout.Direction
        self._body.setDirection(ways.TopToBottom if is_narrow else ways.LeftToRight)
        self._side.stand_below(is_narrow)
        if is_narrow:
            self._side.setMinimumWidth(0)
            self._side.setMaximumSize(FREE, max(LOW, self.height() // 4))
        else:
            self._side.setMaximumHeight(FREE)
            self._side.setFixedWidth(scaled(SIDE))

    def _first_step(self) -> EmptyState | None:
        """Return what to show where there is nothing to report on yet."""
        evaluation = self.session.evaluation
        why = tr("Here you see the paper for the board as it will be printed, and what is missing in it.")
        if evaluation is None:
            words, text, page = tr("There is nothing to report yet"), tr("Begin an initiative"), "initiative"
        elif not evaluation.criteria:
            words, text, page = tr("The paper needs criteria first"), tr("Choose the criteria"), "scoring"
        elif not evaluation.candidates:
            words, text, page = tr("The paper needs candidates first"), tr("Add the candidates"), "vendors"
        else:
            return None
        sample = self.window_.actions_of_window["file.sample"].trigger
        return EmptyState("report", words, why, text, partial(self.go, Place(page)), sample_slot=sample)

    def _show_empty(self, step: EmptyState | None) -> None:
        if self._empty is not None:
            self._stack.removeWidget(self._empty)
            self._empty.deleteLater()
        self._empty = step
        if step is not None:
            self._stack.addWidget(step)
        self._stack.setCurrentIndex(self._stack.count() - 1)

    def _show_gaps(self) -> None:
        paper = self._maker.paper
        self._side.show_gaps(gaps_of(self.session, paper.unprintable if paper else (), self._closer.warnings))

    def _show_freshness(self) -> None:
        """Say whether the preview is what the file says now, and what to do if it is not."""
        freshness, paper = self._maker.freshness, self._maker.paper
        words, tone, icon = {
            Freshness.CURRENT: (tr("up to date"), "good", None),
            Freshness.UPDATING: (tr("updating…"), "accent", "clock"),
            Freshness.STALE: (tr("out of date"), "warn", None),
            Freshness.FAILED: (tr("not made"), "bad", None),
            Freshness.NONE: (tr("not made yet"), "quiet", None),
        }[freshness]
        self._chip.show_state(words, tone, icon)
        self._stand.setText(self._stand_of(paper) if paper else tr("The paper is being made."))
        if freshness is Freshness.FAILED and self._maker.error is not None:
            text = " ".join(explain(self._maker.error))
            self._preview.show_notice("bad", text, tr("Try again"), self._maker.make)
        elif freshness is Freshness.STALE:
            text = tr("The file has moved on since this was made.") if paper else tr("The paper was not made.")
            self._preview.show_notice("warn", text, tr("Update now"), self._maker.make)
        else:
            self._preview.hide_notice()

    def _stand_of(self, paper: MadePaper) -> str:
        pages = tr_n(self._pages, "{count} page", "{count} pages")
        name = f"“{paper.revision_name}” " if paper.revision_name else ""
        revision = tr("revision {number} {name}", number=paper.revision, name=name).strip()
        mark = fingerprint(paper.fingerprint)
        return " · ".join((pages, revision, tr("fingerprint {mark}", mark=mark)))

    @property
    def _pages(self) -> int:
        shown = self._preview.view.paper
        return len(shown) if shown else 0

    def _why_no_export(self) -> str:
        return "" if self._empty is None else tr("There is nothing to report yet.")

    def _why_no_letter(self) -> str:
        if why := self._why_no_export():
            return why
        evaluation = self.session.evaluation
        has_vendor = evaluation is not None and any(not one.is_in_house for one in evaluation.candidates)
        return "" if has_vendor else tr("There is no vendor to write to.")

    def _on_letter(self) -> None:
        from outsource_desk.ui.reports.letter_dialog import LetterDialog, Typed

        if self._why_no_letter():
            return
        self._typed = self._typed or Typed()
        LetterDialog(self.window_, self._typed, self).open()

    def _close_choice(self) -> None:
        if self._choice is not None:
            self._choice.put_away()
        self.window_.inspect(None)
        self._preview.view.setFocus()

    def _on_made(self, made: MadePaper) -> None:
        paper = Paper(made.content)
        self._preview.show_paper(paper)
        self._side.show_outline(paper.outline())
        self._show_gaps()

    def _on_heading(self, page: int) -> None:
        self._preview.view.go_to(page)
        self._preview.view.setFocus()
