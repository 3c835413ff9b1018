"""What can be done on the Performance page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.language import tr
from outsource_desk.ui.read_only import why_read_only

if TYPE_CHECKING:
    from outsource_desk.ui.pages.performance import PerformancePage


def make_acts(page: PerformancePage) -> dict[str, Action]:
    """Return the acts of the page by name."""

    def why() -> str:
        return why_read_only(page.session) or page.why_no_metric()

    def why_no_choice() -> str:
        return why_read_only(page.session) or page.why_no_initiative()

    return {
        "record": make_action(page, "performance.record", tr("&Record a reading"), page.record, "", "plus", why),
        "import": make_action(
            page, "performance.import", tr("&Import readings…"), lambda: page.window_.import_as("readings"),
            icon="import", why_not=why,
        ),
        "paste": make_action(
            page, "performance.paste", tr("&Paste readings"), lambda: paste_readings(page), "Ctrl+Shift+V", "paste", why
        ),
        "choose": make_action(
            page, "performance.choose", tr("&Add metrics from the library"), page.choose, "", "performance",
            why_no_choice,
        ),
        "add": make_action(
            page, "performance.add", tr("Add a metric of our &own"), lambda: add_metric(page), "", "plus", why_no_choice
        ),
    }  # fmt: skip


def add_metric(page: PerformancePage) -> None:
    """Add a metric that the library does not know."""
    from outsource_desk.services.records import add_record
    from outsource_desk.ui.places import Place

    initiative_id = page.session.initiative_id
    if initiative_id is None:
        return
    made = page.session.act(add_record, "metric", initiative_id, name=tr("New metric"))
    if made is not None:
        page.reveal(Place("performance", "metric", made))
        page.metrics.definition.figures.field("metric.name").setFocus()


def paste_readings(page: PerformancePage) -> None:
    """Read the rows on the clipboard on the import page."""
    from outsource_desk.services.import_records.readings import with_headings
    from outsource_desk.ui.widgets.table import read_block

    block = [row for row in read_block(QGuiApplication.clipboard().text()) if any(row)]
    if not block or len(block[0]) < 3:
        page.window_.toast(
            tr("The clipboard holds no readings: copy metric, period and actual from a sheet."), tone="quiet"
        )
        return
    page.window_.paste_as("readings", "\n".join("\t".join(row) for row in with_headings(block)))
