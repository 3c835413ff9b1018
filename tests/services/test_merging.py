import pytest

from outsource_desk.domain.errors import DuplicateNameError, UnknownChoiceError
from outsource_desk.services.candidates import add_candidate, add_in_house, list_candidates
from outsource_desk.services.criteria import add_criterion
from outsource_desk.services.dossiers import dossier_of
from outsource_desk.services.evaluators import declare_interest
from outsource_desk.services.initiatives import add_initiative
from outsource_desk.services.merging import (
    BothCompeteError,
    Meeting,
    SameVendorError,
    Side,
    merge_vendors,
    plan_merge,
)
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.services.records import add_record
from outsource_desk.services.scoring import add_evaluator, record_score
from outsource_desk.services.vendors import add_contact, add_vendor, list_contacts, list_vendors, set_vendor_tags
from outsource_desk.store.blobs import put_blob
from outsource_desk.store.merging import references_to
from outsource_desk.store.rows import insert_row


@pytest.fixture
def pair(desk) -> tuple[int, int]:
    return (
        add_vendor(desk, "Alder", country="PL", notes="Reliable."),
        add_vendor(desk, "Alder Sp. z o.o.", website="alder.test", notes="Slow.", status="watch"),
    )


def vendors(desk):
    return {each.name: each for each in list_vendors(desk)}


def attach(desk, vendor_id, content=b"%PDF", **fields):
    with desk.edit("Attach file"):
        sha256 = put_blob(desk.connection, content)
        values = {"vendor_id": vendor_id, "sha256": sha256, "file_name": "a.pdf", "size": 4, "added_at": "2026-01-01"}
        return insert_row(desk.db, "attachment", {**values, **fields})


def fingerprint(desk):
    return desk.journal.fingerprint


def test_everything_moves_to_the_one_that_is_kept_in_one_act_that_can_be_undone_and_redone(desk, pair):
    kept, other = pair
    add_contact(desk, other, "Ada Nowak", email="ada@alder.test")
    for table, values in (
        ("site", {"name": "Gdańsk", "country": "PL"}),
        ("certificate", {"scheme": "ISO/IEC 27001"}),
        ("financial_year", {"year": 2025, "currency": "EUR", "revenue": 5}),
        ("insurance", {"kind": "cyber"}),
        ("owner", {"name": "Forest Group"}),
        ("client_reference", {"client": "Larch"}),
        ("watch_entry", {"kind": "security", "observed_on": "2026-01-01", "wording": "A breach was reported"}),
    ):
        add_record(desk, table, other, **values)
    top = add_record(desk, "subcontractor", other, name="Kestrel Cloud")
    add_record(desk, "subcontractor", other, name="Heron Hosting", parent_id=top)
    attach(desk, other)
    initiative_id = add_initiative(desk, "Service desk", outsourcing_type="ITO")
    candidate_id = add_candidate(desk, initiative_id, other, is_incumbent=True)
    before, edits = fingerprint(desk), desk.journal.revision

    merge_vendors(desk, kept, other)

    after = fingerprint(desk)
    assert desk.journal.revision == edits + 1
    assert list(vendors(desk)) == ["Alder"]
    dossier = dossier_of(desk, kept)
    assert [each.name for each in list_contacts(desk, kept)] == ["Ada Nowak"]
    assert [len(rows) for rows in (dossier.sites, dossier.certificates, dossier.years, dossier.insurances)] == [1] * 4
    assert [len(rows) for rows in (dossier.owners, dossier.references, dossier.watch_entries, dossier.attachments)] == [
        1
    ] * 4
    assert [(each.name, each.parent_id) for each in dossier.subcontractors] == [
        ("Kestrel Cloud", None),
        ("Heron Hosting", top),
    ]
    ((candidate,)) = list_candidates(desk, initiative_id)
    assert (candidate.id, candidate.vendor_id, candidate.is_incumbent) == (candidate_id, kept, True)
    desk.journal.undo()
    assert fingerprint(desk) == before
    desk.journal.redo()
    assert fingerprint(desk) == after


def test_blanks_are_filled_notes_joined_and_the_more_cautious_status_taken(desk, pair):
    plan = plan_merge(desk, *pair)
    assert plan.taken_over == ("website",)
    assert [(each.field, each.proposed) for each in plan.choices] == [
        ("name", Side.KEPT),
        ("status", Side.OTHER),
        ("notes", Side.BOTH),
    ]
    merge_vendors(desk, *pair)
    alder = vendors(desk)["Alder"]
    assert (alder.id, alder.country, alder.website, alder.status) == (pair[0], "PL", "alder.test", "watch")
    assert alder.notes == "Reliable.\n\nSlow."


def test_each_field_may_be_chosen_even_the_name_of_the_one_that_goes(desk, pair):
    kept, other = pair
    merge_vendors(desk, kept, other, {"name": Side.OTHER, "notes": Side.OTHER, "status": Side.KEPT})
    ((alder,)) = list_vendors(desk)
    assert (alder.id, alder.name, alder.notes, alder.status) == (pair[0], "Alder Sp. z o.o.", "Slow.", "active")


@pytest.mark.parametrize("values", [{"country": Side.OTHER}, {"name": Side.BOTH}])
def test_what_is_not_to_be_chosen_is_refused(desk, pair, values):
    kept, other = pair
    before = fingerprint(desk)
    with pytest.raises(UnknownChoiceError):
        merge_vendors(desk, kept, other, values)
    with pytest.raises(UnknownChoiceError):
        merge_vendors(desk, kept, other, years={2025: Side.OTHER})
    assert fingerprint(desk) == before


def test_a_vendor_cannot_be_merged_with_itself(desk, pair):
    with pytest.raises(SameVendorError):
        plan_merge(desk, pair[0], pair[0])


def test_tags_are_united_and_rows_that_are_the_same_are_kept_once(desk, pair):
    kept, other = pair
    set_vendor_tags(desk, kept, ["nearshore", "cloud"])
    set_vendor_tags(desk, other, ["Cloud", "payroll"])
    for vendor_id in pair:
        add_contact(desk, vendor_id, "Ada Nowak")
        add_record(desk, "owner", vendor_id, name="Forest Group")
    add_contact(desk, other, "Ada Nowak", role="Legal")
    merge_vendors(desk, kept, other)
    assert vendors(desk)["Alder"].tags == ("cloud", "nearshore", "payroll")
    assert [(each.name, each.role) for each in list_contacts(desk, kept)] == [("Ada Nowak", ""), ("Ada Nowak", "Legal")]
    assert len(dossier_of(desk, kept).owners) == 1


@pytest.mark.parametrize(("side", "revenue"), [(None, 500), (Side.KEPT, 500), (Side.OTHER, 700)])
def test_accounts_of_the_same_year_are_chosen_and_complete_each_other(desk, pair, side, revenue):
    kept, other = pair
    add_record(desk, "financial_year", kept, year=2025, currency="EUR", revenue=5)
    add_record(desk, "financial_year", other, year=2025, currency="EUR", revenue=7, equity=3)
    add_record(desk, "financial_year", other, year=2024, currency="EUR", revenue=6)
    ((year,)) = plan_merge(desk, kept, other).years
    assert (year.kept.revenue, year.other.revenue) == (500, 700)
    merge_vendors(desk, kept, other, years={2025: side} if side else {})
    years = {each.year: each for each in dossier_of(desk, kept).years}
    assert sorted(years) == [2024, 2025]
    assert (years[2025].revenue, years[2025].equity) == (revenue, 300)


def test_equal_accounts_are_no_question(desk, pair):
    for vendor_id in pair:
        add_record(desk, "financial_year", vendor_id, year=2025, currency="EUR", revenue=5)
    assert plan_merge(desk, *pair).years == ()
    merge_vendors(desk, *pair)
    assert len(dossier_of(desk, pair[0]).years) == 1


def test_figures_in_another_currency_complete_nothing(desk, pair):
    add_record(desk, "financial_year", pair[0], year=2025, currency="EUR", revenue=5)
    add_record(desk, "financial_year", pair[1], year=2025, currency="USD", equity=3)
    merge_vendors(desk, *pair)
    assert dossier_of(desk, pair[0]).years[0].equity is None


def test_a_file_that_both_have_is_kept_once_with_all_that_rests_on_it(desk, pair):
    kept, other = pair
    mine, its = attach(desk, kept), attach(desk, other, issuer="TÜV")
    add_record(desk, "certificate", other, scheme="ISO 9001", attachment_id=its)
    attach(desk, other, b"another")
    merge_vendors(desk, kept, other)
    dossier = dossier_of(desk, kept)
    assert len(dossier.attachments) == 2
    assert dossier.certificates[0].attachment_id == mine
    assert next(each for each in dossier.attachments if each.id == mine).issuer == "TÜV"


@pytest.mark.parametrize(("mine", "its", "left"), [("2027-01-31", "2026-01-31", "2026-01-31"), (None, None, None)])
def test_of_two_ends_of_one_file_the_earlier_counts(desk, pair, mine, its, left):
    attach(desk, pair[0], expires=mine)
    attach(desk, pair[1], expires=its)
    merge_vendors(desk, *pair)
    assert [each.expires for each in dossier_of(desk, pair[0]).attachments] == [left]


@pytest.fixture
def scored(desk, pair):
    """Both compete in one initiative, with a criterion and an evaluator to score by."""
    initiative_id = add_initiative(desk, "Service desk", outsourcing_type="ITO")
    ids = [add_candidate(desk, initiative_id, vendor_id, note=note) for vendor_id, note in zip(pair, "ab", strict=True)]
    criterion_id = add_criterion(desk, initiative_id, "Quality")
    evaluator_id = add_evaluator(desk, initiative_id, "Eve")
    return initiative_id, ids, criterion_id, evaluator_id


@pytest.mark.parametrize("scored_one", [0, 1])
def test_a_candidacy_that_was_never_scored_gives_way_and_its_scores_stay_with_the_other(desk, pair, scored, scored_one):
    initiative_id, ids, criterion_id, evaluator_id = scored
    record_score(desk, ids[scored_one], criterion_id, evaluator_id, 3)
    declare_interest(desk, evaluator_id, "gift", candidate_id=ids[1 - scored_one], note="A watch")
    assert [each.meeting for each in plan_merge(desk, *pair).candidacies] == [Meeting.JOINS]
    merge_vendors(desk, *pair)
    evaluation = load_evaluation(desk, initiative_id)
    ((candidate,)) = evaluation.candidates
    assert (candidate.id, candidate.vendor_id) == (ids[scored_one], pair[0])
    assert sorted(candidate.note.split()) == ["a", "b"]
    assert [(each.candidate_id, each.points) for each in evaluation.scores] == [(candidate.id, 3)]
    assert [each.candidate_id for each in evaluation.conflicts] == [candidate.id]


def test_two_candidacies_with_scores_are_not_merged_silently(desk, pair, scored):
    _, ids, criterion_id, evaluator_id = scored
    for candidate_id in ids:
        record_score(desk, candidate_id, criterion_id, evaluator_id, 3)
    before = fingerprint(desk)
    plan = plan_merge(desk, *pair)
    assert [(each.initiative, each.meeting) for each in plan.clashes] == [("Service desk", Meeting.CLASHES)]
    with pytest.raises(BothCompeteError) as caught:
        merge_vendors(desk, *pair)
    assert str(caught.value) == "“Alder” and “Alder Sp. z o.o.” both have scores or answers in “Service desk”."
    assert fingerprint(desk) == before


def test_a_name_that_an_in_house_option_has_is_refused(desk, pair):
    initiative_id = add_initiative(desk, "Service desk", outsourcing_type="ITO")
    add_in_house(desk, initiative_id, "ALDER")
    add_candidate(desk, initiative_id, pair[1])
    with pytest.raises(DuplicateNameError):
        merge_vendors(desk, *pair)


def test_every_table_that_points_to_vendors_or_candidates_is_known(desk):
    """A new table must be thought of in `services.merging`, then added here."""
    assert {table for table, _ in references_to(desk.connection, "vendor")} == {
        *("attachment", "candidate", "certificate", "client_reference", "contact", "financial_year", "insurance"),
        *("owner", "site", "subcontractor", "vendor_tag", "watch_entry"),
    }
    assert {table for table, _ in references_to(desk.connection, "candidate")} == {
        *("agreed_score", "answer", "assessment", "assignment", "conflict", "gap", "measurement", "scenario_value"),
        *("price_line", "score", "waiver", "warning_answer"),
        *("contingency_plan", "contract", "decision", "fallback", "recovery_commitment", "risk"),
    }
    assert {table for table, _ in references_to(desk.connection, "attachment")} == {
        "certificate",
        "evidence",
        "insurance",
    }
