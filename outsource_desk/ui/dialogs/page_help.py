"""Help on the page that is on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea

from outsource_desk.ui.help_texts import help_on
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import XL, L, M, TextStyle, scaled
from outsource_desk.ui.widgets.layout import button, column, holder, label, link, row

if TYPE_CHECKING:
    from outsource_desk.ui.window import MainWindow

READABLE = 560  # pixels of a line of prose


def show_page_help(window: MainWindow) -> QDialog:
    """Show the questions that a page raises, with their answers."""
    here = window.trail.here
    topics = help_on(here.page if here else "home")
    dialog = QDialog(window)
    dialog.setObjectName("help")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    title = tr("Help: {page}", page=window.page.title() if window.page else "")
    dialog.setWindowTitle(title)
    content = column(gap=L)
    for question, answer in topics:
        content.addLayout(column(label(question, TextStyle.STRONG), label(answer, tone="muted", wrap=True), gap=4))
    content.addStretch(1)
    area = QScrollArea()
    area.setObjectName("help.text")
    area.setAccessibleName(title)
    area.setAccessibleDescription(" ".join(f"{question} {answer}" for question, answer in topics))
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(holder(content))
    close = button(tr("Close"), dialog.accept, name="help.close")

    def show_keys() -> None:
        dialog.accept()
        window.acts.show_keys()

    keys = link(tr("Keyboard shortcuts"), show_keys, name="help.keys")
    heads = label(title, TextStyle.SECTION)
    dialog.setLayout(column(heads, area, row(keys, None, close), gap=M, margins=(XL, XL, XL, L)))
    dialog.resize(scaled(READABLE) + 2 * XL, min(scaled(460), window.height() - 2 * XL))
    dialog.open()
    close.setFocus()
    return dialog
