from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.figures import Figures, table

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")


def test_the_command_prints_figures_and_writes_them(tmp_path: Path):
    words = ["--only", "file_deleted", "--json", str(tmp_path / "figures.json")]
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults", *words],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    assert "| file deleted | 2 | 0 | 1 | 0 | 0 | 0 | 2 | 0 | 0 |" in done.stdout
    rows = json.loads((tmp_path / "figures.json").read_text())
    assert [row["name"] for row in rows] == ["file deleted"]


def test_figures_add_up_and_one_complaint_spoils_them():
    one, other = Figures("a", tries=1, harmless=1), Figures("a", tries=2, refused=1)
    other.complain("lost", "an edit")
    assert one.is_clean
    one.add(other)
    assert (one.tries, one.harmless, one.refused, one.lost) == (3, 1, 1, 1)
    assert not one.is_clean
    assert "a: lost: an edit" in table([one])
