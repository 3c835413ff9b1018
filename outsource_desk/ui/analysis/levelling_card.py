"""The lines of all offers side by side, below what the price does to the ranking."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from outsource_desk.domain.ranking import Evaluation
from outsource_desk.services.levelling import LevelledLine, Levelling, levelled
from outsource_desk.services.price_words import line_name
from outsource_desk.ui.analysis.figures import Figures
from outsource_desk.ui.analysis.verdict_card import plain_card
from outsource_desk.ui.formats import number, points
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.theme import S
from outsource_desk.ui.widgets.chart_paint import screen_speech
from outsource_desk.ui.widgets.layout import caption, column, heading, label

MOST_ROWS = 14  # before the table scrolls by itself


class LevellingCard(QWidget):
    """Shows what each offer asks for each line, with amounts far from the others tinted; hidden without lines."""

    def __init__(self) -> None:
        super().__init__()
        self.told = label("", wrap=True)
        self.told.setObjectName("price.levelling_told")
        self.figures = Figures("price.levelling", tr("Lines of the offers"), MOST_ROWS)
        about = tr("Tinted: more than twice the median of the line, or less than half of it, where three or more ask.")
        card = plain_card(
            "price.levelling_card",
            heading(tr("Lines of the offers")),
            self.told,
            self.figures,
            caption(about, wrap=True),
        )
        self.setLayout(column(card, gap=S))
        self.hide()

    def show_lines(self, evaluation: Evaluation | None, criterion_id: int) -> None:
        """Show the lines beneath a price."""
        found = levelled(evaluation, criterion_id) if evaluation is not None else None
        self.setVisible(found is not None)
        if found is None or evaluation is None:
            return
        self.told.setText(_told(found))
        names = {each.id: each.name for each in evaluation.candidates}
        head = [tr("Line"), *(names[each] for each in found.candidates)]
        rows = [
            [_name(line), *(_amount(line.amounts.get(each), line.currency, found) for each in found.candidates)]
            for line in found.lines
        ]
        sums = [_amount(found.totals.get(each), found.currencies.get(each, ""), found) for each in found.candidates]
        rows.append([tr("Sum"), *sums])
        if found.typed_over:
            rows.append([tr("Price since changed"), *(_price(each, found) for each in found.candidates)])
        marked = {
            (at, 1 + place)
            for at, line in enumerate(found.lines)
            for place, each in enumerate(found.candidates)
            if each in line.outlying
        }
        self.figures.show_rows(head, rows, marked)


def _told(found: Levelling) -> str:
    parts = [tr_n(len(found.lines), "{count} line", "{count} lines")]
    if found.gaps:
        parts.append(tr_n(found.gaps, "{count} is not in every offer", "{count} are not in every offer"))
    if found.outliers:
        parts.append(
            tr_n(found.outliers, "{count} amount lies far from the others", "{count} amounts lie far from the others")
        )
    told = f"{'; '.join(parts)}."
    if found.typed_over:
        changed = tr_n(
            len(found.typed_over),
            "{count} price was changed after these lines had come in.",
            "{count} prices were changed after these lines had come in.",
        )
        told = f"{told} {changed}"
    return told


def _name(line: LevelledLine) -> str:
    name = line_name(line.name, line.year, screen_speech())
    return f"{name} ({points(line.quantity)} {line.unit})".replace(" )", ")") if line.quantity is not None else name


def _price(candidate_id: int, found: Levelling) -> str:
    if candidate_id not in found.typed_over:
        return ""
    return _amount(found.typed_over[candidate_id], found.currencies[candidate_id], found)


def _amount(amount: float | None, currency: str, found: Levelling) -> str:
    if amount is None:
        return "–"
    return f"{number(amount, 0)} {currency}".strip() if found.is_mixed else number(amount, 0)
