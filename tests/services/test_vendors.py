import pytest

from outsource_desk.domain.errors import (
    BadCodeError,
    DuplicateNameError,
    InUseError,
    NotFoundError,
    UnknownChoiceError,
)
from outsource_desk.domain.ranking import GateStatus
from outsource_desk.domain.vendor import VendorKind, VendorStatus
from outsource_desk.services.candidates import add_candidate, list_candidates
from outsource_desk.services.scoring import record_score
from outsource_desk.services.vendors import (
    add_contact,
    add_vendor,
    archive_vendors,
    candidacies,
    delete_contact,
    delete_vendor,
    delete_vendors,
    find_vendor,
    list_contacts,
    list_vendors,
    set_vendor_tags,
    update_contact,
    update_vendor,
)
from tests.scene import BAD_NAMES, BAD_TEXTS, NO_IDS, build_scene, refused, refused_each


@pytest.fixture
def acme(desk):
    return add_vendor(desk, "Acme", country="de", tags=["Cloud", "eu"])


def tags_of(desk, vendor_id):
    return next(vendor.tags for vendor in list_vendors(desk) if vendor.id == vendor_id)


def test_a_vendor_keeps_every_field_as_it_was_given(desk):
    vendor_id = add_vendor(
        desk, " Jo  Field ", kind="individual", country=" gb", website="https://jo.example", notes="a\r\nb",
        status="watch", tags=["tax", "Tax", " audit "],
    )  # fmt: skip
    (jo,) = list_vendors(desk)
    assert (jo.id, jo.name, jo.kind, jo.country) == (vendor_id, "Jo Field", VendorKind.INDIVIDUAL, "GB")
    assert (jo.website, jo.notes, jo.status) == ("https://jo.example", "a\nb", VendorStatus.WATCH)
    assert jo.tags == ("audit", "Tax")


def test_each_field_of_a_vendor_can_be_changed(desk, acme):
    changes = {"name": "ACME", "kind": "individual", "country": "", "website": "w", "notes": "n", "status": "archived"}
    for field, value in changes.items():
        update_vendor(desk, acme, field, value)
    (vendor,) = list_vendors(desk)
    assert {field: str(getattr(vendor, field)) for field in changes} == changes


def test_a_name_that_nobody_could_read_is_refused(desk, acme):
    for name in BAD_NAMES:
        with refused(desk, saying="The vendor"):
            add_vendor(desk, name)
        with refused(desk, saying="The vendor"):
            update_vendor(desk, acme, "name", name)
        with refused(desk, saying="The contact"):
            add_contact(desk, acme, name)


def test_a_tag_that_nobody_could_read_is_refused_with_the_whole_vendor(desk, acme):
    for tag in [*BAD_NAMES, "x" * 101]:
        with refused(desk, saying="The tag"):
            add_vendor(desk, "Globex", tags=["good", tag])
        with refused(desk, saying="The tag"):
            set_vendor_tags(desk, acme, ["good", tag])


def test_texts_that_cannot_be_kept_are_refused(desk, acme):
    for text in BAD_TEXTS:
        for field in ("notes", "website", "country"):
            with refused(desk):
                update_vendor(desk, acme, field, text)
        for field in ("role", "email", "phone"):
            with refused(desk):
                add_contact(desk, acme, "Sales", **{field: text})


def test_two_vendors_never_share_a_name_in_any_case_or_spacing(desk, acme):
    other = add_vendor(desk, "Globex")
    for name in ["acme", "ACME", "  Acme "]:
        with refused(desk, DuplicateNameError, "“Acme” exists already"):
            add_vendor(desk, name)
        with refused(desk, DuplicateNameError):
            update_vendor(desk, other, "name", name)


@pytest.mark.parametrize("code", ["D", "DEU", "1A", "É.", "ﬀ!"])
def test_a_country_that_is_not_two_letters_is_refused(desk, acme, code):
    with refused(desk, BadCodeError, "two letters such as GB"):
        update_vendor(desk, acme, "country", code)


@pytest.mark.parametrize(("field", "value"), [("kind", "ghost"), ("status", ""), ("tags", "x"), ("id", 7)])
def test_a_choice_or_field_that_does_not_exist_is_refused(desk, acme, field, value):
    with refused(desk, UnknownChoiceError, "It is one of"):
        update_vendor(desk, acme, field, value)


def test_vendors_are_found_by_name_in_any_case_of_letters(desk, acme):
    emile = add_vendor(desk, "Émile & Söhne")
    assert find_vendor(desk, " ACME ") == acme
    assert find_vendor(desk, "émile &  SÖHNE") == emile
    assert find_vendor(desk, "e\u0301mile & söhne") == emile
    assert find_vendor(desk, "Globex") is None
    assert find_vendor(desk, "Zoë") is None


def test_tags_become_exactly_what_is_given_also_in_another_case(desk, acme):
    set_vendor_tags(desk, acme, ["cloud", "new"])
    assert tags_of(desk, acme) == ("cloud", "new")
    set_vendor_tags(desk, acme, [])
    assert tags_of(desk, acme) == ()


def test_giving_the_same_tags_again_is_no_edit(desk, acme):
    revision = desk.journal.revision
    set_vendor_tags(desk, acme, ["eu", "Cloud"])
    assert desk.journal.revision == revision


def test_a_vendor_in_use_is_not_deleted_and_the_message_says_where(desk):
    scene = build_scene(desk)
    with refused(desk, InUseError, "“Acme” is used by “Service desk”"):
        delete_vendor(desk, scene.vendor)
    delete_vendor(desk, scene.free_vendor)
    assert [vendor.name for vendor in list_vendors(desk)] == ["Acme", "Initech"]


def test_a_new_name_shows_wherever_the_vendor_competes(desk):
    scene = build_scene(desk)
    update_vendor(desk, scene.vendor, "name", "Apex")
    assert [candidate.name for candidate in list_candidates(desk, scene.initiative)] == ["Apex", "In-house"]


def test_contacts_are_added_changed_and_deleted(desk, acme):
    first = add_contact(desk, acme, "Account office", role="Sales", email="a@acme.example", phone="1")
    second = add_contact(desk, acme, "Board")
    update_contact(desk, second, "role", "Owner")
    assert [(each.id, each.name, each.role) for each in list_contacts(desk, acme)] == [
        (first, "Account office", "Sales"),
        (second, "Board", "Owner"),
    ]
    delete_contact(desk, first)
    assert [each.id for each in list_contacts(desk, acme)] == [second]
    delete_vendor(desk, acme)
    assert list_contacts(desk, acme) == ()


def test_unknown_vendors_and_contacts_are_refused(desk, acme):
    for unknown in NO_IDS:
        refused_each(
            desk,
            NotFoundError,
            [
                (update_vendor, unknown, "notes", "x"),
                (set_vendor_tags, unknown, []),
                (delete_vendor, unknown),
                (add_contact, unknown, "Sales"),
                (update_contact, unknown, "role", "x"),
                (delete_contact, unknown),
            ],
        )


def test_vendors_are_archived_all_or_none(desk):
    scene = build_scene(desk)
    with refused(desk, NotFoundError):
        archive_vendors(desk, [scene.vendor, 999])
    archive_vendors(desk, [scene.vendor, scene.free_vendor])
    status = {vendor.id: vendor.status for vendor in list_vendors(desk)}
    assert (status[scene.vendor], status[scene.free_vendor]) == ("archived", "archived")
    assert desk.journal.undo_label == "Archive 2 vendors"


def test_a_vendor_knows_where_it_is_a_candidate_and_how_it_stands(desk):
    scene = build_scene(desk)
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, 4)
    other = add_candidate(desk, scene.other_initiative, scene.vendor)
    first, second = candidacies(desk, scene.vendor)
    assert (first.initiative.name, first.candidate.id, first.rank) == ("Service desk", scene.candidate, 1)
    assert first.total > 0
    assert first.gate is GateStatus.PASSED
    assert (second.initiative.name, second.candidate.id, second.rank) == ("Payroll", other, None)
    assert candidacies(desk, scene.free_vendor) == ()


def test_a_vendor_that_is_not_there_has_no_candidacies(desk):
    with pytest.raises(NotFoundError):
        candidacies(desk, 99)


def test_several_vendors_are_deleted_in_one_act_or_none_of_them(desk):
    scene = build_scene(desk)
    hooli = add_vendor(desk, "Hooli")
    with refused(desk, InUseError, "Vendor “Acme”"):
        delete_vendors(desk, [hooli, scene.free_vendor, scene.vendor])
    delete_vendors(desk, [hooli, scene.free_vendor])
    assert [vendor.name for vendor in list_vendors(desk)] == ["Acme", "Initech"]
    assert desk.journal.undo_label == "Delete 2 vendors"
    desk.journal.undo()
    assert len(list_vendors(desk)) == 4
