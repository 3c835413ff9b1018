"""Printing the plan: refused where there is none, written whole, on the command line as well."""

from __future__ import annotations

import shutil

import pypdf
import pytest

from outsource_desk.cli import main
from outsource_desk.services.desk import create_desk
from outsource_desk.services.exports import WrongEndingError
from outsource_desk.services.pack import NothingPlannedError, has_pack, pack_bytes, pack_facts, write_pack
from outsource_desk.services.reporting import OwnDocumentError, save_pdf
from tests.protection_desk import decided_case, protected_case
from tests.scene import refused


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    path = tmp_path_factory.mktemp("plan") / "plan.odesk"
    with create_desk(path, author="Analyst") as desk:
        protected_case(desk)
    return path


@pytest.fixture
def run(capsys):
    def run(*words: object) -> tuple[int, str, str]:
        try:
            code = main([str(word) for word in words])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_without_a_plan_there_is_nothing_to_print(desk):
    case = decided_case(desk)
    assert not has_pack(case.evaluation)
    with refused(desk, NothingPlannedError, "Nobody has planned for a failure yet"):
        pack_facts(desk, case.initiative)


def test_the_plan_is_written_whole_and_never_over_the_document(desk, tmp_path):
    case = protected_case(desk)
    facts = pack_facts(desk, case.initiative)
    target = tmp_path / "plan.pdf"
    write_pack(desk, facts, target)
    assert len(pypdf.PdfReader(target).pages) > 8
    content = target.read_bytes()
    assert pack_bytes(facts) == content
    with refused(desk, OwnDocumentError):
        save_pdf(desk, content, desk.path)
    with refused(desk, WrongEndingError):
        save_pdf(desk, content, tmp_path / "plan.txt")


def test_printing_changes_nothing_and_is_told_with_the_revision(run, planned, tmp_path):
    file = shutil.copy(planned, tmp_path / "plan.odesk")
    before, target = file.read_bytes(), tmp_path / "pack.pdf"
    code, said, _ = run("report", file, "--pack", target)
    assert (code, said) == (0, f"Wrote “{target}” (revision 2).\n")
    assert "Ines Marsh" in pypdf.PdfReader(target).pages[0].extract_text()
    assert file.read_bytes() == before


def test_the_command_names_what_it_needs_and_refuses_one_name_for_two_files(run, planned, tmp_path):
    code, _, told = run("report", planned)
    assert code == 2
    assert "--pack OUT.pdf" in told
    code, _, told = run("report", planned, "--pdf", tmp_path / "a.pdf", "--pack", tmp_path / "a.pdf")
    assert code == 2
    assert "names of their own" in told
    code, _, told = run("report", planned, "--pack", planned)
    assert code == 1
    assert "is the document itself" in told


def test_a_file_without_a_plan_says_what_to_do(run, tmp_path):
    path = tmp_path / "bare.odesk"
    with create_desk(path, author="Analyst") as desk:
        decided_case(desk)
    code, _, told = run("report", path, "--pack", tmp_path / "pack.pdf")
    assert code == 1
    assert "Begin a contingency plan on the Contingency page" in told
    assert not (tmp_path / "pack.pdf").exists()
