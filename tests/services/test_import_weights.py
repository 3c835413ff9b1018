"""Weights that stand in another table of the file are offered, and taken over when the user says so."""

from __future__ import annotations

import pytest

from outsource_desk.services.criteria import add_criterion, list_criteria
from outsource_desk.services.history import undo
from outsource_desk.services.import_preview import preview_import
from outsource_desk.services.importing import import_spreadsheet, read_spreadsheet
from outsource_desk.services.initiatives import add_initiative
from tests.sheets import written

SCORES = [["Vendor", "Quality", "Support"], ["Alder", 4, 3], ["Birch", 2, 5]]
WEIGHTS = [["Criterion", "Weight"], ["Quality", 70], ["Support", 30]]


@pytest.fixture
def reading(tmp_path):
    return read_spreadsheet(written(tmp_path / "Bids.xlsx", {"Scores": SCORES, "Weights": WEIGHTS}))


def weights(desk, initiative_id=1):
    return {each.name: each.weight for each in list_criteria(desk, initiative_id)}


def test_new_criteria_weigh_what_the_other_table_says_only_when_it_is_taken_over(desk, reading):
    preview = preview_import(desk, reading)
    assert preview.elsewhere is not None
    assert (preview.elsewhere.sheet, preview.elsewhere.weights) == ("Weights", {"Quality": 70, "Support": 30})
    assert any("stand in" in each.sentence for each in preview.questions)
    assert {each.weight for each in preview.criteria} == {None}
    taken = preview_import(desk, reading, takes_weights=True)
    assert [each.weight for each in taken.criteria] == [70, 30]
    assert not any("stand in" in each.sentence for each in taken.questions)
    import_spreadsheet(desk, reading, takes_weights=True)
    assert weights(desk) == {"Quality": 70, "Support": 30}
    undo(desk)
    again = import_spreadsheet(desk, reading)
    assert again.initiative_id is not None
    assert weights(desk, again.initiative_id) == {"Quality": 1, "Support": 1}


def test_weights_that_are_here_change_in_sight_and_in_the_same_edit(desk, reading):
    initiative_id = add_initiative(desk, "Desk")
    for name in ("Quality", "Support"):
        add_criterion(desk, initiative_id, name, weight=50)
    assert not preview_import(desk, reading, initiative="Desk").weights
    preview = preview_import(desk, reading, initiative="Desk", takes_weights=True)
    assert [tuple(each) for each in preview.weights] == [("B1", "Quality", 50, 70), ("C1", "Support", 50, 30)]
    summary = import_spreadsheet(desk, reading, initiative="Desk", takes_weights=True)
    assert (summary.values_new, summary.values_changed) == (4, 2)
    assert weights(desk) == {"Quality": 70, "Support": 30}
    undo(desk)
    assert weights(desk) == {"Quality": 50, "Support": 50}


def test_weights_of_only_some_criteria_here_are_kept(desk, reading):
    initiative_id = add_initiative(desk, "Desk")
    for name in ("Quality", "Support", "Team"):
        add_criterion(desk, initiative_id, name, weight=50)
    preview = preview_import(desk, reading, initiative="Desk", takes_weights=True)
    assert not preview.weights
    assert any("the weight here was kept" in note for note in preview.notes)


def test_a_table_that_lacks_one_of_the_criteria_offers_nothing(desk, tmp_path):
    sheets = {"Scores": SCORES, "Weights": [*WEIGHTS[:2], ["Team", 30]]}
    assert preview_import(desk, read_spreadsheet(written(tmp_path / "Bids.xlsx", sheets))).elsewhere is None


@pytest.mark.parametrize(("quality", "is_offered"), [(70, True), (20, False)])
def test_two_tables_that_weigh_the_criteria_differently_offer_nothing(desk, tmp_path, quality, is_offered):
    sheets = {"Scores": SCORES, "Weights": WEIGHTS, "Old weights": [WEIGHTS[0], ["Quality", quality], WEIGHTS[2]]}
    preview = preview_import(desk, read_spreadsheet(written(tmp_path / "Bids.xlsx", sheets)))
    assert (preview.elsewhere is not None) == is_offered
    assert any("stand in" in each.sentence for each in preview.questions)
