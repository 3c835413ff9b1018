"""How much hangs on a vendor's group, countries and sub-contractors, today and if it were chosen."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QVBoxLayout, QWidget

from outsource_desk.domain.vendor import Vendor
from outsource_desk.services.concentration import (
    MOST_FUNCTIONS,
    MOST_SHARE,
    Exposure,
    Portfolio,
    Shoulder,
    exposures_of,
    read_portfolio,
    sentences_of,
)
from outsource_desk.ui import formats
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.session import Session
from outsource_desk.ui.theme import M, S, TextStyle
from outsource_desk.ui.widgets.chip import Chip
from outsource_desk.ui.widgets.layout import caption, clear, column, heading, holder, label, row


class ConcentrationList(QWidget):
    """A heading for each kind of shoulder, a sentence for each of the vendor's, marked where it is too much."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("supply.concentration")
        self._session = session
        self._lines: QVBoxLayout = column(gap=M)
        said = caption(
            tr(
                "Nothing is awarded in this file yet: who runs a function today counts as carrying it. Marked is what "
                "carries {count} critical functions or more, or over {share} of the yearly value.",
                count=MOST_FUNCTIONS,
                share=formats.percent(MOST_SHARE),
            ),
            wrap=True,
        )
        self._nothing = label(tr("This vendor runs no function and competes for none."), tone="muted", wrap=True)
        self.setLayout(column(heading(tr("What hangs on it")), said, self._nothing, self._lines, gap=M))

    def show_vendor(self, vendor: Vendor) -> None:
        """Show what stands behind a vendor, over all initiatives of the file."""
        portfolio = read_portfolio(self._session.desk)
        exposures = exposures_of(portfolio, vendor.id, self._session.initiative_id)
        self._nothing.setVisible(not exposures)
        clear(self._lines)
        titles = {
            Shoulder.GROUP: tr("Group"),
            Shoulder.COUNTRY: tr("Countries"),
            Shoulder.SUBCONTRACTOR: tr("Sub-contractors behind several vendors"),
        }
        for shoulder, title in titles.items():
            found = [each for each in exposures if each.today.shoulder is shoulder]
            told = [each for each in found if each.is_shared or shoulder is not Shoulder.SUBCONTRACTOR]
            lines = [_line(portfolio, each) for each in told]
            if found and not told:
                lines = [label(tr("None of them works for another vendor of this file."), tone="muted", wrap=True)]
            if lines:
                self._lines.addWidget(holder(column(label(title, TextStyle.STRONG), *lines, gap=S)))


def _line(portfolio: Portfolio, exposure: Exposure) -> QWidget:
    name = exposure.today.name
    if exposure.today.shoulder is Shoulder.COUNTRY:
        name = say(QLocale.territoryToString(QLocale.codeToTerritory(name)))
    said = " ".join(say(sentence) for sentence in sentences_of(portfolio, exposure, name))
    words = label(said, wrap=True)
    is_now = exposure.today.is_too_much
    will_be = exposure.then is not None and exposure.then.is_too_much
    marks = []
    if is_now or will_be:
        marks = [Chip(tr("too much") if is_now else tr("would be too much"), "warn")]
    line = row(words, *marks, gap=S)
    line.setStretch(0, 1)
    return holder(line)
