"""Lists of one score to a line, as tools for surveys write them."""

import pytest

from outsource_desk.importers.spreadsheet import read_spreadsheet
from tests.importers.drawn import asked, table_of

HEAD = "No.,Vendor,Criterion,Evaluator,Score,Comment,Date,Office,Round\n"


def test_the_day_of_each_answer_makes_no_report_of_service_levels(csv):
    places = [(vendor, name, who) for vendor in ("Alder", "Birch") for name in ("Price", "Support") for who in "KL"]
    lines = [
        f"{number},{vendor},{name},{who},{number % 5 + 1},Note {number},2026-03-{number:02},North,1\n"
        for number, (vendor, name, who) in enumerate(places, start=1)
    ]
    [table] = read_spreadsheet(csv(HEAD + "".join(lines))).tables
    assert table.orientation == "long"
    assert [vendor.name for vendor in table.vendors] == ["Alder", "Birch"]
    assert [criterion.name for criterion in table.criteria] == ["Price", "Support"]
    assert len(table.scores) == 8


@pytest.mark.parametrize(
    ("quality", "support", "weights", "cells"),
    [
        ("60", "40", [60, 40], set()),
        ("high", "low", [None, None], {"C1"}),
        ("60", "low", [60, None], {"C3"}),
        ("60%", "0.3", [60, 0.3], {"C2"}),
        ("60", "", [60, None], {"C1"}),
        ("-5", "40", [None, 40], {"C2"}),
    ],
)
def test_weights_of_a_list_are_kept_or_asked_about(quality, support, weights, cells):
    table = table_of(f"""
    Vendor | Criterion | Weight    | Score
    Alder  | Quality   | {quality} | 4
    Alder  | Support   | {support} | 3
    Birch  | Quality   | {quality} | 2
    Birch  | Support   | {support} | 5
    """)
    assert [criterion.weight for criterion in table.criteria] == weights
    assert set(asked(table)) == cells
