from math import inf

from outsource_desk.domain.robustness import Stability


def stability(low, high, below, above):
    return Stability(1, 0.3, low, high, below, above, low, high)


def test_the_nearest_weight_that_turns_the_first_place_comes_first():
    both = stability(0.25, 0.4, 7, 8)
    assert both.turning_points == [(0.25, 7), (0.4, 8)]
    assert round(both.distance, 9) == 0.05
    assert stability(0.2, 0.4, 7, 8).turning_points[0] == (0.4, 8)


def test_a_weight_that_turns_nothing_is_infinitely_far_from_it():
    assert stability(0.0, 1.0, None, None).distance == inf
