"""A monkey plays with the window of the sample; whatever it does, nothing breaks and the file stays right."""

from __future__ import annotations

import time

import pytest

from tests.ui.monkey import Monkey, verdict_on

ACTIONS, SECONDS = 2500, 20.0  # `python -m tests.ui.monkey` plays as long as one likes


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_that_a_monkey_does_breaks_the_window_or_the_file(window, desktop, tmp_path, seed):
    monkey = Monkey(desktop, window.session.desk.path, tmp_path, seed)
    monkey.play(ACTIONS, until=time.monotonic() + SECONDS)
    assert verdict_on(monkey) == []
