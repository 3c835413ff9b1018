import gc

import pytest

from outsource_desk.domain.garbage import garbage_left_alone


@pytest.fixture(autouse=True)
def _collected():
    gc.collect()
    yield
    gc.unfreeze()


def test_very_many_new_objects_stay_out_of_later_collections():
    before = gc.get_freeze_count()
    with garbage_left_alone():
        made = [[number] for number in range(60_000)]

    assert gc.get_freeze_count() - before >= len(made)


def test_a_few_new_objects_are_collected_as_ever():
    before = gc.get_freeze_count()
    with garbage_left_alone():
        made = [[number] for number in range(1_000)]

    assert (gc.get_freeze_count(), len(made)) == (before, 1_000)


def test_the_collector_is_on_again_afterwards_as_it_was_before():
    with garbage_left_alone():
        assert not gc.isenabled()
    assert gc.isenabled()
