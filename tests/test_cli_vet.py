"""Sending and reading a vendor's questionnaire on the command line."""

from __future__ import annotations

import json

import pytest

from outsource_desk.cli import main
from outsource_desk.services.desk import create_desk, open_desk
from tests.services.vendor_copy_scene import FILLED, build_vetting, fill_copy


@pytest.fixture
def run(capsys):
    """Run `vet` and return (exit code, what stdout says, what stderr says)."""

    def run(*words: object) -> tuple[int, str, str]:
        try:
            code = main(["vet", *map(str, words)])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "decision.odesk"
    with create_desk(path, author="Analyst") as desk:
        vetted = build_vetting(desk)
        vetted.answer("GEN-01", reply="no", state="accepted", reviewer="Rui")
    return path


def test_a_questionnaire_is_sent_and_read_and_conflicts_are_kept_and_listed(run, file, tmp_path):
    copy, of = tmp_path / "q.xlsx", ("--vendor", "acme", "--initiative", "service desk")
    code, said, _ = run(file, *of, "--export", copy)
    assert (code, said) == (0, f"Wrote “{copy}” with 10 questions for “Acme”.\n")
    fill_copy(copy, {**FILLED, "GEN-02": "maybe"})
    code, said, _ = run(file, *of, "--import", copy, "--dry-run")
    assert code == 0
    assert "8 new, 0 the same, 0 changed, 1 conflict with a reviewer's judgement, 1 not understood." in said
    code, said, _ = run(file, *of, "--import", copy)
    assert code == 0
    assert "E6 GEN-01: “yes” in the copy, “no” in the document" in said
    assert "E7 GEN-02: “maybe” is not one of the answers: yes, partly or no." in said
    assert "taken 8; kept 1 (GEN-01); not understood 1 (GEN-02) (revision " in said
    code, said, _ = run(file, *of, "--import", copy, "--take", "all", "--json")
    document = json.loads(said)
    assert document["log"]["taken"] == ["GEN-01"]
    assert "Taken: GEN-01 (E6): “yes”" in document["import_log"]
    assert "The same: GEN-03 (E8)" in document["import_log"]
    assert document["signed_by"] == "Dana Weiß, Head of compliance"
    assert {each["code"]: each["fate"] for each in document["answers"]}["GEN-03"] == "same"


def test_a_copy_that_is_none_is_refused(run, file, tmp_path):
    path = tmp_path / "q.csv"
    path.write_text("a,b\n", encoding="utf-8")
    before = file.read_bytes()
    code, said, told = run(file, "--vendor", "Acme", "--initiative", "Service desk", "--import", path)
    assert code == 1
    assert "cannot be used as a vendor's copy" in said
    assert told == "Refused; nothing was read.\n"
    assert json.loads(run(file, "--vendor", "Acme", "--initiative", "Service desk", "--import", path, "--json")[1])[
        "refusal"
    ]
    assert file.read_bytes() == before


@pytest.mark.parametrize("words", [[], ["--vendor", "Acme"], ["--export", "q.xlsx"]])
def test_it_needs_to_know_whose_and_which_way(run, file, words):
    assert run(file, *words)[0] == 2


def test_without_such_a_vendor_or_without_a_questionnaire_it_is_refused(run, file, tmp_path):
    copy = tmp_path / "q.xlsx"
    assert "no candidate of this initiative “Nobody”" in run(file, "--vendor", "Nobody", "--export", copy)[2]
    code, _, told = run(file, "--vendor", "Initech", "--initiative", "Payroll", "--export", copy, "--json")
    assert code == 1
    assert "has not started" in told
    assert not copy.exists()


def test_sending_is_noted_and_a_depth_leaves_deeper_questions_out(run, file, tmp_path):
    words = ("--vendor", "Acme", "--initiative", "Service desk", "--depth", "lite", "--json")
    code, said, _ = run(file, *words, "--export", tmp_path / "q.xlsx")
    assert code == 0
    assert json.loads(said)["questions"] == 10
    with open_desk(file, read_only=True) as desk:
        assert desk.connection.execute("SELECT sent_on IS NOT NULL FROM assessment").fetchall() == [(1,)]


def test_sending_that_cannot_be_noted_is_said(run, file, tmp_path):
    copy = tmp_path / "q.xlsx"
    with open_desk(file):
        code, said, told = run(file, "--vendor", "Acme", "--initiative", "Service desk", "--export", copy)
    assert (code, copy.exists()) == (0, True)
    assert said.startswith("Wrote “")
    assert told.startswith("The sending was not noted, because the file could not be changed: “decision.odesk” is")


def test_somebody_elses_questionnaire_is_shown_the_way_to_the_window(run, file, tmp_path):
    path = tmp_path / "q.csv"
    path.write_text("a,b\n", encoding="utf-8")
    said = run(file, "--vendor", "Acme", "--initiative", "Service desk", "--import", path)[1]
    assert "“Take answers from another questionnaire…”" in said
