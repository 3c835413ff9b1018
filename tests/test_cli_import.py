"""Decisions about an import on the command line."""

from __future__ import annotations

import json

import pytest
from openpyxl import Workbook

from outsource_desk.cli import main
from outsource_desk.services.desk import create_desk, open_desk
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.services.vendors import add_vendor, list_vendors
from tests.sheets import written

BIDS = "Criterion,Weight,Adler,Birch\nQuality,60,4,2-3\nDependency,40,High,Low\nTeam,0,3,n/a\n"


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "bids.odesk"
    with create_desk(path, author="Analyst") as desk:
        add_vendor(desk, "Alder")
    return path


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "Bids.csv"
    path.write_text(BIDS, encoding="utf-8")
    return path


@pytest.fixture
def bring(path, sheet, capsys):
    """Import the sheet with some options and return (exit code, what is said)."""

    def bring(*options, of=sheet):
        code = main(["import", str(path), str(of), *options])
        said = capsys.readouterr()
        return code, said.out + said.err

    return bring


def evaluation(path):
    with open_desk(path, read_only=True) as desk:
        return load_evaluation(desk, 1)


def test_what_was_left_open_names_the_options_that_settle_it(bring):
    code, said = bring()
    assert code == 0
    assert "“Adler” came in as new; it may be “Alder”." in said
    for option in ("--vendor", "--answer CELL=VALUE"):
        assert option in said


def test_names_words_cells_and_weights_are_decided_by_options(bring, path):
    code, said = bring(
        "--vendor", "Adler=alder", "--points", "Dependency: High=0, Low=5", "--answer", "D2=2,5", "--weight", "Team=10",
        "--top", "Quality=10",
        "--criterion", "Team=Delivery team", "--evaluator", "Panel", "--gate", "Quality=2",
    )  # fmt: skip
    assert code == 0, said
    found = evaluation(path)
    assert [each.name for each in found.candidates] == ["Alder", "Birch"]
    assert [(each.name, each.weight, each.minimum) for each in found.criteria] == [
        ("Quality", 60, 2), ("Dependency", 40, None), ("Delivery team", 10, None),
    ]  # fmt: skip
    assert found.criteria[0].maximum == 10
    assert sorted(each.points for each in found.scores if each.points is not None) == [0, 2.5, 3, 4, 5]


@pytest.mark.parametrize(
    ("policy", "points"), [("replace", {5, 3}), ("keep", {4, 3}), ("merge", {4, 3}), ("ask", {4, 3})]
)
def test_a_policy_is_named_and_what_was_kept_is_counted(bring, path, tmp_path, policy, points):
    first, later = tmp_path / "May.csv", tmp_path / "June.csv"
    first.write_text("Criterion,Weight,Birch,Cedar\nQuality,60,4,3\n", encoding="utf-8")
    later.write_text("Criterion,Weight,Birch,Cedar\nQuality,60,5,3\n", encoding="utf-8")
    options = ["--initiative", "Bids", "--evaluator", "Panel"]
    bring(*options, of=first)
    code, said = bring(*options, "--policy", policy, of=later)
    assert code == 0
    assert {each.points for each in evaluation(path).scores} == points
    assert ("1 value here differ" in said or "1 value here differs" in said) is (policy != "replace")


def test_several_tables_come_in_by_their_numbers(path, tmp_path, capsys):
    from openpyxl import Workbook

    book = Workbook()
    for name, points in (("Kim", 3), ("Lee", 4)):
        page = book.create_sheet(name)
        for row in (["Criterion", "Birch", "Cedar"], ["Price", points, 4], ["Quality", 5, points]):
            page.append(row)
    book.remove(book.worksheets[0])
    book.save(tmp_path / "Panel.xlsx")
    assert main(["import", str(path), str(tmp_path / "Panel.xlsx"), "--dry-run"]) == 0
    assert "Table 2. Sheet Lee" in capsys.readouterr().out
    code = main(["import", str(path), str(tmp_path / "Panel.xlsx"), "--table", "1", "--table", "2", "--json"])
    document = json.loads(capsys.readouterr().out)
    assert (code, document["tables"], document["evaluators"]) == (0, [0, 1], ["Kim", "Lee"])
    assert len(evaluation(path).scores) == 8


def test_a_second_import_says_that_the_bytes_came_in_before_and_uses_what_was_said(bring, path):
    bring("--vendor", "Adler=Alder", "--points", "Dependency: High=0, Low=5")
    code, said = bring("--initiative", "Again")
    assert code == 0
    assert "The same file came in before, on 20" in said
    assert "2 decisions of an earlier sheet of this layout counted again" in said
    with open_desk(path, read_only=True) as desk:
        assert [each.name for each in list_vendors(desk)] == ["Alder", "Birch"]
    assert "decisions" not in bring("--initiative", "Once more", "--anew")[1]


@pytest.mark.parametrize(
    "options",
    [
        ["--vendor", "Adler"], ["--weight", "Quality=much"], ["--answer", "D2="], ["--answer", "D2=1,000"],
        ["--answer", "D2=nan"], ["--points", "High=1"],
        ["--gate", "=2"], ["--points", "Dependency: High"],
    ],
)  # fmt: skip
def test_a_decision_that_is_written_otherwise_is_refused_with_an_example(bring, path, options):
    code, said = bring(*options)
    assert code == 1
    assert "is not understood. An example: " in said
    with open_desk(path, read_only=True) as desk:
        assert len(list_vendors(desk)) == 1


def test_the_evaluator_that_a_sheet_names_counts_before_the_name_of_the_sheet(bring, path, tmp_path):
    book = Workbook()
    sheet = book.create_sheet("Round 2")
    for row in (["Evaluator: Kim Lee"], ["Criterion", "Weight", "Alder", "Birch"], ["Team", 60, 4, 3]):
        sheet.append(row)
    book.save(tmp_path / "Rounds.xlsx")
    assert bring("--sheet", "Round 2", of=tmp_path / "Rounds.xlsx")[0] == 0
    assert [each.name for each in evaluation(path).evaluators] == ["Kim Lee"]


def test_a_table_that_is_not_there_is_refused(bring):
    code, said = bring("--table", "9")
    assert code == 1
    assert "no table number 9" in said


def test_a_value_that_is_replaced_is_named_with_what_it_was(bring, path, tmp_path):
    first, later = tmp_path / "May.csv", tmp_path / "June.csv"
    first.write_text("Criterion,Weight,Birch,Cedar\nQuality,60,4,3\n", encoding="utf-8")
    later.write_text("Criterion,Weight,Birch,Cedar\nQuality,60,5,tbd\n", encoding="utf-8")
    bring("--initiative", "Bids", "--evaluator", "Panel", of=first)
    _, said = bring("--initiative", "Bids", "--evaluator", "Panel", of=later)
    assert "Differs at C2: Birch, Quality, 4 → 5; the sheet counts." in said
    assert "Differs at D2: Cedar, Quality, 3 → open; the document counts." in said
    assert {each.points for each in evaluation(path).scores} == {5, 3}


def test_people_behind_names_and_weights_of_another_table_are_named_on_the_command_line(path, tmp_path, capsys):
    head = ["Criterion", "Birch – Kim", "Birch – Lee", "Cedar – Kim", "Cedar – Lee"]
    scores = [head, ["Price", 1, 2, 3, 4], ["Quality", 5, 4, 3, 2]]
    book = written(
        tmp_path / "Panel.xlsx",
        {"Scores": scores, "Weights": [["Criterion", "Weight"], ["Price", 70], ["Quality", 30]]},
    )
    assert main(["import", str(path), str(book), "--people", "evaluators", "--weights-elsewhere", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["vendors_added"], document["evaluators"]) == (2, ["Kim", "Lee"])
    assert [each.weight for each in evaluation(path).criteria] == [70, 30]
