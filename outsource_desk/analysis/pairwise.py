"""Weights from judgements of pairs, and how far the judgements contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, fsum, log

from outsource_desk.domain.errors import OutOfRangeError

Pair = tuple[int, int]  # places of two criteria, the smaller first
Ratios = Mapping[Pair, float]  # how many times as much the first of a pair matters as the second

ACCEPTABLE, CONTRADICTORY = 0.10, 0.20  # consistency ratios up to which judgements are fine, and beyond which useless
SCALE = (1 / 9, 1 / 8, 1 / 7, 1 / 6, 1 / 5, 1 / 4, 1 / 3, 1 / 2, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0)
_SQUARINGS, _STEPS, _NEAR = 60, 8, 1e-14


@dataclass(frozen=True)
class RandomIndex:
    """The mean consistency index of random judgements, by the number of criteria; several tables are in use."""

    name: str
    by_count: tuple[float, ...]  # for 1, 2, 3 ... criteria

    def of(self, count: int) -> float | None:
        """Return the index; nothing beyond the table."""
        return self.by_count[count - 1] if 0 < count <= len(self.by_count) else None


SAATY_1980 = RandomIndex("Saaty 1980", (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49))
SAATY_2005 = RandomIndex(
    "Saaty 2005", (0.0, 0.0, 0.52, 0.89, 1.11, 1.25, 1.35, 1.40, 1.45, 1.49, 1.52, 1.54, 1.56, 1.58, 1.59)
)
DONEGAN_DODD_1991 = RandomIndex(
    "Donegan and Dodd 1991", (0.0, 0.0, 0.4914, 0.8286, 1.0591, 1.1797, 1.2519, 1.3171, 1.3733, 1.4055)
)


@dataclass(frozen=True)
class HardJudgement:
    """A judgement that fits the others badly."""

    pair: Pair
    ratio: float  # as given
    deviation: float  # |ln(ratio / ratio of the weights)|, 0 = fits
    suggestion: float  # what all the others together say, on the scale 1/9..9
    ratio_after: float | None  # consistency ratio if the suggestion is taken


@dataclass(frozen=True)
class Consistency:
    """How far judgements agree with each other."""

    eigenvalue: float  # principal eigenvalue; the number of criteria if nothing contradicts
    index: float  # (eigenvalue - K) / (K - 1)
    ratio: float | None  # index by that of random judgements; None beyond the table
    table: str  # name of the random-index table


def pairwise_weights(count: int, ratios: Ratios) -> list[float]:
    """Return weights from judgements of pairs, not necessarily all of them.

    Args:
        count: how many criteria there are, K.
        ratios: of each pair that was judged, > 0.

    Returns:
        Shape (K,), adding up to 1; for one criterion 1.

    Raises:
        OutOfRangeError: the judgements do not connect all criteria; see `parts`.

    Source: principal right eigenvector, Saaty (1980), The Analytic Hierarchy Process; of partial judgements with
    1 + the number of missing ones on the diagonal, Harker (1987), Incomplete pairwise comparisons in the analytic
    hierarchy process, Mathematical Modelling 9(11).
    """
    return _principal(_matrix(count, ratios))


def row_geometric_means(count: int, ratios: Ratios) -> list[float]:
    """Return weights from complete judgements as the geometric means of the rows, a check on `pairwise_weights`.

    Both are the same for up to three criteria, and for any number where nothing contradicts.

    Raises:
        OutOfRangeError: a pair was not judged.

    Source: Crawford and Williams (1985), A note on the analysis of subjective judgment matrices, Journal of
    Mathematical Psychology 29(4).
    """
    if (missing := count * (count - 1) // 2 - len(ratios)) > 0:
        raise OutOfRangeError("The number of pairs without a judgement", missing, 0, 0)
    return _normal([exp(fsum(map(log, row)) / count) for row in _matrix(count, ratios)])


def consistency(
    count: int, ratios: Ratios, table: RandomIndex = SAATY_1980, weights: Sequence[float] | None = None
) -> Consistency:
    """Return how far judgements of pairs agree with each other.

    Of partial judgements the random index shrinks with the number of missing ones; judgements that form a tree cannot
    contradict each other and have the ratio 0.

    Args:
        count: how many criteria there are, K.
        ratios: of each pair that was judged.
        table: of random indices.
        weights: to judge them by, shape (K,); None = the principal eigenvector.

    Raises:
        OutOfRangeError: the judgements do not connect all criteria.

    Source: Saaty (1980), as above; for partial judgements ``RI * (1 - 2 m / ((K - 1)(K - 2)))`` with m missing,
    Ágoston and Csató (2022), Inconsistency thresholds for incomplete pairwise comparison matrices, Omega 108.
    """
    matrix = _matrix(count, ratios)
    eigenvalue = _growth(matrix, _principal(matrix) if weights is None else weights)
    if count < 3:
        return Consistency(float(count), 0.0, 0.0, table.name)
    index = max(0.0, (eigenvalue - count) / (count - 1))
    missing = count * (count - 1) // 2 - len(ratios)
    random = table.of(count)
    if random is None:
        return Consistency(eigenvalue, index, None, table.name)
    random *= 1 - 2 * missing / ((count - 1) * (count - 2))
    return Consistency(eigenvalue, index, index / random if random > 1e-9 else 0.0, table.name)


def hardest_judgements(
    count: int, ratios: Ratios, table: RandomIndex = SAATY_1980, most: int = 3
) -> tuple[HardJudgement, ...]:
    """Return the judgements that contradict the others most, each with what the others say instead.

    Args:
        count: how many criteria there are.
        ratios: of each pair that was judged.
        table: of random indices.
        most: how many at most. Left out are those that fit, and those without which the others would fall apart: no
            other judgement can contradict them.

    Source: deviation ``|ln(a_ij w_j / w_i)|``, Saaty (1980), ch. 3; the suggestion is the ratio of the weights that
    follow without the judgement, Harker (1987).
    """
    weights = pairwise_weights(count, ratios)
    deviations = {
        pair: abs(log(ratio * weights[pair[1]] / weights[pair[0]]))
        for pair, ratio in ratios.items()
        if len(parts(count, ratios.keys() - {pair})) == 1
    }
    worst = sorted(deviations, key=lambda pair: (-round(deviations[pair], 9), pair))
    return tuple(
        _hard(count, ratios, pair, deviations[pair], table) for pair in worst[:most] if deviations[pair] > 1e-6
    )


def parts(count: int, pairs: Iterable[Pair]) -> list[list[int]]:
    """Return the criteria in parts that no judgement connects; one part if the weights are determined."""
    part = list(range(count))
    for first, second in pairs:
        joined, gone = part[first], part[second]
        part = [joined if each == gone else each for each in part]
    found: dict[int, list[int]] = {}
    for place, each in enumerate(part):
        found.setdefault(each, []).append(place)
    return list(found.values())


def on_scale(ratio: float) -> float:
    """Return the step of the scale 1/9..9 that is nearest to a ratio, by proportion."""
    return min(SCALE, key=lambda step: abs(log(ratio / step)))


def _hard(count: int, ratios: Ratios, pair: Pair, deviation: float, table: RandomIndex) -> HardJudgement:
    others = {each: ratio for each, ratio in ratios.items() if each != pair}
    weights = pairwise_weights(count, others)
    suggestion = on_scale(weights[pair[0]] / weights[pair[1]])
    after = consistency(count, {**ratios, pair: suggestion}, table).ratio
    return HardJudgement(pair, ratios[pair], deviation, suggestion, after)


def _matrix(count: int, ratios: Ratios) -> list[list[float]]:
    """Return Harker's matrix: the judgements and their reciprocals, 0 where there is none."""
    if (found := len(parts(count, ratios))) > 1:
        raise OutOfRangeError("The number of parts that judgements connect", found, 1, 1)
    matrix = [[0.0] * count for _ in range(count)]
    for (first, second), ratio in ratios.items():
        matrix[first][second], matrix[second][first] = ratio, 1 / ratio
    for place, row in enumerate(matrix):
        row[place] = float(row.count(0.0))  # 1 for itself and 1 for each missing judgement
    return matrix


def _principal(matrix: Sequence[Sequence[float]]) -> list[float]:
    """Return the principal eigenvector of a matrix without negative entries, adding up to 1.

    Squaring the matrix doubles the number of power steps each time; a few plain ones take rounding out again.
    """
    power = [list(row) for row in matrix]
    vector = _normal([fsum(row) for row in power])
    for _ in range(_SQUARINGS):
        power = _scaled_square(power)
        before, vector = vector, _normal([fsum(row) for row in power])
        if max(abs(a - b) for a, b in zip(before, vector, strict=True)) < _NEAR:
            break
    for _ in range(_STEPS):
        vector = _normal(_times(matrix, vector))
    return vector


def _growth(matrix: Sequence[Sequence[float]], vector: Sequence[float]) -> float:
    """Return the mean factor by which the matrix lengthens a vector: the eigenvalue, if it is an eigenvector."""
    return fsum(new / old for new, old in zip(_times(matrix, vector), vector, strict=True)) / len(vector)


def _times(matrix: Sequence[Sequence[float]], vector: Sequence[float]) -> list[float]:
    return [fsum(entry * each for entry, each in zip(row, vector, strict=True)) for row in matrix]


def _scaled_square(matrix: Sequence[Sequence[float]]) -> list[list[float]]:
    columns = list(zip(*matrix, strict=True))
    square = [[sum(a * b for a, b in zip(row, column, strict=True)) for column in columns] for row in matrix]
    largest = max(max(row) for row in square)
    return [[entry / largest for entry in row] for row in square]


def _normal(vector: Sequence[float]) -> list[float]:
    total = fsum(vector)
    return [each / total for each in vector]
