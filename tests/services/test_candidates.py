import pytest

from outsource_desk.domain.errors import DuplicateNameError, NotFoundError, UnknownChoiceError
from outsource_desk.services import scoring
from outsource_desk.services.candidates import (
    add_candidate,
    add_in_house,
    list_candidates,
    remove_candidate,
    update_candidate,
)
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.services.vendors import list_vendors
from tests.scene import BAD_NAMES, BAD_TEXTS, NO_IDS, build_scene, refused, refused_each


@pytest.fixture
def scene(desk):
    return build_scene(desk)


def test_vendors_and_the_in_house_option_compete_in_the_order_they_came(desk, scene):
    add_candidate(desk, scene.initiative, scene.free_vendor, is_incumbent=True, note="Runs it today")
    acme, in_house, globex = list_candidates(desk, scene.initiative)
    assert [each.name for each in (acme, in_house, globex)] == ["Acme", "In-house", "Globex"]
    assert (acme.is_in_house, in_house.is_in_house) == (False, True)
    assert (globex.is_incumbent, globex.note, acme.is_incumbent) == (True, "Runs it today", False)


def test_incumbent_is_yes_or_no_whatever_is_given(desk, scene):
    add_candidate(desk, scene.initiative, scene.free_vendor, is_incumbent=5)  # type: ignore[arg-type]
    assert list_candidates(desk, scene.initiative)[-1].is_incumbent is True


def test_in_house_may_have_another_name_and_several_variants(desk, scene):
    add_in_house(desk, scene.initiative, "In-house, well run", note="With a new tool")
    assert [each.name for each in list_candidates(desk, scene.initiative)][1:] == ["In-house", "In-house, well run"]


def test_nobody_competes_twice(desk, scene):
    with refused(desk, DuplicateNameError, "The candidate “Acme”"):
        add_candidate(desk, scene.initiative, scene.vendor)
    with refused(desk, DuplicateNameError, "The candidate “In-house”"):
        add_in_house(desk, scene.initiative, " IN-HOUSE ")
    with refused(desk, DuplicateNameError, "The candidate “Acme”"):
        add_in_house(desk, scene.initiative, "acme")


def test_an_in_house_option_needs_a_readable_name(desk, scene):
    for name in BAD_NAMES:
        with refused(desk, saying="The in-house option"):
            add_in_house(desk, scene.initiative, name)


def test_a_note_that_cannot_be_kept_is_refused(desk, scene):
    for note in [*BAD_TEXTS, None]:
        with refused(desk, saying="Note"):
            add_candidate(desk, scene.initiative, scene.free_vendor, note=note)
        with refused(desk, saying="Note"):
            add_in_house(desk, scene.initiative, "Own team", note=note)
        with refused(desk, saying="Note"):
            update_candidate(desk, scene.candidate, "note", note)


def test_a_note_can_be_changed(desk, scene):
    update_candidate(desk, scene.candidate, "note", "Visited\non site")
    assert list_candidates(desk, scene.initiative)[0].note == "Visited\non site"


def test_who_runs_the_service_today_can_be_said_later_and_taken_back(desk, scene):
    update_candidate(desk, scene.candidate, "is_incumbent", True)
    assert list_candidates(desk, scene.initiative)[0].is_incumbent is True
    update_candidate(desk, scene.candidate, "is_incumbent", False)
    assert list_candidates(desk, scene.initiative)[0].is_incumbent is False


def test_only_an_in_house_option_is_renamed_here_and_never_to_a_name_that_is_taken(desk, scene):
    update_candidate(desk, scene.in_house, "name", " Own  team ")
    assert list_candidates(desk, scene.initiative)[1].name == "Own team"
    update_candidate(desk, scene.in_house, "name", "OWN TEAM")
    with refused(desk, DuplicateNameError, "The candidate “Acme”"):
        update_candidate(desk, scene.in_house, "name", "acme")
    with refused(desk, UnknownChoiceError, "Field cannot be “name”"):
        update_candidate(desk, scene.candidate, "name", "Acme plc")


def test_a_candidate_leaves_with_its_scores_and_the_vendor_stays(desk, scene):
    scoring.record_score(desk, scene.candidate, scene.quality, scene.evaluator, 3)
    scoring.record_amount(desk, scene.candidate, scene.price, 120)
    remove_candidate(desk, scene.candidate)
    evaluation = load_evaluation(desk, scene.initiative)
    assert [each.name for each in evaluation.candidates] == ["In-house"]
    assert (evaluation.scores, evaluation.measurements) == ((), ())
    assert "Acme" in [each.name for each in list_vendors(desk)]


def test_unknown_ids_are_refused(desk, scene):
    for unknown in NO_IDS:
        refused_each(
            desk,
            NotFoundError,
            [
                (add_candidate, unknown, scene.free_vendor),
                (add_candidate, scene.initiative, unknown),
                (add_in_house, unknown),
                (update_candidate, unknown, "note", "x"),
                (remove_candidate, unknown),
            ],
        )
