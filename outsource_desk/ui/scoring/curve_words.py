"""Value curves in words: what each is called, what it does, and a summary for the form."""

from __future__ import annotations

from outsource_desk.domain.criterion import Criterion, Curve, Measure
from outsource_desk.services.price_words import function_about, function_danger, function_name
from outsource_desk.ui.language import tr
from outsource_desk.ui.widgets.chart_paint import screen_speech

DRAWN = (Curve.PIECEWISE, Curve.THRESHOLD, Curve.TARGET, Curve.DISCRETE)


def curves_for(leaf: Criterion) -> list[Curve]:
    """Return the curves that can be chosen for a leaf."""
    compared = [Curve.LOWEST, Curve.MULTIPLE, Curve.MIN_MAX] if leaf.measure is Measure.PRICE else []
    return [Curve.LINEAR, *compared, *DRAWN]


def curve_name(leaf: Criterion, curve: Curve) -> str:
    """Return what a curve is called on a leaf."""
    if leaf.measure is Measure.PRICE and curve not in DRAWN:
        return function_name(curve, screen_speech())
    return {
        Curve.LINEAR: tr("Straight line"),
        Curve.PIECEWISE: tr("Straight pieces"),
        Curve.THRESHOLD: tr("Thresholds"),
        Curve.TARGET: tr("Target"),
        Curve.DISCRETE: tr("Given amounts only"),
    }[curve]


def curve_about(leaf: Criterion) -> str:
    """Return in a sentence what the curve of a leaf does, and for prices what can go wrong."""
    if leaf.measure is Measure.PRICE and leaf.curve not in DRAWN:
        speech = screen_speech()
        about, danger = function_about(leaf.curve, leaf.multiple, speech), function_danger(leaf.curve, speech)
        return f"{about} {danger}"
    return {
        Curve.LINEAR: tr("Straight between the amounts worth 0 and worth 100, which are fixed beforehand."),
        Curve.PIECEWISE: tr("Straight from point to point; beyond the first and the last the value stays as there."),
        Curve.THRESHOLD: tr("Counts the last threshold that is reached; before the first one nothing."),
        Curve.TARGET: tr("Rises to the best amount and falls after it: too much is as bad as too little."),
        Curve.DISCRETE: tr("Only these amounts have a value; any other is open."),
    }[leaf.curve]
