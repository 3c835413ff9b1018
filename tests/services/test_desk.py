import getpass
import sqlite3

import pytest

from outsource_desk.services.desk import create_desk, current_user, open_desk
from outsource_desk.services.vendors import add_vendor, list_vendors


def test_what_was_acknowledged_is_there_when_the_file_is_opened_again(tmp_path):
    with create_desk(tmp_path / "decision.odesk", author="Analyst") as desk:
        add_vendor(desk, "Acme")
    with open_desk(str(tmp_path / "decision.odesk"), read_only=True) as desk:
        assert [vendor.name for vendor in list_vendors(desk)] == ["Acme"]
        assert desk.is_read_only
        assert desk.path == tmp_path / "decision.odesk"
        assert desk.journal.edits()[0].author == "Analyst"


def test_without_an_author_the_edits_are_the_users_own(tmp_path, monkeypatch):
    monkeypatch.setenv("LOGNAME", "jo")
    with create_desk(tmp_path / "decision.odesk") as desk:
        add_vendor(desk, "Acme")
        assert desk.journal.edits()[0].author == "jo" == current_user()


def test_leaving_closes_the_file(tmp_path):
    with create_desk(tmp_path / "decision.odesk") as desk:
        pass
    with pytest.raises(sqlite3.ProgrammingError):
        list_vendors(desk)


@pytest.mark.parametrize("fault", [OSError, KeyError])
def test_a_machine_that_does_not_know_its_user_still_edits(monkeypatch, fault):
    def nobody():
        raise fault

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert current_user() == "unknown"
