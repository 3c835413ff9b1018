"""From the handle of a slider to the painted verdict: what a move costs on Analysis, where a weight is tried."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path
from time import monotonic
from typing import Any

from benchmarks.material import add_matrix, add_scores, folder
from benchmarks.pairing import Contender, Spread, cpu, seconds_in_turn
from benchmarks.screen import application, settle, wait, window_on
from benchmarks.table import Row
from outsource_desk.domain.robustness import SimulationPlan
from outsource_desk.services.desk import create_desk

CANDIDATES, CRITERIA, SAMPLES = 10, 20, SimulationPlan().samples
LIMIT = 50.0  # milliseconds
PATIENCE = 30.0  # seconds that the window has to draw its random numbers in
OPEN_EVERY = 21  # one cell of so many has no score; not the same criterion each time
SIZE = f"{CANDIDATES} × {CRITERIA}, {SAMPLES:,} samples"


def rows(rounds: int) -> list[Row]:
    """Measure a move where scores are certain, and where every one is disputed and some are open."""
    kinds = (("every score certain", 1, False), ("every score disputed by three, one of 21 open", 3, True))
    return [_moved(f"{SIZE}, {words}", evaluators, rounds, has_open=has_open) for words, evaluators, has_open in kinds]


def _moved(what: str, evaluators: int, rounds: int, *, has_open: bool) -> Row:
    app = application()
    from PySide6.QtWidgets import QLabel

    with folder() as place:
        path = place / "slider.odesk"
        _make(path, evaluators, has_open=has_open)
        with window_on(path) as window:
            window.go_to("analysis")
            page: Any = window.page
            page.tabs.choose("sensitivity")
            _wait_until(lambda: page.tab.is_warm and page.tab.study.simulation() is not None)
            move, said = _moving(page.tab, lambda: settle(app)), page.tab.findChild(QLabel, "weight.tried")
            before = said.text()
            move()
            assert said.text() != before, "the move was not followed"
            mover = Contender("slider moved, all of the tab painted", move)
            (seconds,) = seconds_in_turn([mover], rounds, cpu)
    spread = Spread(tuple(1000 * each for each in seconds))
    return Row("G4", f"slider → painted verdict, {what}, CPU", mover.name, "", spread, LIMIT, "ms")


def _make(path: Path, evaluators: int, *, has_open: bool) -> None:
    with create_desk(path, author="Bench") as desk:
        _, scores = add_matrix(desk, CANDIDATES, CRITERIA, evaluators)
        kept = [each for place, each in enumerate(scores) if place // evaluators % OPEN_EVERY or not has_open]
        add_scores(desk, kept)


def _moving(tab: Any, settle: Callable[[], object]) -> Callable[[], None]:
    """Return an act that puts the slider somewhere else each time, and lets everything follow and be painted."""
    turn, slider = count(), tab.weight.slider

    def move() -> None:
        slider.setValue(37 * next(turn) % 900 + 50)  # of a thousand: never where it was
        settle()

    return move


def _wait_until(is_done: Callable[[], bool]) -> None:
    end = monotonic() + PATIENCE
    while not is_done():
        assert monotonic() < end, "the window has not drawn its random numbers"
        wait(20)
