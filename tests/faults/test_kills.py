from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.faults import kills

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")


def test_every_acknowledged_edit_outlives_the_process(tmp_path: Path):
    figures = kills.run(tmp_path, tries=2)
    assert figures.is_clean, figures.complaints
    assert (figures.tries, figures.lost) == (2, 0)
    assert figures.acknowledged > 2
