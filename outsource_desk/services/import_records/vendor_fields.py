"""The fields of a list of vendors: the vendor itself, and what of its dossier a list may say."""

from __future__ import annotations

from outsource_desk.services.import_records.shapes import Reads, RecordField, RecordKind, RecordPart

_STATUS = {"active": "active", "watch": "watch", "blocked": "blocked", "archived": "archived"}
_LOCATION = {"onsite": "on site", "onshore": "onshore", "nearshore": "nearshore", "offshore": "offshore"}
_COVERS = {"yes": "yes", "partly": "partly", "no": "no", "unknown": "unknown"}
_INSURANCE = {
    "professional": "professional", "cyber": "cyber", "general": "general", "employer": "employer", "crime": "crime",
}  # fmt: skip
_OPINION = {
    "clean": "clean", "emphasis": "emphasis of matter", "qualified": "qualified", "going_concern": "going concern",
    "none": "not audited",
}  # fmt: skip

_PROFILE = (
    RecordField("name", "Vendor", Reads.NAME, "As you call the company; every vendor has one.", is_required=True),
    RecordField("legal_name", "Legal name", help="Of the contracting party, where it differs."),
    RecordField("kind", "Kind", Reads.CHOICE, choices={"company": "company", "individual": "individual"}),
    RecordField("country", "Country", Reads.COUNTRY, "Two letters such as DE, or the name of the country."),
    RecordField("website", "Website"),
    RecordField("registration", "Register number", help="In the public register of companies."),
    RecordField("lei", "LEI", help="Legal Entity Identifier, 20 letters and digits."),
    RecordField("group_name", "Company group", help="The ultimate parent."),
    RecordField("founded", "Founded in", Reads.WHOLE, "A year."),
    RecordField("employees", "Employees", Reads.WHOLE),
    RecordField("status", "Status", Reads.CHOICE, choices=_STATUS),
    RecordField("tags", "Tags", Reads.LIST, "Short words, apart by commas."),
    RecordField("notes", "Notes"),
)
_CONTACT = (
    RecordField("contact.name", "Contact", Reads.NAME, "A person at the vendor."),
    RecordField("contact.role", "Contact's role"),
    RecordField("contact.email", "Contact's e-mail"),
    RecordField("contact.phone", "Contact's phone"),
    RecordField("contact.time_zone", "Contact's time zone", help="Such as Europe/London."),
    RecordField("contact.language", "Contact's language"),
)
_SITE = (
    RecordField("site.name", "Site", Reads.NAME, "A place from which the vendor delivers."),
    RecordField("site.country", "Site's country", Reads.COUNTRY),
    RecordField("site.city", "Site's city"),
    RecordField("site.headcount", "Site's headcount", Reads.WHOLE),
    RecordField("site.location", "Site's location", Reads.CHOICE, choices=_LOCATION),
)
_CERTIFICATE = (
    RecordField("certificate.scheme", "Certificate", Reads.NAME, "Such as ISO/IEC 27001."),
    RecordField("certificate.number", "Certificate number"),
    RecordField("certificate.issuer", "Certificate issued by"),
    RecordField("certificate.scope", "Certificate's scope"),
    RecordField("certificate.covers_service", "Certificate covers the service", Reads.CHOICE, choices=_COVERS),
    RecordField("certificate.issued", "Certificate issued on", Reads.DATE),
    RecordField("certificate.expires", "Certificate expires on", Reads.DATE),
)
_INSURED = (
    RecordField("insurance.kind", "Insurance", Reads.CHOICE, choices=_INSURANCE),
    RecordField("insurance.insurer", "Insurer"),
    RecordField("insurance.cover", "Insurance cover", Reads.MONEY),
    RecordField("insurance.deductible", "Insurance deductible", Reads.MONEY),
    RecordField("insurance.currency", "Insurance currency", Reads.CURRENCY, "Three letters such as EUR."),
    RecordField("insurance.expires", "Insurance expires on", Reads.DATE),
)
_YEAR = (
    RecordField("financial_year.year", "Financial year", Reads.WHOLE, "Of the figures behind it."),
    RecordField("financial_year.currency", "Currency of the accounts", Reads.CURRENCY, "Three letters such as EUR."),
    RecordField("financial_year.revenue", "Revenue", Reads.MONEY),
    RecordField("financial_year.operating_profit", "Operating profit", Reads.MONEY),
    RecordField("financial_year.ebitda", "EBITDA", Reads.MONEY),
    RecordField("financial_year.net_profit", "Net profit", Reads.MONEY),
    RecordField("financial_year.net_debt", "Net debt", Reads.MONEY),
    RecordField("financial_year.current_assets", "Current assets", Reads.MONEY),
    RecordField("financial_year.current_liabilities", "Current liabilities", Reads.MONEY),
    RecordField("financial_year.equity", "Equity", Reads.MONEY),
    RecordField("financial_year.interest", "Interest", Reads.MONEY),
    RecordField("financial_year.free_cash_flow", "Free cash flow", Reads.MONEY),
    RecordField("financial_year.opinion", "Audit opinion", Reads.CHOICE, choices=_OPINION),
    RecordField("financial_year.our_share", "Our share of revenue", Reads.SHARE, "In per cent."),
)

_OWNER = (
    RecordField("owner.name", "Shareholder", Reads.NAME, "Who owns the vendor."),
    RecordField("owner.share", "Shareholder's share", Reads.SHARE, "In per cent."),
    RecordField("owner.country", "Shareholder's country", Reads.COUNTRY),
)
_SUBCONTRACTOR = (
    RecordField("subcontractor.name", "Sub-contractor", Reads.NAME, "Who works for the vendor."),
    RecordField("subcontractor.service", "Sub-contractor's service"),
    RecordField("subcontractor.country", "Sub-contractor's country", Reads.COUNTRY),
)
_REFERENCE = (
    RecordField("client_reference.client", "Reference client", Reads.NAME, "A client of the vendor."),
    RecordField("client_reference.person", "Reference client's contact"),
    RecordField("client_reference.service", "Reference client's service"),
)

VENDORS = RecordKind(
    "vendors",
    "Vendors",
    "vendor",
    (*_PROFILE, *_CONTACT, *_SITE, *_CERTIFICATE, *_INSURED, *_YEAR, *_OWNER, *_SUBCONTRACTOR, *_REFERENCE),
    (
        RecordPart("contact", "contact", ("name",), "Contact"),
        RecordPart("site", "site", ("name",), "Site"),
        RecordPart("certificate", "certificate", ("scheme",), "Certificate"),
        RecordPart("insurance", "insurance", ("kind",), "Insurance"),
        RecordPart("financial_year", "financial_year", ("year",), "Financial year"),
        RecordPart("owner", "owner", ("name",), "Shareholder"),
        RecordPart("subcontractor", "subcontractor", ("name",), "Sub-contractor"),
        RecordPart("client_reference", "client_reference", ("client",), "Reference client"),
    ),
    needs_initiative=False,
)
