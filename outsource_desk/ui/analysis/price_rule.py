"""How the price counts: the function, its range or multiple, what it does and what can go wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit

from outsource_desk.domain.criterion import Criterion, Curve
from outsource_desk.services.criteria import update_criterion
from outsource_desk.services.price_lab import TRIED
from outsource_desk.services.price_words import function_about, function_danger, function_name
from outsource_desk.ui.formats import number, percent, points, read_number
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import L, M, S
from outsource_desk.ui.widgets.chart_paint import screen_speech
from outsource_desk.ui.widgets.choice import Choice
from outsource_desk.ui.widgets.form import Form
from outsource_desk.ui.widgets.layout import button, caption, column, heading, holder, label, picture, row

if TYPE_CHECKING:
    from outsource_desk.domain.price_lab import PriceLab
    from outsource_desk.ui.session import Session

_FIELDS = {"price.floor": "best", "price.ceiling": "worst", "price.multiple": "multiple", "price.function": "curve"}


class PriceRule(QFrame):
    """The card beside the offers. Leaving a field saves it."""

    def __init__(
        self,
        session: Session,
        use_range: Callable[[], object],
        on_criterion: Callable[[], object],
        say_done: Callable[[str], object],
    ) -> None:
        super().__init__()
        self.setObjectName("price.rule")
        self.setProperty("role", "card")
        self._session, self._on_criterion, self._say_done = session, on_criterion, say_done
        self.criterion_id: int | None = None
        self._is_showing = False
        self.which = Choice()
        self.which.setObjectName("price.criterion")
        self.which.setAccessibleName(tr("Which price"))
        self.which.currentIndexChanged.connect(self._on_which)
        self._weight = caption("", wrap=True)
        self.form, self.ends, self.times = (Form(self._save, label_width=88) for _ in range(3))
        self._build_form()
        self._about, self._danger = label("", wrap=True), label("", wrap=True)
        self._about.setObjectName("price.about")
        self._danger.setObjectName("price.danger")
        for words in (self._about, self._danger):
            words.setMinimumWidth(1)
        danger = row(picture("risk", "warn"), self._danger, gap=S)
        danger.setStretch(1, 1)
        self.use = button(tr("Use floor and ceiling"), use_range, kind="primary", name="price.use")
        self._proposal = caption("", wrap=True)
        self.setLayout(
            column(
                heading(tr("How the price counts")), self.which, self._weight, *self.forms, self._about,
                holder(danger), self._proposal, row(self.use, None), gap=M, margins=(L, 14, L, 14),
            )
        )  # fmt: skip

    def _build_form(self) -> None:
        self.form.add_row(tr("For&mula"), Choice(), name="price.function")
        self.ends.add_row(tr("Fl&oor"), QLineEdit(), name="price.floor", help_text=tr("The price worth 100."))
        self.ends.add_row(tr("&Ceiling"), QLineEdit(), name="price.ceiling", help_text=tr("The price worth 0."))
        self.times.add_row(
            tr("&Multiple"),
            QLineEdit(),
            name="price.multiple",
            help_text=tr("So many times the lowest price is worth 0."),
        )

    @property
    def forms(self) -> tuple[Form, ...]:
        """Return all forms of the card."""
        return self.form, self.ends, self.times

    def show_lab(self, lab: PriceLab, prices: Sequence[Criterion]) -> None:
        """Show how a price counts now."""
        self.criterion_id = lab.criterion_id
        leaf = next(each for each in prices if each.id == lab.criterion_id)
        self._is_showing = True
        self.which.clear()
        for each in prices:
            self.which.addItem(each.name, each.id)
        self.which.setCurrentIndex(list(prices).index(leaf))
        self.which.setVisible(len(prices) > 1)
        self._show_form(lab, leaf)
        self._is_showing = False
        speech = screen_speech()
        self._weight.setText(
            tr("{criterion} weighs {percent} of the whole.", criterion=leaf.name, percent=percent(lab.price_weight))
        )
        self._about.setText(function_about(lab.current, lab.multiple, speech))
        self._danger.setText(function_danger(lab.current, speech))
        is_needed = lab.current is not Curve.LINEAR or lab.is_range_suggested
        self.use.setVisible(is_needed)
        self.use.setEnabled(not self._session.desk.is_read_only)
        self._proposal.setVisible(lab.is_range_suggested)
        self._proposal.setText(
            tr(
                "No range is fixed. Round amounts around the offers would be {floor} and {ceiling}; a range chosen "
                "after offers are known should be explained.",
                floor=number(lab.floor, 0),
                ceiling=number(lab.ceiling, 0),
            )
        )

    def _show_form(self, lab: PriceLab, leaf: Criterion) -> None:
        for form in self.forms:
            form.show_subject(leaf.id)
            form.set_read_only(self._session.desk.is_read_only)
        functions = self.form.field("price.function")
        assert isinstance(functions, QComboBox)
        functions.blockSignals(True)
        functions.clear()
        for curve in (*TRIED, *([lab.current] if lab.current not in TRIED else [])):
            functions.addItem(function_name(curve, screen_speech()), str(curve))
        functions.blockSignals(False)
        self.form.show_value("price.function", str(lab.current))
        for name, amount in (("price.floor", leaf.best), ("price.ceiling", leaf.worst)):
            self.ends.show_value(name, points(amount) if amount is not None else "")
        self.times.show_value("price.multiple", points(leaf.multiple))
        self.ends.setVisible(lab.current is Curve.LINEAR)  # nothing else goes by them
        self.times.setVisible(lab.current is Curve.MULTIPLE)

    def _save(self, name: str, text: str) -> None:
        if self.criterion_id is None or self._is_showing:
            return
        field = _FIELDS[name]
        value: object = text
        if field != "curve":
            value = read_number(text) if text.strip() or field == "multiple" else None
        self._session.try_act(update_criterion, self.criterion_id, field, value)
        if field == "curve":
            self._say_done(
                tr("The price counts by “{function}” now.", function=function_name(Curve(text), screen_speech()))
            )

    def _on_which(self, index: int) -> None:
        if not self._is_showing and index >= 0:
            self.criterion_id = int(self.which.itemData(index))
            self._on_criterion()
