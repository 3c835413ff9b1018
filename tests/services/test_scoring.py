import pytest

from outsource_desk.domain.errors import (
    DuplicateNameError,
    EmptyNameError,
    NoCurrencyError,
    NotALeafError,
    NotANumberError,
    NotEmptyError,
    NotFoundError,
    OtherInitiativeError,
    OutOfRangeError,
    OutOfScaleError,
    TextTooLongError,
    WrongMeasureError,
)
from outsource_desk.domain.score import Source
from outsource_desk.services.criteria import add_criterion, update_criterion
from outsource_desk.services.initiatives import update_initiative
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.services.scoring import (
    add_evaluator,
    agree_score,
    list_evaluators,
    record_amount,
    record_score,
    remove_evaluator,
    rename_evaluator,
    withdraw_agreed_score,
)
from outsource_desk.store.rows import insert_row
from tests.scene import (
    BAD_NAMES,
    BAD_TEXTS,
    LONE_SURROGATE,
    NO_IDS,
    NO_NUMBERS,
    TEN_MEGABYTES,
    build_scene,
    refused,
    refused_each,
)


@pytest.fixture
def scene(desk):
    return build_scene(desk)


@pytest.fixture
def score(desk, scene):
    """Record a score of Acme's quality by the IT office."""

    def record(points, **fields):
        record_score(desk, scene.candidate, scene.quality, scene.evaluator, points, **fields)

    return record


@pytest.fixture
def read(desk, scene):
    return lambda: load_evaluation(desk, scene.initiative)


def test_points_are_kept_with_their_reason(score, read):
    score(3.5, rationale="Two references\nwere called")
    (kept,) = read().scores
    assert (kept.points, kept.not_applicable, kept.rationale, kept.source) == (
        3.5, False, "Two references\nwere called", None,
    )  # fmt: skip


def test_not_scored_zero_and_not_applicable_are_three_things(score, read):
    seen = []
    for points, flag in ((0, False), (None, True), (None, False)):
        score(points, not_applicable=flag)
        (kept,) = read().scores
        seen.append((kept.points, kept.not_applicable))
    assert seen == [(0, False), (None, True), (None, False)]


def test_a_reason_stays_until_another_is_given(score, read):
    score(3, rationale="Called")
    score(4)
    assert read().scores[0].rationale == "Called"
    score(4, rationale="")
    assert read().scores[0].rationale == ""


def test_points_off_the_scale_or_between_its_steps_are_refused(desk, score):
    for points in (-0.5, 5.5, 2.3, 4.9999999, 1e300, -1e-300):
        with refused(desk, OutOfScaleError, "scale from 0 to 5 in steps of 0.5"):
            score(points)


def test_a_refused_number_is_shown_with_all_its_digits(desk, score):
    with refused(desk, OutOfScaleError, "4.9999999 points"):
        score(4.9999999)


def test_both_ends_and_each_step_of_a_scale_can_be_given(desk, scene, score, read):
    for steps in range(11):
        score(steps / 2)
        assert read().scores[0].points == steps / 2
    tenths = add_criterion(desk, scene.initiative, "Tenths", maximum=10, step=0.1)
    for steps in (1, 3, 7, 99, 100):
        record_score(desk, scene.candidate, tenths, scene.evaluator, steps * 0.1)


def test_a_scale_without_steps_takes_any_points(desk, scene, score, read):
    update_criterion(desk, scene.quality, "step", 0)
    score(1 / 3)
    assert read().scores[0].points == 1 / 3


def test_points_and_amounts_that_are_no_numbers_are_refused(desk, scene, score):
    for value in NO_NUMBERS:
        with refused(desk, NotANumberError, "Points must be a finite number"):
            score(value)
        with refused(desk, NotANumberError):
            agree_score(desk, scene.candidate, scene.quality, value, rationale="Seen")
        for criterion in (scene.price, scene.lead_time):
            with refused(desk, NotANumberError):
                record_amount(desk, scene.candidate, criterion, value)


def test_what_does_not_apply_has_no_value(desk, scene, score):
    for value in (0, 3):
        with refused(desk, NotEmptyError, f"“{value}”"):
            score(value, not_applicable=True)
        with refused(desk, NotEmptyError):
            agree_score(desk, scene.candidate, scene.quality, value, rationale="Seen", not_applicable=True)
        with refused(desk, NotEmptyError):
            record_amount(desk, scene.candidate, scene.price, value, not_applicable=True)


def test_texts_that_cannot_be_kept_are_refused(desk, scene, score):
    for text in BAD_TEXTS:
        with refused(desk):
            score(3, rationale=text)
        with refused(desk):
            agree_score(desk, scene.candidate, scene.quality, 3, rationale=text)
        with refused(desk):
            record_amount(desk, scene.candidate, scene.price, 3, rationale=text)


def test_a_megabyte_of_reasons_is_kept_whole(score, read):
    score(3, rationale="because " * 125_000)
    assert len(read().scores[0].rationale) == 1_000_000


def test_only_leaves_are_scored(desk, scene):
    with refused(desk, NotALeafError, "“Service” is a group"):
        record_score(desk, scene.candidate, scene.group, scene.evaluator, 3)
    with refused(desk, NotALeafError):
        agree_score(desk, scene.candidate, scene.group, 3, rationale="Seen")
    with refused(desk, NotALeafError):
        record_amount(desk, scene.candidate, scene.group, 3)


def test_points_go_to_judged_criteria_and_amounts_to_the_others(desk, scene):
    with refused(desk, WrongMeasureError, "“Price” is a price criterion"):
        record_score(desk, scene.candidate, scene.price, scene.evaluator, 3)
    with refused(desk, WrongMeasureError):
        agree_score(desk, scene.candidate, scene.lead_time, 3, rationale="Seen")
    with refused(desk, WrongMeasureError):
        record_amount(desk, scene.candidate, scene.quality, 3)


def test_unknown_ids_and_ids_of_another_initiative_are_refused(desk, scene):
    for unknown in NO_IDS:
        refused_each(
            desk,
            NotFoundError,
            [
                (add_evaluator, unknown, "Audit"),
                (rename_evaluator, unknown, "Audit"),
                (remove_evaluator, unknown),
                (record_score, unknown, scene.quality, scene.evaluator, 3),
                (record_score, scene.candidate, unknown, scene.evaluator, 3),
                (record_score, scene.candidate, scene.quality, unknown, 3),
                (record_amount, unknown, scene.price, 3),
                (record_amount, scene.candidate, unknown, 3),
                (withdraw_agreed_score, unknown, scene.quality),
                (withdraw_agreed_score, scene.candidate, unknown),
            ],
        )
    with refused(desk, OtherInitiativeError, "“Initech” and “Quality”"):
        record_score(desk, scene.other_candidate, scene.quality, scene.evaluator, 3)
    with refused(desk, OtherInitiativeError):
        agree_score(desk, scene.candidate, scene.other_criterion, 3, rationale="Seen")
    with refused(desk, NotFoundError, "evaluator of this initiative"):
        record_score(desk, scene.candidate, scene.quality, scene.other_evaluator, 3)


def test_an_agreed_score_needs_a_reason(desk, scene):
    for nothing in ("", "  \n ", "\u200b"):
        with refused(desk, EmptyNameError, "The reason for the agreed score"):
            agree_score(desk, scene.candidate, scene.quality, 3, rationale=nothing)
    agree_score(desk, scene.candidate, scene.quality, 3, rationale=" " * 500 + "Seen on site")


def test_an_agreed_score_stands_beside_the_single_ones_until_it_is_withdrawn(desk, scene, score, read):
    score(2)
    agree_score(desk, scene.candidate, scene.quality, 4, rationale="Seen on site")
    agree_score(desk, scene.candidate, scene.quality, None, rationale="Left open on purpose")
    (agreed,) = read().agreed
    assert (agreed.points, agreed.rationale, len(read().scores)) == (None, "Left open on purpose", 1)
    withdraw_agreed_score(desk, scene.candidate, scene.quality)
    assert read().agreed == ()
    revision = desk.journal.revision
    withdraw_agreed_score(desk, scene.candidate, scene.quality)
    assert desk.journal.revision == revision


def test_amounts_are_kept_as_they_were_measured(desk, scene, read):
    record_amount(desk, scene.candidate, scene.lead_time, 12.25, rationale="Offer, page 4")
    (kept,) = read().measurements
    assert (kept.amount, kept.not_applicable, kept.rationale) == (12.25, False, "Offer, page 4")
    record_amount(desk, scene.candidate, scene.lead_time, None, not_applicable=True)
    assert (read().measurements[0].amount, read().measurements[0].not_applicable) == (None, True)


@pytest.mark.parametrize(
    ("currency", "amount", "kept"),
    [
        ("EUR", 12.345678, 12.35),
        ("JPY", 1499.6, 1500),
        ("KWD", 1.2345, 1.234),
        ("EUR", -3.1, -3.1),
    ],
)
def test_a_price_is_kept_to_the_minor_unit_of_its_currency(desk, scene, read, currency, amount, kept):
    update_initiative(desk, scene.initiative, "currency", currency)
    record_amount(desk, scene.candidate, scene.price, amount)
    assert read().measurements[0].amount == kept


def test_a_price_without_a_currency_is_refused(desk, scene):
    update_initiative(desk, scene.initiative, "currency", "")
    for amount in (100, None):
        with refused(desk, NoCurrencyError, "“Service desk” has no currency"):
            record_amount(desk, scene.candidate, scene.price, amount)


def test_amounts_that_a_computer_cannot_hold_exactly_are_refused(desk, scene, read):
    record_amount(desk, scene.candidate, scene.price, 9e13)
    assert read().measurements[0].amount == 9e13
    with refused(desk, OutOfRangeError, "Price must be between -90,000,000,000,000 and 90,000,000,000,000"):
        record_amount(desk, scene.candidate, scene.price, 9.1e13)
    with refused(desk, OutOfRangeError, "Lead time must be between"):
        record_amount(desk, scene.candidate, scene.lead_time, 1e300)


def test_an_evaluator_gets_another_name_but_never_that_of_another(desk, scene):
    audit = add_evaluator(desk, scene.initiative, "Audit")
    rename_evaluator(desk, audit, " AUDIT  office ")
    assert [each.name for each in list_evaluators(desk, scene.initiative)] == ["IT office", "AUDIT office"]
    rename_evaluator(desk, audit, "Personnel office")  # the other initiative's evaluators are other people
    with refused(desk, DuplicateNameError, "The evaluator “IT office”"):
        rename_evaluator(desk, audit, "it OFFICE")
    for name in BAD_NAMES:
        with refused(desk, saying="The evaluator"):
            rename_evaluator(desk, audit, name)


def test_evaluators_keep_their_order_and_never_share_a_name(desk, scene):
    audit = add_evaluator(desk, scene.initiative, " Audit  office ")
    assert [each.name for each in list_evaluators(desk, scene.initiative)] == ["IT office", "Audit office"]
    for name in ("IT OFFICE", "it  office"):
        with refused(desk, DuplicateNameError, "“IT office”"):
            add_evaluator(desk, scene.initiative, name)
    for name in BAD_NAMES:
        with refused(desk, saying="The evaluator"):
            add_evaluator(desk, scene.initiative, name)
    add_evaluator(desk, scene.other_initiative, "IT office")
    remove_evaluator(desk, audit)
    assert [each.name for each in list_evaluators(desk, scene.initiative)] == ["IT office"]


def test_an_evaluator_leaves_with_the_scores_they_gave(desk, scene, score, read):
    audit = add_evaluator(desk, scene.initiative, "Audit office")
    score(2)
    record_score(desk, scene.candidate, scene.quality, audit, 4)
    remove_evaluator(desk, scene.evaluator)
    assert [each.points for each in read().scores] == [4]


@pytest.fixture
def imported(desk, scene):
    with desk.edit("Import"):
        values = {"file_name": "Bids.xlsx", "sha256": "0" * 64, "imported_at": "2026-07-03T10:00:00+00:00"}
        return insert_row(desk.db, "import_file", {"initiative_id": scene.initiative, **values})


def test_a_value_remembers_the_cell_it_was_read_from_until_somebody_types_another(desk, scene, imported, score, read):
    source = Source("Bids.xlsx", "Sheet2", "F14")
    score(3, source=source)
    agree_score(desk, scene.candidate, scene.quality, 3, rationale="As imported", source=source)
    record_amount(desk, scene.candidate, scene.price, 100, source=source)
    found = read()
    assert [str(row.source) for row in (*found.scores, *found.agreed, *found.measurements)] == [
        "Bids.xlsx, Sheet2!F14"
    ] * 3
    score(4)
    assert read().scores[0].source is None


def test_a_source_that_was_never_imported_or_cannot_be_written_is_refused(desk, imported, score):
    with refused(desk, NotFoundError, "“Other.xlsx”"):
        score(3, source=Source("Other.xlsx", "Sheet1", "A1"))
    with refused(desk, saying="The source's sheet"):
        score(3, source=Source("Bids.xlsx", LONE_SURROGATE, "A1"))
    with refused(desk, TextTooLongError, "The source's cell"):
        score(3, source=Source("Bids.xlsx", "Sheet1", TEN_MEGABYTES))
