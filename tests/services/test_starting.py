from typing import Any

import pytest

from outsource_desk.domain.errors import (
    DeskError,
    DuplicateNameError,
    EmptyNameError,
    TextTooLongError,
    UnknownChoiceError,
)
from outsource_desk.services.criteria import list_criteria
from outsource_desk.services.initiatives import list_initiatives
from outsource_desk.services.starting import start_file, start_initiative
from outsource_desk.store.errors import AlreadyExistsError
from tests.scene import refused


def test_an_empty_file_is_empty(tmp_path):
    with start_file(tmp_path / "new.odesk") as desk:
        assert desk.journal.revision == 0
        assert list_initiatives(desk) == ()


@pytest.mark.parametrize(
    ("template", "name"),
    [("ito", "IT outsourcing"), ("BPO", "Business process outsourcing"), ("Kpo", "Knowledge process outsourcing")],
)
def test_a_template_begins_an_initiative_of_its_kind_in_one_edit(tmp_path, template, name):
    with start_file(tmp_path / "new.odesk", template=template) as desk:
        (initiative,) = list_initiatives(desk)
        assert (initiative.name, initiative.outsourcing_type) == (name, template.upper())
        assert len(list_criteria(desk, initiative.id)) > 10
        assert desk.journal.revision == 1


def test_an_initiative_may_have_a_name_from_the_start(tmp_path):
    with start_file(tmp_path / "new.odesk", template="ito", name="Service desk") as desk:
        assert list_initiatives(desk)[0].name == "Service desk"


def test_the_sample_and_a_template_go_together(tmp_path):
    with start_file(tmp_path / "new.odesk", template="bpo", sample=True) as desk:
        assert len(list_initiatives(desk)) == 2


@pytest.mark.parametrize(
    ("options", "kind"),
    [
        ({"template": "xyz"}, UnknownChoiceError),
        ({"template": "ito", "name": "x" * 600}, TextTooLongError),
        ({"template": "ito", "name": " "}, EmptyNameError),
    ],
)
def test_a_start_that_is_refused_leaves_nothing_behind(tmp_path, options, kind):
    with pytest.raises(kind) as caught:
        start_file(tmp_path / "new.odesk", **options)
    assert caught.value.remedy.endswith(".")
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_the_sample_has_already_is_refused_and_nothing_is_left(tmp_path):
    with start_file(tmp_path / "first.odesk", sample=True) as desk:
        taken = list_initiatives(desk)[0].name
    with pytest.raises(DuplicateNameError):
        start_file(tmp_path / "new.odesk", sample=True, template="ito", name=taken.upper())
    assert not [path for path in tmp_path.iterdir() if path.name.startswith("new")]


def test_a_file_that_is_there_already_is_never_touched(tmp_path):
    (tmp_path / "new.odesk").write_bytes(b"mine")
    choices: list[dict[str, Any]] = [{}, {"sample": True}, {"template": "ito"}]
    for options in choices:
        with pytest.raises(AlreadyExistsError):
            start_file(tmp_path / "new.odesk", **options)
    assert (tmp_path / "new.odesk").read_bytes() == b"mine"
    assert issubclass(AlreadyExistsError, DeskError)


def test_a_second_initiative_is_started_in_an_open_file_as_one_act(desk):
    first = start_initiative(desk, "Service desk", template="ito", currency="eur")
    second = start_initiative(desk, "Catering")
    assert [each.currency for each in list_initiatives(desk)] == ["EUR", ""]
    assert (len(list_criteria(desk, first)) > 10, list_criteria(desk, second)) == (True, ())
    assert [edit.label for edit in desk.journal.edits()] == ["Start ITO initiative", "Start initiative"]
    with refused(desk, DuplicateNameError):
        start_initiative(desk, "catering", template="kpo")
