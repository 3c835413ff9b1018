"""Which criteria are points that people gave, on what scale, and which are raw measures."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from outsource_desk.importers.scorecards.directions import are_flags, is_judged, scale_of
from outsource_desk.importers.scorecards.stated import StatedScale
from outsource_desk.importers.sheets.different import different
from outsource_desk.importers.sheets.vocabulary import (
    AMOUNT_WORDS,
    GIVEN_POINTS,
    JUDGED_WORDS,
    MIN_WORDS,
    PRICE_WORDS,
    RANK,
    UNIT_WORDS,
)
from outsource_desk.importers.sheets.words import has, unit_in, words_of

POINTS = ("points", "pts")
_SMALL = 10.0  # the top of the usual scales of a few points
_HIGHEST = 1000.0  # no scale of points reaches further
_HOURS = {"hours", "hour", "stunden", "heures"}  # “service hours” may be judged; days and weeks are durations


@dataclass(frozen=True)
class Measured:
    """What the sheet has of one criterion."""

    name: str
    numbers: tuple[float, ...]
    unit: str = ""  # money or per cent by the cells themselves, or what a line of units says
    maximum: float | None = None  # in a column of its own
    stated: StatedScale | None = None  # in the name

    @cached_property
    def values(self) -> frozenset[float]:
        """Return each of the numbers once."""
        return frozenset(different(self.numbers))

    @property
    def is_amount(self) -> bool:
        """Tell whether the sheet gives the values a unit other than points."""
        return bool(self.unit) and self.unit not in POINTS

    @property
    def is_called_points(self) -> bool:
        """Tell whether the unit or the name says that somebody gave points."""
        return self.unit in POINTS or has(self.name, JUDGED_WORDS)


@dataclass(frozen=True)
class Scale:
    """How a criterion is read: points up to a maximum, marks of which the smallest is best, or a raw measure."""

    maximum: float | None = None
    is_reversed: bool = False
    is_upward: bool = False
    how: str = "amount"  # column, name, stated, inferred or whole; amount: not judged
    is_guessed: bool = False  # nothing but the size of the values says that they are points

    @property
    def is_judged(self) -> bool:
        """Tell whether the values are points that somebody gave."""
        return self.how != "amount"


AMOUNT = Scale()


def scales_of(
    criteria: Sequence[Measured], stated: StatedScale | None, *, has_weights: bool, has_proven_total: bool
) -> list[Scale]:
    """Return how each criterion is read; one raw measure among them changes nothing for the others."""
    measured = [criterion for criterion in criteria if criterion.numbers]
    if has_weights and has_proven_total and measured and all(criterion.unit == "%" for criterion in measured):
        return [Scale(100.0, how="name") if criterion.numbers else AMOUNT for criterion in criteria]
    scales = [_own_scale(criterion) for criterion in criteria]
    undecided = [at for at, scale in enumerate(scales) if scale is None]
    rest = [criteria[at] for at in undecided]
    is_rest = len(rest) < len(criteria)
    found = _found(rest, stated, has_weights, has_proven_total, is_rest=is_rest)
    for at, scale in zip(undecided, found, strict=True):
        scales[at] = scale
    return [scale or AMOUNT for scale in scales]


def _found(
    criteria: list[Measured], stated: StatedScale | None, has_weights: bool, has_proven: bool, *, is_rest: bool
) -> list[Scale]:
    """Return the scales of criteria without one of their own; ``is_rest`` if others have one."""
    if stated is not None:
        scales = [_by_statement(criterion, stated) for criterion in criteria]
        if any(scale.is_judged for scale in scales):
            return scales
    values = frozenset().union(*(criterion.values for criterion in criteria))
    names = [criterion.name for criterion in criteria if criterion.numbers]
    is_said = has_weights or has_proven
    has_amounts = any(criterion.is_amount for criterion in criteria) or (not has_proven and _have_amounts(criteria))
    has_amounts = has_amounts or (not is_said and _have_counts(criteria))
    is_whole = is_judged(names, values, has_weights=has_weights, has_proven_total=has_proven)
    if is_whole and not has_amounts and not is_rest and not _are_shares(values):
        has_flags = not is_said and not are_flags(values)
        found = [
            AMOUNT if not criterion.numbers or (has_flags and are_flags(criterion.values)) else Scale(how="whole")
            for criterion in criteria
        ]
        pairs = list(zip(criteria, found, strict=True))
        small = [] if has_proven else _much_smaller([each for each, scale in pairs if scale.is_judged])
        tops = {
            is_small: scale_of([v for each, scale in pairs if scale.is_judged and (each in small) == is_small
                                for v in each.values])
            for is_small in (True, False)
        }  # fmt: skip
        found = [replace(scale, maximum=tops[each in small]) if scale.is_judged else scale for each, scale in pairs]
    else:
        found = _inferred(criteria, is_said)
    judged = [criterion for criterion, scale in zip(criteria, found, strict=True) if scale.is_judged]
    is_guess = not is_said or (has_weights and not has_proven and _differ_in_size(judged))
    return [
        replace(scale, is_guessed=scale.is_judged and is_guess and not criterion.is_called_points)
        for criterion, scale in zip(criteria, found, strict=True)
    ]


def _much_smaller(criteria: list[Measured]) -> list[Measured]:
    """Return the criteria of which no value is above 10, where most values of another one are far beyond."""
    large = [each for each in criteria if 2 * sum(v > 2 * _SMALL for v in each.numbers) > len(each.numbers)]
    return [each for each in criteria if each.numbers and max(each.values) <= _SMALL] if large else []


def _have_counts(criteria: list[Measured]) -> bool:
    """Tell whether amounts by their main word stand beside points that are named so; “Quality” alone is a criterion."""
    measured = [criterion for criterion in criteria if criterion.numbers]
    named = [criterion.unit in POINTS or has(criterion.name, GIVEN_POINTS) for criterion in measured]
    amounts = [is_amount_name(criterion.name) for criterion in measured]
    return any(named) and any(is_amount and not is_named for is_amount, is_named in zip(amounts, named, strict=True))


def _differ_in_size(criteria: list[Measured]) -> bool:
    """Tell whether some criterion stays within 10 while all values of another one lie beyond."""
    ends = [(min(criterion.values), max(criterion.values)) for criterion in criteria if criterion.values]
    return any(high <= 10 for _, high in ends) and any(low > 10 for low, _ in ends)


def _have_amounts(criteria: list[Measured]) -> bool:
    """Tell whether units, or amounts by their main word with odd values among whole points, stand between points."""
    if any(_has_unit(criterion.name) for criterion in criteria):
        return True
    named = [is_amount_name(criterion.name) for criterion in criteria]
    points = [are_points(criterion.values, 100) for criterion in criteria]
    others = [is_points for is_name, is_points in zip(named, points, strict=True) if not is_name]
    has_odd = any(is_name and not is_points for is_name, is_points in zip(named, points, strict=True))
    return has_odd and bool(others) and all(others)


def _own_scale(criterion: Measured) -> Scale | None:
    """Return the scale that stands beside a criterion or in its name."""
    top = criterion.maximum
    if top is not None and 0 < top <= _HIGHEST and not criterion.is_amount and _mostly_within(criterion.numbers, top):
        is_reversed = criterion.stated is not None and criterion.stated.is_reversed
        return Scale(None if is_reversed else top, is_reversed, how="column")
    stated = criterion.stated
    if stated is None or not all(map(stated.holds, criterion.values)):
        return None
    return _as_stated(stated, "name") if stated.is_reversed or stated.top is not None else None


def _as_stated(stated: StatedScale, how: str) -> Scale:
    return Scale(None if stated.is_reversed else stated.top, stated.is_reversed, stated.is_upward, how)


def _by_statement(criterion: Measured, stated: StatedScale) -> Scale:
    """Return the stated scale for a criterion whose values lie on it, if its name does not make it an amount."""
    if not criterion.numbers:
        return AMOUNT
    top = 100.0 if stated.top is None else stated.top
    if criterion.is_amount or _has_unit(criterion.name) or not _mostly_within(criterion.numbers, top):
        return AMOUNT
    if is_amount_name(criterion.name) and not are_points(criterion.values, top):
        return AMOUNT
    return _as_stated(stated, "stated")


def _inferred(criteria: list[Measured], has_weights: bool) -> list[Scale]:
    """Tell points from amounts where both stand in one table and nothing says the scale."""
    eligible = [
        at
        for at, criterion in enumerate(criteria)
        if criterion.numbers
        and not criterion.is_amount
        and min(criterion.values) >= 0
        and max(criterion.values) <= 100
        and not _are_shares(criterion.values)
        and not is_amount_name(criterion.name)
        and (has_weights or not are_flags(criterion.values))
    ]
    small = [at for at in eligible if are_points(criteria[at].values, 10)]
    if has_weights and all(max(criteria[at].values) <= 10 for at in eligible):
        small = eligible  # weighted averages of several people's points
    large = [at for at in eligible if at not in small]
    called = {at for at in eligible if criteria[at].is_called_points}
    scales = [AMOUNT] * len(criteria)
    if has_weights and len(large) >= 2 and len(large) > len(small):
        few = _much_smaller([criteria[at] for at in eligible])
        top = scale_of([value for each in few for value in each.values])
        judged = [Scale(top if each in few else 100.0, how="inferred") for each in criteria]
        return [judged[at] if at in eligible else AMOUNT for at in range(len(criteria))]
    if len(small) >= 2 or called & set(small):
        top = scale_of([value for at in small for value in criteria[at].values])
        for at in small:
            scales[at] = Scale(top, how="inferred")
        _join_hours(criteria, scales, small, top)
    for at in called & set(large):
        scales[at] = Scale(scale_of(criteria[at].values), how="inferred")
    return scales


def _join_hours(criteria: list[Measured], scales: list[Scale], points: list[int], top: float | None) -> None:
    """Read hours without a bracketed unit as points if they lie on the scale of at least three others."""
    if len(points) < 3 or top is None:
        return
    for at, criterion in enumerate(criteria):
        words = words_of(criterion.name)
        is_plain = words[-1:] and words[-1] in _HOURS and "(" not in criterion.name
        if is_plain and not criterion.is_amount and criterion.numbers and are_points(criterion.values, top):
            scales[at] = Scale(top, how="inferred")


def _mostly_within(numbers: Sequence[float], top: float) -> bool:
    """Tell whether more than half of the values lie between 0 and the top; one slip of the pen changes no scale."""
    within = sum(0 <= number <= top for number in numbers)
    return not numbers or within > len(numbers) / 2


def are_points(numbers: Collection[float], top: float) -> bool:
    """Tell whether all values are whole or half points within a scale."""
    return all(0 <= number <= top and (2 * number).is_integer() for number in numbers)


def _are_shares(numbers: Collection[float]) -> bool:
    """Tell whether all values are fractions of one, as per cent are stored."""
    return (
        bool(numbers) and min(numbers) >= 0 and max(numbers) <= 1 and any(not number.is_integer() for number in numbers)
    )


@lru_cache(maxsize=4096)
def is_amount_name(name: str) -> bool:
    """Tell whether the main word of a name means something that is counted or paid, not judged.

    The main word is the last one before “of”, “per” or a bracket: of “Price per payslip” it is “price”, of
    “Price score” it is “score”.
    """
    words = _main_words(name)
    if not words or words[-1] in GIVEN_POINTS:
        return False
    last = frozenset({words[-1], words[-1].removesuffix("s")})
    return bool(last & (AMOUNT_WORDS | MIN_WORDS | PRICE_WORDS | RANK)) or _has_unit(name) or words[-1] in _HOURS


def _main_words(name: str) -> tuple[str, ...]:
    main = re.split(r"[(\[,:]|\b(?:per|of|for|in|to|pro|je|der|des|de|di|do|par|für)\b", name, maxsplit=1)[0]
    return words_of(main) or words_of(name)


def _has_unit(name: str) -> bool:
    """Tell whether a name ends in a unit other than points and hours, or carries any unit in brackets."""
    words = words_of(name)
    unit = unit_in(name)
    if unit in POINTS:
        return False
    return (bool(unit) and (words[-1] not in _HOURS or "(" in name)) or bool(words and words[-1] in UNIT_WORDS)
