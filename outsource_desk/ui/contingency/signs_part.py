"""The signs of a scenario: what raises each, what it asks for, and what was seen last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from outsource_desk.domain.contingency import Scenario, Trigger
from outsource_desk.services.triggers import COUNTED, last_seen
from outsource_desk.ui.contingency import words
from outsource_desk.ui.contingency.dialogs import CheckQuestion, Field, FieldsQuestion
from outsource_desk.ui.contingency.rows import TriggerRow, limit_words, trigger_rows
from outsource_desk.ui.initiative.reading import read_amount
from outsource_desk.ui.language import tr
from outsource_desk.ui.models.editable_rows import Column
from outsource_desk.ui.read_only import allow, why_read_only
from outsource_desk.ui.theme import S
from outsource_desk.ui.widgets.chart_paint import screen_speech
from outsource_desk.ui.widgets.layout import caption, column, row, small_button
from outsource_desk.ui.widgets.records import Kind, Records

if TYPE_CHECKING:
    from outsource_desk.domain.protection import Protection
    from outsource_desk.ui.pages.page import Page


class SignsPart(QWidget):
    """A list, and below it what was seen last of the chosen sign, with its acts."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page, self._session = page, page.session
        self._protection: Protection | None = None
        self._scenario: Scenario | None = None
        self.list = Records(page, _kind())
        self.list.table.selectionModel().currentChanged.connect(lambda *_: self._show_more())
        self._seen = caption(wrap=True)
        self._seen.setObjectName("contingency.seen")
        self._check = small_button(tr("Check now…"), self.check, name="contingency.check")
        self._edit = small_button(tr("Change…"), self.edit, name="contingency.edit_sign")
        below = row(self._seen, self._edit, self._check, gap=S)
        below.setStretch(0, 1)
        self.setLayout(column(self.list, below, gap=S))

    @property
    def trigger(self) -> Trigger | None:
        """Return the sign that is chosen."""
        index = self.list.table.currentIndex()
        if self._scenario is None or not index.isValid():
            return None
        trigger_id = self.list.model.row_at(index.row()).id
        return next((each for each in self._scenario.triggers if each.id == trigger_id), None)

    def show_scenario(self, protection: Protection, scenario: Scenario) -> None:
        """Show the signs of a scenario."""
        self._protection, self._scenario = protection, scenario
        rows = trigger_rows(protection, scenario)
        self.list.show_records(scenario.id, rows)
        if rows and not self.list.table.currentIndex().isValid():
            self.list.select(rows[0].id)
        self._show_more()

    def reveal(self, trigger_id: int) -> None:
        """Turn to a sign."""
        if self._scenario is not None and any(each.id == trigger_id for each in self._scenario.triggers):
            self.list.select(trigger_id)

    def check(self) -> None:
        """Ask what was seen of the chosen sign."""
        if self.trigger is not None and self._protection is not None:
            CheckQuestion(self._page, self.trigger, self._protection.as_of).open()

    def edit(self) -> None:
        """Ask for everything about the chosen sign."""
        trigger, protection = self.trigger, self._protection
        if trigger is None or protection is None:
            return
        metrics = [("", tr("None")), *((str(each.id), each.name) for each in protection.performance.metrics)]
        threshold = "" if trigger.threshold is None else f"{trigger.threshold:g}"
        FieldsQuestion(
            self._page,
            tr("Change a trigger"),
            trigger.wording,
            tr("Take over"),
            "scenario_trigger",
            (
                Field("wording", tr("Trigger"), trigger.wording),
                Field("measure", tr("Counted in"), trigger.measure, help_text=_counted_help()),
                Field("comparison", tr("Raised"), str(trigger.comparison), choices=_options(words.comparisons())),
                Field("threshold", tr("Limit"), threshold, read_amount),
                Field("source", tr("Where to look"), trigger.source),
                Field("level", tr("Asks to"), str(trigger.level), choices=_options(words.levels())),
                Field("check_days", tr("Days between"), str(trigger.check_days), read_amount),
                Field("owner", tr("Who looks"), trigger.owner),
                Field("metric_id", tr("Reads metric"), str(trigger.metric_id or ""), _read_id, metrics),
            ),
            record_id=trigger.id,
        ).open()

    def why_no_sign(self) -> str:
        """Return why there is no sign to check."""
        return why_read_only(self._session) or ("" if self.trigger is not None else tr("No trigger is chosen."))

    def _show_more(self) -> None:
        trigger, protection = self.trigger, self._protection
        for each in (self._seen, self._check, self._edit):
            each.setVisible(trigger is not None)
        if trigger is None or protection is None:
            return
        seen = last_seen(protection, trigger, screen_speech())
        note = trigger.last_check.note if trigger.last_check and seen and not seen.is_read else ""
        told = " · ".join(filter(None, (seen.words, note))) if seen else tr("Nobody has looked yet.")
        where = tr("Look here: {source}.", source=trigger.source) if trigger.source else ""
        limit = tr("Raised {when}.", when=limit_words(trigger))
        self._seen.setText(" · ".join(filter(None, (told, limit, where))))
        allow(why_read_only(self._session), self._check, self._edit)


def _options(known) -> tuple[tuple[str, str], ...]:
    return tuple((str(key), said) for key, said in known.items())


def _read_id(text: str) -> int | None:
    return int(text) if text else None


def _counted_help() -> str:
    return tr("“{row}” and “{half}” are counted from readings.", row=min(COUNTED), half=max(COUNTED))


def _kind() -> Kind:
    return Kind(
        table="scenario_trigger",
        title=tr("Triggers"),
        columns=(
            Column("wording", tr("Trigger"), lambda row: row.wording),
            Column(
                "level",
                tr("Asks to"),
                lambda row: str(row.level),
                choices=_options(words.levels()),
                width=88,
            ),
            Column(
                "seen",
                tr("Last seen"),
                lambda row: row.seen,
                None,
                width=148,
                tone=lambda row: (row.tone, _ICONS[row.tone]),
            ),
        ),
        key="wording",
        blank=lambda: TriggerRow(0),
        add_text=tr("Add trigger"),
        empty=tr("No trigger is named yet that would tell us in time."),
        deleted=lambda row: tr("“{name}” deleted.", name=row.wording),
    )


_ICONS = {"good": "done", "warn": "risk", "bad": "stop", "quiet": "open"}
