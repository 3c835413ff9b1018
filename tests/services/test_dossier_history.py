"""What the history says of changes to dossiers."""

import pytest

from outsource_desk.services.attaching import attach_content
from outsource_desk.services.history import describe_edit
from outsource_desk.services.records import add_record, delete_record, update_record
from outsource_desk.services.vendors import add_contact, add_vendor, update_contact, update_vendor


@pytest.fixture
def acme(desk):
    return add_vendor(desk, "Acme")


def told(desk):
    return describe_edit(desk, desk.journal.revision)


def changed(desk, acme, table, given, field, value):
    """Return what is told of one changed field of a new record."""
    record = add_record(desk, table, acme, **given)
    update_record(desk, table, record, field, value)
    return told(desk)


POLICY = {"kind": "cyber", "currency": "EUR", "cover": 5e6}
YEAR = {"year": 2024, "currency": "EUR", "revenue": 1250}
SITE = {"name": "Pune", "hours": "9:30–18:30"}


@pytest.mark.parametrize(
    ("table", "given", "field", "value", "line"),
    [
        ("site", SITE, "work_start", "8:15", "Site Pune of Acme: begin of work 9:30 → 8:15"),
        (
            "site", SITE, "work_days", "Sun–Tue",
            "Site Pune of Acme: working days Mon, Tue, Wed, Thu, Fri → Mon, Tue, Sun",
        ),
        (
            "site", SITE, "purposes", "delivery data_access",
            "Site Pune of Acme: used for empty → “delivery”, “data access”",
        ),
        ("site", SITE, "visit", "third_party", "Site Pune of Acme: visit empty → “third party”"),
        ("site", SITE, "headcount", 1200, "Site Pune of Acme: headcount empty → 1,200"),
        (
            "certificate", {"scheme": "SOC 2"}, "bridge_until", "2027-01-31",
            "Certificate SOC 2 of Acme: bridge letter until empty → “2027-01-31”",
        ),
        (
            "certificate", {"scheme": "SOC 2"}, "covers_service", "partly",
            "Certificate SOC 2 of Acme: covers service “unknown” → “partly”",
        ),
        ("insurance", POLICY, "cover", 7.5e6, "Insurance cyber of Acme: cover 5,000,000.00 EUR → 7,500,000.00 EUR"),
        ("insurance", POLICY, "kind", "crime", "Insurance crime of Acme: kind “cyber” → “crime”"),
        (
            "financial_year", YEAR, "operating_profit", -3.5,
            "Financial year 2024 of Acme: operating profit empty → −3.50 EUR",
        ),
        ("financial_year", YEAR, "ebitda", 0, "Financial year 2024 of Acme: EBITDA empty → 0.00 EUR"),
        (
            "financial_year", YEAR, "our_share", 0.125,
            "Financial year 2024 of Acme: our share of revenue empty → 12.5 %",
        ),
        (
            "financial_year", YEAR, "opinion", "going_concern",
            "Financial year 2024 of Acme: opinion “not audited” → “going concern”",
        ),
        ("financial_year", YEAR, "year", 2023, "Financial year 2023 of Acme: year 2024 → 2023"),
        ("owner", {"name": "Fund", "share": 0.5}, "share", 0.6, "Owner Fund of Acme: share 50 % → 60 %"),
        ("owner", {"name": "Fund"}, "is_controlling", True, "Owner Fund of Acme: in control no → yes"),
        ("owner", {"name": "Fund"}, "screening", "clear", "Owner Fund of Acme: screening “not done” → “clear”"),
        (
            "client_reference", {"client": "Bank"}, "rating", 4.5,
            "Reference Bank of Acme: rating empty → 4.5",
        ),
        (
            "watch_entry", {"kind": "security", "observed_on": "2026-01-01", "wording": "A leak"}, "severity", "alert",
            "Observation “A leak” of Acme: severity “watch” → “alert”",
        ),
    ],
)  # fmt: skip
def test_a_change_is_told_in_words(desk, acme, table, given, field, value, line):
    assert changed(desk, acme, table, given, field, value) == [line]


def test_a_corrected_currency_is_told_with_the_money_that_has_it(desk, acme):
    assert changed(desk, acme, "financial_year", YEAR, "currency", "JPY") == [
        "Financial year 2024 of Acme: currency “EUR” → “JPY”",
        "Financial year 2024 of Acme: revenue 1,250.00 EUR → 1,250 JPY",
    ]


def test_who_engages_a_sub_contractor_is_told_by_name(desk, acme):
    first = add_record(desk, "subcontractor", acme, name="First")
    second = add_record(desk, "subcontractor", acme, name="Second")
    update_record(desk, "subcontractor", second, "parent_id", first)
    assert told(desk) == ["Sub-contractor Second of Acme: engaged by the vendor itself → First of Acme"]
    update_record(desk, "subcontractor", second, "parent_id", None)
    assert told(desk) == ["Sub-contractor Second of Acme: engaged by First of Acme → the vendor itself"]
    delete_record(desk, "subcontractor", first)
    assert told(desk) == ["Sub-contractor First of Acme deleted"]


def test_the_file_of_a_certificate_is_told_by_name(desk, acme):
    file = attach_content(desk, acme, "iso.pdf", b"%PDF-1.4 certificate")
    assert changed(desk, acme, "certificate", {"scheme": "ISO 9001"}, "attachment_id", file.id) == [
        "Certificate ISO 9001 of Acme: file empty → “iso.pdf”"
    ]


def test_new_fields_of_vendors_and_contacts_are_told(desk, acme):
    update_vendor(desk, acme, "lei", "529900T8BM49AURSDO55")
    assert told(desk) == ["Vendor Acme: LEI empty → “529900T8BM49AURSDO55”"]
    update_vendor(desk, acme, "group_name", "Apex Group")
    assert told(desk) == ["Vendor Acme: company group empty → “Apex Group”"]
    contact = add_contact(desk, acme, "Jo", role="Delivery")
    update_contact(desk, contact, "is_always_reachable", True)
    assert told(desk) == ["Contact Jo of Acme: around the clock no → yes"]
