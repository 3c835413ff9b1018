"""Ugly little sheets, read as a careful analyst would read them."""

from __future__ import annotations

import pytest

from tests.importers.drawn import criteria, table_of, tables_of, values, vendors, weights


@pytest.mark.parametrize("label", ["Weight", "Gewichtung", "Poids", "Peso", "Ponderación", "Waga", ""])
@pytest.mark.parametrize("is_above", [True, False])
def test_weights_may_stand_above_the_header_or_below_the_vendors(label, is_above):
    rows = ["Vendor|Price|Quality", "Alder|3|5", "Birch|4|4"]
    rows.insert(0 if is_above or not label else 3, f"{label}|40|60")
    table = table_of("\n".join(rows))
    assert (vendors(table), weights(table)) == (["Alder", "Birch"], [40, 60])


def test_numbers_may_be_names():
    down = table_of("Vendor|1|2|3\n101|3|4|5\n102|4|4|2\n")
    assert (vendors(down), criteria(down), values(down)) == (["101", "102"], ["1", "2", "3"], [[3, 4, 5], [4, 4, 2]])
    across = table_of("Criterion|Weight|2024001|2024002\nPrice|40|3|4\nQuality|60|5|2\n")
    assert (vendors(across), weights(across)) == (["2024001", "2024002"], [40, 60])


@pytest.mark.parametrize("names", ["2024|2025|2026", "Jan 2026|Feb 2026|Mar 2026", "2026-01|2026-02|2026-03"])
def test_years_and_months_are_no_vendors(names):
    tables = tables_of(f"KPI|{names}\nUptime|99|98|99\nErrors|3|4|5\n")
    assert all(table.vendors == () for table in tables)


def test_three_rows_of_headers_become_groups_and_whole_names():
    table = table_of(
        """
    |Technical|||Commercial|
    |Team||Tools|Price|Terms
    Vendor|Size|Skill|Age|EUR|days
    Alder|4|3|5|4000|30
    Birch|3|4|4|5000|60
    """,
        ["B1:D1", "E1:F1", "B2:C2"],
    )
    assert [(each.name, each.group, each.unit) for each in table.criteria] == [
        ("Size", "Team", ""), ("Skill", "Team", ""), ("Tools / Age", "Technical", ""),
        ("Price (EUR)", "Commercial", "EUR"), ("Terms (days)", "Commercial", "days"),
    ]  # fmt: skip
    assert values(table) == [[4, 3, 5, 4000, 30], [3, 4, 4, 5000, 60]]


LANGUAGES = [
    ("Criterion", "Weight", "Total", "Rank", "Comment"),
    ("Kriterium", "Gewichtung", "Summe", "Rang", "Bemerkung"),
    ("Zuschlagskriterium", "Gewicht", "Gesamtpunktzahl", "Platz", "Begründung"),
    ("Critère", "Pondération", "Total", "Classement", "Commentaire"),
    ("Criterio", "Ponderación", "Suma", "Puesto", "Observaciones"),
    ("Critério", "Peso", "Soma", "Classificação", "Comentários"),
    ("Criterio", "Ponderazione", "Somma", "Graduatoria", "Osservazioni"),
    ("Kryterium", "Waga", "Suma", "Miejsce", "Uwagi"),
    ("Requirement", "Importance", "Grand total", "Ranking", "Remarks"),
]


@pytest.mark.parametrize("words", LANGUAGES)
def test_a_scorecard_reads_alike_in_the_languages_of_our_users(words):
    criterion, weight, total, rank, comment = words
    table = table_of(f"""
    {criterion}|{weight}|Alder|Birch|{comment}
    Alpha|40|3|4|fine
    Beta|60|5|2|late
    {total}|100|420|280|
    {rank}||1|2|
    """)
    assert (vendors(table), criteria(table), weights(table)) == (["Alder", "Birch"], ["Alpha", "Beta"], [40, 60])
    assert values(table) == [[3, 5], [4, 2]]
    assert any("your total 420, recomputed 420" in left.check for left in table.derived)


VENDOR_WORDS = [
    ("Vendor", "Weight", "Average"), ("Anbieter", "Gewicht", "Mittelwert"), ("Bieter", "Gewichtung", "Durchschnitt"),
    ("Fournisseur", "Poids", "Moyenne"), ("Proveedor", "Peso", "Promedio"), ("Fornecedor", "Peso", "Média"),
    ("Fornitore", "Peso", "Media"), ("Dostawca", "Waga", "Średnia"), ("Oferent", "Waga", "Średnia"),
    ("Soumissionnaire", "Coefficient", "Moyenne"), ("Licitador", "Ponderación", "Promedio"),
]  # fmt: skip


@pytest.mark.parametrize("words", VENDOR_WORDS)
def test_vendors_in_rows_read_alike_in_the_languages_of_our_users(words):
    vendor, weight, average = words
    table = table_of(f"""
    {vendor}|Alpha|Beta
    {weight}|40|60
    Alder|3|5
    Birch|4|4
    {average}|3.5|4.5
    """)
    assert (vendors(table), criteria(table), weights(table)) == (["Alder", "Birch"], ["Alpha", "Beta"], [40, 60])


def test_a_title_block_a_signature_and_typed_in_coordinates_are_left_out():
    table = table_of("""
    |A|B|C|D
    1|Bid evaluation|||
    2|Criterion|Weight|Alder|Birch
    3|Team|40|3|4
    4|Quality|60|5|2
    5|Signed: ______|||
    """)
    assert (vendors(table), criteria(table)) == (["Alder", "Birch"], ["Team", "Quality"])


def test_points_and_weighted_points_are_told_apart_by_arithmetic():
    table = table_of("""
    Criterion|Weight|Alder|Alder|Birch|Birch
    |%|Points|Weighted|Points|Weighted
    Team|40|3|1.2|4|1.6
    Quality|60|5|3|2|1.2
    """)
    assert (vendors(table), values(table)) == (["Alder", "Birch"], [[3, 5], [4, 2]])


def test_evaluators_under_each_vendor_keep_their_scores_and_their_mean_is_left_out():
    table = table_of(
        """
    Criterion|Alder|||Birch||
    |Kim|Lee|Ø|Kim|Lee|Ø
    Team|3|4|3.5|4|4|4
    Quality|5|2|3.5|4|3|3.5
    """,
        ["B1:D1", "E1:G1"],
    )
    assert vendors(table) == ["Alder", "Birch"]
    assert {score.evaluator for score in table.scores} == {"Kim", "Lee"}


def test_options_called_by_letters_are_no_column_letters():
    table = table_of("No.|Criterion|A|B|C\n1|Team|3|4|5\n2|Quality|5|2|4\n")
    assert (vendors(table), criteria(table)) == (["A", "B", "C"], ["Team", "Quality"])


def test_subtotals_of_groups_are_no_criteria():
    table = table_of("""
    Criterion|Weight|Alder|Birch
    Technical|||
    Team|40|3|4
    Tools|20|5|2
    Subtotal technical|60|220|200
    Commercial|||
    Price|40|3|4
    Subtotal commercial|40|120|160
    Grand total|100|340|360
    """)
    assert (criteria(table), weights(table)) == (["Team", "Tools", "Price"], [40, 20, 40])
    assert [(group.name, group.weight) for group in table.groups] == [("Technical", 60), ("Commercial", 40)]


def test_shares_beside_the_scores_are_no_weights():
    table = table_of("""
    Criterion|Max|Alder|%|Birch|%
    Team|40|30|75%|20|50%
    Tools|60|60|100%|30|50%
    Total|100|90|90%|50|50%
    """)
    assert (vendors(table), weights(table), values(table)) == (["Alder", "Birch"], [40, 60], [[30, 60], [20, 30]])


@pytest.mark.parametrize("title", ["Lp.", "Nr", "Lfd. Nr.", "N°", "#", "Pos.", "Ord.", "Punkt", ""])
def test_a_column_that_only_counts_is_no_vendor(title):
    table = table_of(f"{title}|Kryterium|Waga|Oferent A|Oferent B\n1|Cena|60%|60|55\n2|Termin|40%|15|20\n")
    assert (vendors(table), weights(table)) == (["Oferent A", "Oferent B"], [60, 40])


@pytest.mark.parametrize("title", ["Evaluator", "Reviewer", "Bewerter", "Évaluateur", "Evaluador", "Avaliador"])
def test_rows_of_several_evaluators_are_not_several_vendors(title):
    table = table_of(f"""
    {title}|Vendor|Team|Tools
    Kim|Alder|3|5
    Kim|Birch|4|2
    Lee|Alder|4|4
    Lee|Birch|3|3
    """)
    assert vendors(table) == ["Alder", "Birch"]
    assert [(score.vendor, score.evaluator, score.value) for score in table.scores if score.criterion == "Team"] == [
        ("Alder", "Kim", 3), ("Birch", "Kim", 4), ("Alder", "Lee", 4), ("Birch", "Lee", 3),
    ]  # fmt: skip


def test_evaluators_over_the_criteria_are_no_vendors():
    table = table_of(
        """
    Vendor|Kim|||Lee||
    |Team|Tools|Total|Team|Tools|Total
    Alder|3|5|8|4|4|8
    Birch|4|2|6|3|3|6
    """,
        ["B1:D1", "E1:G1"],
    )
    assert vendors(table) == ["Alder", "Birch"]
    assert values(table) == [[3, 5, 4, 4], [4, 2, 3, 3]]


@pytest.mark.parametrize("title", ["Vendor: Alder Ltd||", "Supplier|Alder Ltd|", "Anbieter: Alder Ltd||"])
def test_a_sheet_about_one_vendor_names_it_above(title):
    table = table_of(f"{title}\nCriterion|Weight|Score\nTeam|40|3\nTools|60|5\n")
    assert (vendors(table), weights(table), values(table)) == (["Alder Ltd"], [40, 60], [[3, 5]])


def test_scores_of_nobody_are_asked_about():
    table = table_of("Criterion|Weight|Score\nTeam|40|3\nTools|60|5\n")
    assert (table.kind, vendors(table)) == ("criteria", [])
    assert [problem.cell for problem in table.problems if problem.severity == "ask"] == ["C1"]


def test_what_is_not_ours_to_compare_is_left_alone():
    for drawing in (
        "Department|Budget|Actual|Variance\nIT|100|120|20\nHR|80|90|10\n",
        "Country|2024 staff|2025 staff\nGermany|100|120\nFrance|80|90\n",
        "Strengths|Weaknesses\nCheap|Slow\nGood team|Old tools\n",
    ):
        assert all(table.vendors == () for table in tables_of(drawing))
