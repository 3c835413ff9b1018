import pytest

from outsource_desk.domain.dossier import (
    Covers,
    InsuranceKind,
    Location,
    Purpose,
    Screening,
    Visit,
    WatchSeverity,
    WorkingHours,
)
from outsource_desk.domain.dossier_errors import (
    AmountWithoutCurrencyError,
    BadDaysError,
    BadHoursError,
    BadTimeZoneError,
    SupplyLoopError,
    WrongOrderError,
)
from outsource_desk.domain.errors import (
    BadCodeError,
    BadDateError,
    DuplicateNameError,
    EmptyNameError,
    NotANumberError,
    NotAWholeNumberError,
    NotFoundError,
    OutOfRangeError,
    UnknownChoiceError,
)
from outsource_desk.services.dossiers import dossier_of
from outsource_desk.services.records import add_record, delete_record, update_record
from outsource_desk.services.vendors import add_vendor
from tests.scene import BAD_NAMES, NO_IDS, refused

LEAST = {
    "site": {"name": "Pune"},
    "certificate": {"scheme": "ISO 9001"},
    "financial_year": {"year": 2024},
    "insurance": {"kind": "cyber"},
    "owner": {"name": "Fund"},
    "subcontractor": {"name": "Helper"},
    "client_reference": {"client": "Bank"},
    "watch_entry": {"kind": "security", "observed_on": "2026-05-01", "wording": "A leak was reported"},
}  # fields without which there is no record


@pytest.fixture
def acme(desk):
    return add_vendor(desk, "Acme")


def test_a_site_keeps_what_was_typed(desk, acme):
    add_record(
        desk, "site", acme, name=" Pune ", country="in", city="Pune", time_zone="kolkata", hours="9:30–18:30",
        work_days="Mon–Fri", location="offshore", purposes=["support", "delivery"], headcount=120,
        visited_on="2026-03-04", visit="own",
    )  # fmt: skip
    (site,) = dossier_of(desk, acme).sites
    assert (site.name, site.country, site.city) == ("Pune", "IN", "Pune")
    assert site.hours == WorkingHours("Asia/Kolkata", 9.5, 18.5, "12345")
    assert (site.location, site.purposes) == (Location.OFFSHORE, (Purpose.DELIVERY, Purpose.SUPPORT))
    assert (site.headcount, site.visited_on, site.visit) == (120, "2026-03-04", Visit.OWN)


def test_a_shift_over_midnight_ends_on_the_next_day(desk, acme):
    site = add_record(desk, "site", acme, name="Manila", hours="22:00-6:00")
    assert dossier_of(desk, acme).sites[0].hours.end == 30
    update_record(desk, "site", site, "work_end", "5:30")
    assert dossier_of(desk, acme).sites[0].hours.end == 29.5
    update_record(desk, "site", site, "hours", "")
    assert not dossier_of(desk, acme).sites[0].hours.is_known


def test_a_certificate_an_insurance_and_an_owner_keep_what_was_typed(desk, acme):
    add_record(
        desk, "certificate", acme, scheme="ISO/IEC 27001", covers_service="partly", issued="2024-01-01",
        expires="2026-12-31", bridge_until="2027-03-31",
    )  # fmt: skip
    add_record(desk, "insurance", acme, kind="cyber", currency="jpy", cover=5e8, deductible=0)
    add_record(desk, "owner", acme, name="Fund", share=0.6, is_controlling=True, screening="clear")
    dossier = dossier_of(desk, acme)
    assert (dossier.certificates[0].covers_service, dossier.certificates[0].ends) == (Covers.PARTLY, "2027-03-31")
    policy = dossier.insurances[0]
    assert (policy.kind, policy.currency, policy.cover, policy.deductible) == (InsuranceKind.CYBER, "JPY", 500000000, 0)
    owner = dossier.owners[0]
    assert (owner.share, owner.is_controlling, owner.screening) == (0.6, True, Screening.CLEAR)


def test_money_is_kept_in_minor_units_and_keeps_its_figures_when_the_currency_is_corrected(desk, acme):
    year = add_record(desk, "financial_year", acme, year=2024, currency="EUR", revenue=1250.5, net_profit=-3.25)
    assert (dossier_of(desk, acme).years[0].revenue, dossier_of(desk, acme).years[0].net_profit) == (125050, -325)
    update_record(desk, "financial_year", year, "currency", "KWD")
    assert (dossier_of(desk, acme).years[0].revenue, dossier_of(desk, acme).years[0].net_profit) == (1250500, -3250)


def test_money_without_a_currency_is_refused(desk, acme):
    with refused(desk, AmountWithoutCurrencyError, "Revenue"):
        add_record(desk, "financial_year", acme, year=2024, revenue=1)
    policy = add_record(desk, "insurance", acme, kind="cyber", currency="EUR", cover=1)
    with refused(desk, AmountWithoutCurrencyError, "The cover"):
        update_record(desk, "insurance", policy, "currency", "")


def test_money_below_zero_is_refused_where_it_means_nothing(desk, acme):
    with refused(desk, OutOfRangeError, "The cover"):
        add_record(desk, "insurance", acme, kind="cyber", currency="EUR", cover=-1)
    add_record(desk, "financial_year", acme, year=2024, currency="EUR", equity=-1, net_debt=-5)


def test_there_is_one_record_of_each_financial_year(desk, acme):
    add_record(desk, "financial_year", acme, year=2024)
    other = add_record(desk, "financial_year", acme, year=2023)
    with refused(desk, DuplicateNameError, "2024"):
        add_record(desk, "financial_year", acme, year=2024)
    with refused(desk, DuplicateNameError, "2024"):
        update_record(desk, "financial_year", other, "year", 2024)
    add_record(desk, "financial_year", add_vendor(desk, "Globex"), year=2024)


@pytest.mark.parametrize(
    ("table", "field", "value", "kind"),
    [
        ("site", "country", "UK", BadCodeError),
        ("site", "country", "DEU", BadCodeError),
        ("site", "time_zone", "Europe/Atlantis", BadTimeZoneError),
        ("site", "hours", "nine to five", BadHoursError),
        ("site", "hours", "9–25", BadHoursError),
        ("site", "hours", "9:75–17", BadHoursError),
        ("site", "work_start", -1, OutOfRangeError),
        ("site", "work_days", "Mon–Blue", BadDaysError),
        ("site", "work_days", "128", BadDaysError),
        ("site", "work_days", "", BadDaysError),
        ("site", "purposes", "delivery party", UnknownChoiceError),
        ("site", "headcount", 1.5, NotAWholeNumberError),
        ("site", "headcount", -1, OutOfRangeError),
        ("site", "visited_on", "2026-02-30", BadDateError),
        ("site", "visit", "twice", UnknownChoiceError),
        ("certificate", "covers_service", "", UnknownChoiceError),
        ("certificate", "attachment_id", 7, NotFoundError),
        ("financial_year", "year", 24, OutOfRangeError),
        ("financial_year", "year", None, EmptyNameError),
        ("financial_year", "currency", "EURO", BadCodeError),
        ("financial_year", "revenue", "a lot", NotANumberError),
        ("financial_year", "our_share", 1.01, OutOfRangeError),
        ("owner", "share", 1.5, OutOfRangeError),
        ("owner", "share", float("nan"), NotANumberError),
        ("client_reference", "rating", 6, OutOfRangeError),
        ("watch_entry", "observed_on", "", EmptyNameError),
        ("watch_entry", "severity", "loud", UnknownChoiceError),
        ("subcontractor", "parent_id", 999, NotFoundError),
        ("owner", "id", 2, UnknownChoiceError),
    ],
)
def test_a_value_that_means_nothing_is_refused(desk, acme, table, field, value, kind):
    record = add_record(desk, table, acme, **LEAST[table])
    with refused(desk, kind):
        update_record(desk, table, record, field, value)
    with refused(desk, kind):
        add_record(
            desk, table, acme, **{**LEAST[table], **({"year": 1999} if table == "financial_year" else {}), field: value}
        )


def test_per_cent_are_refused_as_they_are_typed(desk, acme):
    with refused(desk, OutOfRangeError, "Share in per cent must be between 0 and 100; 150 is not."):
        add_record(desk, "owner", acme, name="Fund", share=1.5)


def test_nothing_is_without_what_it_is_known_by(desk, acme):
    for table in LEAST:
        with refused(desk, EmptyNameError):
            add_record(desk, table, acme)
    for name in BAD_NAMES:
        with refused(desk):
            add_record(desk, "site", acme, name=name)


def test_what_ends_before_it_begins_is_refused(desk, acme):
    certificate = add_record(desk, "certificate", acme, scheme="SOC 2", issued="2026-01-01")
    with refused(desk, WrongOrderError, "2025-12-31"):
        update_record(desk, "certificate", certificate, "expires", "2025-12-31")
    with refused(desk, WrongOrderError):
        update_record(desk, "certificate", certificate, "bridge_until", "2025-12-31")
    entry = add_record(desk, "watch_entry", acme, **LEAST["watch_entry"])
    with refused(desk, WrongOrderError):
        update_record(desk, "watch_entry", entry, "closed_on", "2026-04-30")


def test_a_supply_chain_is_a_tree_without_loops(desk, acme):
    first = add_record(desk, "subcontractor", acme, name="First")
    second = add_record(desk, "subcontractor", acme, name="Second", parent_id=first)
    third = add_record(desk, "subcontractor", acme, name="Third", parent_id=second, touches_data=True)
    for parent in (first, second, third):
        with refused(desk, SupplyLoopError, "First"):
            update_record(desk, "subcontractor", first, "parent_id", parent)
    update_record(desk, "subcontractor", third, "parent_id", None)
    assert [link.name for link in dossier_of(desk, acme).subcontractors] == ["First", "Second", "Third"]
    delete_record(desk, "subcontractor", first)
    assert [link.name for link in dossier_of(desk, acme).subcontractors] == ["Third"]
    desk.journal.undo()
    assert len(dossier_of(desk, acme).subcontractors) == 3


def test_a_sub_contractor_of_another_vendor_engages_nobody_here(desk, acme):
    foreign = add_record(desk, "subcontractor", add_vendor(desk, "Globex"), name="Other")
    with refused(desk, NotFoundError):
        add_record(desk, "subcontractor", acme, name="Helper", parent_id=foreign)


def test_every_record_can_be_deleted_and_brought_back(desk, acme):
    for table, fields in LEAST.items():
        record = add_record(desk, table, acme, **fields)
        before = dossier_of(desk, acme)
        delete_record(desk, table, record)
        assert dossier_of(desk, acme) != before
        desk.journal.undo()
        assert dossier_of(desk, acme) == before


def test_what_is_not_there_is_refused(desk, acme):
    for table in LEAST:
        for number in NO_IDS:
            with refused(desk, NotFoundError):
                delete_record(desk, table, number)
            with refused(desk, NotFoundError):
                update_record(desk, table, number, next(iter(LEAST[table])), "x")
            with refused(desk, NotFoundError):
                add_record(desk, table, number, **LEAST[table])
    for table in ("vendor", "attachment", "sqlite_master"):
        with refused(desk, UnknownChoiceError):
            add_record(desk, table, acme, name="x")
    with refused(desk, UnknownChoiceError):
        delete_record(desk, "vendor", acme)


def test_typing_into_one_field_is_one_act(desk, acme):
    entry = add_record(desk, "watch_entry", acme, **LEAST["watch_entry"])
    before = dossier_of(desk, acme)
    update_record(desk, "watch_entry", entry, "severity", "alert")
    assert dossier_of(desk, acme).watch_entries[0].severity is WatchSeverity.ALERT
    desk.journal.undo()
    assert dossier_of(desk, acme) == before
