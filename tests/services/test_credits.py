from dataclasses import replace

import pytest

from outsource_desk.domain.governance import Contract, Governance
from outsource_desk.domain.performance import CreditClaim, CreditState, Metric, MetricKind, Performance, Reading
from outsource_desk.domain.performance_errors import NothingToClaimError
from outsource_desk.domain.protection import Protection
from outsource_desk.services.credit_scheme import scheme_of
from outsource_desk.services.credits import claim_credit, credits_of, termination_triggered
from outsource_desk.services.history import undo
from outsource_desk.services.ranking import rank_initiative, ranking_of
from outsource_desk.services.records import add_record
from outsource_desk.store.rows import insert_row
from tests.builders import evaluation
from tests.protection_desk import decided_case
from tests.scene import refused

BASE = evaluation({"Alder": [90], "Birch": [50]}, [100])
CHARGE = 25_000_000  # EUR 250,000 a month in cents; 12 % of it are 30,000
CONTRACT = Contract(1, 1, monthly_charge=CHARGE, at_risk=12, pool=200)


def level(metric_id, share, *actuals, first=1):
    readings = (
        Reading(100 * metric_id + at, metric_id, f"2026-{at:02}-01", f"2026-{at:02}-28", actual=actual)
        for at, actual in enumerate(actuals, first)
    )
    return Metric(
        metric_id, 1, f"Level {metric_id}", kind=MetricKind.CSL, target=97, minimum=95, allocation=share,
        readings=tuple(readings),
    )  # fmt: skip


def case(*metrics, contract: Contract | None = CONTRACT, claims=(), as_of="2026-06-20"):
    governance = Governance(contracts=(contract,) if contract else ())
    protection = Protection(as_of, performance=Performance(metrics, tuple(claims)), governance=governance)
    given = replace(BASE, protection=protection)
    return given, ranking_of(given)


def test_a_scheme_is_that_of_the_contract_with_who_is_preferred():
    scheme = scheme_of(*case(level(1, 40), level(2, 30)))
    assert scheme.candidate is not None
    assert (scheme.candidate.name, scheme.at_risk_amount, scheme.pool, scheme.allocated, scheme.largest) == (
        "Alder", 3_000_000, 200, 70, 40,
    )  # fmt: skip
    assert scheme_of(*case(level(1, 40), contract=None)).at_risk_amount is None
    assert scheme_of(*case(contract=replace(CONTRACT, candidate_id=2))).contract is None


def test_months_cost_what_was_missed_more_when_it_is_missed_again():
    may, april, march = credits_of(*case(level(1, 40, 98, 98, 94, 96, 94), level(2, 30, 98, 98, 94, 94, 94)))
    assert [each.month for each in (may, april, march)] == ["2026-05-01", "2026-04-01", "2026-03-01"]
    assert march.amount == 1_200_000 + 900_000
    assert april.amount == 1_350_000  # the second month in a row of the other one
    assert may.amount == 3_000_000  # 12,000 and 18,000
    assert not may.is_capped  # exactly at the amount at risk


def test_no_month_costs_more_than_is_at_risk():
    (credit,) = credits_of(*case(level(1, 60, 94), level(2, 60, 94), as_of="2026-02-01"))
    assert (credit.amount, credit.is_capped) == (3_000_000, True)


def test_without_an_amount_at_risk_misses_are_told_but_not_priced():
    (credit,) = credits_of(*case(level(1, 40, 94), contract=None, as_of="2026-02-01"))
    assert (credit.amount, credit.due, len(credit.misses), credit.state) == (None, None, 1, CreditState.CALCULATED)


def test_a_credit_is_earned_back_by_three_good_months_where_that_is_agreed():
    metrics = level(1, 40, 94, 98, 98, 98), level(2, 30, 94, 98, 98, 96)
    kind = replace(CONTRACT, earns_back=True)
    (credit,) = credits_of(*case(*metrics, contract=kind, as_of="2026-05-01"))
    assert (credit.amount, credit.earned_back, credit.due) == (2_100_000, 1_200_000, 900_000)
    (strict,) = credits_of(*case(*metrics, as_of="2026-05-01"))
    assert strict.due == 2_100_000


def test_what_a_pilot_missed_is_told_but_not_due():
    contract = replace(CONTRACT, starts_on="2026-03-01")
    march, february, january = credits_of(*case(level(1, 40, 94, 94, 94), contract=contract, as_of="2026-04-20"))
    assert (january.due, january.is_before, len(january.misses)) == (None, True, 1)
    assert february.is_before
    assert (march.due, march.is_before, march.misses[0].nth) == (1_200_000, False, 1)  # its first under the contract
    assert not termination_triggered(*case(level(1, 40, 94, 94, 94), contract=contract, as_of="2026-04-20"))


def test_a_claim_says_what_became_of_a_month_and_when_it_no_longer_fits():
    claim = CreditClaim(1, 1, "2026-01-01", 1_200_000, CreditState.CLAIMED)
    (credit,) = credits_of(*case(level(1, 40, 94), claims=[claim], as_of="2026-02-01"))
    assert (credit.state, credit.is_outdated) == (CreditState.CLAIMED, False)
    (credit,) = credits_of(*case(level(1, 40, 98), claims=[claim], as_of="2026-02-01"))
    assert (credit.amount, credit.is_outdated) == (0, True)


@pytest.mark.parametrize(
    ("actuals", "months"),
    [
        ((94, 98, 94, 98, 98, 94), ("2026-01-01", "2026-03-01", "2026-06-01")),
        ((94, 94, 98, 98, 98, 98, 94), ()),  # seven months
        ((94, 94, 98, 98, 98, 98), ()),
    ],
)
def test_a_level_missed_three_times_in_six_months_lets_us_go(actuals, months):
    found = termination_triggered(*case(level(1, 10, *actuals), as_of="2026-08-01"))
    assert [each.months for each in found] == ([months] if months else [])


def test_two_months_at_the_cap_let_us_go():
    (found,) = termination_triggered(*case(level(1, 50, 94, 98, 94), level(2, 50, 94, 98, 94), as_of="2026-04-20"))
    assert (found.metric, found.months) == (None, ("2026-01-01", "2026-03-01"))


@pytest.fixture
def decided(desk):
    found = decided_case(desk)
    metric = add_record(
        desk, "metric", found.initiative, name="Answered in time", kind="csl", target=97, minimum=95, allocation=40
    )
    add_record(desk, "metric_reading", metric, starts_on="2026-03-01", actual=94)
    values = {"candidate_id": found.candidates["Alder"], "monthly_charge": CHARGE, "at_risk": 12.0}
    with desk.edit("Contract"):
        insert_row(desk.db, "contract", values)
    return found


def claim(decided, month, state, note=""):
    ranking = rank_initiative(decided.desk, decided.initiative)
    return claim_credit(decided.desk, decided.evaluation, ranking, month, state, note)


def test_a_claim_keeps_the_amount_of_its_day_and_is_changed_later(decided):
    first = claim(decided, "2026-03-15", "claimed", "Credit note 12")
    assert claim(decided, "2026-03-01", "applied", "Credit note 12") == first
    (kept,) = decided.evaluation.protection.performance.claims
    assert (kept.month, kept.amount, kept.state, kept.note) == ("2026-03-01", 1_200_000, "applied", "Credit note 12")
    undo(decided.desk)
    undo(decided.desk)
    assert not decided.evaluation.protection.performance.claims


def test_nothing_can_be_claimed_for_a_month_without_a_miss(decided):
    with refused(decided.desk, NothingToClaimError):
        claim(decided, "2026-02-01", "claimed")
