from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from outsource_desk.services import history
from outsource_desk.services.desk import open_desk
from tests.faults import steps
from tests.faults.acts import ACTS, act_named, build_material
from tests.faults.figures import Figures
from tests.faults.forks import Ended, in_fork
from tests.faults.hindrances import Hindrance

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither fork nor file size limits")

QUICK = [act.name for act in ACTS if not act.is_slow]


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("faults") / "material"
    build_material(folder)
    return folder


def job(kind: str, acts: list[str], sample: int, material: Path) -> dict[str, object]:
    return {"name": kind, "kind": kind, "acts": acts, "sample": sample, "material": str(material)}


def clean(figures: Figures, least: int) -> None:
    """Demand that nothing is wrong; a kind of fault that this system cannot bring about says which tool is missing."""
    assert figures.is_clean, figures.complaints
    if figures.skipped:
        pytest.skip(figures.skipped)
    assert figures.tries >= least
    assert figures.refused + figures.killed > 0


def test_an_act_disturbed_at_any_call_is_done_or_refused_and_loses_nothing(material: Path, tmp_path: Path):
    figures = steps.start(job("call", QUICK, 1, material), tmp_path)
    clean(figures, least=len(QUICK))
    assert figures.killed > 2


def test_an_export_disturbed_at_any_call_leaves_the_old_file_or_the_new_one(material: Path, tmp_path: Path):
    slow = ["paper over a file", "workbook"]
    clean(steps.start(job("call", slow, 1, material), tmp_path), least=2)


def test_files_that_cannot_grow_lose_nothing(material: Path, tmp_path: Path):
    acts = ["create", "first edit", "import", "backup", "copy over a file"]
    clean(steps.start(job("size", acts, 1, material), tmp_path), least=5)


def test_a_disk_nearly_full_loses_nothing(material: Path, tmp_path: Path):
    acts = ["create from a template", "first edit", "cascading delete", "upgrade", "copy without history"]
    clean(steps.start(job("room", acts, 1, material), tmp_path), least=5)


@pytest.fixture
def bench(material: Path, tmp_path: Path) -> steps.Bench:
    return steps.Bench(tmp_path, material)


def complaints(bench: steps.Bench, act_name: str, said: str, left: Callable[[Path], object]) -> str:
    """Judge what an act left in the folder as if it had ended with these words."""
    act, figures = act_named(act_name), Figures("")
    before = bench.state_before(act.document)
    folder = bench.fresh(act.document)
    left(folder)
    told = {"said": said, "message": "It failed.", "struck": "write", "left": [e.name for e in folder.iterdir()]}
    found = in_fork(lambda: steps.examine(act, folder)).answer
    steps.judge_state(act, Hindrance("size", 9), Ended(told, 0, "", ""), found, before, "here", figures)
    return "\n".join(figures.complaints)


def undo(folder: Path) -> None:
    with open_desk(folder / "work.odesk") as desk:
        history.undo(desk)


def test_the_judge_sees_a_lost_edit_a_silent_one_and_half_a_file(bench: steps.Bench):
    assert "0 edits are there instead of 1" in complaints(bench, "undo by command", "done", lambda folder: None)
    assert complaints(bench, "undo by command", "done", undo) == ""
    assert "1 edits are there instead of 0" in complaints(bench, "undo by command", "refused", undo)
    assert "gone" in complaints(bench, "undo", "refused", lambda folder: (folder / "work.odesk").unlink())
    half = (bench.fresh("work.odesk") / "work.odesk").read_bytes()[:50_000]
    broken = complaints(bench, "copy", "refused", lambda folder: (folder / "copy.odesk").write_bytes(half))
    assert "copy.odesk is broken" in broken
    assert "left behind ['.part-1-1']" in complaints(bench, "backup", "refused", lambda f: (f / ".part-1-1").touch())


def test_a_fork_tells_tracebacks_and_signals_from_answers():
    assert in_fork(lambda: [1]).answer == [1]
    assert "ZeroDivisionError" in in_fork(lambda: 1 / 0).fault
    assert "hung" in in_fork(lambda: time.sleep(9), patience=1).fault
