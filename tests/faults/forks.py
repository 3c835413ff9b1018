"""Tries in processes of their own: a prepared process forks for each, so that a try costs milliseconds."""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any

PATIENCE = 60  # seconds until a try counts as hung
_BROKE = 70


@dataclass(frozen=True)
class Ended:
    """How a try ended.

    Attributes:
        answer: what the act returned, if it came to that.
        signal: the signal that ended the process; 0 if none did.
        stderr: everything that was said there.
    """

    answer: Any
    signal: int
    stdout: str
    stderr: str

    @property
    def was_killed(self) -> bool:
        return self.signal == signal.SIGKILL

    @property
    def fault(self) -> str:
        """Return what is a fault of ours: a traceback, a hang, any signal but the one that the try sends itself."""
        if self.signal == signal.SIGALRM:
            return f"hung for {PATIENCE} seconds"
        if self.signal and not self.was_killed:
            return f"ended by {signal.Signals(self.signal).name}"
        if "Traceback" in self.stderr or "Something unexpected" in self.stderr:
            return " / ".join(self.stderr.strip().splitlines()[-6:])
        if not self.signal and self.answer is None:
            return f"ended without an answer: {self.stderr.strip()[-300:]}"
        return ""


_LOADED_LATE = (
    "multiprocessing.popen_spawn_posix",
    "numpy",
    "outsource_desk.reports.facts",
    "outsource_desk.services.checking",
    "outsource_desk.services.overview",
    "outsource_desk.services.ranking",
    "outsource_desk.services.reporting",
    "sqlite_utils",
)


def warm_up() -> None:
    """Load what acts load when they need it, so that no fork has to do so anew."""
    for name in _LOADED_LATE:
        importlib.import_module(name)


def in_fork(act: Callable[[], Any], patience: int = PATIENCE) -> Ended:
    """Run an act that returns something JSON can carry in a forked process, and wait for its end."""
    with tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        sys.stdout.flush()
        sys.stderr.flush()
        child = os.fork()
        if not child:
            _be_child(act, answer, out, err, patience)
        _, status = os.waitpid(child, 0)
        text = _read(answer)
        return Ended(
            answer=json.loads(text) if text else None,
            signal=os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0,
            stdout=_read(out),
            stderr=_read(err),
        )


def _be_child(act: Callable[[], Any], answer: IO[bytes], out: IO[bytes], err: IO[bytes], patience: int) -> None:
    code = _BROKE
    try:
        os.dup2(out.fileno(), 1)
        os.dup2(err.fileno(), 2)
        sys.stdout, sys.stderr = open(1, "w", closefd=False), open(2, "w", closefd=False)  # noqa: SIM115 - for good
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(patience)
        answer.write(json.dumps(act()).encode())
        answer.flush()
        code = 0
    except BaseException:  # a fork must never return into its parent's work
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _read(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")
