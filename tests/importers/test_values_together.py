"""A value that differs from the others of its criterion: read as it stands, and asked about."""

import pytest

from outsource_desk.importers.sheets.grid import Sheet
from outsource_desk.importers.tables import read_sheet

VENDORS = ("Alder GmbH", "Birch AG", "Cedar Ltd", "Dogwood Inc", "Elm SA")


def table_of(*rows):
    sheet = Sheet("Sheet1", rows=[(number, list(row)) for number, row in enumerate(rows, start=1)])
    ((table,), _) = read_sheet(sheet)
    return table


def asked(table):
    return {p.cell for p in table.problems if p.severity == "ask" and "no scale" not in p.reason}


def column(*cells, name="Quality"):
    """Return the values of one criterion, and the cells among them that are asked about."""
    rows = [[vendor, cell, float(at)] for at, (vendor, cell) in enumerate(zip(VENDORS, cells, strict=False), start=1)]
    table = table_of(["Vendor", name, "Team"], *rows)
    scores = [score for score in table.scores if score.criterion == name]
    doubtful = sorted(cell for cell in asked(table) if cell[0] == "B" and cell != "B1")
    return [score.text if score.value is None else score.value for score in scores], doubtful


@pytest.mark.parametrize(
    ("cells", "doubtful"),
    [
        (["4/5", "3/5", "8/10"], ["B4"]),
        (["4/5", "3/5", "5/5", "2"], []),
        (["8", "7", "9", "3/5"], ["B5"]),
        (["4", "3", "2", "8/10"], ["B5"]),
        (["4", "3", "5", "4/5"], []),
    ],
)
def test_points_out_of_another_number_are_asked(cells, doubtful):
    assert column(*cells)[1] == doubtful


def weighed(*weights):
    """Return the weights that are read, and the questions about them."""
    names = ["Quality", "Team", "Method"]
    table = table_of(
        ["Vendor", *names], ["Weight", *weights], ["Alder GmbH", 3.0, 2.0, 5.0], ["Birch AG", 4.0, 1.0, 3.0]
    )
    said = [problem.reason for problem in table.problems if problem.severity == "ask" and problem.cell[1] == "2"]
    return [criterion.weight for criterion in table.criteria], said


@pytest.mark.parametrize(
    ("weights", "read"),
    [
        (["x2", "x3", "x5"], [2, 3, 5]),
        (["50%", 0.3, 0.2], [50, 30, 20]),
        (["50%", "0,3", "0,2"], [50, 30, 20]),
        (["50%", 30.0, "20"], [50, 30, 20]),
        (["~50%", "30% *", "20 ¹)"], [50, 30, 20]),
    ],
)
def test_weights_in_several_writings_are_weights_of_one_kind(weights, read):
    assert weighed(*weights) == (read, [])


@pytest.mark.parametrize("weights", [["50%", 3.0, 2.0], ["50%", 0.3, 0.7], [">50", 30.0, 20.0], ["30–40", 30.0, 20.0]])
def test_weights_of_several_kinds_and_doubtful_ones_are_asked(weights):
    assert weighed(*weights)[1]


def test_a_few_points_beside_hundreds_are_on_a_scale_of_their_own():
    table = table_of(
        ["Vendor", "Quality", "Team", "Method"],
        ["Weight", 30.0, 30.0, 40.0],
        ["Alder GmbH", 3.0, 72.0, 80.0],
        ["Birch AG", 4.0, 64.0, 95.0],
        ["Cedar Ltd", 1.0, 88.0, 35.0],
    )

    assert [criterion.maximum for criterion in table.criteria] == [5, 100, 100]


def test_the_top_that_the_values_name_is_the_scale_of_their_criterion_alone():
    table = table_of(
        ["Vendor", "Quality", "Team", "Method"],
        ["Alder GmbH", "4/5", 80.0, 70.0],
        ["Birch AG", "1/5", 70.0, 90.0],
        ["Cedar Ltd", "2/5", 95.0, 60.0],
    )

    assert [criterion.maximum for criterion in table.criteria if criterion.name == "Quality"] == [5]


@pytest.mark.parametrize(
    ("name", "cells", "read", "doubtful"),
    [
        ("Price (T€)", ["1 250", "2 500", "€ 962 000"], [1250, 2500, 962_000], ["B4"]),
        ("Price in PLN", ["39 000 kzł", "TPLN 55 441", "74 958 099 GBP"], [39e6, 55_441_000, 74_958_099], ["B4"]),
        ("Price", ["33.465 EUR", "19.000 EUR", "41.250,5 EUR"], [33_465, 19_000, 41_250.5], []),
        ("Price", ["3.200,", "2.100,50", "4.000,10"], [3200, 2100.5, 4000.1], ["B2"]),
        ("Price (T€)", ["1.250", "2.500", "€ 3,5 Mio."], [1250, 2500, 3_500_000], ["B4"]),
        ("Price", ["€1.2m", "€3.4m", "2.1"], [1_200_000, 3_400_000, 2.1], ["B4"]),
        ("Price", ["€1.2m", "€3.4m", "2,100,000"], [1_200_000, 3_400_000, 2_100_000], []),
        ("Price", ["1.200,50", "99.000", "850,00"], [1200.5, 99000, 850], []),
        ("Price", ["1.200,50", "12,500", "850,00"], [1200.5, 12500, 850], ["B3"]),
        ("Price", ["1200", "900", "+500"], [1200, 900, 500], ["B4"]),
        ("Price", ["1200", "900", "+10%"], [1200, 900, 10], ["B4"]),
        ("Price", ["€ 1200", "€ 900", "5%"], [1200, 900, 5], ["B4"]),
        ("Price", ["1200", "900", "€ 700"], [1200, 900, 700], ["B4"]),
        ("Price", ["€ 1200", "900", "700"], [1200, 900, 700], []),
        ("Price (GBP)", ["1200", "€ 900", "£ 700"], [1200, 900, 700], ["B3"]),
    ],
)
def test_amounts_of_another_kind_are_asked(name, cells, read, doubtful):
    assert column(*cells, name=name) == (read, doubtful)


@pytest.mark.parametrize(
    ("name", "cells", "doubtful"),
    [
        ("Lead time", ["5 days", "12 days", "3 weeks", "9 days"], ["B4"]),
        ("Lead time", ["5 Werktage", "12 Werktage", "9 Tage"], ["B4"]),
        ("Quality", ["9 *", "35%", "7", "4¹)"], ["B3"]),
        ("Quality", ["90%", "80%", "7", "4"], ["B2", "B3"]),
        ("Lead time (Stunden)", ["5", "12", "3 Tage", "9 Stunden"], ["B4"]),
        ("Lead time", ["5 days", "12 days", "40%"], ["B4"]),
        ("Discount (%)", ["12", "15", "0.61", "20"], ["B4"]),
        ("Discount (%)", ["12,5", "15", "0,61", "20"], ["B4"]),
        ("Uptime (%)", ["99,5", "98,2", "93.105"], ["B4"]),
    ],
)
def test_numbers_in_other_units_are_asked_and_those_of_the_header_are_not(name, cells, doubtful):
    assert column(*cells, name=name)[1] == doubtful


def test_a_lone_mark_before_three_digits_is_asked_where_only_other_columns_settle_it():
    table = table_of(
        ["Vendor", "Customers", "Quality"],
        ["Alder GmbH", "52.806", "4.5"],
        ["Birch AG", "17.283", "3.5"],
        ["Cedar Ltd", "300", "4"],
    )

    assert {"B2", "B3"} <= asked(table)
    assert column("52.806", "17.283", "300", "4.5", name="Level")[1] == []


def test_zero_between_plus_and_minus_is_a_level_and_elsewhere_a_number():
    assert column("+", "0", "-", "++", "--")[0] == ["+", "0", "-", "++", "--"]
    assert column("--", "0", "-", "0", "-")[0] == ["--", "0", "-", "0", "-"]
    assert column("4", "0", "+", "3", "5")[0][:2] == [4, 0]


def test_words_with_a_remark_or_nothing_among_them_are_levels_all_the_same():
    words = ["Yes", "No", "n/a", "Yes (see note)"]
    assert column(*words)[0] == words


@pytest.mark.parametrize("signs", [["✗", "✗", "✓"], ["●", "◔", "○"], ["+", "-", "++"], ["★★", "★", "★★★"]])
def test_signs_below_the_names_of_vendors_are_their_values_and_no_second_header(signs):
    table = table_of(
        ["Criterion", "Alder GmbH", "Birch AG", "Cedar Ltd"],
        ["Support", *signs],
        ["Quality", "7/10", "8 points", "6"],
        ["Team", 5.0, 4.0, 2.0],
        ["Method", "High", "Low", "Low"],
    )

    assert [vendor.name for vendor in table.vendors] == ["Alder GmbH", "Birch AG", "Cedar Ltd"]
    assert [score.text for score in table.scores if score.criterion == "Support"] == signs


def test_a_vendor_of_whom_words_alone_are_said_stays_a_vendor():
    table = table_of(
        ["Criterion", "Alder GmbH", "Birch AG", "Cedar Ltd"],
        ["Quality", 4.0, "in writing only", 3.0],
        ["Team", 5.0, "after a visit", 2.0],
        ["Price", 900.0, "as under item 3", 800.0],
    )

    assert [vendor.name for vendor in table.vendors] == ["Alder GmbH", "Birch AG", "Cedar Ltd"]


def test_a_number_among_words_is_asked():
    assert column("High", "Low", "3", "Medium") == (["High", "Low", 3, "Medium"], ["B4"])
    assert column("★★★☆☆", "★★★★☆", "40 %", "★") == (["★★★☆☆", "★★★★☆", 40, "★"], ["B4"])


def test_two_amounts_in_the_lines_of_one_cell_are_no_thousands():
    assert column("371\n482", "300", "200", name="Price") == (["371 482", 300, 200], ["B2"])


def test_an_amount_in_full_among_thousands_is_asked():
    table = table_of(
        ["Criterion", "Weight", *VENDORS[:3]],
        ["Price (k€)", 60.0, 120.0, 130000.0, 90.0],
        ["Quality", 40.0, 4.0, 5.0, 3.0],
    )
    assert [(score.cell, score.value) for score in table.scores if "ask" in score.flags] == [("D2", 130000)]
