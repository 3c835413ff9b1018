"""One plain scorecard in each of the languages of our users: the same table comes out."""

import pytest

from outsource_desk.importers.sheets.grid import Sheet
from outsource_desk.importers.tables import read_sheet

SHEETS = {
    "English": ("Criterion", "Weight", "Supplier", "Price", "Security", "References", "Total", "Rank", "Comments"),
    "German": ("Kriterium", "Gewichtung", "Anbieter", "Preis", "Sicherheit", "Referenzen", "Insgesamt", "Rang",
               "Bemerkungen"),
    "French": ("Critère", "Pondération", "Fournisseur", "Prix", "Sécurité", "Références", "Total", "Classement",
               "Commentaires"),
    "Spanish": ("Criterio", "Ponderación", "Proveedor", "Precio", "Seguridad", "Referencias", "Total", "Posición",
                "Observaciones"),
    "Portuguese": ("Critério", "Ponderação", "Fornecedor", "Preço", "Segurança", "Referências", "Soma",
                   "Classificação", "Observações"),
    "Italian": ("Criterio", "Ponderazione", "Fornitore", "Prezzo", "Sicurezza", "Referenze", "Totale", "Posizione",
                "Osservazioni"),
    "Polish": ("Kryterium", "Waga", "Dostawca", "Cena", "Bezpieczeństwo", "Referencje", "Łącznie", "Miejsce",
               "Uwagi"),
}  # fmt: skip
POINTS = {"Alder": (5.0, 4.0, 3.0), "Birch": (4.0, 3.0, 5.0), "Cedar": (3.0, 5.0, 4.0)}
WEIGHTS = (50.0, 30.0, 20.0)


def total(points):
    return sum(weight * number for weight, number in zip(WEIGHTS, points, strict=True)) / 100


def read(rows):
    ((table,), _) = read_sheet(Sheet("Sheet1", rows=[(number, row) for number, row in enumerate(rows, start=1)]))
    return table


def grid_of(table):
    values = {(score.vendor, score.criterion): score.value for score in table.scores}
    return {v.name: tuple(values[v.name, c.name] for c in table.criteria) for v in table.vendors}


@pytest.mark.parametrize("language", SHEETS)
def test_criteria_as_rows_with_weights_totals_and_ranks(language):
    criterion, weight, _, *names, total_name, rank, comments = SHEETS[language]
    columns = list(POINTS.values())
    body = [[name, WEIGHTS[at], *(points[at] for points in columns), "ok"] for at, name in enumerate(names)]
    totals = [total_name, 100.0, *map(total, columns), ""]
    table = read([[criterion, weight, *POINTS, comments], *body, totals, [rank, "", 1.0, 2.0, 3.0, ""]])

    assert [(each.name, each.weight) for each in table.criteria] == list(zip(names, WEIGHTS, strict=True))
    assert grid_of(table) == POINTS


@pytest.mark.parametrize("language", SHEETS)
def test_vendors_as_rows_with_a_row_of_weights(language):
    _, weight, vendor, *names, total_name, rank, comments = SHEETS[language]
    body = [[name, *points, total(points), 1.0 + at, "ok"] for at, (name, points) in enumerate(POINTS.items())]
    table = read([[vendor, *names, total_name, rank, comments], [weight, *WEIGHTS, "", "", ""], *body])

    assert [(each.name, each.weight) for each in table.criteria] == list(zip(names, WEIGHTS, strict=True))
    assert grid_of(table) == POINTS
