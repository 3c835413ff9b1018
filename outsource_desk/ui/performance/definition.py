"""What is agreed about a metric: fields in two columns, saved as they are left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget

from outsource_desk.domain.initiative import Goal
from outsource_desk.domain.performance import Metric
from outsource_desk.services.records import update_record
from outsource_desk.ui.initiative.reading import amount, echo_amount, read_amount
from outsource_desk.ui.language import tr
from outsource_desk.ui.performance import words
from outsource_desk.ui.read_only import why_read_only
from outsource_desk.ui.theme import XL, M, scaled
from outsource_desk.ui.widgets.choice import Choice, choice
from outsource_desk.ui.widgets.form import Form
from outsource_desk.ui.widgets.imported import Imported
from outsource_desk.ui.widgets.layout import column, row
from outsource_desk.ui.widgets.paragraph import Paragraph

if TYPE_CHECKING:
    from outsource_desk.ui.pages.page import Page

PREFIX = "metric."  # of the fields' object names
NUMBERS = ("baseline", "target", "minimum", "allocation")
FLAGS = ("is_provider_measured", "is_recalculated")
TEXTS = (
    "name",
    "kind",
    "unit",
    "direction",
    "period",
    "formula",
    "source",
    "owner",
    "provider_owner",
    "gaming",
    "guard",
)
WIDE = 820  # pixels for two columns
LABELS = 128


class Definition(QWidget):
    """Figures at the left; where they come from and what keeps them honest at the right, or below."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.setObjectName("performance.definition")
        self._session = page.session
        self._metric: Metric | None = None
        self._goals: tuple[Goal, ...] = ()
        self.goal = Choice()
        self.figures, self.origin = self._build_figures(), self._build_origin()
        self._lay = row(self.figures, self.origin, gap=XL)
        self._lay.setStretch(0, 1)
        self._lay.setStretch(1, 1)
        self.imported = Imported("metric.imported")
        self.setLayout(column(self._lay, self.imported, gap=M))

    def show_metric(self, metric: Metric, goals: Sequence[Goal]) -> None:
        """Show a metric; typing that was not taken comes back with it."""
        self._metric = metric
        self._offer(tuple(goals))
        for form in (self.figures, self.origin):
            form.show_subject(metric.id)
            form.set_read_only(bool(why_read_only(self._session)))
        shown = {each: str(getattr(metric, each)) for each in TEXTS}
        shown |= {each: amount(getattr(metric, each)) for each in NUMBERS}
        shown |= {each: "1" if getattr(metric, each) else "" for each in FLAGS}
        shown |= {"exclusions": "\n".join(metric.exclusions), "goal_id": str(metric.goal_id or "")}
        for form in (self.figures, self.origin):
            for name in form.names:
                form.show_value(name, shown[name.removeprefix(PREFIX)])
        self.imported.show_record(self._session, "metric", metric.id)

    def commit(self) -> None:
        """Save what is being typed."""
        if self._metric is not None:
            for form in (self.figures, self.origin):
                form.commit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        self._lay.setDirection(ways.LeftToRight if event.size().width() >= scaled(WIDE) else ways.TopToBottom)

    def _offer(self, goals: tuple[Goal, ...]) -> None:
        if goals == self._goals and self.goal.count():
            return
        self._goals = goals
        self.goal.clear()
        self.goal.addItem(tr("None"), "")
        for each in goals:
            self.goal.addItem(each.statement, str(each.id))

    def _build_figures(self) -> Form:
        form = Form(self._save, label_width=LABELS)

        def number(text: str, name: str, help_text: str = "", unit: str = "") -> None:
            form.add_row(text, QLineEdit(), name=PREFIX + name, help_text=help_text, unit=unit, echo=echo_amount)

        form.add_row(tr("Name"), QLineEdit(), name=PREFIX + "name")
        form.add_row(tr("Kind"), _options(words.kinds()), name=PREFIX + "kind")
        form.add_row(tr("Proves the goal"), self.goal, name=PREFIX + "goal_id")
        form.add_row(tr("Unit"), QLineEdit(), name=PREFIX + "unit")
        form.add_row(tr("Direction"), _options(words.directions()), name=PREFIX + "direction")
        number(tr("Today"), "baseline", tr("What is reached now, before outsourcing."))
        number(tr("Target"), "target")
        number(tr("Minimum"), "minimum", tr("Beyond it, a period counts as missed."))
        form.add_row(tr("Measured"), _options(words.periods()), name=PREFIX + "period")
        number(tr("Share at risk"), "allocation", tr("Of the amount at risk; only critical levels earn credits."), "%")
        return form

    def _build_origin(self) -> Form:
        form = Form(self._save, label_width=LABELS)
        yes = (("", tr("No")), ("1", tr("Yes")))
        form.add_row(tr("Formula"), Paragraph(), name=PREFIX + "formula")
        form.add_row(tr("Source"), Paragraph(), name=PREFIX + "source")
        form.add_row(tr("Only the provider measures"), choice(yes), name=PREFIX + "is_provider_measured")
        form.add_row(tr("We recalculate"), choice(yes), name=PREFIX + "is_recalculated")
        form.add_row(tr("Exclusions"), Paragraph(), name=PREFIX + "exclusions", help_text=tr("One to a line."))
        form.add_row(tr("Could be gamed by"), Paragraph(), name=PREFIX + "gaming")
        form.add_row(tr("Guard"), Paragraph(), name=PREFIX + "guard", help_text=tr("What keeps the figure honest."))
        form.add_row(tr("Our owner"), QLineEdit(), name=PREFIX + "owner")
        form.add_row(tr("Owner at the provider"), QLineEdit(), name=PREFIX + "provider_owner")
        return form

    def _save(self, name: str, text: str) -> None:
        assert self._metric is not None
        field = name.removeprefix(PREFIX)
        value: object = text
        if field in NUMBERS:
            value = read_amount(text)
        elif field in FLAGS:
            value = bool(text)
        elif field == "goal_id":
            value = int(text) if text else None
        self._session.try_act(update_record, "metric", self._metric.id, field, value)


def _options(said: dict) -> Choice:
    return choice([(str(value), text) for value, text in said.items()])
