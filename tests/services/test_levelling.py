"""The lines of offers side by side."""

from __future__ import annotations

from dataclasses import replace

import pytest

from outsource_desk.domain.price_line import PriceLine
from outsource_desk.services.levelling import levelled
from outsource_desk.services.ranking import load_evaluation


@pytest.fixture
def evaluation(sample_desk):
    return load_evaluation(sample_desk, 1)


def offers(evaluation, **asked: tuple[float, ...]):
    """Return the evaluation with lines: name → one amount for each of the first candidates."""
    lines = [
        PriceLine(0, candidate.id, 7, name, amount, "EUR")
        for name, amounts in asked.items()
        for candidate, amount in zip(evaluation.candidates, amounts, strict=False)
    ]
    return replace(evaluation, price_lines=tuple(lines))


def test_lines_stand_side_by_side_with_their_totals(evaluation):
    first, second, third = (each.id for each in evaluation.candidates[:3])
    found = levelled(offers(evaluation, Setup=(10, 20, 12), Run=(100, 90)), 7)
    assert found is not None
    assert [(line.name, dict(line.amounts)) for line in found.lines] == [
        ("Setup", {first: 10, second: 20, third: 12}),
        ("Run", {first: 100, second: 90}),
    ]
    assert found.totals == {first: 110, second: 110, third: 12}
    assert found.gaps == 1
    assert [line.lowest for line in found.lines] == [{first}, {second}]


def test_an_amount_far_from_the_median_of_three_is_outlying(evaluation):
    first, _, third = (each.id for each in evaluation.candidates[:3])
    found = levelled(offers(evaluation, Setup=(4.9, 10, 21), Run=(100, 1), Exit=(5, 10, 20)), 7)
    assert found is not None
    assert [line.outlying for line in found.lines] == [{first, third}, set(), set()]
    assert found.outliers == 2


def test_amounts_in_different_currencies_are_never_set_against_each_other(evaluation):
    first, second, third, fourth = evaluation.candidates[:4]
    lines = [
        PriceLine(0, first.id, 7, "Setup", 10, "EUR"),
        PriceLine(0, second.id, 7, "Setup", 12, "EUR"),
        PriceLine(0, third.id, 7, "Setup", 900, "JPY"),
        PriceLine(0, fourth.id, 7, "Setup", 11, "EUR"),
        PriceLine(0, fourth.id, 7, "Run", 300, "JPY"),
    ]
    found = levelled(replace(evaluation, price_lines=tuple(lines)), 7)
    assert found is not None
    assert found.is_mixed
    assert [(line.name, line.currency, dict(line.amounts)) for line in found.lines] == [
        ("Setup", "EUR", {first.id: 10, second.id: 12, fourth.id: 11}),
        ("Setup", "JPY", {third.id: 900}),
        ("Run", "JPY", {fourth.id: 300}),
    ]
    assert found.outliers == 0
    assert found.gaps == 1  # “Run”
    assert found.totals == {first.id: 10, second.id: 12, third.id: 900}
    assert found.currencies == {first.id: "EUR", second.id: "EUR", third.id: "JPY"}


def test_a_price_without_lines_has_nothing_to_level(evaluation):
    assert levelled(offers(evaluation, Setup=(1, 2)), 8) is None
