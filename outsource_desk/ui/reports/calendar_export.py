"""Everything that is due on its way to another calendar: asked for a name, written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.services.calendar import due_dates
from outsource_desk.services.calendar_file import ENDING, write_calendar
from outsource_desk.ui.language import tr
from outsource_desk.ui.opening import file_name

if TYPE_CHECKING:
    from pathlib import Path

    from outsource_desk.services.desk import Desk
    from outsource_desk.ui.pages.page import Shell


def export_calendar(window: Shell) -> None:
    """Ask for a name and write everything that is due, whatever a page shows of it."""
    session = window.session
    initiative, evaluation, ranking = session.initiative, session.evaluation, session.ranking
    if initiative is None or evaluation is None or ranking is None:
        return
    if not due_dates(evaluation, ranking):
        window.toast(tr("Nothing is due yet."), tone="quiet")
        return
    proposed = file_name(initiative.name, ENDING)
    target = window.choose_save(tr("Export the calendar"), proposed, tr("Calendars (*.ics)"))
    if target is not None and session.did(_write, initiative.id, target):
        window.toast(tr("“{name}” written.", name=target.name))


def _write(desk: Desk, initiative_id: int, target: Path) -> int:
    return write_calendar(desk, initiative_id, target)
