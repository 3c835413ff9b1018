"""From a score to the painted ranking: what an edit costs in the window while a large comparison is on screen."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from benchmarks.material import add_matrix, add_scores, folder
from benchmarks.pairing import Contender, Spread, cpu, seconds_in_turn
from benchmarks.screen import application, repaint, wait, window_on
from benchmarks.table import Row, compared
from outsource_desk.services.desk import create_desk, open_desk
from outsource_desk.services.live import LiveRanking
from outsource_desk.services.scoring import record_score

CANDIDATES, CRITERIA, EVALUATORS = 100, 50, 5
LATER = 150  # milliseconds; the page counts and the inspector reads a little after an edit
SIZE = f"{CANDIDATES} × {CRITERIA} × {EVALUATORS}"


def rows(rounds: int) -> list[Row]:
    """Measure a score edit on the Scoring page against the same edit without a window."""
    app = application()
    with folder() as place:
        path, plain = place / "shown.odesk", place / "plain.odesk"
        cells = _make(path)
        shutil.copyfile(path, plain)
        with window_on(path) as window, open_desk(plain, author="Bench") as desk:
            window.go_to("scoring")
            app.processEvents()
            page: Any = window.page
            painted = page.matrix.view.delegate
            initiative = window.session.initiative_id
            assert initiative is not None
            live = LiveRanking(desk, initiative)
            desk.journal.on_edit = live.follow
            score, score_plain = _scoring(window.session.try_act, cells), _scoring(_on(desk), cells)

            def score_and_paint() -> None:
                score()
                app.processEvents()

            before = painted.cells_painted
            score_and_paint()
            assert painted.cells_painted > before, "nothing was painted"
            floor = Contender("record_score, LiveRanking.follow, no window", score_plain)
            shown = Contender("the same, matrix and ranking painted", score_and_paint)

            def score_and_wait() -> None:
                score()
                wait(LATER)

            later = Contender(f"the same, with all that follows in {LATER} ms", score_and_wait)
            whole = Contender("paint all of the matrix", repaint(page.matrix.view))
            seconds, seconds_later = (
                Spread(tuple(1000 * each for each in taken)) for taken in seconds_in_turn([shown, later], rounds, cpu)
            )
            what = f"score edit → painted ranking, {SIZE}, CPU"
            return [
                Row("G3", what, shown.name, "", seconds, 30.0, "ms"),
                Row("", what, later.name, "", seconds_later, None, "ms"),
                *compared(what, floor, [("", shown, None), ("", whole, None)], rounds, cpu),
            ]


def _make(path: Path) -> list[tuple[int, ...]]:
    """Make the file and return the ids of candidate, criterion and evaluator of each score."""
    with create_desk(path, author="Bench") as desk:
        _, scores = add_matrix(desk, CANDIDATES, CRITERIA, EVALUATORS)
        add_scores(desk, scores)
    return [tuple(int(str(each[f"{name}_id"])) for name in ("candidate", "criterion", "evaluator")) for each in scores]


def _on(desk: Any) -> Callable[..., object]:
    return lambda verb, *arguments: verb(desk, *arguments)


def _scoring(act: Callable[..., object], cells: list[tuple[int, ...]]) -> Callable[[], None]:
    """Return an act that changes a cell near the top left, another one each time, so that it is in view."""
    turn = count()
    near = [cell for cell in cells if cell[0] <= cells[0][0] + 6 and cell[1] <= cells[0][1] + 20]

    def score() -> None:
        number = next(turn)
        act(record_score, *near[37 * number % len(near)], (number % 19 + 1) / 2)

    return score
