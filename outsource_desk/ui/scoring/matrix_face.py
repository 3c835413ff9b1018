"""What one cell of the matrix looks like and says, worked out once and kept until the cell changes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from outsource_desk.analysis.value_functions import value_of
from outsource_desk.domain.criterion import Criterion, Measure
from outsource_desk.domain.ranking import CellValue, Standing
from outsource_desk.domain.score import Score
from outsource_desk.ui import formats
from outsource_desk.ui.language import tr

SYMBOLS = {"EUR": "€", "GBP": "£", "USD": "$", "JPY": "¥", "INR": "₹"}
TORN = 0.4  # of the scale: 2 of 5 points between two evaluators
STEPS = 5  # of heat


class Kind(IntEnum):
    """What a cell holds."""

    BLANK = 0
    VALUE = 1
    OPEN = 2
    NOT_APPLICABLE = 3
    GROUP = 4


@dataclass(frozen=True, slots=True)
class CellFace:
    """How one cell is painted; ``heat`` is a step from 0 to 4, or -1."""

    kind: Kind
    text: str = ""
    unit: str = ""
    short: str = ""  # without its currency, where there is no room for both
    heat: int = -1
    fails_gate: bool = False
    is_below: bool = False  # a minimum that is no gate
    is_torn: bool = False
    is_agreed: bool = False
    is_muted: bool = False
    is_pending: bool = False
    locked: str = ""  # why nothing can be typed here

    @property
    def words(self) -> str:
        """Return the cell as a reader or a screen reader has it."""
        marks = [
            tr("fails a gate") if self.fails_gate else "",
            tr("below the minimum") if self.is_below else "",
            tr("evaluators disagree") if self.is_torn else "",
            tr("agreed") if self.is_agreed else "",
            tr("waits for a reason") if self.is_pending else "",
            tr("locked: {why}", why=self.locked) if self.locked else "",
        ]
        return ", ".join(filter(None, [f"{self.text} {self.unit}".strip(), *marks]))


BLANK = CellFace(Kind.BLANK)


def face_of(
    leaf: Criterion, value: CellValue, standing: Standing, currency: str, is_moderated: bool, locked: str = ""
) -> CellFace:
    """Return how what counts on a leaf is shown; ``locked`` says why nobody can give it."""
    is_muted = standing.rank is None
    text, unit = shown(leaf, value.points, value.not_applicable, currency)
    return CellFace(
        kind=_kind(value.points, value.not_applicable),
        text=text,
        unit=unit,
        short=short_amount(value.points) if leaf.measure is Measure.PRICE and value.points is not None else "",
        heat=heat(value.value),
        fails_gate=leaf.is_gate and leaf.id in standing.below_minimum,
        is_below=not leaf.is_gate and leaf.id in standing.below_minimum,
        is_torn=leaf.measure is Measure.JUDGED and value.spread > 0 and value.spread >= TORN * leaf.maximum - 1e-9,
        is_agreed=is_moderated and not locked,
        is_muted=is_muted,
        locked=locked,
    )


def evaluator_face(leaf: Criterion, score: Score | None, is_muted: bool, locked: str = "") -> CellFace:
    """Return how one evaluator's own score is shown; ``locked`` says why it cannot be given or changed."""
    points, not_applicable = (score.points, score.not_applicable) if score else (None, False)
    text, _unit = shown(leaf, points, not_applicable, "")
    tint = heat(value_of(leaf, points))
    return CellFace(_kind(points, not_applicable), text, heat=tint, is_muted=is_muted, locked=locked)


def group_face(group: Criterion, standing: Standing, weight: float, has_open: bool, has_value: bool) -> CellFace:
    """Return the value of a group, 0 to 100: open leaves count as nothing, so it is the least that it can become."""
    is_muted = standing.rank is None
    if weight <= 0 or not has_value:
        return CellFace(Kind.GROUP, "–", is_muted=is_muted)
    value = formats.number(standing.contributions.get(group.id, 0.0) / weight, 0)
    return CellFace(Kind.GROUP, f"≥ {value}" if has_open else value, is_muted=is_muted)


def shown(leaf: Criterion, points: float | None, not_applicable: bool, currency: str) -> tuple[str, str]:
    """Return points or an amount with its unit, as short as a column is narrow."""
    if not_applicable:
        return tr("n/a"), ""
    if points is None:
        return tr("open"), ""
    if leaf.measure is Measure.JUDGED:
        return formats.number(points, places_of(leaf, points)), ""
    if leaf.measure is Measure.PRICE:
        symbol = SYMBOLS.get(currency)
        return (f"{symbol} {short_amount(points)}", "") if symbol else (short_amount(points), currency)
    return short_amount(points), leaf.unit


def places_of(leaf: Criterion, points: float) -> int:
    """Return the decimals of a judged leaf: as many as its steps need, one more for a median between two steps."""
    if not leaf.step:
        return 1 if abs(points - round(points, 1)) < 1e-9 else 2
    for places in range(3):
        if abs(leaf.step - round(leaf.step, places)) < 1e-9:
            return places if abs(points - round(points, places)) < 1e-9 else places + 1
    return 3


def short_amount(amount: float) -> str:
    """Return an amount in at most five digits, millions as ``9.84 m``."""
    size = abs(amount)
    if size >= 999_995_000:
        return tr("{amount} bn", amount=formats.number(amount / 1e9, 2))
    if size >= 999_999.5:
        return tr("{amount} m", amount=formats.number(amount / 1e6, 2))
    return formats.number(amount, 0) if size >= 1000 or float(amount).is_integer() else formats.points(amount)


def typed_text(points: float | None, not_applicable: bool) -> str:
    """Return what somebody would have typed to get this value, with all its digits."""
    if not_applicable:
        return tr("n/a")
    return "" if points is None else exact(points)


def exact(value: float) -> str:
    """Return a number with every digit that it has and the locale's decimal mark, without separators."""
    text = f"{value:.15g}"
    if "e" in text:
        text = f"{value:f}".rstrip("0").rstrip(".")
    return text.replace(".", formats.locale().decimalPoint())


def heat(value: float | None) -> int:
    """Return the step of tint for a value of 0 to 100."""
    return -1 if value is None else min(STEPS - 1, max(0, int(value * STEPS / 100 + 1e-9)))


def _kind(points: float | None, not_applicable: bool) -> Kind:
    if not_applicable:
        return Kind.NOT_APPLICABLE
    return Kind.OPEN if points is None else Kind.VALUE
