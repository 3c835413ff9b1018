"""Names of a sheet are matched with the file where that is certain, and asked about where it is not."""

from __future__ import annotations

import pytest

from outsource_desk.services.candidates import add_in_house
from outsource_desk.services.criteria import add_criterion, list_criteria
from outsource_desk.services.import_matching import SKIP, Match
from outsource_desk.services.import_preview import preview_import
from outsource_desk.services.importing import import_spreadsheet, read_spreadsheet
from outsource_desk.services.initiatives import add_initiative
from outsource_desk.services.likeness import is_same_company, likeness_of, near_names
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.services.scoring import add_evaluator
from outsource_desk.services.vendors import add_vendor, list_vendors
from tests.sheets import written

LIST = [
    ["Vendor", "Criterion", "Evaluator", "Score"],
    ["Alder Ltd.", "Quality", "Kim Berg", 4],
    ["Alder Limited", "Support", "Berg, Kim", 3],
    ["Birch", "Quality", "Kim Berg", 2],
    ["Birch", "Support", "Kim Berg", 5],
]


def scorecard(*vendors, criteria=("Quality", "Support")):
    rows = [["Criterion", "Weight", *vendors]]
    return rows + [[name, 50, *range(2, 2 + len(vendors))] for name in criteria]


@pytest.fixture
def read(tmp_path):
    """Write rows to a workbook and read it."""

    def read(rows, name="Bids.xlsx"):
        return read_spreadsheet(written(tmp_path / name, rows))

    return read


@pytest.mark.parametrize(
    ("first", "second", "is_same"),
    [
        ("Alder Ltd.", "ALDER  Limited", True),
        ("Alder", "Alder GmbH", True),
        ("Birch  GmbH", "BIRCH GMBH", True),
        ("Société Bouleau S.A.", "Societe Bouleau SA", True),
        ("Alder GmbH", "Alder AG", False),
        ("Alder Group", "Alder Ltd", False),
        ("Alder Holding", "Alder", False),
        ("Alder", "Adler", False),
    ],
)
def test_two_spellings_are_one_company_only_without_doubt(first, second, is_same):
    assert is_same_company(first, second) is is_same
    assert (likeness_of(first, second) == 100) is is_same


def test_slips_and_longer_names_are_near_but_numbers_and_letters_must_agree():
    here = {1: "Alder", 2: "Northwind Traders", 3: "Vendor 2", 4: "Vendor B"}
    near = near_names(["Adler", "Northwind", "Vendor 1", "Vendor A", "Cedar"], here)
    assert near == {"Adler": (1,), "Northwind": (2,)}


def test_a_vendor_with_another_spelling_of_its_legal_form_is_the_one_of_the_directory(desk, read):
    vendor_id = add_vendor(desk, "Alder Limited")
    reading = read(scorecard("Alder Ltd.", "Birch"))
    [alder, birch] = preview_import(desk, reading).vendors
    assert alder.matching.match == Match(vendor_id, "Alder Limited", 100)
    assert (alder.is_known, alder.matching.is_asked, birch.matching.match) == (True, False, None)
    import_spreadsheet(desk, reading)
    assert [vendor.name for vendor in list_vendors(desk)] == ["Alder Limited", "Birch"]


def test_a_name_that_is_only_near_is_asked_about_and_comes_in_as_new_until_somebody_says(desk, read):
    vendor_id = add_vendor(desk, "Alder")
    reading = read(scorecard("Adler", "Birch"))
    preview = preview_import(desk, reading)
    [adler, _] = preview.vendors
    assert adler.matching.is_asked
    assert adler.matching.near == (Match(vendor_id, "Alder", 80),)
    assert ("vendor", "Adler") in [(each.what, each.name) for each in preview.waiting]
    summary = import_spreadsheet(desk, reading, initiative="Unsaid")
    assert summary.to_decide == ("Adler",)
    assert any("it may be “Alder”" in note for note in summary.notes)
    assert len(list_vendors(desk)) == 3


def test_the_user_says_who_is_meant_in_any_case_of_letters(desk, read):
    vendor_id = add_vendor(desk, "Alder")
    import_spreadsheet(desk, read(scorecard("Adler", "Birch", "Cedar")), vendors={"ADLER": vendor_id, "Cedar": SKIP})
    assert [vendor.name for vendor in list_vendors(desk)] == ["Alder", "Birch"]
    evaluation = load_evaluation(desk, 1)
    assert next((each.name, each.vendor_id) for each in evaluation.candidates) == ("Alder", vendor_id)
    assert len(evaluation.scores) == 4


def test_a_vendor_may_come_in_as_new_or_under_another_name(desk, read):
    add_vendor(desk, "Alder")
    reading = read(scorecard("Adler", "Birsch"))
    preview = preview_import(desk, reading, vendors={"Adler": None, "Birsch": "Birch"})
    assert not [each for each in preview.waiting if each.what == "vendor"]
    import_spreadsheet(desk, reading, vendors={"Adler": None, "Birsch": "Birch"})
    assert [vendor.name for vendor in list_vendors(desk)] == ["Adler", "Alder", "Birch"]


def test_two_columns_of_one_company_are_never_merged_by_themselves(desk, read):
    add_vendor(desk, "Alder")
    [first, second] = preview_import(desk, read(scorecard("Alder", "Alder Ltd"))).vendors
    assert first.matching.match is not None
    assert second.matching.match is None
    assert second.matching.is_asked


def test_a_list_may_spell_a_vendor_and_an_evaluator_in_two_ways(desk, read):
    summary = import_spreadsheet(desk, read(LIST))
    assert (summary.vendors_added, summary.values_new) == (2, 4)
    evaluation = load_evaluation(desk, 1)
    assert [each.name for each in evaluation.candidates] == ["Alder Ltd.", "Birch"]
    assert [each.name for each in evaluation.evaluators] == ["Kim Berg"]


def test_criteria_are_matched_without_accents_units_and_small_words_and_asked_about_by_meaning(desk, read):
    initiative_id = add_initiative(desk, "Service desk")
    quality = add_criterion(desk, initiative_id, "Quality of the work")
    price = add_criterion(desk, initiative_id, "Cost")
    reading = read(scorecard("Alder", "Birch", criteria=("QUALITY of work (0-5)", "Preis", "Team")))
    preview = preview_import(desk, reading, initiative="Service desk")
    [first, second, third] = preview.criteria
    assert first.matching.match == Match(quality, "Quality of the work", 100)
    assert (second.matching.match, second.matching.near[0][:2]) == (None, (price, "Cost"))
    assert (third.is_new, third.matching.is_asked) == (True, False)
    import_spreadsheet(desk, reading, initiative="Service desk", criteria={"Preis": price, "Team": SKIP})
    assert [each.name for each in list_criteria(desk, initiative_id)] == ["Quality of the work", "Cost"]
    assert {each.criterion_id for each in load_evaluation(desk, initiative_id).scores} == {quality, price}


def test_a_name_that_two_groups_have_is_asked_about(desk, read):
    initiative_id = add_initiative(desk, "Service desk")
    for group in ("Service", "Price"):
        parent = add_criterion(desk, initiative_id, group)
        add_criterion(desk, initiative_id, "Quality", parent_id=parent)
    [quality, _] = preview_import(desk, read(scorecard("Alder", "Birch")), initiative="Service desk").criteria
    assert quality.matching.is_asked
    assert [each.name for each in quality.matching.near] == ["Quality", "Quality"]


def test_what_one_column_is_for_certain_another_that_is_somewhat_like_it_is_not(desk, read):
    add_vendor(desk, "Alder")
    initiative_id = add_initiative(desk, "Service desk")
    add_criterion(desk, initiative_id, "Quality")
    reading = read(scorecard("Alder", "Adler", criteria=("Quality", "Quality of reports")))
    preview = preview_import(desk, reading, initiative="Service desk")
    assert not preview.waiting
    assert [each.is_new for each in preview.criteria] == [False, True]


def test_an_evaluator_is_found_again_and_may_be_said(desk, read):
    initiative_id = add_initiative(desk, "Service desk")
    kim = add_evaluator(desk, initiative_id, "Kim Berg (Operations)")
    reading = read(LIST)
    [preview] = preview_import(desk, reading, initiative="Service desk").evaluators[:1]
    assert (preview.matching.is_asked, preview.matching.near[0].id) == (True, kim)
    import_spreadsheet(desk, reading, initiative="Service desk", evaluators={"Kim Berg": kim, "Berg, Kim": kim})
    assert {each.evaluator_id for each in load_evaluation(desk, initiative_id).scores} == {kim}


def test_the_in_house_option_is_found_under_its_name(desk, read):
    initiative_id = add_initiative(desk, "Service desk")
    add_in_house(desk, initiative_id, "In-house team")
    reading = read(scorecard("Alder", "In-House Team"))
    [_, home] = preview_import(desk, reading, initiative="Service desk").vendors
    assert (home.is_candidate, home.is_known) == (True, False)
    import_spreadsheet(desk, reading, initiative="Service desk")
    assert [each.is_in_house for each in load_evaluation(desk, initiative_id).candidates] == [True, False]


BY_TWO = [
    ["Criterion", "Weight", "Alder – Kim", "Alder – Lee", "Birch – Kim", "Birch – Lee"],
    ["Quality", 60, 4, 5, 3, 4],
    ["Support", 40, 3, 3, 4, 4],
]
BY_TWO_DOWN = [["Vendor", "Quality", "Support"], *([row[at] for row in BY_TWO] for at in range(2, 6))]


@pytest.mark.parametrize("rows", [BY_TWO, BY_TWO_DOWN])
def test_evaluators_behind_the_names_of_vendors_are_told_apart_when_the_user_says_so(desk, read, rows):
    reading = read(rows)
    asked = preview_import(desk, reading)
    assert asked.people == ("Kim", "Lee")
    assert asked.waiting[0][:2] == ("people", "Kim")
    assert not any("evaluators" in each.sentence for each in asked.questions)
    said = preview_import(desk, reading, has_people=True)
    assert [each.name for each in said.vendors] == ["Alder", "Birch"]
    assert [(each.name, each.scores) for each in said.evaluators] == [("Kim", 4), ("Lee", 4)]
    assert "people" not in {each.what for each in said.waiting}
    summary = import_spreadsheet(desk, reading, has_people=True)
    assert (summary.vendors_added, summary.evaluators, summary.cells_in_doubt) == (
        2,
        ("Kim", "Lee"),
        rows is BY_TWO_DOWN,
    )
    assert preview_import(desk, reading).has_people


def test_what_stands_behind_the_names_of_vendors_may_be_a_part_of_them(desk, read):
    preview = preview_import(desk, read(BY_TWO), has_people=False)
    assert [each.name for each in preview.vendors] == BY_TWO[0][2:]
    assert "people" not in {each.what for each in preview.waiting}
    assert not preview_import(desk, read([*BY_TWO[:1], ["Quality", 60, 4, 5, 3, 4]])).has_people
