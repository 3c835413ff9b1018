"""A sheet of vendors who are candidates already is proposed for their initiative, and for no other."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from outsource_desk.services.import_answers import NEW
from outsource_desk.services.import_preview import preview_import
from outsource_desk.services.importing import import_spreadsheet, read_spreadsheet
from outsource_desk.services.initiatives import list_initiatives

SCORES = [["Criterion", "Weight", "Alder", "Birch Ltd", "Cedar"], ["Quality", 60, 4, 3, 2], ["Support", 40, 2, 5, 1]]


@pytest.fixture
def read(tmp_path):
    """Write rows to a workbook and read it."""

    def read(rows, name):
        book = Workbook()
        assert book.active is not None
        for row in rows:
            book.active.append(row)
        book.save(tmp_path / name)
        return read_spreadsheet(tmp_path / name)

    return read


@pytest.fixture
def bids(desk, read):
    """Bring in an initiative with three candidates and two criteria, and return what was read."""
    reading = read(SCORES, "Bids.xlsx")
    import_spreadsheet(desk, reading)
    return reading


def proposed(desk, reading, **decisions):
    return preview_import(desk, reading, follows_vendors=True, **decisions)


def test_the_prices_of_the_same_vendors_go_where_their_scores_are(desk, bids, read):
    prices = [
        ["Line item (EUR)", "Alder GmbH", "Birch", "Dogwood"],
        ["Licences", 12000, 14000, 9000],
        ["Set-up", 5000, 6000, 7000],
        ["Total", 17000, 20000, 16000],
    ]
    preview = proposed(desk, read(prices, "Prices.xlsx"))
    assert preview.initiative == "Bids"
    assert preview.likely is not None
    assert (preview.likely.vendors, preview.likely.of_vendors, preview.likely.of_criteria) == (2, 3, 0)


def test_the_scores_of_another_evaluator_bring_their_criteria_as_a_second_reason(desk, bids, read):
    other = [["Criterion", "Alder", "Birch", "Cedar"], ["Quality", 5, 5, 5], ["Support", 1, 1, 2], ["Team", 3, 3, 1]]
    likely = proposed(desk, read(other, "Kim.xlsx")).likely
    assert likely is not None
    assert (likely.vendors, likely.of_vendors, likely.criteria, likely.of_criteria) == (3, 3, 2, 3)


@pytest.mark.parametrize(
    "vendors",
    [
        ["Alder", "Elm", "Fir"],  # one of three
        ["Alder", "Birch", "Elm", "Fir"],  # no more than half
        ["Alter", "Brich", "Ceder"],  # only alike
        ["Birch GmbH", "Alder Group", "Cedar"],  # perhaps somebody else
    ],
)
def test_fewer_than_a_clear_majority_propose_nothing(desk, bids, read, vendors):
    rows = [["Criterion", *vendors], ["Quality", *(3 for _ in vendors)], ["Support", *(4 for _ in vendors)]]
    preview = proposed(desk, read(rows, "Other.xlsx"))
    assert preview.likely is None
    assert (preview.initiative, preview.initiative_id) == ("Other", None)


def test_one_vendor_alone_must_bring_the_criteria_along(desk, bids, read):
    alone = [["Criterion", "Alder"], ["Quality", 3], ["Support", 4]]
    likely = proposed(desk, read(alone, "Alder.xlsx"), table=0).likely
    assert likely is not None
    assert likely.name == "Bids"
    other = [["Criterion", "Alder"], ["Speed", 3], ["Beauty", 4]]
    assert proposed(desk, read(other, "Alder too.xlsx")).likely is None


def test_of_two_initiatives_with_the_same_candidates_the_criteria_decide_or_nobody(desk, bids, read):
    later = [SCORES[0], ["Speed", 60, 4, 3, 2], ["Care", 40, 2, 5, 1]]
    import_spreadsheet(desk, read(later, "Later.xlsx"))
    rows = [SCORES[0], ["Speed", 60, 4, 3, 2], ["Care", 40, 2, 5, 2]]
    assert proposed(desk, read(rows, "Kim.xlsx")).initiative == "Later"
    strange = [SCORES[0], ["Price fit", 60, 4, 3, 2], ["Team", 40, 2, 5, 2]]
    preview = proposed(desk, read(strange, "Lee.xlsx"))
    assert (preview.likely, preview.initiative_id) == (None, None)


def test_a_new_one_can_be_begun_all_the_same_and_the_reason_stays_in_sight(desk, bids, read):
    reading = read([SCORES[0], ["Quality", 60, 1, 1, 1], ["Support", 40, 2, 2, 2]], "Kim.xlsx")
    preview = proposed(desk, reading, initiative=NEW)
    assert (preview.initiative, preview.initiative_id) == ("Kim", None)
    assert preview.likely is not None
    assert preview_import(desk, bids).initiative_id == 1
    assert preview_import(desk, bids, initiative=NEW).initiative == "Bids (2)"


def test_nobody_is_led_anywhere_without_seeing_it(desk, bids, read):
    reading = read([SCORES[0], ["Quality", 60, 1, 1, 1], ["Support", 40, 2, 2, 2]], "Kim.xlsx")
    summary = import_spreadsheet(desk, reading)
    assert [each.name for each in list_initiatives(desk)] == ["Bids", "Kim"]
    assert any(note.startswith("Of 3 vendors 3 are candidates of “Bids” too") for note in summary.notes)
