"""The heat map with what can be lived with above, and what cannot be seen on it below."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from outsource_desk.domain.initiative import Initiative
from outsource_desk.domain.risk import Band
from outsource_desk.services.risks import JudgedRisk
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.risks.heat_map import HeatMap
from outsource_desk.ui.risks.words import band_name
from outsource_desk.ui.theme import L, M, S
from outsource_desk.ui.widgets.choice import choice
from outsource_desk.ui.widgets.layout import caption, card, column, label, row
from outsource_desk.ui.widgets.scroll import Scroll


class MapPane(QWidget):
    """Likelihood against impact for the whole register."""

    def __init__(self, set_appetite: Callable[[Band], object]) -> None:
        super().__init__()
        self.view = HeatMap()
        self.appetite = choice(
            [(str(band), tr("{band} and below", band=band_name(band))) for band in Band if band is not Band.LOW]
        )
        self.appetite.insertItem(0, band_name(Band.LOW), str(Band.LOW))
        self.appetite.setObjectName("risks.appetite")
        self.appetite.setAccessibleName(tr("What we can live with"))
        self.appetite.activated.connect(lambda _place: set_appetite(Band(str(self.appetite.currentData()))))
        self._unrated = caption("", wrap=True)
        how = tr(
            "Choose a cell to filter the register. Drag a risk to rate it, or move it with Ctrl and the arrow keys."
        )
        self.appetite.setMinimumContentsLength(18)
        words = label(tr("We can live with"))
        line = row(words, self.appetite, None, gap=S)
        body = card(line, self.view, self._unrated, caption(how, wrap=True), gap=M)
        self.setLayout(column(Scroll(column(body, None, gap=L)), gap=0))

    def show_risks(
        self, judged: Sequence[JudgedRisk], initiative: Initiative, selected_id: int, *, can_change: bool
    ) -> None:
        """Show the register of an initiative."""
        self.view.show_risks(judged, initiative.risk_appetite, selected_id, can_move=can_change)
        self.appetite.setCurrentIndex(max(0, self.appetite.findData(str(initiative.risk_appetite))))
        self.appetite.setEnabled(can_change)
        count = sum(each.inherent is None and each.risk.state.is_open for each in judged)
        self._unrated.setText(
            tr_n(
                count,
                "{count} risk is not rated and not on the map.",
                "{count} risks are not rated and not on the map.",
            )
        )
        self._unrated.setVisible(count > 0)
