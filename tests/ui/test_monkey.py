"""A monkey plays with the window of the sample; whatever it does, nothing breaks and the file stays right."""

from __future__ import annotations

import time

from tests.ui.monkey import Monkey, verdict_on

ACTIONS, SECONDS, SEED = 500, 10.0, 1  # `python -m tests.ui.monkey` plays as long as one likes


def test_nothing_that_a_monkey_does_breaks_the_window_or_the_file(window, desktop, tmp_path):
    monkey = Monkey(desktop, window.session.desk.path, tmp_path, SEED)
    monkey.play(ACTIONS, until=time.monotonic() + SECONDS)
    assert verdict_on(monkey) == []
