from __future__ import annotations

import json

import pytest

from outsource_desk.cli import main
from outsource_desk.cli.output import DONE, REFUSED
from outsource_desk.services.desk import open_desk
from outsource_desk.services.vendors import list_vendors
from outsource_desk.store.protection import load_register

VENDORS = "Supplier;Country;Employees;Mission\nAlder GmbH;Germany;1.200;Growth\nBirch Ltd;Narnia;85;Trust\n"
RISKS = "Risk;Likelihood;Impact;Owner\nKey people leave;High;3;Ann\nData are stolen;Low;5;Bob\n"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "decision.odesk"
    assert main(["new", str(path), "--template", "ito"]) == DONE
    return path


def sheet(tmp_path, text, name="List.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def vendors(file):
    with open_desk(file, read_only=True) as desk:
        return [(each.name, each.country, each.employees) for each in list_vendors(desk)]


def test_a_list_of_vendors_is_brought_in_and_what_is_doubtful_is_said(file, tmp_path, capsys):
    path = sheet(tmp_path, VENDORS)
    assert main(["import", str(file), path, "--kind", "vendors"]) == DONE

    said = capsys.readouterr().out
    assert "2 new, 0 changed, 0 the same, 0 skipped, 0 left open." in said
    assert "B3: “Narnia” is no country" in said
    assert "Left out: column D1 “Mission”" in said
    assert vendors(file) == [("Alder GmbH", "DE", 1200), ("Birch Ltd", "", 85)]


def test_decisions_are_typed(file, tmp_path):
    path = sheet(tmp_path, VENDORS)
    options = ["--answer", "B3=Norway", "--column", "D=Notes", "--row", "2=skip", "--column", "C=none"]
    assert main(["import", str(file), path, "--kind", "vendors", *options]) == DONE

    assert vendors(file) == [("Birch Ltd", "NO", None)]


def test_a_dry_run_shows_rows_and_writes_nothing(file, tmp_path, capsys):
    path = sheet(tmp_path, VENDORS)
    assert main(["import", str(file), path, "--kind", "vendors", "--dry-run"]) == DONE
    assert "Row 2: new, Alder GmbH." in capsys.readouterr().out
    assert main(["import", str(file), path, "--kind", "vendors", "--dry-run", "--json"]) == DONE
    records = json.loads(capsys.readouterr().out)["records"]

    assert [column["field"] for column in records["columns"]] == ["name", "country", "employees", None]
    assert [row["outcome"] for row in records["rows"]] == ["new", "new"]
    assert records["account"]["used"] == 12
    assert vendors(file) == []


def test_levels_of_words_are_typed_and_remembered(file, tmp_path, capsys):
    first, second = sheet(tmp_path, RISKS), sheet(tmp_path, RISKS.replace("leave", "stay"), "Later.csv")
    levels = ["--points", "Likelihood: high=4, low=2"]
    assert main(["import", str(file), first, "--kind", "risks", "--json", *levels]) == DONE
    assert json.loads(capsys.readouterr().out)["new"] == 2
    assert main(["import", str(file), second, "--kind", "risks"]) == DONE

    with open_desk(file, read_only=True) as desk:
        found = load_register(desk.connection, 1).risks
    assert [(each.title, each.likelihood) for each in found] == [
        ("Key people leave", 4), ("Data are stolen", 2), ("Key people stay", 4),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "option", [["--column", "7=Country"], ["--column", "B=Colour"], ["--row", "x=new"], ["--answer", "B3"],
               ["--points", "Colour: high=4"]],
)  # fmt: skip
def test_a_decision_of_another_form_is_refused(file, tmp_path, capsys, option):
    assert main(["import", str(file), sheet(tmp_path, VENDORS), "--kind", "vendors", *option]) == REFUSED
    assert "is not understood" in capsys.readouterr().err


def test_templates_are_written(tmp_path, capsys):
    assert main(["template", "vendors", str(tmp_path / "V.xlsx")]) == DONE
    assert (tmp_path / "V.xlsx").stat().st_size > 5_000
    assert main(["template", "colours", str(tmp_path / "C.xlsx")]) == REFUSED
    assert main(["template", "vendors", str(tmp_path / "V.ods")]) == REFUSED
    assert "There is no template for “colours”" in capsys.readouterr().err


def test_a_list_that_compares_nobody_comes_in_as_what_it_is(file, tmp_path, capsys):
    path = sheet(tmp_path, "Risk ID;Risk;Impact;Risk owner\nX1;Key people leave;3;Ann\nX2;Data are stolen;5;Bob\n")
    assert main(["import", str(file), path]) == DONE

    assert "in as risks" in capsys.readouterr().out
    with open_desk(file, read_only=True) as desk:
        assert [each.impact for each in load_register(desk.connection, 1).risks] == [3, 5]


def test_answers_need_a_candidate(file, tmp_path, capsys):
    path = sheet(tmp_path, "Question,Answer\nAre you certified?,yes\nHow many people work there?,12\n")
    assert main(["import", str(file), path, "--kind", "answers"]) == REFUSED
    assert "Nobody has said whose answers they are." in capsys.readouterr().err


def test_answers_are_those_of_the_candidate_that_is_named_above_them(sample_file, tmp_path, capsys):
    path = sheet(
        tmp_path, "Vendor: Callisten Services;;\n;;\nNo;Question;Answer\n1;Is there a CISO?;Yes\n2;Is MFA used?;No\n"
    )
    assert main(["import", str(sample_file), path, "--kind", "answers", "--dry-run", "--json"]) == DONE
    assert len(json.loads(capsys.readouterr().out)["records"]["rows"]) == 2
