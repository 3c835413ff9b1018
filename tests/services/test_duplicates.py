import pytest

from outsource_desk.domain.vendor import Vendor, VendorStatus
from outsource_desk.services.duplicates import (
    LikelyPair,
    Sign,
    host_of,
    likely_duplicates,
    others_of,
    pressing_pairs,
)

LEI, OTHER_LEI = "5493001KJTIIGC8Y1R12", "529900T8BM49AURSDO55"


def signs(**fields):
    first, second = {}, {}
    for field, (one, other) in fields.items():
        first[field], second[field] = one, other
    vendors = [
        Vendor(1, **{"name": "Alder Services", **first}),
        Vendor(2, **{"name": "Birch Consulting", **second}),
    ]
    return [pair.signs for pair in likely_duplicates(vendors)]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, []),
        ({"name": ("Alder GmbH", "ALDER Ltd.")}, [(Sign.NAME,)]),
        ({"legal_name": ("Birch Consulting AG", "")}, [(Sign.NAME,)]),
        ({"lei": (LEI, LEI.lower())}, [(Sign.LEI,)]),
        ({"registration": ("HRB 12345", "hrb-12345")}, [(Sign.REGISTRATION,)]),
        ({"registration": ("HRB 12345", "HRB 12345"), "country": ("DE", "")}, [(Sign.REGISTRATION,)]),
        ({"registration": ("12345", "12345"), "country": ("DE", "GB")}, []),
        ({"registration": ("12", "12")}, []),
        ({"website": ("https://www.alder.test/en", "alder.test")}, [(Sign.WEBSITE,)]),
        ({"website": ("https://linkedin.com/company/alder", "linkedin.com/company/birch")}, []),
        ({"name": ("Alder", "Alder Ltd"), "lei": (LEI, OTHER_LEI)}, []),
        ({"name": ("Alder", "Alder Ltd"), "lei": (LEI, "")}, [(Sign.NAME,)]),
        ({"name": ("Alder", "Alder Ltd"), "website": ("alder.test", "alder.test")}, [(Sign.WEBSITE, Sign.NAME)]),
    ],
)
def test_signs_that_two_vendors_are_one(fields, found):
    assert signs(**fields) == found


def test_a_vendor_is_no_duplicate_of_itself():
    assert likely_duplicates([Vendor(1, "Alder", legal_name="Alder GmbH")]) == ()


def test_pairs_with_most_signs_come_first():
    vendors = [Vendor(1, "Alder"), Vendor(2, "Alder AG"), Vendor(3, "Alder", website="a.test"), Vendor(4, "Elm")]
    vendors.append(Vendor(5, "Alder Group", website="a.test"))
    pairs = likely_duplicates(vendors)
    assert (pairs[0].first, pairs[0].second) == (3, 5)
    assert others_of(pairs)[1] == (2, 3, 5)
    assert pairs[0].other(3) == 5
    assert pairs[0].other(5) == 3


def test_what_was_put_into_the_archive_does_not_press():
    pair = LikelyPair(1, 2, (Sign.NAME,))
    alder, birch = Vendor(1, "Alder"), Vendor(2, "Alder AG")
    assert pressing_pairs([pair], {1: alder, 2: birch}) == (pair,)
    assert pressing_pairs([pair], {1: alder}) == ()
    assert pressing_pairs([pair], {1: alder, 2: Vendor(2, "Alder AG", status=VendorStatus.ARCHIVED)}) == ()


@pytest.mark.parametrize(
    ("website", "host"),
    [
        ("", ""),
        ("n/a", ""),
        ("WWW.Alder.Test", "alder.test"),
        ("https://user@alder.test:8443/a?b", "alder.test"),
        ("http://de.alder.test/", "de.alder.test"),
        ("alder.wordpress.com", ""),
    ],
)
def test_the_host_of_a_website(website, host):
    assert host_of(website) == host
