"""Whole lists of vendors in one act."""

from outsource_desk.domain.errors import BadCodeError, DuplicateNameError, EmptyNameError
from outsource_desk.domain.vendor import VendorStatus
from outsource_desk.services.history import list_edits, redo, undo
from outsource_desk.services.vendor_lists import VendorEntry, add_vendors
from outsource_desk.services.vendors import add_vendor, list_vendors


def names(desk):
    return [vendor.name for vendor in list_vendors(desk)]


def test_a_list_is_one_edit_and_one_undo(desk):
    before = desk.journal.revision
    assert add_vendors(desk, [VendorEntry("Acme", "de"), VendorEntry("Bolt"), VendorEntry("Cord")]) == []
    assert names(desk) == ["Acme", "Bolt", "Cord"]
    assert desk.journal.revision == before + 1
    assert list_edits(desk)[-1].label == "Add vendors"
    undo(desk)
    assert names(desk) == []
    redo(desk)
    assert names(desk) == ["Acme", "Bolt", "Cord"]


def test_every_field_of_an_entry_is_kept(desk):
    entry = VendorEntry("Acme", "in", "acme.example", "Met in May.\nGood.", "watch", ("Cloud", "eu", "EU"))
    assert add_vendors(desk, [entry]) == []
    (vendor,) = list_vendors(desk)
    assert (vendor.name, vendor.country, vendor.website, vendor.notes) == (
        "Acme",
        "IN",
        "acme.example",
        "Met in May.\nGood.",
    )
    assert vendor.status is VendorStatus.WATCH
    assert {tag.casefold() for tag in vendor.tags} == {"cloud", "eu"}


def test_names_that_exist_or_come_twice_are_refused_in_any_case_of_letters_and_the_others_are_added(desk):
    add_vendor(desk, "Straße AG")
    refused = add_vendors(
        desk, [VendorEntry("STRASSE  ag"), VendorEntry("Bolt"), VendorEntry(" bolt "), VendorEntry("")]
    )
    assert [(each.entry.name, type(each.error)) for each in refused] == [
        ("STRASSE  ag", DuplicateNameError),
        (" bolt ", DuplicateNameError),
        ("", EmptyNameError),
    ]
    assert names(desk) == ["Bolt", "Straße AG"]


def test_an_entry_with_a_field_that_is_not_allowed_is_refused_whole(desk):
    (refused,) = add_vendors(desk, [VendorEntry("Acme", country="Germany"), VendorEntry("Bolt")])
    assert isinstance(refused.error, BadCodeError)
    assert names(desk) == ["Bolt"]


def test_nothing_is_written_where_nothing_fits(desk):
    add_vendor(desk, "Acme")
    before = desk.journal.revision
    assert len(add_vendors(desk, [VendorEntry("ACME")])) == 1
    assert add_vendors(desk, []) == []
    assert desk.journal.revision == before
