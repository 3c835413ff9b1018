from dataclasses import replace

import pytest

from outsource_desk.domain.dossier import FinancialYear, Opinion
from outsource_desk.domain.financial import Band, RatioKind, Trend
from outsource_desk.domain.initiative import Initiative, OutsourcingType
from outsource_desk.services.ratios import (
    expected_share,
    financial_bands,
    note_of,
    opinion_sentence,
    ratio_words,
    ratios_of,
)
from outsource_desk.services.template_text import TemplateError

BEFORE = FinancialYear(
    1,
    1,
    2024,
    "EUR",
    revenue=100_000_00,
    operating_profit=6_000_00,
    ebitda=10_000_00,
    net_debt=15_000_00,
    current_assets=30_000_00,
    inventory=0,
    current_liabilities=25_000_00,
    equity=45_000_00,
    interest=1_000_00,
    opinion=Opinion.CLEAN,
)
LATEST = replace(
    BEFORE, id=2, year=2025, revenue=104_000_00, operating_profit=10_400_00, net_debt=30_000_00, our_share=0.25
)


def found(*years):
    return {each.kind: each for each in ratios_of(years)}


def test_the_margin_is_averaged_over_the_last_two_years_and_says_so():
    older = replace(BEFORE, id=3, year=2023, operating_profit=-90_000_00)
    margin = found(LATEST, older, BEFORE)[RatioKind.OPERATING_MARGIN]
    assert [(each.year, each.value) for each in margin.years] == [(2023, -0.9), (2024, 0.06), (2025, 0.1)]
    assert margin.value == pytest.approx(0.08)
    assert (margin.basis, margin.band, margin.trend) == ((2024, 2025), Band.ADEQUATE, Trend.BETTER)
    assert note_of(margin) == "Average from 2024 to 2025. Better than in 2024 (6.0\u00a0%)."


def test_one_year_alone_is_called_so():
    margin = found(LATEST)[RatioKind.OPERATING_MARGIN]
    assert (note_of(margin), margin.band) == ("2025 alone.", Band.STRONG)


def test_ratios_of_the_latest_year_their_bands_and_trends():
    ratios = found(BEFORE, LATEST)
    bands = {str(kind): each.band for kind, each in ratios.items()}
    assert bands == {
        "operating_margin": "adequate",
        "quick_ratio": "adequate",  # 1.2
        "net_debt_to_ebitda": "weak",  # 3.0
        "interest_cover": "strong",  # 10.4
        "equity_share": "adequate",  # 0.6
        "growth": "adequate",  # 4 %
        "our_share": "weak",  # 25 %
    }
    assert ratios[RatioKind.NET_DEBT_TO_EBITDA].trend is Trend.WORSE
    assert ratios[RatioKind.QUICK_RATIO].trend is Trend.STEADY
    assert note_of(ratios[RatioKind.QUICK_RATIO]) == "As of 2025. About the same as in 2024."


def test_a_missing_figure_is_named_and_an_older_year_does_not_stand_in_for_it():
    margin = found(BEFORE, replace(LATEST, operating_profit=None, revenue=None))[RatioKind.OPERATING_MARGIN]
    assert (margin.value, margin.band, margin.trend) == (None, None, None)
    assert note_of(margin) == "Missing for 2025: operating profit and revenue."


def test_a_loss_before_depreciation_is_critical_even_with_cash_in_hand():
    leverage = found(replace(LATEST, ebitda=-1, net_debt=-5_000_00))[RatioKind.NET_DEBT_TO_EBITDA]
    assert leverage.band is Band.CRITICAL
    assert leverage.value is not None
    assert ratio_words(leverage.kind, leverage.value) == "no earnings before interest, tax and depreciation"


def test_growth_needs_two_years_in_a_row_in_one_currency():
    assert found(LATEST)[RatioKind.GROWTH].value is None
    assert found(replace(BEFORE, year=2023), LATEST)[RatioKind.GROWTH].value is None
    assert found(replace(BEFORE, currency="USD"), LATEST)[RatioKind.GROWTH].value is None
    assert found(BEFORE, LATEST)[RatioKind.GROWTH].value == pytest.approx(0.04)


def test_a_year_that_is_left_out_is_neither_averaged_nor_compared():
    margin = found(replace(BEFORE, year=2022), LATEST)[RatioKind.OPERATING_MARGIN]
    assert (margin.basis, margin.trend) == ((2025,), None)


def test_without_accounts_nothing_is_found():
    assert ratios_of(()) == ()


def test_our_contract_as_a_share_of_revenue():
    initiative = Initiative(1, "Service desk", OutsourcingType.ITO, currency="EUR", yearly_value=26_000_00)
    assert expected_share(initiative, (BEFORE, LATEST)) == 0.25
    assert expected_share(replace(initiative, currency="GBP"), (LATEST,)) is None
    assert expected_share(replace(initiative, yearly_value=None), (LATEST,)) is None
    assert expected_share(initiative, ()) is None


def test_the_auditor_is_quoted():
    assert opinion_sentence(LATEST) == "The auditor’s opinion on 2025 is clean."
    doubted = replace(LATEST, opinion=Opinion.GOING_CONCERN)
    assert opinion_sentence(doubted) == "The auditor doubts for 2025 that the company can go on."


def test_every_ratio_has_bands_with_a_source():
    assert all(edges.source for edges in financial_bands().values())


def test_edges_out_of_order_are_refused_with_their_line(tmp_path):
    from outsource_desk.paths import resource

    text = resource("templates", "financial_bands.yaml").read_text(encoding="utf-8")
    path = tmp_path / "bands.yaml"
    path.write_text(text.replace("adequate: 0.05", "adequate: 0.5", 1), encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        financial_bands(path)
    assert "bands.yaml, line 7" in str(caught.value)


def test_beside_a_value_only_its_years_and_its_move_are_said():
    ratios = found(BEFORE, replace(LATEST, inventory=None))
    said = "Average from 2024 to 2025. Better than in 2024 (6.0\u00a0%)."
    assert note_of(ratios[RatioKind.OPERATING_MARGIN]) == said
    assert note_of(ratios[RatioKind.QUICK_RATIO]) == "Missing for 2025: inventory."
    assert note_of(ratios[RatioKind.INTEREST_COVER]).startswith("As of 2025. Better than in 2024")
    assert note_of(found(LATEST)[RatioKind.GROWTH]) == "It needs the revenue of two years in a row."
    assert note_of(found(replace(LATEST, interest=-1))[RatioKind.INTEREST_COVER]) == ""
