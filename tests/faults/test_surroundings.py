from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.faults.scene import run
from tests.faults.surroundings import SCENES

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither fork nor renaming of open files")


@pytest.mark.parametrize("play", SCENES, ids=lambda play: play.__name__)
def test_nothing_is_lost_and_everything_is_said_with(play, tmp_path: Path):
    figures = run(play, tmp_path, size=6)
    assert figures.is_clean, figures.complaints
    if figures.skipped:
        pytest.skip(figures.skipped)
    assert figures.tries > 0
