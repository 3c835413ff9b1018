import pytest

from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.preference import Preference, Shape
from outsource_desk.services.methods import preferences_of
from outsource_desk.services.outranking import ThresholdsCrossedError, set_preference
from outsource_desk.services.ranking import load_evaluation
from tests.scene import NO_IDS, NO_NUMBERS, build_scene, refused_each


@pytest.fixture
def scene(desk):
    return build_scene(desk)


def kept(desk, scene):
    return load_evaluation(desk, scene.initiative).preferences


def test_a_preference_function_is_kept_changed_and_undone(desk, scene):
    set_preference(desk, scene.quality, "level", 2, 10)
    assert kept(desk, scene) == (Preference(scene.quality, Shape.LEVEL, 2.0, 10.0),)
    set_preference(desk, scene.quality, Shape.GAUSSIAN, 12, 8)  # a turning point is no threshold
    assert kept(desk, scene) == (Preference(scene.quality, Shape.GAUSSIAN, 12.0, 8.0),)
    desk.journal.undo()  # one act while the same function is tried
    assert kept(desk, scene) == ()


def test_the_usual_function_is_kept_as_none_at_all(desk, scene):
    set_preference(desk, scene.quality, "usual", 0, 0)
    set_preference(desk, scene.quality, "linear", 5, 20)
    assert kept(desk, scene) == ()
    assert preferences_of(load_evaluation(desk, scene.initiative), [scene.quality]) == {
        scene.quality: Preference(scene.quality)
    }


def test_thresholds_the_wrong_way_round_are_refused(desk, scene):
    before = desk.journal.fingerprint
    for shape in ("linear", "level"):
        with pytest.raises(ThresholdsCrossedError) as caught:
            set_preference(desk, scene.quality, shape, 10, 5)
        assert str(caught.value) == "A difference of 5 cannot count in full while 10 does not count at all."
    assert desk.journal.fingerprint == before


def test_what_is_no_threshold_or_no_function_is_refused(desk, scene):
    refused_each(desk, DeskError, ((set_preference, scene.quality, "linear", bad, 20) for bad in [*NO_NUMBERS, -1]))
    refused_each(desk, DeskError, ((set_preference, scene.quality, "linear", 5, bad) for bad in [*NO_NUMBERS, 101]))
    refused_each(desk, DeskError, ((set_preference, scene.quality, bad, 5, 20) for bad in ["steep", None, 5]))
    refused_each(desk, DeskError, ((set_preference, bad, "linear", 5, 20) for bad in NO_IDS))
