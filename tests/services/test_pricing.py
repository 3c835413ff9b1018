"""Measured amounts become prices, and prices amounts."""

from __future__ import annotations

import pytest

from outsource_desk.domain.criterion import Curve, Direction, Measure
from outsource_desk.domain.currency import currency_of, is_money
from outsource_desk.domain.errors import NoCurrencyError
from outsource_desk.domain.measure_errors import NoMoneyError, NotExactError, OtherCurrencyError, ScoredAlreadyError
from outsource_desk.services.criteria import add_criterion, load_criterion, update_criterion
from outsource_desk.services.history import undo
from outsource_desk.services.initiatives import update_initiative
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.services.scoring import record_amount, record_score
from tests.scene import build_scene, refused


@pytest.fixture
def scene(desk):
    return build_scene(desk)


@pytest.fixture
def annual(desk, scene):
    """A column that came in as an amount in EUR, with nobody to say which way is better."""
    found = add_criterion(
        desk,
        scene.initiative,
        "Annual price",
        measure="measured",
        unit="EUR",
        direction="unknown",
        worst=90,
        best=150.5,
    )
    record_amount(desk, scene.candidate, found, 150.5)
    record_amount(desk, scene.in_house, found, None, not_applicable=True)
    return found


def stored(desk, criterion_id):
    query = "SELECT amount, minor_units, currency, not_applicable FROM measurement WHERE criterion_id = ? ORDER BY id"
    return [tuple(each) for each in desk.connection.execute(query, [criterion_id])]


def test_an_amount_in_the_currency_becomes_a_price_to_the_cent_and_back_in_one_step_each(desk, scene, annual):
    before, revision = stored(desk, annual), desk.journal.revision
    update_criterion(desk, annual, "measure", "price")
    assert desk.journal.revision == revision + 1
    assert stored(desk, annual) == [(None, 15050, "EUR", 0), (None, None, "", 1)]
    price = load_criterion(desk, annual)
    assert (price.measure, price.direction, price.worst, price.best) == (Measure.PRICE, None, 150.5, 90)
    update_criterion(desk, annual, "curve", Curve.LOWEST)
    update_criterion(desk, annual, "measure", "measured")
    assert stored(desk, annual) == before
    amount = load_criterion(desk, annual)
    assert (amount.measure, amount.curve, amount.unit) == (Measure.MEASURED, Curve.LINEAR, "EUR")
    undo(desk)
    undo(desk)
    undo(desk)
    assert stored(desk, annual) == before
    assert load_criterion(desk, annual).direction is Direction.UNKNOWN


def test_a_price_without_unit_and_end_points_becomes_an_amount_of_which_less_is_better(desk, scene):
    price = add_criterion(desk, scene.initiative, "Exit fee", measure="price")
    record_amount(desk, scene.candidate, price, 12.34)
    update_criterion(desk, price, "measure", "measured")
    amount = load_criterion(desk, price)
    assert (amount.unit, amount.direction) == ("EUR", Direction.MIN)
    assert stored(desk, price) == [(12.34, None, "", 0)]


def test_an_initiative_without_currency_takes_that_of_the_unit(desk, scene):
    found = add_criterion(desk, scene.other_initiative, "Fee", measure="measured", unit="USD per year")
    record_amount(desk, scene.other_candidate, found, 5)
    update_criterion(desk, found, "measure", "price")
    assert load_evaluation(desk, scene.other_initiative).initiative.currency == "USD"
    assert stored(desk, found) == [(None, 500, "USD", 0)]
    undo(desk)
    assert load_evaluation(desk, scene.other_initiative).initiative.currency == ""


def test_what_is_no_exact_amount_of_the_currency_is_refused_with_the_reason(desk, scene, annual):
    record_amount(desk, scene.candidate, scene.lead_time, 10)
    with refused(desk, NoMoneyError, "“Lead time” is an amount in “days”"):
        update_criterion(desk, scene.lead_time, "measure", "price")
    update_criterion(desk, annual, "unit", "GBP")
    with refused(desk, OtherCurrencyError, "in GBP, but prices here are in EUR"):
        update_criterion(desk, annual, "measure", "price")
    update_criterion(desk, annual, "unit", "EUR")
    record_amount(desk, scene.candidate, annual, 150.505)
    with refused(desk, NotExactError, "150.505 of “Annual price”"):
        update_criterion(desk, annual, "measure", "price")
    bare = add_criterion(desk, scene.other_initiative, "Fee", measure="measured")
    record_amount(desk, scene.other_candidate, bare, 5)
    with refused(desk, NoCurrencyError):
        update_criterion(desk, bare, "measure", "price")
    update_initiative(desk, scene.other_initiative, "currency", "JPY")
    update_criterion(desk, bare, "measure", "price")
    assert stored(desk, bare) == [(None, 5, "JPY", 0)]


def test_points_and_amounts_do_not_become_each_other(desk, scene, annual):
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, 4)
    for criterion, measure in ((scene.quality, "price"), (scene.quality, "measured"), (annual, "judged")):
        with refused(desk, ScoredAlreadyError):
            update_criterion(desk, criterion, "measure", measure)


@pytest.mark.parametrize(
    ("unit", "currency"),
    [("EUR", "EUR"), ("eur p.a.", "EUR"), ("€ / year", "EUR"), ("USD per month", "USD"), ("£", "GBP"),
     ("days", ""), ("", ""), ("kEUR", ""), ("EUR m", ""), ("1000 EUR", ""), ("EUR/h", ""), ("per year", "")],
)  # fmt: skip
def test_a_unit_that_counts_in_whole_money_names_its_currency(unit, currency):
    assert currency_of(unit) == currency


def test_only_a_measured_criterion_can_become_a_price(desk, scene, annual):
    assert is_money(load_criterion(desk, annual))
    assert not is_money(load_criterion(desk, scene.lead_time))
    assert not is_money(load_criterion(desk, scene.price))
