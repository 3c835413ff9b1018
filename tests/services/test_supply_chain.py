import pytest

from outsource_desk.services.dossiers import dossier_of
from outsource_desk.services.records import add_record
from outsource_desk.services.supply_chain import depths_of, move_further_in, move_further_out, open_points
from outsource_desk.services.vendors import add_vendor


@pytest.fixture
def vendor(desk):
    return add_vendor(desk, "Alder")


def add(desk, vendor, name, parent=None, **fields):
    return add_record(desk, "subcontractor", vendor, name=name, parent_id=parent, **fields)


def tree(desk, vendor):
    dossier = dossier_of(desk, vendor)
    depths = depths_of(dossier)
    return [(link.name, depths[link.id]) for link in dossier.subcontractors]


def test_a_link_moves_under_the_one_above_it_and_out_again_with_all_below_it(desk, vendor):
    first, second = add(desk, vendor, "First"), add(desk, vendor, "Second")
    add(desk, vendor, "Below second", second)
    before = tree(desk, vendor)
    assert before == [("First", 0), ("Second", 0), ("Below second", 1)]
    assert move_further_in(desk, dossier_of(desk, vendor), second)
    assert tree(desk, vendor) == [("First", 0), ("Second", 1), ("Below second", 2)]
    assert not move_further_in(desk, dossier_of(desk, vendor), second)
    assert not move_further_in(desk, dossier_of(desk, vendor), first)
    assert move_further_out(desk, dossier_of(desk, vendor), second)
    assert tree(desk, vendor) == before
    assert not move_further_out(desk, dossier_of(desk, vendor), second)
    desk.journal.undo()
    assert tree(desk, vendor)[1] == ("Second", 1)


def test_what_should_be_looked_at_is_said(desk, vendor):
    assert open_points(dossier_of(desk, vendor)) == ()
    first = add(desk, vendor, "First", country="IE", touches_data=True, consent="given")
    second = add(desk, vendor, "Second", first, touches_data=True)
    assert len(open_points(dossier_of(desk, vendor))) == 2
    add(desk, vendor, "Third", second, country="IE")
    assert open_points(dossier_of(desk, vendor)) == (
        "Our data are seen without our consent by Second.",
        "The country is not known of Second.",
        "The chain is 3 links deep; who stands at its end is hard to hold to anything.",
    )
