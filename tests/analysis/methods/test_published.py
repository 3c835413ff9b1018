"""Worked examples as they were published; numbers are compared to the places that were printed."""

import numpy as np
import pytest

from outsource_desk.analysis.methods.normalise import by_best, by_sum, ideals, spans
from outsource_desk.analysis.methods.orders import ranks_of
from outsource_desk.analysis.methods.products import weighted_product
from outsource_desk.analysis.methods.promethee import flows, partial_order
from outsource_desk.analysis.methods.topsis import closeness, distances
from outsource_desk.analysis.methods.vikor import accepted, vikor
from outsource_desk.domain.preference import Shape


def array(*rows):
    return np.array(rows, dtype=float)


def test_weighted_product_of_the_encyclopedia():
    """Wikipedia, "Weighted product model", 2017: columns scaled by their sum, results as decimal logarithms."""
    matrix = array([25, 20, 15, 30], [10, 30, 20, 30], [30, 10, 30, 10])
    weights = array(20, 15, 40, 25)
    scaled = weighted_product(by_sum(matrix), weights)
    assert np.log10(scaled) == pytest.approx([-0.50128589, -0.50448471, -0.52947246], abs=1e-7)
    assert ranks_of(scaled) == [1, 2, 3]
    for products in (scaled, weighted_product(matrix, weights)):  # units cancel out of every ratio
        assert products[0] / products[1] == pytest.approx(1.007393, abs=1e-6)


def test_topsis_of_tzeng_and_huang():
    """Tzeng & Huang (2011), Multiple Attribute Decision Making: vector normalisation, Euclidean distance."""
    near = closeness(array([5, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 6]), array(0.3, 0.4, 0.3))
    assert near == pytest.approx([0.5037, 0.6581, 0.7482, 0.334], abs=0.00011)
    assert ranks_of(near) == [3, 2, 1, 4]


@pytest.mark.parametrize("shift", [(0, 1, 0, 1), (5, 1, -1, 1 / 1000)])  # the result is the same in other units
def test_vikor_climbs_the_mountain(shift):
    """Opricovic & Tzeng (2004), EJOR 156, 445-455: risk and altitude of three ways up."""
    risk_from, risk_unit, height_from, height_unit = shift
    matrix = array([1, 3000], [2, 3750], [5, 4500]) * [risk_unit, height_unit] + [risk_from, height_from]
    result = vikor(matrix, array(0.5, 0.5), array(-1, 1))
    assert result.utility == pytest.approx([0.5, 0.375, 0.5], abs=1e-12)
    assert result.regret == pytest.approx([0.5, 0.25, 0.5], abs=1e-12)
    assert result.index == pytest.approx([1, 0, 1], abs=1e-12)
    found = accepted(result)
    assert (found.has_advantage, found.is_stable, found.rows) == (True, True, (1,))


def test_vikor_names_three_power_stations_where_the_first_lacks_the_advantage():
    """Opricovic & Tzeng (2007), EJOR 178, 514-529: hydropower on the Drina, weights of set 3."""
    matrix = array(
        [4184.3, 2914.0, 407.2, 251.0, 195, 244, 15, 2.41],
        [5211.9, 3630.0, 501.7, 308.3, 282, 346, 21, 1.41],
        [5021.3, 3920.5, 504.0, 278.6, 12, 56, 3, 4.42],
        [5566.1, 3957.9, 559.5, 335.3, 167, 268, 16, 3.36],
        [5060.5, 3293.5, 514.1, 284.2, 69, 90, 7, 4.04],
        [4317.9, 2925.9, 432.8, 239.3, 12, 55, 3, 4.36],
    )
    result = vikor(matrix, array(1, 1, 1, 1, 2, 2, 2, 2), array(1, -1, 1, 1, -1, -1, -1, 1))
    assert result.utility == pytest.approx([0.683, 0.8, 0.193, 0.48, 0.243, 0.232], abs=0.0011)
    assert result.regret == pytest.approx([0.113, 0.167, 0.08, 0.122, 0.044, 0.083], abs=0.0011)
    assert result.index == pytest.approx([0.684, 1.0, 0.147, 0.554, 0.041, 0.191], abs=0.0011)
    assert ranks_of(result.index, less_is_better=True) == [5, 6, 2, 4, 1, 3]
    found = accepted(result)
    assert (found.needed, found.has_advantage, found.is_stable) == (pytest.approx(0.2), False, True)
    assert sorted(found.rows) == [2, 4, 5]


def test_promethee_of_an_emergency():
    """Zhao, Peng & Li (2013), Procedia Computer Science 17, 181-188: usual preference function."""
    usual = [(Shape.USUAL, 0.0, 0.0)] * 3
    result = flows(array([4, 3, 2], [3, 2, 4], [5, 1, 3]), array(0.5, 0.3, 0.2), usual)
    assert result.net == pytest.approx([0.1, -0.3, 0.2], abs=1e-9)
    assert result.positive == pytest.approx([0.55, 0.35, 0.6])
    outranks, is_alike = partial_order(result)
    assert [tuple(pair) for pair in np.argwhere(outranks)] == [(0, 1), (2, 0), (2, 1)]
    assert is_alike.tolist() == np.eye(3, dtype=bool).tolist()


def test_topsis_says_how_far_each_lies_from_both_ideals_in_any_linear_normalisation():
    matrix, weights, better = array([5, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 6]), array(3, 4, 3), array(1, -1, 1)
    best, worst = ideals(matrix, better)
    for units in (matrix.sum(axis=0), matrix.max(axis=0), np.abs(spans(best, worst)), np.sqrt((matrix**2).sum(axis=0))):
        weighted = matrix / units * weights / 10
        ends = [(amounts / units * weights / 10) for amounts in (best, worst)]
        expected = [np.sqrt(((weighted - end) ** 2).sum(axis=1)) for end in ends]
        found = distances(matrix, weights, better, units)
        assert found.to_best == pytest.approx(expected[0])
        assert found.to_worst == pytest.approx(expected[1])
    assert distances(matrix, weights, better).closeness == pytest.approx(closeness(matrix, weights, better))
    fixed = distances(array([50.0], [0], [100]), array(1), units=array(100), ends=(array(100), array(0)))
    assert fixed.closeness == pytest.approx([0.5, 0, 1])


def test_parts_of_the_best_amount():
    matrix = array([10, 200], [5, 100], [0, 400])
    assert by_best(matrix, array(1, -1)) == pytest.approx(array([1, 0.5], [0.5, 1], [0, 0.25]))
    assert by_best(array([0, 0], [0, 5]), array(1, -1)) == pytest.approx(array([0, 1], [0, 0]))


def preference(shape, ahead, indifference, strict):
    """Return the degree of preference by the table of Brans & Vincke (1985), one difference at a time."""
    if ahead <= 0:
        return 0.0
    match shape:
        case Shape.USUAL:
            return 1.0
        case Shape.U_SHAPE:
            return float(ahead > indifference)
        case Shape.V_SHAPE:
            return min(ahead / strict, 1.0)
        case Shape.LEVEL:
            return 0.0 if ahead <= indifference else 0.5 if ahead <= strict else 1.0
        case Shape.LINEAR:
            return float(np.clip((ahead - indifference) / (strict - indifference), 0, 1))
        case _:
            return float(1 - np.exp(-(ahead**2) / (2 * strict**2)))


@pytest.mark.parametrize("shape", list(Shape))
def test_promethee_follows_the_table_of_preference_functions(shape):
    """Brans & Vincke (1985), Management Science 31, 647-656: six shapes, differences on both sides of thresholds."""
    matrix = array([80, 90], [65, 58], [83, 60], [40, 80], [52, 72], [94, 96], [65, 58])
    weights, better, rule = array(2, 1), array(1, -1), (shape, 10.0, 30.0)
    found = flows(matrix, weights, [rule, rule], better)
    degree = np.array(
        [
            [
                sum(
                    w * preference(shape, sign * (a - b), 10, 30)
                    for w, sign, a, b in zip((2 / 3, 1 / 3), (1, -1), one, other, strict=True)
                )
                for other in matrix
            ]
            for one in matrix
        ]
    )
    assert found.positive == pytest.approx(degree.sum(axis=1) / 6)
    assert found.negative == pytest.approx(degree.sum(axis=0) / 6)
