from __future__ import annotations

import pytest

from outsource_desk.domain.dossier import InsuranceKind
from outsource_desk.services.dossiers import dossier_of
from outsource_desk.services.history import undo
from outsource_desk.services.import_policy import Fate, Policy
from outsource_desk.services.import_records import (
    NEW,
    Asks,
    Outcome,
    RecordAnswer,
    RecordChoices,
    import_records,
    preview_records,
)
from outsource_desk.services.vendors import add_vendor, find_vendor, list_contacts, list_vendors, set_vendor_tags
from outsource_desk.store.price_lines import load_sources
from tests.services.import_records.lists import reading, used

LIST = [
    ["Supplier Name", "Country", "Employees", "Status", "Contact person", "E-mail", "Tags"],
    ["Alder GmbH", "Germany", "1.200", "active", "Ann Ash", "ann@alder.example", "it, cloud"],
    ["Birch Ltd", "UK", 50, None, None, None, None],
]


def outcomes(preview):
    return {row.number: row.outcome for row in preview.rows}


def changes(preview):
    return {change.cell: (change.before, change.after, change.fate) for row in preview.rows for change in row.changes}


def test_a_list_of_vendors_comes_in_as_one_act_that_can_be_undone(desk):
    summary = import_records(desk, reading(LIST), 0, RecordChoices())

    alder, birch = list_vendors(desk)
    assert (summary.new, summary.values, summary.questions) == (2, 10, 0)
    assert (alder.name, alder.country, alder.employees, alder.tags) == ("Alder GmbH", "DE", 1200, ("cloud", "it"))
    assert (birch.name, birch.country, birch.employees) == ("Birch Ltd", "GB", 50)
    assert [(each.name, each.email) for each in list_contacts(desk, alder.id)] == [("Ann Ash", "ann@alder.example")]
    undo(desk)
    assert list_vendors(desk) == ()


def test_each_value_keeps_the_cell_that_it_came_from(desk):
    import_records(desk, reading(LIST), 0, RecordChoices())

    alder = find_vendor(desk, "Alder GmbH")
    assert alder is not None
    source = load_sources(desk.connection, "vendor", alder)["country"]
    assert (source.file_name, source.sheet, source.cell) == ("List.xlsx", "Sheet1", "B2")
    contact = list_contacts(desk, alder)[0]
    assert load_sources(desk.connection, "contact", contact.id)["email"].cell == "F2"


def test_the_same_list_again_changes_nothing_and_says_when_it_came(desk):
    import_records(desk, reading(LIST), 0, RecordChoices())
    revision = desk.journal.revision

    preview = preview_records(desk, reading(LIST), 0, RecordChoices())
    summary = import_records(desk, reading(LIST), 0, RecordChoices())

    assert set(outcomes(preview).values()) == {Outcome.SAME}
    assert preview.imported_on is not None
    assert (summary.same, summary.changed_anything, desk.journal.revision) == (2, False, revision)


@pytest.mark.parametrize("name", ["Alder AG", "Alder Holding", "Alder Group Ltd"])
def test_another_legal_form_is_perhaps_another_company_and_asked(desk, name):
    alder = add_vendor(desk, "Alder GmbH")
    preview = preview_records(desk, reading([["Vendor", "Country"], [name, "DE"]]), 0, RecordChoices())

    assert outcomes(preview) == {2: Outcome.ASKED}
    assert [each.choices for each in preview.questions] == [((alder, "Alder GmbH"),)]


def test_a_name_without_a_legal_form_is_asked_where_several_companies_have_it(desk):
    for name in ("Alder GmbH", "Alder AG"):
        add_vendor(desk, name)
    rows = [["Vendor", "Country"], ["Alder", "DE"], ["ALDER A.G.", "CH"]]
    preview = preview_records(desk, reading(rows), 0, RecordChoices())

    assert outcomes(preview) == {2: Outcome.ASKED, 3: Outcome.CHANGED}


def test_every_used_cell_is_accounted_for(desk):
    rows = [
        ["Vendor", "Country", "Mission", "Founded"],
        ["Alder", "DE", "To grow", 1990],
        ["Birch", "Narnia", None, "long ago"],
        [None, "FR", None, None],
    ]
    preview = preview_records(desk, reading(rows), 0, RecordChoices())

    assert preview.account.used == used(rows)
    assert (preview.account.headers, preview.account.left_out) == (4, 1)
    assert outcomes(preview) == {2: Outcome.NEW, 3: Outcome.NEW, 4: Outcome.PROBLEM}


def test_what_cannot_be_read_is_asked_and_the_rest_of_the_row_comes_in(desk):
    rows = [["Vendor", "Country", "Employees"], ["Alder", "Narnia", "3-4"], ["Birch", "DE", 12], ["Cedar", "FR", 7]]
    preview = preview_records(desk, reading(rows), 0, RecordChoices())

    assert [(each.asks, each.cell, each.raw) for each in preview.questions] == [
        (Asks.CELL, "B2", "Narnia"), (Asks.CELL, "C2", "3-4"),
    ]  # fmt: skip
    answers = {"B2": RecordAnswer.typed("Norway"), "C2": RecordAnswer.leave_open()}
    import_records(desk, reading(rows), 0, RecordChoices(answers=answers))
    alder = list_vendors(desk)[0]
    assert (alder.country, alder.employees) == ("NO", None)


def test_an_empty_cell_and_a_dash_never_empty_a_field(desk):
    add_vendor(desk, "Alder", country="DE", notes="Good people")
    rows = [["Vendor", "Country", "Notes"], ["alder", None, "n/a"]]

    preview = preview_records(desk, reading(rows), 0, RecordChoices())

    assert outcomes(preview) == {2: Outcome.SAME}
    assert preview.account.left_out == 1


@pytest.mark.parametrize(
    ("policy", "fate", "country"),
    [(Policy.REPLACE, Fate.REPLACED, "AT"), (Policy.KEEP, Fate.KEPT, "DE"), (Policy.MERGE, Fate.KEPT, "DE"),
     (Policy.ASK, Fate.ASKED, "DE")],
)  # fmt: skip
def test_the_policy_decides_what_becomes_of_a_conflict(desk, policy, fate, country):
    add_vendor(desk, "Alder", country="DE")
    rows = [["Vendor", "Country", "Website"], ["Alder", "AT", "alder.example"]]

    preview = preview_records(desk, reading(rows), 0, RecordChoices(policy=policy))
    import_records(desk, reading(rows), 0, RecordChoices(policy=policy))

    assert changes(preview)["B2"] == ("DE", "AT", fate)
    vendor = list_vendors(desk)[0]
    assert vendor.country == country
    assert vendor.website == ("" if policy is Policy.KEEP else "alder.example")
    assert [each.asks for each in preview.questions] == ([Asks.CONFLICT] if policy is Policy.ASK else [])


def test_a_conflict_is_settled_cell_by_cell(desk):
    add_vendor(desk, "Alder", country="DE", website="old.example")
    rows = [["Vendor", "Country", "Website"], ["Alder", "AT", "alder.example"]]
    answers = {"B2": RecordAnswer.take(), "C2": RecordAnswer.keep()}

    import_records(desk, reading(rows), 0, RecordChoices(policy=Policy.ASK, answers=answers))

    assert [(each.country, each.website) for each in list_vendors(desk)] == [("AT", "old.example")]


def test_another_legal_form_is_the_same_vendor_and_keeps_its_name(desk):
    vendor = add_vendor(desk, "Alder Services GmbH")
    preview = preview_records(desk, reading([["Vendor", "Country"], ["ALDER SERVICES", "DE"]]), 0, RecordChoices())

    assert [(row.record_id, row.outcome) for row in preview.rows] == [(vendor, Outcome.CHANGED)]
    assert list(changes(preview)) == ["B2"]


def test_a_name_that_is_nearly_known_is_asked_and_never_merged_by_itself(desk):
    vendor = add_vendor(desk, "Alderwood Systems")
    rows = [["Vendor", "Country"], ["Alderwod Systems", "DE"]]

    preview = preview_records(desk, reading(rows), 0, RecordChoices())
    question = preview.questions[0]

    assert outcomes(preview) == {2: Outcome.ASKED}
    assert (question.asks, question.choices) == (Asks.MATCH, ((vendor, "Alderwood Systems"),))
    assert not import_records(desk, reading(rows), 0, RecordChoices()).changed_anything
    same = preview_records(desk, reading(rows), 0, RecordChoices(matches={2: vendor}))
    other = preview_records(desk, reading(rows), 0, RecordChoices(matches={2: NEW}))
    assert (outcomes(same), outcomes(other)) == ({2: Outcome.CHANGED}, {2: Outcome.NEW})


def test_two_rows_whose_names_may_mean_the_same_are_asked(desk):
    rows = [["Vendor", "Country"], ["Alder GmbH", "DE"], ["Alder Ltd", "UK"]]

    assert outcomes(preview_records(desk, reading(rows), 0, RecordChoices())) == {2: Outcome.NEW, 3: Outcome.ASKED}
    import_records(desk, reading(rows), 0, RecordChoices(matches={3: NEW}))
    assert [each.name for each in list_vendors(desk)] == ["Alder GmbH", "Alder Ltd"]


def test_an_identifier_under_another_name_is_asked(desk):
    lei = "529900T8BM49AURSDO55"
    vendor = add_vendor(desk, "Alder")
    import_records(desk, reading([["Vendor", "LEI"], ["Alder", lei]]), 0, RecordChoices())

    preview = preview_records(desk, reading([["Vendor", "LEI"], ["Quercus", lei]]), 0, RecordChoices())

    assert [(each.asks, each.choices) for each in preview.questions] == [(Asks.MATCH, ((vendor, "Alder"),))]


def test_several_rows_of_one_vendor_add_to_it_and_contradictions_are_asked(desk):
    rows = [
        ["Vendor", "Country", "Contact", "Certificates"],
        ["Alder", "DE", "Ann", "ISO 27001; SOC 2"],
        ["Alder", None, "Bob", None],
        ["Alder", "FR", "Ann", None],
    ]
    preview = preview_records(desk, reading(rows), 0, RecordChoices())
    import_records(desk, reading(rows), 0, RecordChoices())

    alder = list_vendors(desk)[0]
    assert [(each.cell, each.reason) for each in preview.questions] == [("B4", "Row 2 says otherwise.")]
    assert (alder.country, [each.name for each in list_contacts(desk, alder.id)]) == ("DE", ["Ann", "Bob"])
    assert [each.scheme for each in dossier_of(desk, alder.id).certificates] == ["ISO 27001", "SOC 2"]
    assert preview.account.used == used(rows)


def test_figures_of_two_years_come_in_with_the_unit_of_their_headings(desk):
    rows = [
        ["Company", "Revenue 2023 (EUR m)", "Revenue 2024 (EUR m)", "Net profit 2024 (EUR m)"],
        ["Alder", 12.5, "13,75", "(0,5)"],
    ]
    import_records(desk, reading(rows), 0, RecordChoices())

    later, earlier = dossier_of(desk, list_vendors(desk)[0].id).years
    assert (earlier.year, earlier.currency, earlier.revenue) == (2023, "EUR", 1_250_000_000)
    assert (later.year, later.revenue, later.net_profit) == (2024, 1_375_000_000, -50_000_000)


def test_an_amount_in_another_currency_than_its_heading_is_asked(desk):
    rows = [["Company", "Revenue 2024 (EUR)"], ["Alder", "$12,000,000"], ["Birch", "€ 9,000,000"], ["Cedar", 5000000]]
    preview = preview_records(desk, reading(rows), 0, RecordChoices())

    assert [each.cell for each in preview.questions] == ["B2"]


def test_insurance_and_certificates_come_with_their_days(desk):
    rows = [
        ["Vendor", "Certificate", "Certificate expires on", "Insurance", "Insurance cover", "Insurance currency"],
        ["Alder", "ISO 27001", "31/12/2027", "Professional indemnity", 5_000_000, "EUR"],
        ["Birch", "SOC 2", "05/06/2027", "cyber", "2 Mio", "eur"],
    ]
    import_records(desk, reading(rows), 0, RecordChoices())

    alder, birch = (dossier_of(desk, each.id) for each in list_vendors(desk))
    assert (alder.certificates[0].expires, birch.certificates[0].expires) == ("2027-12-31", "2027-06-05")
    assert (alder.insurances[0].kind, alder.insurances[0].cover) == (InsuranceKind.PROFESSIONAL, 500_000_000)
    assert (birch.insurances[0].kind, birch.insurances[0].cover) == (InsuranceKind.CYBER, 200_000_000)


def test_a_word_for_nothing_names_nothing(desk):
    rows = [["Lieferant", "Zertifikate", "Schlagworte"], ["Alder", "keine", "–"], ["Birch", "ISO 9001", "none"]]
    import_records(desk, reading(rows), 0, RecordChoices())

    assert [len(dossier_of(desk, each.id).certificates) for each in list_vendors(desk)] == [0, 1]
    assert {each.tags for each in list_vendors(desk)} == {()}


def test_what_hangs_on_an_unknown_name_waits_with_it(desk):
    rows = [["Vendor", "Insurance", "Insurer", "Insurance cover"], ["Alder", "space", "Zurich", "EUR 9,000,000"],
            ["Birch", "cyber", "AXA", 5_000_000], ["Cedar", "cyber", "AXA", "EUR 5.000.000,00"]]  # fmt: skip
    preview = preview_records(desk, reading(rows), 0, RecordChoices())

    assert [(each.cell, each.asks) for each in preview.questions if each.row == 2] == [("B2", Asks.CELL)]
    assert [each.reason for each in preview.questions if each.row == 3] == ["The cover has no currency."]
    assert (preview.account.asked, preview.account.used) == (6, used(rows))


def test_a_day_that_may_be_either_is_asked_where_no_other_settles_it(desk):
    rows = [["Vendor", "Certificate", "Valid until"], ["Alder", "ISO 27001", "05/06/2027"]]
    preview = preview_records(desk, reading(rows), 0, RecordChoices())

    assert [each.cell for each in preview.questions] == ["C2"]


def test_tags_are_added_to_those_that_a_vendor_has(desk):
    vendor = add_vendor(desk, "Alder")
    set_vendor_tags(desk, vendor, ["cloud"])
    import_records(desk, reading([["Vendor", "Tags"], ["Alder", "it; Cloud"]]), 0, RecordChoices())

    assert list_vendors(desk)[0].tags == ("cloud", "it")


def test_a_row_can_be_skipped(desk):
    preview = preview_records(desk, reading(LIST), 0, RecordChoices(skipped=frozenset({2})))

    assert outcomes(preview) == {2: Outcome.SKIPPED, 3: Outcome.NEW}
    assert preview.account.skipped == 7


def test_a_list_that_does_not_say_what_its_records_are_called_brings_in_nothing(desk):
    rows = [["Colour", "Country"], ["green", "DE"]]
    preview = preview_records(desk, reading(rows), 0, RecordChoices())

    assert (preview.rows, preview.missing) == ((), ("Vendor",))
    assert preview.account.used == used(rows)
    named = preview_records(desk, reading(rows), 0, RecordChoices(columns={1: "name"}))
    assert [row.name for row in named.rows] == ["green"]


def test_shareholders_subcontractors_and_reference_clients_come_into_the_dossier(desk):
    rows = [
        ["Supplier", "Owner / shareholder", "Sub-contractors", "References"],
        ["Alder", "Alder Holding AG (60 %); Founders 40,5%", "Elm Hosting, Inc., Fir Cloud", "Bank A\nInsurer B"],
        ["Birch", "PE Fund X", "none", None],
    ]
    import_records(desk, reading(rows), 0, RecordChoices())
    alder, birch = (dossier_of(desk, each.id) for each in list_vendors(desk))
    assert [(each.name, each.share) for each in alder.owners] == [("Alder Holding AG", 0.6), ("Founders", 0.405)]
    assert [each.name for each in alder.subcontractors] == ["Elm Hosting, Inc.", "Fir Cloud"]
    assert [each.client for each in alder.references] == ["Bank A", "Insurer B"]
    assert ([each.name for each in birch.owners], birch.subcontractors) == (["PE Fund X"], ())

    again = preview_records(desk, reading(rows), 0, RecordChoices())
    assert set(outcomes(again).values()) == {Outcome.SAME}


def test_an_owner_of_the_contract_is_no_shareholder(desk):
    preview = preview_records(desk, reading([["Vendor", "Owner"], ["Alder", "IT department"]]), 0, RecordChoices())
    assert [column.field for column in preview.columns] == ["name", None]


@pytest.mark.parametrize(
    ("cells", "contacts"),
    [
        (["Sean Daly; Ann Roe", None, None], [("Sean Daly", "", ""), ("Ann Roe", "", "")]),
        (["Sean Daly; Ann Roe", "ann.roe@birch.example", "n/a"],
         [("Sean Daly", "", ""), ("Ann Roe", "ann.roe@birch.example", "")]),
        (["Sean Daly; Ann Roe;", "sd@birch.example; ar@birch.example", "+44 1; +44 2"],
         [("Sean Daly", "sd@birch.example", "+44 1"), ("Ann Roe", "ar@birch.example", "+44 2")]),
    ],
)  # fmt: skip
def test_semicolons_part_the_names_of_several_contacts(desk, cells, contacts):
    rows = [["Supplier", "Contact person", "E-mail", "Phone"], ["Birch", *cells]]
    import_records(desk, reading(rows), 0, RecordChoices())
    (birch,) = list_vendors(desk)
    told = {(each.name, each.email, each.phone) for each in list_contacts(desk, birch.id)}
    assert told == set(contacts)
    again = preview_records(desk, reading(rows), 0, RecordChoices())
    assert set(outcomes(again).values()) == {Outcome.SAME}
    assert again.account.used == used(rows)


@pytest.mark.parametrize("cells", [["info@birch.example", None], [None, "+44 1"], ["ann.roe.daly@birch.example", None]])
def test_what_may_be_of_either_contact_is_asked(desk, cells):
    rows = [["Supplier", "Contact person", "E-mail", "Phone"], ["Birch", "Sean Daly; Ann Roe", *cells]]
    preview = preview_records(desk, reading(rows), 0, RecordChoices())
    (question,) = preview.questions
    assert (question.asks, question.cell, question.field) == (Asks.CELL, "B2", "contact.name")
    assert (preview.account.asked, preview.account.used) == (2, used(rows))
    answered = RecordChoices(answers={"B2": RecordAnswer.typed("Sean Daly")})
    import_records(desk, reading(rows), 0, answered)
    (birch,) = list_vendors(desk)
    (contact,) = list_contacts(desk, birch.id)
    assert (contact.name, contact.email or contact.phone) == ("Sean Daly", cells[0] or cells[1])


def test_a_number_that_is_only_about_right_comes_in_and_is_shown(desk):
    rows = [["Supplier", "Employees"], ["Alder", "ca. 60"], ["Birch", 45], ["Cedar", "~ 70"]]
    reason = "The cell says “about”; its number is taken as it stands."
    preview = preview_records(desk, reading(rows), 0, RecordChoices())

    assert [(each.cell, each.reason, each.raw) for each in preview.read_with_care] == [
        ("B2", reason, "ca. 60"), ("B4", reason, "~ 70"),
    ]  # fmt: skip
    assert not any(each.is_blocking for each in preview.remarks)
    opened = RecordChoices(answers={"B2": RecordAnswer.leave_open()})
    assert [each.cell for each in preview_records(desk, reading(rows), 0, opened).read_with_care] == ["B4"]
    summary = import_records(desk, reading(rows), 0, RecordChoices())
    assert {vendor.name: vendor.employees for vendor in list_vendors(desk)} == {"Alder": 60, "Birch": 45, "Cedar": 70}
    assert f"B2: {reason}" in summary.notes
    assert preview_records(desk, reading(rows), 0, RecordChoices()).read_with_care == ()
