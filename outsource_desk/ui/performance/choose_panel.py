"""Which metrics to begin with: those of the library that fit this initiative, each with its reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from outsource_desk.domain.performance import MetricKind
from outsource_desk.services.metrics import ProposedMetric, proposed_metrics, take_metrics
from outsource_desk.ui.language import say, tr, tr_n
from outsource_desk.ui.performance import words
from outsource_desk.ui.read_only import allow, why_read_only
from outsource_desk.ui.theme import XS, L, M, S, TextStyle
from outsource_desk.ui.widgets.layout import button, caption, card, clear, column, heading, holder, label, link, row
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation
    from outsource_desk.ui.pages.page import Page


class ChoosePanel(QWidget):
    """A list to tick; what speaks for this initiative is ticked already."""

    done = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.setObjectName("performance.choose")
        self._page, self._session = page, page.session
        self._shown: tuple[ProposedMetric, ...] = ()
        self._of: int | None = None
        self.ticks: dict[str, QCheckBox] = {}
        self._title, self._why = heading(""), label("", tone="muted", wrap=True)
        self.button = button("", self.take, kind="primary", name="performance.take")
        self.back = link(tr("Back to the service levels"), self.done.emit, "performance.back")
        self._list = column(gap=0)
        head = row(holder(column(self._title, self._why, gap=XS)), gap=S)
        self.pane = Scroll(column(card(head, self._list, gap=M), None, gap=L))
        foot = row(None, self.back, self.button, gap=M)
        self.setLayout(column(self.pane, foot, gap=M))

    def show_evaluation(self, evaluation: Evaluation) -> None:
        """Offer what fits; what the user has ticked stays ticked."""
        proposed = proposed_metrics(evaluation)
        has_some = evaluation.protection is not None and evaluation.protection.performance.is_begun
        self.back.setVisible(has_some)
        self._title.setText(
            tr("More metrics from the library") if has_some else tr("What will you hold a provider to?")
        )
        self._why.setText(
            tr(
                "Agree on few measures before signature: what is not defined now cannot be claimed later. "
                "Those that prove your goals or warn of your risks are ticked."
            )
        )
        if proposed != self._shown or evaluation.initiative.id != self._of:
            self._fill(proposed, keeps=evaluation.initiative.id == self._of)
            self._of = evaluation.initiative.id
        self._count()

    def take(self) -> None:
        """Take what is ticked."""
        initiative_id, codes = self._session.initiative_id, self._ticked()
        if initiative_id is None or not codes:
            return
        taken = self._session.act(take_metrics, initiative_id, codes)
        if taken:
            self._page.toast_done(tr_n(len(taken), "{count} metric taken.", "{count} metrics taken."))
            self.done.emit()

    def first_focus(self) -> QWidget:
        """Return where work begins."""
        return self.button if self.button.isEnabled() else next(iter(self.ticks.values()), self.button)

    def _ticked(self) -> list[str]:
        return [code for code, tick in self.ticks.items() if tick.isChecked()]

    def _fill(self, proposed: tuple[ProposedMetric, ...], *, keeps: bool) -> None:
        held = {code: tick.isChecked() for code, tick in self.ticks.items()} if keeps else {}
        clear(self._list)
        self._shown, self.ticks = proposed, {}
        for each in proposed:
            self._list.addWidget(self._line(each, is_on=held.get(each.metric.code, each.is_suggested)))

    def _line(self, proposed: ProposedMetric, *, is_on: bool) -> QWidget:
        metric = proposed.metric
        tick = QCheckBox(metric.name)
        tick.setObjectName(f"performance.choose.{metric.code}")
        tick.setChecked(is_on)
        tick.toggled.connect(lambda _on: self._count())
        reasons = [say(each) for each in proposed.reasons]
        tick.setAccessibleDescription(" ".join(reasons))
        self.ticks[metric.code] = tick
        level = tr(
            "target {target}, minimum {minimum}",
            target=words.level(metric.target, metric.unit, metric.direction),
            minimum=words.level(metric.minimum, metric.unit, metric.direction),
        )  # fmt: skip
        kind = tr("Critical") if metric.kind is MetricKind.CSL else tr("KPI")
        why = " ".join(reasons[:3]) or tr("Usual for this kind of outsourcing.")
        top = row(tick, None, label(kind, TextStyle.CAPTION, "muted"), gap=M)
        below = caption(f"{level}. {why}", wrap=True)
        return holder(column(top, row(24, _stretched(below), gap=0), gap=2, margins=(0, S, 0, S)))

    def _count(self) -> None:
        count = len(self._ticked())
        said = tr_n(count, "Take {count} metric", "Take {count} metrics")
        self.button.setText(said)
        self.button.setAccessibleName(said)
        self.button.setEnabled(count > 0)
        if count:
            allow(why_read_only(self._session), self.button)
        for tick in self.ticks.values():
            tick.setEnabled(not why_read_only(self._session))


def _stretched(widget: QWidget) -> QWidget:
    line = row(widget, gap=0)
    line.setStretch(0, 1)
    return holder(line)
