from dataclasses import replace

import pytest

from outsource_desk.domain.dossier import Dossier, Purpose, Site, Subcontractor
from outsource_desk.domain.tier import Tier
from outsource_desk.domain.vendor import Vendor
from outsource_desk.services.concentration import (
    Award,
    Function,
    Portfolio,
    Shoulder,
    exposures_of,
    sentences_of,
)

ALDER, BIRCH, CEDAR = 1, 2, 3


def site(vendor_id, country, *purposes):
    return Site(0, vendor_id, "Site", country, purposes=purposes)


def sub(vendor_id, name):
    return Subcontractor(0, vendor_id, None, name)


PORTFOLIO = Portfolio(
    functions=(
        Function(1, "Payroll", Tier.T1, 500, "EUR", incumbents=(ALDER,), competitors=(CEDAR,)),
        Function(2, "Service desk", Tier.T2, 300, "EUR", incumbents=(BIRCH,), competitors=(CEDAR,)),
        Function(3, "Catering", Tier.T3, 200, "EUR", incumbents=(CEDAR,)),
    ),
    vendors={
        ALDER: Vendor(ALDER, "Alder", country="PL", group_name="Forest Group"),
        BIRCH: Vendor(BIRCH, "Birch", country="IN"),
        CEDAR: Vendor(CEDAR, "Cedar", country="PL", group_name="FOREST"),
    },
    dossiers={
        ALDER: Dossier(ALDER, sites=(site(ALDER, "PL"), site(ALDER, "IE", Purpose.RECOVERY))),
        BIRCH: Dossier(
            BIRCH, sites=(site(BIRCH, "IN", Purpose.DELIVERY),), subcontractors=(sub(BIRCH, "Kestrel Cloud"),)
        ),
        CEDAR: Dossier(CEDAR, subcontractors=(sub(CEDAR, "Kestrel-Cloud Ltd."),)),
    },
)


def loads(portfolio=PORTFOLIO):
    """Return what hangs today on whatever stands behind two vendors of different groups."""
    return [each.today for vendor_id in (ALDER, BIRCH) for each in exposures_of(portfolio, vendor_id)]


def held(shoulder, portfolio=PORTFOLIO):
    found = [each for each in loads(portfolio) if each.shoulder is shoulder and each.functions]
    return {each.name: (each.functions, each.critical, each.share, each.is_too_much) for each in found}


def test_vendors_of_one_group_carry_together_however_the_group_is_written():
    assert held(Shoulder.GROUP) == {"Forest Group": ((1, 3), 1, 0.7, True), "Birch": ((2,), 1, 0.3, False)}


def test_countries_are_those_of_delivery_and_data_and_else_the_vendors_own():
    assert held(Shoulder.COUNTRY) == {"PL": ((1, 3), 1, 0.7, True), "IN": ((2,), 1, 0.3, False)}


def test_one_subcontractor_behind_two_vendors_is_found_by_its_name_without_legal_form():
    assert held(Shoulder.SUBCONTRACTOR) == {"Kestrel Cloud": ((2, 3), 1, 0.5, True)}


def test_a_vendor_that_also_works_for_others_is_counted_with_its_own_functions():
    dossiers = {**PORTFOLIO.dossiers, BIRCH: Dossier(BIRCH, subcontractors=(sub(BIRCH, "Alder GmbH"),))}
    portfolio = replace(PORTFOLIO, dossiers=dossiers)
    assert held(Shoulder.SUBCONTRACTOR, portfolio=portfolio)["Alder GmbH"][:2] == ((1, 2), 2)


def test_an_award_takes_the_place_of_who_runs_the_function_today():
    group, country = exposures_of(PORTFOLIO, CEDAR, 2)[:2]
    assert group.then is not None
    assert country.then is not None
    assert (group.then.functions, group.then.critical, group.then.share, group.then.is_too_much) == (
        (1, 2, 3), 2, 1.0, True,
    )  # fmt: skip
    assert country.then.functions == (1, 2, 3)


def test_what_is_and_what_would_be_stand_apart_in_words():
    group = exposures_of(PORTFOLIO, CEDAR, 2)[0]
    assert group.today.critical == 1
    assert group.then is not None
    assert group.then.critical == 2
    assert sentences_of(PORTFOLIO, group) == (
        "FOREST: 2 functions, 1 of them critical today (“Payroll” and “Catering”).",
        "That is 70\u00a0% of the yearly value of all functions that vendors run.",
        "With Cedar chosen it would be 3 functions, 2 of them critical.",
        "That would be 100\u00a0% of the yearly value.",
    )


def test_who_runs_a_function_already_is_not_supposed_to_be_chosen():
    assert all(each.award is None for each in exposures_of(PORTFOLIO, ALDER, 1))
    assert [exposures_of(PORTFOLIO, CEDAR, each)[0].award for each in (1, 2)] == [Award(1, CEDAR), Award(2, CEDAR)]


def test_two_critical_functions_are_too_much_whatever_they_are_worth():
    functions = tuple(replace(each, yearly_value=None, incumbents=(BIRCH,)) for each in PORTFOLIO.functions[:2])
    assert held(Shoulder.GROUP, portfolio=replace(PORTFOLIO, functions=functions)) == {"Birch": ((1, 2), 2, None, True)}


def test_a_single_function_is_no_concentration():
    portfolio = replace(PORTFOLIO, functions=PORTFOLIO.functions[:1])
    assert held(Shoulder.GROUP, portfolio=portfolio) == {"Forest Group": ((1,), 1, None, False)}


def test_values_in_different_currencies_are_not_added_up():
    functions = (replace(PORTFOLIO.functions[0], currency="USD"), *PORTFOLIO.functions[1:])
    assert {each.share for each in loads(replace(PORTFOLIO, functions=functions))} == {None}


def test_a_function_that_nobody_has_rated_is_said_and_not_taken_for_harmless():
    functions = (replace(PORTFOLIO.functions[0], tier=None), *PORTFOLIO.functions[1:])
    portfolio = replace(PORTFOLIO, functions=functions)
    group = exposures_of(portfolio, ALDER)[0]
    assert group.today.unrated == 1
    assert sentences_of(portfolio, group)[-1] == "How critical they are has not been said of 1 function."


def test_shares_of_groups_are_parts_of_a_whole():
    groups = [each for each in loads() if each.shoulder is Shoulder.GROUP]
    assert sum(each.share or 0 for each in groups) == pytest.approx(1)
    supposed = [each.then for initiative_id in (1, 2) for each in exposures_of(PORTFOLIO, CEDAR, initiative_id)]
    assert all(0 <= (each.share or 0) <= 1 for each in [*loads(), *supposed])


def test_an_individual_without_sites_and_country_has_a_group_of_its_own_only():
    vendors = {**PORTFOLIO.vendors, BIRCH: Vendor(BIRCH, "Birch")}
    portfolio = replace(PORTFOLIO, vendors=vendors, dossiers={})
    assert [each.today.shoulder for each in exposures_of(portfolio, BIRCH)] == [Shoulder.GROUP]
    assert (
        sentences_of(portfolio, exposures_of(portfolio, BIRCH)[0])[0]
        == "Birch: 1 critical function today (“Service desk”)."
    )


def test_a_file_is_read_with_its_tiers_incumbents_and_competitors(desk):
    from outsource_desk.services.candidates import add_candidate, add_in_house
    from outsource_desk.services.concentration import read_portfolio
    from outsource_desk.services.initiatives import add_initiative, update_initiative
    from outsource_desk.services.tiering import override_tier
    from outsource_desk.services.vendors import add_vendor

    initiative_id = add_initiative(desk, "Service desk", outsourcing_type="ITO")
    update_initiative(desk, initiative_id, "function_name", "First-line support")
    override_tier(desk, initiative_id, Tier.T1, "The whole company waits")
    alder, birch = add_vendor(desk, "Alder"), add_vendor(desk, "Birch")
    add_vendor(desk, "Looks on")
    add_candidate(desk, initiative_id, alder, is_incumbent=True)
    add_candidate(desk, initiative_id, birch)
    add_in_house(desk, initiative_id)
    portfolio = read_portfolio(desk)
    expected = Function(
        initiative_id, "First-line support", Tier.T1, None, portfolio.functions[0].currency, (alder,), (birch,)
    )
    assert portfolio.functions == (expected,)
    assert set(portfolio.vendors) == set(portfolio.dossiers) == {alder, birch}


def test_a_subcontractor_behind_several_vendors_is_told_from_one_that_works_for_one_alone():
    dossiers = {**PORTFOLIO.dossiers, ALDER: Dossier(ALDER, subcontractors=(sub(ALDER, "Plover Staffing"),))}
    portfolio = replace(PORTFOLIO, dossiers=dossiers)

    def shared(vendor_id):
        found = exposures_of(portfolio, vendor_id)
        return {each.today.name: each.is_shared for each in found if each.today.shoulder is Shoulder.SUBCONTRACTOR}

    assert shared(ALDER) == {"Plover Staffing": False}
    assert shared(BIRCH) == {"Kestrel Cloud": True}
