import pytest

from outsource_desk.domain.errors import DeskError, NotANumberError, NotFoundError, UnknownChoiceError
from outsource_desk.services.criteria import add_criterion, load_criterion
from outsource_desk.services.history import undo
from outsource_desk.services.initiatives import add_initiative, list_initiatives
from outsource_desk.services.setting import NotAnAssignmentError, Thing, read_assignments, set_fields
from outsource_desk.services.vendors import add_vendor, list_vendors
from tests.scene import refused


@pytest.fixture
def price(desk):
    initiative_id = add_initiative(desk, "Service desk", currency="EUR")
    return add_criterion(desk, initiative_id, "Whole-life price", measure="price", direction="min", weight=1)


def test_several_fields_are_set_in_one_act(desk, price):
    before = desk.journal.fingerprint
    fields = read_assignments(["floor=9,000,000", "ceiling=14 000 000", "weight=40", "minimum=15e6", "gate=yes"])
    set_fields(desk, Thing.CRITERION, "whole-life PRICE", fields)
    criterion = load_criterion(desk, price)
    assert (criterion.best, criterion.worst, criterion.weight) == (9e6, 14e6, 40)
    assert (criterion.minimum, criterion.is_gate) == (15e6, True)
    undo(desk)
    assert desk.journal.fingerprint == before


def test_a_weight_is_locked_by_yes_and_unlocked_by_no(desk, price):
    for answer, is_locked in (("Yes", True), ("no", False)):
        set_fields(desk, Thing.CRITERION, "whole-life price", read_assignments([f"locked={answer}"]))
        assert load_criterion(desk, price).is_locked is is_locked
    with refused(desk, UnknownChoiceError, "A locked weight cannot be “perhaps”"):
        set_fields(desk, Thing.CRITERION, "whole-life price", {"is_locked": "perhaps"})


def test_an_initiative_and_a_vendor_are_found_by_name(desk, price):
    add_vendor(desk, "Alder")
    question = {"question": "Shall we go?", "type": "ITO", "term months": "60"}
    set_fields(desk, Thing.INITIATIVE, "service desk", read_assignments([f"{k}={v}" for k, v in question.items()]))
    set_fields(desk, Thing.VENDOR, "alder", {"country": "gb"})
    [initiative] = list_initiatives(desk)
    assert (initiative.question, initiative.outsourcing_type, initiative.term_months) == ("Shall we go?", "ITO", 60)
    assert list_vendors(desk)[0].country == "GB"


def test_an_empty_value_empties_a_field(desk, price):
    set_fields(desk, Thing.CRITERION, "Whole-life price", {"worst": "10", "best": "5"})
    set_fields(desk, Thing.CRITERION, "Whole-life price", read_assignments(["worst="]))
    assert load_criterion(desk, price).worst is None


@pytest.mark.parametrize(
    ("thing", "name", "fields", "error"),
    [
        (Thing.CRITERION, "Colour", {"weight": "1"}, NotFoundError),
        (Thing.VENDOR, "Nobody", {"country": "GB"}, NotFoundError),
        (Thing.INITIATIVE, "Payroll", {"aim": "x"}, NotFoundError),
        (Thing.CRITERION, "Whole-life price", {"colour": "red"}, UnknownChoiceError),
        (Thing.CRITERION, "Whole-life price", {"is_gate": "perhaps"}, UnknownChoiceError),
        (Thing.CRITERION, "Whole-life price", {"weight": "heavy"}, DeskError),
        (Thing.CRITERION, "Whole-life price", {"weight": "30", "worst": "inf"}, DeskError),
    ],
)
def test_what_cannot_be_set_is_refused_and_nothing_is(desk, price, thing, name, fields, error):
    with refused(desk, error):
        set_fields(desk, thing, name, fields)


def test_two_criteria_of_one_name_are_told_apart_by_their_groups(desk):
    initiative_id = add_initiative(desk, "Desk")
    groups = [add_criterion(desk, initiative_id, name, weight=1) for name in ("Now", "Later")]
    leaves = [add_criterion(desk, initiative_id, "Skill", parent_id=group, weight=1) for group in groups]
    with refused(desk, UnknownChoiceError, "Now / Skill"):
        set_fields(desk, Thing.CRITERION, "Skill", {"weight": "2"})
    set_fields(desk, Thing.CRITERION, "later / skill", {"weight": "2"})
    assert [load_criterion(desk, leaf).weight for leaf in leaves] == [1, 2]


@pytest.mark.parametrize("text", ["weight", "=3", " =3", ""])
def test_a_word_without_its_value_is_no_assignment(text):
    with pytest.raises(NotAnAssignmentError):
        read_assignments([text])


def test_a_value_curve_is_set_as_pairs_of_amount_and_value(desk, price):
    fields = read_assignments(["curve=piecewise", "points=90:100 150:40, 300:0"])
    set_fields(desk, Thing.CRITERION, "Whole-life price", fields)
    assert load_criterion(desk, price).points == ((90, 100), (150, 40), (300, 0))
    for points in ("90", "a:b", "1:2:3"):
        with refused(desk, NotANumberError):
            set_fields(desk, Thing.CRITERION, "Whole-life price", {"points": points})
