"""How likely and how bad a risk is: before any control, and after them as the assessor sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from outsource_desk.domain.errors import DeskError
from outsource_desk.services.records import update_record
from outsource_desk.services.risk_findings import controlled
from outsource_desk.services.risks import JudgedRisk, rate_risk
from outsource_desk.ui.language import tr
from outsource_desk.ui.risks.words import OPEN, impact_told, level_choices, likelihood_told, rating_words
from outsource_desk.ui.theme import M, S
from outsource_desk.ui.vetting.saved_field import SavedField
from outsource_desk.ui.widgets.choice import Choice, choice
from outsource_desk.ui.widgets.layout import Label, caption, column, heading, label, row, small_button
from outsource_desk.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from outsource_desk.ui.pages.page import Page


class RatingPart(QWidget):
    """Two rows of levels, why so, by whom; below, what the controls leave and whether it is worse than that."""

    confirmed = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._judged: JudgedRisk | None = None
        self.likelihood = Segments(level_choices(), "risk.likelihood", tr("Likelihood before controls, 1 to 5"))
        self.impact = Segments(level_choices(), "risk.impact", tr("Impact before controls, 1 to 5"))
        self._likelihood_told, self._impact_told = caption("", wrap=True), caption("", wrap=True)
        self.rationale = SavedField("risk.rationale", tr("Why so"), is_long=True)
        self.rated_by = SavedField("risk.rated_by", tr("Rated by"), width=200)
        self.confirm = small_button(tr("Confirm the rating"), self._on_confirm, "risk.confirm")
        as_given = (OPEN, tr("as controls give"))
        levels = [as_given, *level_choices()[1:]]
        self.residual = {field: choice(levels) for field in ("residual_likelihood", "residual_impact")}
        self._controlled: Label = label("", wrap=True)
        for part in (self.likelihood, self.impact):
            part.chosen.connect(self._on_level)
        for field in (self.rationale, self.rated_by):
            name = field.field.objectName().removeprefix("risk.")
            field.left.connect(lambda text, field=field, name=name: self._save(field, name, text))
        self._build()

    def show_judged(self, judged: JudgedRisk, *, read_only: bool) -> None:
        """Show one risk."""
        self._judged, risk = judged, judged.risk
        for part, level in ((self.likelihood, risk.likelihood), (self.impact, risk.impact)):
            part.blockSignals(True)
            part.choose(OPEN if level is None else str(level))
            part.blockSignals(False)
            part.setEnabled(not read_only and risk.state.is_open)
        self._likelihood_told.setText(likelihood_told(risk.likelihood))
        self._impact_told.setText(impact_told(risk.impact))
        for field, text in ((self.rationale, risk.rationale), (self.rated_by, risk.rated_by)):
            field.show_text(risk.id, text)
            field.set_read_only(read_only)
        is_unconfirmed = judged.inherent is not None and risk.rated_on is None and risk.state.is_open
        self.confirm.setVisible(is_unconfirmed)
        self.confirm.setEnabled(not read_only)
        for name, box in self.residual.items():
            level = getattr(risk, name)
            box.setCurrentIndex(max(0, box.findData(OPEN if level is None else str(level))))
            box.setEnabled(not read_only and judged.inherent is not None)
        self._controlled.setText(_left_by_controls(judged))

    def commit(self) -> None:
        """Save what is being typed."""
        for field in (self.rationale, self.rated_by):
            field.commit()

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(S)
        grid.setColumnStretch(1, 1)
        for place, (words, part, told) in enumerate((
            (tr("Likelihood"), self.likelihood, self._likelihood_told),
            (tr("Impact"), self.impact, self._impact_told),
        )):  # fmt: skip
            grid.addWidget(label(words), place, 0)
            grid.addLayout(column(row(part, None), told, gap=2), place, 1)
        stated = QGridLayout()
        stated.setContentsMargins(0, 0, 0, 0)
        stated.setHorizontalSpacing(M)
        stated.setColumnStretch(0, 1)
        stated.setColumnStretch(1, 1)
        for place, (field, words) in enumerate((
            ("residual_likelihood", tr("Likelihood after controls")), ("residual_impact", tr("Impact after controls")),
        )):  # fmt: skip
            box = self.residual[field]
            _name(box, f"risk.{field}", words)
            box.activated.connect(lambda _place, field=field: self._on_residual(field))
            stated.addLayout(column(caption(words), box, gap=4), 0, place)
        hint = caption(tr("It may be worse than the controls give, never better."), wrap=True)
        self.setLayout(
            column(
                row(heading(tr("Before controls")), None, self.confirm, gap=S),
                grid,
                self.rationale,
                self.rated_by,
                S,
                heading(tr("After controls")),
                self._controlled,
                stated,
                hint,
                gap=S,
            )
        )

    def _on_level(self, _key: str) -> None:
        judged = self._judged
        if judged is None:
            return
        likelihood, impact = self.likelihood.key, self.impact.key
        if likelihood and impact:
            self._page.session.act(rate_risk, judged.risk.id, int(likelihood), int(impact))
            return
        if judged.inherent is not None:  # a rating is changed, never taken away
            self.show_judged(judged, read_only=False)
            return
        self._likelihood_told.setText(likelihood_told(int(likelihood) if likelihood else None))
        self._impact_told.setText(impact_told(int(impact) if impact else None))

    def _on_confirm(self) -> None:
        judged = self._judged
        if judged is not None and judged.inherent is not None:
            self._page.session.act(rate_risk, judged.risk.id, judged.inherent.likelihood, judged.inherent.impact)
            self.confirmed.emit()

    def _on_residual(self, field: str) -> None:
        if self._judged is not None:
            level = str(self.residual[field].currentData() or "")
            value = int(level) if level else None
            self._page.session.act(update_record, "risk", self._judged.risk.id, field, value)

    def _save(self, field: SavedField, name: str, text: str) -> None:
        if self._judged is None:
            return
        try:
            self._page.session.try_act(update_record, "risk", self._judged.risk.id, name, text)
        except DeskError as error:
            field.refuse(error)


def _name(box: Choice, name: str, words: str) -> None:
    box.setObjectName(name)
    box.setAccessibleName(words)


def _left_by_controls(judged: JudgedRisk) -> str:
    """Return what the controls that work leave of the risk, and what all of them would."""
    if judged.inherent is None or judged.target is None:
        return tr("Rate the risk first; then the controls count.")
    working = [each for each in judged.risk.mitigations if each.state.works]
    target = rating_words(judged.target)
    if not working:
        return tr("No control works yet. Once all of them do: {target}.", target=target)
    now = rating_words(controlled(judged.risk, judged.inherent))
    return tr("Controls that work leave {now}. Once all of them do: {target}.", now=now, target=target)
