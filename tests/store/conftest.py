"""Real files in a temporary folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from outsource_desk.store.files import DeskFile, create_file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tender.odesk"


@pytest.fixture
def file(path: Path) -> Iterator[DeskFile]:
    with create_file(path, "Ada") as file:
        yield file
