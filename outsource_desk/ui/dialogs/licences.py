"""The licences of this program and of the works it builds on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QTextBrowser, QWidget

from outsource_desk.paths import notice, resource
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import XL, L, M, TextStyle
from outsource_desk.ui.widgets.layout import button, column, label, row


def show_licences(parent: QWidget) -> QDialog:
    """Show the licence, the notices of third parties, and the licence of the font."""
    dialog = QDialog(parent)
    dialog.setObjectName("licences")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(tr("Licences"))
    dialog.resize(760, 560)
    text = QTextBrowser()
    text.setObjectName("licences.text")
    text.setAccessibleName(tr("Licences"))
    text.setOpenLinks(False)
    works = notice("THIRD-PARTY-NOTICES.md").read_text(encoding="utf-8")
    own = notice("LICENSE").read_text(encoding="utf-8")
    font = resource("fonts", "Inter-OFL.txt").read_text(encoding="utf-8")
    text.setMarkdown(f"{works}\n\n## Outsource Desk\n\n{own}\n\n## Inter\n\n{font}")
    close = button(tr("Close"), dialog.accept, name="licences.close")
    heads = label(tr("Licences"), TextStyle.SECTION)
    dialog.setLayout(column(heads, text, row(None, close), gap=M, margins=(XL, XL, XL, L)))
    dialog.open()
    return dialog
