"""The paper with its bar: turning, zooming, searching, and a word where the preview is not what the file says."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame

from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.language import tr
from outsource_desk.ui.reports.finding import PaperSearch
from outsource_desk.ui.reports.layout import Fit
from outsource_desk.ui.reports.paper import Paper
from outsource_desk.ui.reports.paper_bar import PaperBar
from outsource_desk.ui.reports.paper_view import PaperView
from outsource_desk.ui.widgets.layout import clear, column, rule
from outsource_desk.ui.widgets.notice import Notice


class PaperPreview(QFrame):
    """Shows one paper after another; page, zoom and search outlive each of them."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.view = PaperView()
        self._search = PaperSearch(self)
        self.acts = self._build_acts()
        self._bar = PaperBar({act.objectName(): act for act in self.acts})
        self.field = self._bar.field
        self._notices = column(gap=0)
        body = column(self._bar, rule(), self._notices, self.view, gap=0, margins=(1, 1, 1, 1))
        body.setStretch(3, 1)
        self.setLayout(body)
        for act in self.acts:
            self.view.addAction(act)
        self.view.page_changed.connect(self._show_page)
        self.view.zoom_changed.connect(self._show_page)
        self._bar.page_asked.connect(self.view.go_to)
        self.field.textChanged.connect(self._look_again)
        self.field.stepped.connect(self._search.step)
        self._search.changed.connect(self._show_found)
        self._show_page()

    def show_paper(self, paper: Paper | None) -> None:
        """Show another paper at the same page, with the same words marked."""
        self._search.look_for("", None, 0)
        self.view.show_paper(paper)
        self._look_again()
        self._show_page()

    def show_notice(self, tone: str, text: str, button_text: str, slot: Callable[[], object]) -> None:
        """Say above the paper what is the matter with it, and offer one thing to do."""
        self.hide_notice()
        self._notices.addWidget(Notice(tone, text, button_text, slot))

    def hide_notice(self) -> None:
        """Take the notice away."""
        clear(self._notices)

    def _build_acts(self) -> list[Action]:
        view, search = self.view, self._search
        plan = (
            ("page_back", tr("&Previous page"), lambda: view.go_to(view.page - 1), "", "left", self._why_no_paper),
            ("page_on", tr("&Next page"), lambda: view.go_to(view.page + 1), "", "right", self._why_no_paper),
            ("zoom_in", tr("Zoom &in"), lambda: view.zoom_by(1), "Ctrl+=; Ctrl++", "zoom-in", self._why_no_paper),
            ("zoom_out", tr("Zoom &out"), lambda: view.zoom_by(-1), "Ctrl+-", "zoom-out", self._why_no_paper),
            ("fit_width", tr("Fit wi&dth"), lambda: view.set_fit(Fit.WIDTH), "Ctrl+0", "fit-width", self._why_no_paper),
            ("fit_page", tr("Fit p&age"), lambda: view.set_fit(Fit.PAGE), "", "fit-page", self._why_no_paper),
            ("find_back", tr("Find p&revious"), lambda: search.step(-1), "Shift+F3", "up", self._why_no_hits),
            ("find_on", tr("Find ne&xt"), lambda: search.step(1), "F3", "down", self._why_no_hits),
            ("copy_text", tr("&Copy the text of this page"), self._on_copy, "", "copy", self._why_no_paper),
        )
        return [
            make_action(self, f"reports.{name}", text, slot, keys, icon, why_not)
            for name, text, slot, keys, icon, why_not in plan
        ]

    def _why_no_paper(self) -> str:
        return "" if self.view.paper is not None else tr("The paper has not been made yet.")

    def _why_no_hits(self) -> str:
        return "" if self._search.hits else tr("Type words to find first.")

    def _show_page(self) -> None:
        paper = self.view.paper
        self._bar.show_page(self.view.page, len(paper) if paper else 0)
        self._bar.show_zoom(self.view.zoom)
        for act in self.acts:
            act.look_again()

    def _show_found(self) -> None:
        search = self._search
        self._bar.show_found(search.text, search.number, len(search.hits), is_searching=search.is_searching)
        self.view.show_hits(search.hits, search.current)
        for act in self.acts:
            act.look_again()

    def _look_again(self) -> None:
        self._search.look_for(self.field.text(), self.view.paper, self.view.page)

    def _on_copy(self) -> None:
        if self.view.paper is not None:
            QGuiApplication.clipboard().setText(self.view.paper.text(self.view.page))
