"""What a vendor's accounts say: each ratio with its band and a sentence, and one of them over the years."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from outsource_desk.charts.spec import Category, ChartSpec, Kind, Series
from outsource_desk.domain.financial import SHARES, Band, RatioFinding, RatioKind
from outsource_desk.services.ratios import RATIO_NAMES, note_of, ratio_words
from outsource_desk.ui import formats
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.theme import XS, L, M, S, TextStyle
from outsource_desk.ui.widgets.chart import ChartView
from outsource_desk.ui.widgets.chart_paint import screen_speech
from outsource_desk.ui.widgets.chip import Chip
from outsource_desk.ui.widgets.choice import choice
from outsource_desk.ui.widgets.layout import caption, clear, column, holder, label, row

TONES = {Band.STRONG: "good", Band.ADEQUATE: "quiet", Band.WEAK: "warn", Band.CRITICAL: "bad"}
ICONS = {Band.STRONG: "done", Band.ADEQUATE: "check", Band.WEAK: "risk", Band.CRITICAL: "stop"}


def band_words() -> dict[Band, str]:
    """Return the bands in words."""
    return {
        Band.STRONG: tr("strong"),
        Band.ADEQUATE: tr("adequate"),
        Band.WEAK: tr("weak"),
        Band.CRITICAL: tr("critical"),
    }


def ratio_text(kind: RatioKind, value: float) -> str:
    """Return a ratio as it is read: per cent, or so many times; a dash where it has no end."""
    if math.isinf(value):
        return say(ratio_words(kind, value))
    return formats.percent(value, 1) if kind in SHARES else tr("{count} times", count=formats.number(value, 2))


class RatioList(QWidget):
    """Each ratio in two lines, and a chart of the one that is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._findings: tuple[RatioFinding, ...] = ()
        self._lines: QVBoxLayout = column(gap=M)
        names = [(str(kind), say(RATIO_NAMES[kind])) for kind in RatioKind]
        self.which = choice(names)
        self.which.setObjectName("finance.trend")
        self.which.setMinimumContentsLength(20)
        self.which.setAccessibleName(tr("Ratio whose trend is shown"))
        self.which.activated.connect(lambda _place: self._show_trend())
        self.chart = ChartView("finance.chart")
        self._few = caption(tr("A trend shows once two years are known."), wrap=True)
        head = row(label(tr("Over the years"), TextStyle.STRONG), None, self.which, gap=S)
        self._trend = holder(column(head, self.chart, self._few, gap=S))
        self.setLayout(column(self._lines, self._trend, gap=L))

    def show_findings(self, findings: Sequence[RatioFinding]) -> None:
        """Show these ratios."""
        self._findings = tuple(findings)
        clear(self._lines)
        for finding in self._findings:
            self._lines.addWidget(_line(finding))
        self._trend.setVisible(bool(self._findings))
        self._show_trend()

    def _show_trend(self) -> None:
        chosen = next((each for each in self._findings if each.kind == self.which.currentData()), None)
        known = [each for each in chosen.years if each.value is not None] if chosen else []
        is_drawn = chosen is not None and sum(math.isfinite(each.value or 0) for each in known) > 1
        self.chart.setVisible(is_drawn)
        self._few.setVisible(not is_drawn)
        if is_drawn and chosen is not None:
            self.chart.show_spec(_trend(chosen))


def _line(finding: RatioFinding) -> QWidget:
    name = label(say(RATIO_NAMES[finding.kind]), TextStyle.STRONG)
    value = label("" if finding.value is None else ratio_text(finding.kind, finding.value), wrap=False)
    band = finding.band
    chip = Chip(tr("not known"), "quiet") if band is None else Chip(band_words()[band], TONES[band], ICONS[band])
    said = caption(say(note_of(finding)), wrap=True)
    said.setToolTip(say(finding.edges.source))
    shown = [] if finding.value is None else [value]
    head = row(name, None, *shown, chip, gap=S)
    result = holder(column(head, said, gap=XS))
    result.setObjectName(f"finance.ratio.{finding.kind}")
    return result


def _trend(finding: RatioFinding) -> ChartSpec:
    """Return a ratio over the years as a line; a year without it leaves a gap."""
    factor = 100 if finding.kind in SHARES else 1
    years = {each.year: each.value for each in finding.years}
    span = range(min(years), max(years) + 1)
    values = [years.get(year) for year in span]
    shown = tuple(None if value is None or math.isinf(value) else factor * value for value in values)
    name = say(RATIO_NAMES[finding.kind])
    unit = "%" if factor == 100 else tr("times")
    said = "; ".join(
        f"{year}: {tr('not known') if value is None else ratio_text(finding.kind, value)}"
        for year, value in zip(span, values, strict=True)
    )
    return ChartSpec(
        Kind.LINES,
        tr("{ratio} over the years", ratio=name),
        tuple(Category(str(year)) for year in span),
        (Series(unit, shown),),
        places=1 if factor == 100 else 2,
        alt=f"{name}. {said}.",
        speech=screen_speech(),
    )
