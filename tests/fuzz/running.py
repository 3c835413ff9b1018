"""Reading one wrong file after the other; what does not end in data or in a message is a fault."""

from __future__ import annotations

import json
import random
import time
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from outsource_desk.domain.errors import DeskError
from outsource_desk.importers.reading import KINDS, ROLES, Reading, SheetView
from outsource_desk.importers.spreadsheet import read_again, read_spreadsheet
from outsource_desk.services.desk import Desk
from outsource_desk.services.import_preview import preview_import
from tests.fuzz.mutations import mutated

MOST_SECONDS = 10.0  # for the first reader and all that follows
MOST_CHECKED_SECONDS = 25.0  # with the second reader


@dataclass
class Tally:
    """How many files ended in what, and those that ended in nothing good."""

    ends: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")  # seconds and the name of the file

    @property
    def files(self) -> int:
        """Return how many files were read."""
        return self.ends.total()


def read_wrong_files(
    folder: Path, desk: Desk, first: int, files: int, seconds: float, told: Callable[[Tally], None] | None = None
) -> Tally:
    """Read so many files from a seed on, or as many as fit into the seconds.

    Args:
        folder: where each file lies while it is read; those that are faults stay.
        desk: an open file into which each reading is previewed; nothing is written.
        first: the seed of the first file; the next has the next.
        files: how many at most.
        seconds: after which no further file is begun.
        told: how far it is, after each file.
    """
    tally, end = Tally(), time.monotonic() + seconds
    for seed in range(first, first + files):
        if time.monotonic() > end:
            break
        _read_one(folder, desk, seed, tally)
        if told is not None:
            told(tally)
    return tally


def _read_one(folder: Path, desk: Desk, seed: int, tally: Tally) -> None:
    name, content = mutated(seed)
    path = folder / name
    path.write_bytes(content)
    is_checked = seed % 4 == 0
    began = time.monotonic()
    try:
        end = _end_of(read_spreadsheet(path, second_reader=is_checked), desk, random.Random(seed))
    except Exception:  # any is a fault, to be told with its seed
        end = "fault"
        tally.faults.append(f"{name}: {traceback.format_exc(limit=-4)}")
    taken = time.monotonic() - began
    tally.ends[end] += 1
    tally.slowest = max(tally.slowest, (taken, name))
    if taken > (MOST_CHECKED_SECONDS if is_checked else MOST_SECONDS):
        tally.faults.append(f"{name}: {taken:.1f} s")
    elif end != "fault":
        path.unlink()


def _end_of(reading: Reading, desk: Desk, source: random.Random) -> str:
    """Return ``message``, ``data`` or ``nothing``; whatever contradicts itself is an error."""
    json.dumps(reading.as_json(), allow_nan=False)
    if reading.refusal is not None:
        assert reading.refusal.count(".") >= 2, reading.refusal
        assert not reading.tables
        return "message"
    for table in reading.tables:
        assert table.used_cells == table.accounted_cells == table.account.used, table.range
    assert read_again(reading, {}).tables == reading.tables
    _look_again(reading, source)
    for at in range(len(reading.tables)):
        with suppress(DeskError):  # a table that is only listed, for example
            preview_import(desk, reading, table=at)
    return "data" if reading.tables else "nothing"


def _look_again(reading: Reading, source: random.Random) -> None:
    """Let the sheets be seen in another way."""
    view = SheetView(
        header_row=source.choice((None, 1, 2, 99)),
        orientation=source.choice((None, "vendors_as_rows", "vendors_as_columns")),
        kind=source.choice((None, *KINDS)),
        decimal=source.choice((None, ",", ".")),
        roles=source.choice(({}, {1: "names", 2: "weight"}, {2: source.choice(ROLES), -3: source.choice(ROLES)})),
        with_hidden=source.random() < 0.5,
    )
    json.dumps(read_again(reading, {sheet.name: view for sheet in reading.sheets}).as_json(), allow_nan=False)
