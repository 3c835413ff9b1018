"""Lists of one score to a line, as tools for surveys write them."""

from outsource_desk.importers.spreadsheet import read_spreadsheet

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
