"""The debrief letter on the command line."""

from __future__ import annotations

import shutil

import pypdf
import pytest

from outsource_desk.cli import main
from outsource_desk.services.desk import open_desk
from outsource_desk.services.vendor_copies import find_candidate
from outsource_desk.store.rows import delete_rows


@pytest.fixture
def sample(sample_file, tmp_path):
    return shutil.copy(sample_file, tmp_path / "demo.odesk")


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


def text_of(path) -> str:
    pages = pypdf.PdfReader(path).pages
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\u00a0", " ").split())


def test_a_losing_vendor_gets_its_letter(run, sample, tmp_path):
    target, before = tmp_path / "letter.pdf", sample.read_bytes()
    words = ("--reasons", "--rank", "--count", "--sender", "Brackwater\\nQuay 12", "--date", "12 June 2026")
    code, said, told = run("debrief", sample, "--vendor", "sennevale cooperative", "--pdf", target, *words)
    assert (code, said) == (0, f"Wrote “{target}”.\n")
    assert "left out" not in told
    text = text_of(target)
    assert "Your offer was one of 4 candidates and took rank 3." in text
    assert "Brackwater Quay 12" in text
    assert "Ardenfell" not in text
    assert sample.read_bytes() == before


def test_the_letter_to_the_first_is_written_with_a_question(run, sample, tmp_path):
    code, _, told = run("debrief", sample, "--vendor", "Ardenfell Digital", "--pdf", tmp_path / "letter.pdf")
    assert code == 0
    assert "stands first in the ranking" in told


def test_a_letter_about_little_that_was_judged_is_written_with_a_warning(run, sample, tmp_path):
    with open_desk(sample) as desk, desk.edit("Take scores back"):
        mine = find_candidate(desk, 1, "Sennevale Cooperative")
        for table in ("score", "agreed_score", "measurement"):
            delete_rows(desk.db, table, {"candidate_id": mine})
    target = tmp_path / "letter.pdf"
    code, _, told = run("debrief", sample, "--vendor", "Sennevale Cooperative", "--pdf", target)
    assert code == 0
    assert "criteria and " in told
    assert "does not speak of a careful evaluation" in told
    assert "careful" not in text_of(target)
    assert "How your offer was judged" not in text_of(target)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--vendor", "Nobody", "--pdf", "x.pdf"), "Nobody"),
        (("--vendor", "Sennevale Cooperative", "--pdf", "x.txt"), "must end in .pdf"),
        (("--vendor", "Sennevale Cooperative", "--pdf", "x.pdf", "--contact", "Ask Callisten."), "names another"),
    ],
)
def test_what_cannot_be_written_is_refused(run, sample, tmp_path, monkeypatch, words, why):
    monkeypatch.chdir(tmp_path)
    code, said, told = run("debrief", sample, *words)
    assert (code, said) == (1, "")
    assert why in told
    assert not (tmp_path / "x.pdf").exists()
