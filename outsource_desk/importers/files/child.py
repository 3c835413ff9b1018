"""Running the reader in a limited child process, with a watchdog that ends it when it is late, large or unwanted."""

from __future__ import annotations

import json
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Self

from outsource_desk.importers.cells import Moment
from outsource_desk.importers.files.text_form import FOUND_OUT, TextForm
from outsource_desk.importers.files.worker import FROZEN_FLAG

_BOOTSTRAP = (
    "import sys; sys.path[:0] = sys.argv.pop().split('\\n'); "
    "from outsource_desk.importers.files.worker import main; main()"
)
_PACKAGES = ("outsource_desk", "python_calamine", "openpyxl", "charset_normalizer", "et_xmlfile", "defusedxml")
_GLANCE = 0.05  # seconds between two looks of the watchdog
_OUT_OF_TIME = {int(getattr(signal, "SIGXCPU", 0))} - {0}
_CHUNK = 1 << 16  # bytes taken from the pipe at once: it holds no more
_CHUNKS_AHEAD = 16  # that wait to be read as lines


@dataclass(frozen=True)
class Limits:
    """What one reading may use."""

    memory: int = 1_500_000_000  # bytes of address space
    cpu_seconds: int = 8
    wall_seconds: float = 25.0  # longer than it should ever take, for machines that do much else
    output: int = 400_000_000  # bytes on the pipe; the child itself says when the cells hold too much


class ReaderChild:
    """One child process; iterate over it for its lines, then ask for ``ending``.

    Args:
        reader: one of those that `worker.read` knows.
        content: the bytes of the file; the child never opens the file itself.
        sheet: the only sheet to read, or all.
        limits: what it may use.
        cancelled: asked about twenty times a second.
        beat: called in the reading thread about as often while the child is silent; what it raises ends the child.
        form: what the user says about a text file.
    """

    def __init__(
        self,
        reader: str,
        content: bytes,
        sheet: str | None,
        limits: Limits,
        cancelled: Callable[[], bool] | None = None,
        beat: Callable[[], None] | None = None,
        form: TextForm = FOUND_OUT,
    ) -> None:
        self.ending = ""  # why it ended too early: "late", "large", "cancelled", "memory" or "died"
        self.is_complete = False
        self._content, self._limits, self._cancelled, self._beat = content, limits, cancelled, beat
        self._chunks: queue.Queue[bytes] = queue.Queue(_CHUNKS_AHEAD)
        task = {"reader": reader, "sheet": sheet, "memory": limits.memory, "cpu": limits.cpu_seconds, "form": form}
        self._process = subprocess.Popen(
            _command(json.dumps(task)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._over = threading.Event()
        self._watchdog = threading.Thread(target=self._watch, daemon=True)
        self._feeder = threading.Thread(target=self._feed, daemon=True)

    def __enter__(self) -> Self:
        """Start to watch, and hand over the bytes."""
        self._watchdog.start()
        self._feeder.start()
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(self._content)
            self._process.stdin.close()
        except OSError:  # it died before it read everything; its ending says so
            pass
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Make sure that no child is left, whatever happened."""
        self._over.set()
        self._process.kill()
        self._process.wait()
        self._feeder.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    pass
        self._watchdog.join()

    def lines(self) -> Iterator[dict]:
        """Yield the child's lines; afterwards ``is_complete`` or ``ending`` says how it went."""
        for line in self._raw_lines():
            said = _parsed(line)
            if said is None:
                break
            if "done" in said:
                self.is_complete = True
                return
            yield said
        code = self._process.wait()
        self.ending = self.ending or ("late" if -code in _OUT_OF_TIME else "died")

    def _raw_lines(self) -> Iterator[bytes]:
        read, parts = 0, []  # of a line that is not at its end
        while chunk := self._next_chunk():
            read += len(chunk)
            if read > self._limits.output:
                self._end("large")
                return
            first, *others = chunk.split(b"\n")
            parts.append(first)
            if others:
                yield b"".join(parts)
                yield from others[:-1]
                parts = others[-1:]

    def _next_chunk(self) -> bytes:
        """Return what the child said next, or nothing at its end; meanwhile let the caller have a say."""
        while True:
            try:
                return self._chunks.get(timeout=_GLANCE)
            except queue.Empty:
                if self._beat is not None:
                    self._beat()

    def _feed(self) -> None:
        """Take what the child says off the pipe, so that the reading thread never waits for longer than a glance."""
        assert self._process.stdout is not None
        chunk = b"."
        while chunk and not self._over.is_set():
            chunk = self._process.stdout.read1(_CHUNK)  # pyright: ignore[reportAttributeAccessIssue] (a buffered pipe)
            while not self._over.is_set():
                try:
                    self._chunks.put(chunk, timeout=_GLANCE)
                except queue.Full:
                    continue
                break

    def _watch(self) -> None:
        deadline = time.monotonic() + self._limits.wall_seconds
        while not self._over.wait(_GLANCE):
            if self._cancelled is not None and self._cancelled():
                self._end("cancelled")
            elif time.monotonic() > deadline:
                self._end("late")
            elif _resident_bytes(self._process.pid) > self._limits.memory:
                self._end("memory")
            else:
                continue
            return

    def _end(self, reason: str) -> None:
        self.ending = reason
        self._process.kill()


def _parsed(line: bytes) -> dict | None:
    """Return one line as an object; a line cut short by the child's death is nothing."""
    try:
        said = _DECODER.decode(line.decode("ascii"))
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


def _as_value(said: dict) -> object:
    """Turn ``{"date": ...}`` and ``{"time": ...}`` into moments; leave every other object as it is."""
    if len(said) == 1:
        (key, value), *_ = said.items()
        if key in ("date", "time"):
            return Moment(value)
    return said


_DECODER = json.JSONDecoder(object_hook=_as_value, parse_constant=str)  # no infinities


def _command(task: str) -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, FROZEN_FLAG, task]
    # -I and -S: nothing from the environment, the current folder or .pth files; only the folders named here
    return [sys.executable, "-I", "-S", "-c", _BOOTSTRAP, task, "\n".join(_package_folders())]


def _package_folders() -> list[str]:
    """Return the folders in which the child finds what this process would find."""
    folders: dict[str, None] = {}
    for package in _PACKAGES:
        spec = find_spec(package)
        if spec is not None and spec.origin is not None:
            folders[str(Path(spec.origin).parent.parent)] = None
    return list(folders)


def _resident_bytes(pid: int) -> int:
    """Return how much memory a process holds, where the system says so in a file; elsewhere 0."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]
    except (OSError, IndexError):
        return 0
    return int(pages) * 4096
