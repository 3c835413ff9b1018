from __future__ import annotations

import pytest

from outsource_desk.services.import_memory import forget_layout, layout_of
from outsource_desk.services.import_records import RECORD_KINDS, RecordChoices, import_records, preview_records
from outsource_desk.services.import_records import propose_columns as proposed_by_kind
from outsource_desk.services.import_records.vocabulary import folded, headings_of
from tests.services.import_records.lists import reading, register


def propose(kind, *headings, rows=()):
    found = proposed_by_kind(RECORD_KINDS[kind], register([list(headings), *rows]))
    return [column.field for column in found]


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (("Lieferant", "Land", "Mitarbeiter", "Umsatz 2024", "Ansprechpartner", "E-Mail-Adresse"),
         ["name", "country", "employees", "financial_year.revenue", "contact.name", "contact.email"]),
        (("Fournisseur", "Pays", "Effectif", "Chiffre d'affaires 2024", "Interlocuteur", "Courriel"),
         ["name", "country", "employees", "financial_year.revenue", "contact.name", "contact.email"]),
        (("Proveedor", "País", "Empleados", "Facturación 2024", "Persona de contacto", "Correo electrónico"),
         ["name", "country", "employees", "financial_year.revenue", "contact.name", "contact.email"]),
        (("Fornecedor", "País", "Funcionários", "Receita 2024", "Contato", "E-mail"),
         ["name", "country", "employees", "financial_year.revenue", "contact.name", "contact.email"]),
        (("Fornitore", "Paese", "Dipendenti", "Fatturato 2024", "Referente", "E-mail"),
         ["name", "country", "employees", "financial_year.revenue", "contact.name", "contact.email"]),
        (("Dostawca", "Kraj", "Liczba pracowników", "Przychody 2024", "Osoba kontaktowa", "Adres e-mail"),
         ["name", "country", "employees", "financial_year.revenue", "contact.name", "contact.email"]),
        (("supplier_name", "country_code", "numberOfEmployees", "Web-site", "LEI code"),
         ["name", "country", "employees", "website", "lei"]),
    ],
)  # fmt: skip
def test_columns_of_vendors_are_known_in_seven_languages(headings, fields):
    assert propose("vendors", *headings) == fields


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (("Nr.", "Risiko", "Eintrittswahrscheinlichkeit", "Auswirkung", "Verantwortlich", "Maßnahme", "Frist"),
         ["code", "title", "likelihood", "impact", "owner", "mitigation.wording", "mitigation.due_on"]),
        (("Réf.", "Risque", "Probabilité", "Gravité", "Responsable", "Mesures", "Échéance"),
         ["code", "title", "likelihood", "impact", "owner", "mitigation.wording", "mitigation.due_on"]),
        (("Lp.", "Ryzyko", "Prawdopodobieństwo", "Wpływ", "Właściciel ryzyka", "Działania", "Termin"),
         ["code", "title", "likelihood", "impact", "owner", "mitigation.wording", "mitigation.due_on"]),
    ],
)  # fmt: skip
def test_columns_of_risks_are_known_in_other_languages(headings, fields):
    assert propose("risks", *headings) == fields


def test_a_field_is_taken_once_and_the_likelier_column_has_it():
    assert propose("vendors", "Company", "Supplier name", "Country") == ["name", None, "country"]
    assert propose("vendors", "Vendor", "Supplier name") == ["name", None]


def test_a_column_is_left_out_whose_cells_are_not_what_the_field_holds():
    rows = [["Alder", "Open"], ["Birch", "Closed"], ["Cedar", "Open"]]
    assert propose("vendors", "Supplier", "Status", rows=rows) == ["name", None]
    assert propose("vendors", "Supplier", "E-mail", "Contact", rows=[["Alder", "by post", "Ann"]]) == [
        "name", None, "contact.name",
    ]  # fmt: skip


def test_a_part_without_what_tells_it_apart_is_left_out():
    assert propose("vendors", "Supplier", "Valid until") == ["name", None]
    assert propose("vendors", "Supplier", "Certificate", "Valid until") == [
        "name", "certificate.scheme", "certificate.expires",
    ]  # fmt: skip
    assert propose("vendors", "Supplier", "Revenue") == ["name", None]


def test_a_heading_of_several_parts_goes_to_the_one_that_begins_before_it():
    headings = ("Vendor", "Certificate", "Valid until", "Insurance type", "Cover", "Currency", "Valid until")
    assert propose("vendors", *headings) == [
        "name", "certificate.scheme", "certificate.expires", "insurance.kind", "insurance.cover", "insurance.currency",
        "insurance.expires",
    ]  # fmt: skip
    assert propose("vendors", "Vendor", "Revenue 2024", "Currency")[2] == "financial_year.currency"
    assert propose("vendors", "Vendor", "Currency", "Revenue 2024")[1] == "financial_year.currency"


def test_a_target_is_no_reading():
    assert propose("readings", "KPI", "Month", "Target", "Actual") == ["metric", "period", None, "actual"]


@pytest.mark.parametrize("kind", list(RECORD_KINDS))
def test_every_known_heading_belongs_to_a_field_and_no_label_to_another(kind):
    fields = {field.key for field in RECORD_KINDS[kind].fields}
    labels = {folded(field.label): field.key for field in RECORD_KINDS[kind].fields}
    known = headings_of(kind)

    assert {key for keys in known.values() for key in keys} <= fields
    assert {name: known[name] for name in known.keys() & labels.keys() if labels[name] not in known[name]} == {}


def test_a_layout_that_came_before_is_taken_as_then_until_it_is_forgotten(desk):
    first = reading([["Supplier", "Standing"], ["Alder", "watch"]])
    chosen = RecordChoices(columns={2: "status"})
    import_records(desk, first, 0, chosen)

    later = reading([["Supplier", "Standing"], ["Birch", "blocked"]], sha256="b" * 64)
    preview = preview_records(desk, later, 0, RecordChoices())
    assert preview.remembered
    assert [(column.field, column.is_remembered) for column in preview.columns] == [("name", True), ("status", True)]
    anew = preview_records(desk, later, 0, RecordChoices(use_memory=False))
    assert [column.field for column in anew.columns] == ["name", None]

    forget_layout(desk, layout_of(later, later.tables[0]))
    assert not preview_records(desk, later, 0, RecordChoices()).remembered


@pytest.mark.parametrize(
    ("kind", "headings", "fields"),
    [
        ("risks", ("Código", "Riesgo", "Plan de mitigación", "Fecha límite"),
         ["code", "title", "mitigation.wording", "mitigation.due_on"]),
        ("risks", ("N°", "Risque", "Mesures d'atténuation", "Pilote", "Échéance"),
         ["code", "title", "mitigation.wording", "owner", "mitigation.due_on"]),
        ("risks", ("#", "Risk", "L", "I"), ["code", "title", "likelihood", "impact"]),
        ("metrics", ("Kennzahl", "Schwellenwert", "Messintervall"), ["name", "minimum", "period"]),
        ("vendors", ("B_05.01.0030 Name of ICT third-party service provider", "LEI of ultimate parent"),
         ["name", None]),
        ("readings", ("Kennzahl", "Jan 26", "Mrz 26", "févr. 2026"), ["metric", "actual", "actual", "actual"]),
    ],
)  # fmt: skip
def test_headings_of_other_houses_are_known(kind, headings, fields):
    assert propose(kind, *headings) == fields


def test_of_two_columns_for_a_measure_the_one_that_says_more_counts():
    rows = [["Staff leave", "Reduce", "Retention bonus and shadowing"]]
    assert propose("risks", "Risk", "Response", "Mitigation actions", rows=rows) == [
        "title", None, "mitigation.wording",
    ]  # fmt: skip


def test_the_same_names_below_two_headings_are_two_contacts():
    names = [f"{group} contact / {name}" for group in ("Sales", "Technical") for name in ("Name", "Email")]
    found = proposed_by_kind(RECORD_KINDS["vendors"], register([["Vendor", *names]]))
    assert [(column.field, column.which) for column in found[1:]] == [
        ("contact.name", ""), ("contact.email", ""), ("contact.name", "2"), ("contact.email", "2"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "factor", "currency"),
    [
        ("Revenue 2024 (m)", 1e6, ""),
        ("Revenue 2024 (EUR m)", 1e6, "EUR"),
        ("Umsatz 2024 (T€)", 1e3, "EUR"),
        ("Umsatz 2024 in Tsd. CHF", 1e3, "CHF"),
        ("Ingresos 2024 (miles de euros)", 1e3, "EUR"),
        ("Umsatz 2024 (Mrd. €)", 1e9, "EUR"),
        ("Revenue 2024 (in millions)", 1e6, ""),
        ("Revenue 2024 (USD)", 1.0, "USD"),
    ],
)
def test_headings_of_amounts_say_their_unit(heading, factor, currency):
    found = proposed_by_kind(RECORD_KINDS["vendors"], register([["Vendor", heading]]))[1]
    assert (found.field, found.factor, found.currency) == ("financial_year.revenue", factor, currency)
