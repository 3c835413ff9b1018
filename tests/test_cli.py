"""The command line as a user types it: real files, real exit codes, both streams."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from outsource_desk.cli import main

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def run(capsys):
    """Run the command line and return (exit code, what stdout says, what stderr says)."""

    def run(*words: object) -> tuple[int, str, str]:
        try:
            code = main([str(word) for word in words])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def sample(sample_file, tmp_path):
    return shutil.copy(sample_file, tmp_path / "demo.odesk")


@pytest.fixture
def scorecard(tmp_path):
    path = tmp_path / "Bids.csv"
    path.write_text(
        "Criterion,Weight,Alder,Birch,Cedar\n"
        "Price,40,3,4,5\nQuality,35,5,4,2\nSupport,25,4,3,3\nTotal,100,3.95,3.75,3.45\n",
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize("words", [[], ["demo.odesk"]])
def test_without_a_screen_the_desktop_says_so_and_names_the_command_line(words):
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(
        [sys.executable, "main.py", *words], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1
    assert "no screen" in done.stderr
    assert ("show demo.odesk" if words else "--help") in done.stderr


@pytest.mark.parametrize(
    "words", [["rank"], ["new"], ["report", "x.odesk"], ["history", "x.odesk", "--undo", "--redo"]]
)
def test_wrong_usage_exits_with_2_and_says_so_on_stderr(run, words):
    code, out, err = run(*words)
    assert code == 2
    assert not out
    assert "usage: " in err or "outsource-desk: " in err


def test_a_refusal_exits_with_1_and_says_what_happened_and_what_to_do(run, tmp_path):
    code, out, err = run("rank", tmp_path / "missing.odesk")
    assert code == 1
    assert not out
    assert "missing.odesk" in err
    assert len(err.strip().splitlines()) == 2


def test_new_begins_with_the_sample_if_asked(run, sample, tmp_path):
    path = tmp_path / "own.odesk"
    assert run("new", path, "--sample")[0] == 0
    assert run("rank", path)[1] == run("rank", sample)[1]


def test_new_never_overwrites_a_file(run, sample):
    before = sample.stat().st_mtime_ns
    code, _, err = run("new", sample)
    assert code == 1
    assert sample.name in err
    assert sample.stat().st_mtime_ns == before


@pytest.mark.parametrize("kind", ["ito", "bpo", "kpo"])
def test_new_with_a_template_begins_an_initiative_with_its_criteria(run, tmp_path, kind):
    path = tmp_path / "new.odesk"
    assert run("new", path, "--template", kind, "--name", "Payroll")[0] == 0
    code, out, _ = run("rank", path, "--json")
    document = json.loads(out)
    assert code == 0
    assert document["initiative"] == "Payroll"
    assert len(document["criteria"]) > 20
    assert sum(criterion["weight"] for criterion in document["criteria"]) == pytest.approx(1)


def test_a_template_that_cannot_be_applied_leaves_no_file_behind(run, tmp_path):
    path = tmp_path / "new.odesk"
    code, _, _ = run("new", path, "--template", "ito", "--name", " ")
    assert code == 1
    assert list(tmp_path.iterdir()) == []


def test_a_file_alone_shows_what_it_holds_and_how_it_stands(run, sample):
    code, out, _ = run("show", sample)
    assert code == 0
    assert "1 initiative" in out
    assert "too close to call" in out


def test_rank_prints_one_json_document_best_first(run, sample):
    code, out, err = run("rank", sample, "--json")
    document = json.loads(out)
    assert (code, err) == (0, "")
    assert list(document)[:3] == ["initiative", "revision", "fingerprint"]
    assert [candidate["rank"] for candidate in document["candidates"]] == [1, 2, 3, 4, None]
    for candidate in document["candidates"]:
        assert sum(candidate["contributions"].values()) == pytest.approx(candidate["total"])
        assert candidate["low"] <= candidate["total"] <= candidate["high"]
    assert document["candidates"][-1]["gate"] == "failed"
    assert {"id", "severity", "text", "where", "fix"} <= set(document["warnings"][0])


def test_rank_says_in_words_what_json_says_in_numbers(run, sample):
    _, out, _ = run("rank", sample)
    assert "not ranked" in out
    assert "W53" in out


def test_an_unknown_initiative_is_refused_by_name(run, sample):
    code, _, err = run("rank", sample, "--initiative", "Payroll")
    assert code == 1
    assert "“Payroll”" in err


def test_import_brings_a_scorecard_in_and_its_own_totals_come_out(run, tmp_path, scorecard):
    path = tmp_path / "bids.odesk"
    run("new", path)
    code, out, _ = run("import", path, scorecard)
    assert code == 0
    assert "3 new candidates" in out
    document = json.loads(run("rank", path, "--json")[1])
    totals = {candidate["name"]: candidate["total"] / 100 * 5 for candidate in document["candidates"]}
    assert document["initiative"] == "Bids"
    assert totals == pytest.approx({"Alder": 3.95, "Birch": 3.75, "Cedar": 3.45})


def test_import_can_be_undone_and_redone_as_one_act(run, tmp_path, scorecard):
    path = tmp_path / "bids.odesk"
    run("new", path)
    empty = json.loads(run("check", path, "--json")[1])["fingerprint"]
    run("import", path, scorecard)
    full = json.loads(run("check", path, "--json")[1])["fingerprint"]
    assert run("history", path, "--undo")[0] == 0
    assert json.loads(run("check", path, "--json")[1])["fingerprint"] == empty
    assert run("history", path, "--redo")[0] == 0
    assert json.loads(run("check", path, "--json")[1])["fingerprint"] == full
    assert run("history", path, "--redo")[0] == 1


def test_importing_the_same_file_again_changes_nothing(run, tmp_path, scorecard):
    path = tmp_path / "bids.odesk"
    run("new", path)
    run("import", path, scorecard)
    before = json.loads(run("check", path, "--json")[1])
    code, out, _ = run("import", path, scorecard)
    assert code == 0
    assert "nothing was changed" in out
    assert json.loads(run("check", path, "--json")[1]) == before


def test_a_dry_run_shows_what_was_understood_and_writes_nothing(run, tmp_path, scorecard):
    path = tmp_path / "bids.odesk"
    run("new", path)
    code, out, _ = run("import", path, scorecard, "--dry-run", "--json")
    document = json.loads(out)
    table = document["tables"][0]
    assert code == 0
    assert document["refusal"] is None
    assert [vendor["name"] for vendor in table["vendors"]] == ["Alder", "Birch", "Cedar"]
    assert [criterion["weight"] for criterion in table["criteria"]] == [40, 35, 25]
    assert table["used_cells"] == table["accounted_cells"]
    assert json.loads(run("check", path, "--json")[1])["revision"] == 0
    assert run("import", path, scorecard, "--dry-run")[1].startswith("Bids.csv")


def test_a_spreadsheet_that_cannot_be_read_is_refused_and_the_file_is_as_before(run, sample, tmp_path):
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    before = json.loads(run("check", sample, "--json")[1])
    code, out, err = run("import", sample, broken)
    assert code == 1
    assert not out
    assert "broken.xlsx" in err
    assert json.loads(run("check", sample, "--json")[1]) == before


def test_history_lists_names_shows_and_compares(run, sample, scorecard):
    assert run("history", sample, "--name", "First committee")[0] == 0
    run("import", sample, scorecard)
    code, out, _ = run("history", sample)
    assert code == 0
    assert "Add the sample" in out
    assert "[First committee]" in out
    assert any("Birch" in line for line in run("history", sample, "--diff", "first committee", "3")[1].splitlines())
    assert "deleted" in run("history", sample, "--diff", "3", "1")[1]
    assert "Alder" in run("history", sample, "--show", "3")[1]
    assert "Nothing is different" in run("history", sample, "--diff", "3", "3")[1]
    assert json.loads(run("history", sample, "--json")[1])["revision"] == 3
    assert run("history", sample, "--diff", "1", "nonsense")[0] == 1


def test_a_copy_without_history_says_the_same_and_remembers_nothing(run, sample, tmp_path):
    copy = tmp_path / "copy.odesk"
    assert run("history", sample, "--copy", copy, "--without-history")[0] == 0
    original, stripped = (json.loads(run("check", path, "--json")[1]) for path in (sample, copy))
    assert stripped["fingerprint"] == original["fingerprint"]
    assert run("history", copy, "--undo")[0] == 1


def test_check_names_damage_and_exits_with_1(run, sample):
    content = bytearray(sample.read_bytes())
    at = content.find(b"Quillbrook Support")
    content[at : at + 5] = b"Wuill"
    sample.write_bytes(content)
    code, out, _ = run("check", sample, "--json")
    document = json.loads(out)
    assert code == 1
    assert document["damaged"] or not document["chain"]
    assert run("check", sample)[0] == 1
    assert run("report", sample, "--pdf", sample.with_suffix(".pdf"))[0] == 1


def test_the_program_starts_as_a_process_and_speaks_utf_8(sample):
    shown = subprocess.run(
        [sys.executable, ROOT / "main.py", "rank", sample, "--json"], capture_output=True, check=False, cwd=ROOT
    )
    assert shown.returncode == 0
    assert json.loads(shown.stdout)["candidates"]
    assert shown.stderr == b""


def test_set_changes_fields_by_name_and_says_what_changed(run, sample):
    code, out, _ = run("set", sample, "criterion", "whole-life price", "ceiling=13500000", "floor=9500000")
    assert code == 0
    assert "Criterion Whole-life price: worst 14,000,000 → 13,500,000" in out
    assert run("set", sample, "initiative", "it service desk and field support", "owner=CIO")[0] == 0
    assert run("set", sample, "initiative", "it service desk and field support", "owner=CIO")[1].startswith(
        "It says so"
    )
    assert run("set", sample, "vendor", "Nobody", "country=GB")[0] == 1
    assert run("set", sample, "criterion", "Elasticity", "weight=-1")[0] == 1
    assert run("set", sample, "colour", "x", "y=1")[0] == 2


def test_a_word_that_is_no_command_is_met_with_the_nearest_one(run):
    code, _, err = run("rnak", "x.odesk")
    assert code == 2
    assert "did you mean rank?" in err


def test_every_command_that_the_help_names_can_be_asked_what_it_does(run):
    told = run("--help")[1].partition("COMMAND\n")[2]
    names = [line.split()[0] for line in told.splitlines() if line.startswith("    ") and line[4] != " "]
    assert names[0] == "open"
    assert len(names) == 14
    for name in names:
        code, out, _ = run(name, "--help")
        assert (code, out.startswith("usage: ")) == (0, True)


def test_a_spreadsheet_given_as_a_document_is_told_apart(run, scorecard):
    code, _, err = run("rank", scorecard)
    assert code == 1
    assert "is a spreadsheet" in err


def test_files_get_the_ending_that_says_what_they_are(run, sample, tmp_path):
    assert run("new", tmp_path / "demo")[0] == 1
    assert run("report", sample, "--pdf", sample)[0] == 1
    assert run("report", sample, "--pdf", tmp_path / "x.xlsx")[0] == 1
    assert run("history", sample, "--copy", tmp_path / "copy.txt")[0] == 1
    assert run("check", sample)[0] == 0
    assert run("new", tmp_path / "y.odesk", "--name", "Payroll")[0] == 2


def test_a_long_undo_is_summed_up(run, sample):
    lines = run("history", sample, "--undo")[1].splitlines()
    assert len(lines) == 22
    assert lines[-1].endswith("more: history --show 2")


def test_answers_and_the_evaluator_are_given_with_the_import(run, tmp_path):
    sheet = tmp_path / "Scores.csv"
    sheet.write_text("Criterion,Weight,Alder,Birch\nQuality,60,4,3\nRisk of lock-in,40,2,5\n", encoding="utf-8")
    path = tmp_path / "x.odesk"
    run("new", path)
    code, out, _ = run("import", path, sheet, "--evaluator", "CISO", "--less", "Risk of lock-in")
    assert code == 0
    assert "The scores are those of “CISO”" in out
    assert not any(w["id"] == "W31" for w in json.loads(run("rank", path, "--json")[1])["warnings"])
    assert "--evaluator" not in out
    assert "--more" not in out
    code, _, err = run("import", path, sheet, "--more", "Colour")
    assert code == 1
    assert "--dry-run" in err, "how to see the names that the sheet has"


def test_an_import_says_which_options_settle_what_it_left_open(run, tmp_path):
    sheet, path = tmp_path / "Scores.csv", tmp_path / "x.odesk"
    sheet.write_text("Criterion,Weight,Alder,Birch\nQuality,60,4,3\nRisk,40,2,5\n", encoding="utf-8")
    run("new", path)
    out = run("import", path, sheet)[1]
    assert "--more NAME or --less NAME" in out
    assert "--evaluator NAME" in out
    code, _, err = run("show", sheet)
    assert code == 1
    assert "import FILE.odesk SHEET" in err


def test_a_dry_run_of_a_file_without_a_table_exits_with_1(run, tmp_path):
    path, letter = tmp_path / "x.odesk", tmp_path / "letter.csv"
    letter.write_text("Dear all\nsee you on Monday\n", encoding="utf-8")
    run("new", path)
    code, _, err = run("import", path, letter, "--dry-run")
    assert code == 1
    assert "letter.csv" in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_output_that_cannot_be_written_is_said(sample):
    with open("/dev/full", "w") as full:
        shown = subprocess.run(
            [sys.executable, ROOT / "main.py", "rank", sample],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            cwd=ROOT,
        )
    assert shown.returncode == 1
    assert shown.stderr.decode().startswith("The output was not written")


def test_a_reader_that_has_seen_enough_is_no_fault(sample):
    shown = subprocess.run(
        f"{sys.executable} {ROOT / 'main.py'} rank '{sample}' | head -1",
        shell=True,
        capture_output=True,
        check=False,
        cwd=ROOT,
    )
    assert shown.stdout.count(b"\n") == 1
    assert shown.stderr == b""


def test_a_ballot_is_written_for_an_evaluator_and_merged_when_it_comes_back(run, sample, tmp_path):
    out = tmp_path / "CISO.odballot"
    assert run("ballot", sample, "--evaluator", "ciso office", "--out", out)[0] == 0
    ballot = json.loads(out.read_text(encoding="utf-8"))
    ballot["scores"][0]["points"] = 0.5
    out.write_text(json.dumps(ballot), encoding="utf-8")

    code, said, _ = run("ballot", sample, "--merge", out, "--dry-run")
    assert code == 0
    assert "1 that differ from the document" in said
    assert "Merged 1 score (" in run("ballot", sample, "--merge", out, "--replace")[1]
    code, said, told = run("ballot", sample, "--merge", out)
    assert code == 1
    assert "has handed in the scores already" in said
    assert "nothing was merged" in told


def test_a_ballot_that_was_changed_by_hand_is_refused_and_nothing_is_merged(run, sample, tmp_path):
    names, paths = ("ciso office", "Procurement"), [tmp_path / "one.odballot", tmp_path / "two.odballot"]
    for name, path in zip(names, paths, strict=True):
        assert run("ballot", sample, "--evaluator", name, "--out", path)[0] == 0
    ballot = json.loads(paths[0].read_text(encoding="utf-8"))
    ballot["evaluator"] = json.loads(paths[1].read_text(encoding="utf-8"))["evaluator"]
    paths[0].write_text(json.dumps(ballot), encoding="utf-8")
    before = sample.read_bytes()
    code, said, told = run("ballot", sample, "--merge", *paths)
    assert code == 1
    assert "fingerprint does not fit" in said
    assert "Refused 1 ballot; nothing was merged." in told
    assert sample.read_bytes() == before


@pytest.mark.parametrize("words", [[], ["--evaluator", "CISO office"], ["--out", "x.xlsx"]])
def test_a_ballot_needs_to_know_whose_and_where_to(run, sample, words):
    assert run("ballot", sample, *words)[0] == 2


def test_a_ballot_of_nobody_is_refused(run, sample, tmp_path):
    code, _, said = run("ballot", sample, "--evaluator", "Nobody", "--out", tmp_path / "x.xlsx")
    assert code == 1
    assert "no evaluator of this initiative “Nobody”" in said
    assert not (tmp_path / "x.xlsx").exists()
