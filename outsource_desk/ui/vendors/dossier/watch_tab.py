"""What was seen of a vendor and needs an eye on it, until it is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from outsource_desk.domain.dossier import WatchEntry, WatchKind, WatchSeverity
from outsource_desk.ui import formats
from outsource_desk.ui.initiative.reading import echo_day
from outsource_desk.ui.language import tr
from outsource_desk.ui.models.editable_rows import Column
from outsource_desk.ui.vendors.dossier import words
from outsource_desk.ui.vendors.dossier.tab import DossierTab
from outsource_desk.ui.widgets.choice import options
from outsource_desk.ui.widgets.layout import card, column
from outsource_desk.ui.widgets.records import Kind, Records
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.domain.dossier import Dossier
    from outsource_desk.domain.vendor import Vendor
    from outsource_desk.ui.pages.page import Page

TONES = {
    WatchSeverity.INFO: ("quiet", "info"),
    WatchSeverity.WATCH: ("warn", "risk"),
    WatchSeverity.ALERT: ("bad", "stop"),
}


class WatchTab(DossierTab):
    """A list of observations, what is open before what is closed."""

    KEY = "watch"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.entries = Records(page, _kind())
        self.setLayout(column(Scroll(column(card(self.entries), None)), gap=0))

    def show_vendor(self, vendor: Vendor, dossier: Dossier) -> None:
        self.entries.show_records(vendor.id, sorted(dossier.watch_entries, key=lambda each: each.closed_on is not None))

    def first_focus(self) -> QWidget | None:
        return self.entries.first_focus()


def _kind() -> Kind:
    return Kind(
        table="watch_entry",
        title=tr("Watch list"),
        columns=(
            Column("wording", tr("What was seen"), lambda row: row.wording, width=280),
            Column(
                "severity",
                tr("Severity"),
                lambda row: str(row.severity),
                choices=options(words.severities()),
                tone=_tone,
                width=128,
            ),
            _day("observed_on", tr("Observed on")),
            Column("kind", tr("About"), lambda row: str(row.kind), choices=options(words.watch_kinds()), width=112),
            _day("closed_on", tr("Closed on")),
        ),
        key="wording",
        blank=lambda: WatchEntry(0, 0, WatchKind.REPUTATION, words.today(), ""),
        add_text=tr("Add"),
        empty=tr(
            "Nothing was observed yet. Note news on money, owners and security; alerts show in the list of vendors."
        ),
        deleted=lambda _row: tr("Observation deleted."),
        given=lambda: {"kind": WatchKind.REPUTATION, "observed_on": words.today()},
    )


def _day(field: str, heading: str) -> Column:
    return Column(
        field, heading, lambda row: formats.day(getattr(row, field)), formats.read_day, echo=echo_day, width=112
    )


def _tone(row: WatchEntry) -> words.Tone | None:
    """Return how an observation is marked; what is closed is quiet."""
    return ("quiet", "done") if row.closed_on else TONES[WatchSeverity(row.severity)]
