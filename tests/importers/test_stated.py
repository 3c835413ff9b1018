import pytest

from outsource_desk.importers.scorecards.stated import stated_scale, top_of_scale


@pytest.mark.parametrize(
    ("text", "low", "top"),
    [
        ("Scale 0-5", 0, 5), ("Status: draft 3, HR / 12.11.2026   Scale 0-5", 0, 5), ("Points from 0 to 5", 0, 5),
        ("von 0 bis 5", 0, 5), ("Bewertung (1-10)", 1, 10), ("Quality [0-100]", 0, 100), ("Scores out of 10", 0, 10),
        ("0–5 Punkte", 0, 5), ("Note de 0 à 20", 0, 20), ("0 = none, 5 = excellent", 0, 5), ("max. 5 points", 0, 5),
        ("1 = poor … 5 = excellent", 1, 5), ("Scale: 1 (worst) to 5 (best)", 1, 5), ("Schulnote, 6 = beste", 0, 6),
    ],
)  # fmt: skip
def test_a_scale_is_read_from_titles_headers_and_legends(text, low, top):
    found = stated_scale([(text, (0, 0))])
    assert found is not None
    assert (found.low, found.top, found.is_reversed, found.cell) == (low, top, False, (0, 0))


@pytest.mark.parametrize(
    "text",
    [
        "Schulnote 1-6", "Schulnoten", "Note 1-6", "Noten von 1 bis 6", "1 = best", "1 = sehr gut", "1 is best",
        "best = 1", "1 = excellent, 5 = poor", "Scale of 1 to 5, 1 being best", "Lower is better",
        "je kleiner, desto besser",
    ],
)  # fmt: skip
def test_words_say_that_the_smallest_mark_is_the_best(text):
    found = stated_scale([(text, None)])
    assert found is not None
    assert found.is_reversed


@pytest.mark.parametrize(
    "text",
    [
        "Cold Plane (0-3 Inch Maximum)", "Date: 03-05-2026 points", "Lots 2-4", "5 years", "Price (EUR)", "11-25",
        "Room 1/2", "Draft of 1-2-2026", "Bids of 3 vendors",
    ],
)  # fmt: skip
def test_other_numbers_are_no_scale(text):
    assert stated_scale([(text, None)]) is None


def test_a_legend_may_stand_in_several_cells():
    found = stated_scale([("0 = none", (7, 0)), ("3 = fair", (8, 0)), ("5 = excellent", (9, 0))])
    assert found is not None
    assert (found.low, found.top, found.is_upward) == (0, 5, True)


def test_a_scale_in_a_cell_of_its_own():
    assert [top_of_scale(text) for text in ("0-5", "1 bis 10", "5", "max 5", "EUR", "3-7")] == [5, 10, 5, 5, None, None]
