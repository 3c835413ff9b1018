"""The walk through the window that the smoke test of a packed program takes, here on the source tree."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

from outsource_desk.ui.shell.menus import PAGE_KEYS

ROOT = Path(__file__).parents[2]


def walk(file: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "main.py", file, "--smoke", folder],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_walk_shows_every_page_and_leaves_pictures_paper_and_workbook(sample_file, tmp_path):
    shutil.copy(sample_file, tmp_path / "sample.odesk")
    began = time.time()
    done = walk(tmp_path / "sample.odesk", tmp_path / "seen")
    assert done.returncode == 0, done.stdout + done.stderr
    seen = json.loads(done.stdout)
    assert seen["pages"] == list(PAGE_KEYS)
    assert began < seen["painted_at"] < time.time()
    assert seen["preview_pages"] > 1
    assert seen["evidence_pages"] == {"paper.pdf": 5, "home.png": 1}
    assert {page.stem for page in (tmp_path / "seen").glob("*.png")} == set(PAGE_KEYS)
    paper, workbook = tmp_path / "seen" / "paper.pdf", tmp_path / "seen" / "workbook.xlsx"
    assert paper.read_bytes().startswith(b"%PDF-")
    assert zipfile.is_zipfile(workbook)
    assert seen["exports"] == {"paper.pdf": paper.stat().st_size, "workbook.xlsx": workbook.stat().st_size}


def test_the_walk_says_why_it_cannot_go_on(tmp_path):
    broken = tmp_path / "broken.odesk"
    broken.write_bytes(b"no database at all")
    done = walk(broken, tmp_path / "seen")
    assert done.returncode == 1
    assert json.loads(done.stdout)["fault"] == "“broken.odesk” was not opened"
