"""Do slow, pure work in a child process: a value in, bytes out, progress through a pipe, cancel kills it."""

from __future__ import annotations

import errno
import multiprocessing
import os
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from outsource_desk.domain.errors import DeskError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection, PipeConnection

    _Pipe = Connection[Any, Any] | PipeConnection[Any, Any]

Progress = Callable[[float, str], None]  # fraction 0..1, what is being done

# what a full, failing or limited system answers; any other fault is ours
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS, errno.ENOMEM, errno.EMFILE, errno.ENFILE}
PATIENCE = 600.0  # seconds
LOWER = 5  # how far a child steps back behind the window, where the processors are busy
HEARTBEAT = 0.1  # seconds between two chances to stop a child that has nothing to tell


class WorkFailedError(DeskError):
    """A child process died before it was done."""

    remedy = "Close other programs to free memory and try again. Your file is unchanged."

    def __init__(self, what: str, how: str) -> None:
        super().__init__(f"{what} was not finished: {how}.")


class NoRoomForWorkError(DeskError):
    """The disk or the memory refused what the work needed on its way."""

    remedy = (
        "Free some space on the disk that holds temporary files, and memory, and try again. Your file is unchanged."
    )

    def __init__(self, what: str, how: str) -> None:
        super().__init__(f"{what} was not finished: the system reports “{how}”.")


def run_in_child(
    what: str,
    work: Callable[[Any, Progress], bytes],
    value: object,
    progress: Progress,
    *,
    patience: float = PATIENCE,
) -> bytes:
    """Return the bytes that ``work(value, progress)`` makes in a process of its own.

    Args:
        what: the work in the user's words, for messages.
        work: a function of a module, so that the child can import it.
        value: frozen data, pickled on its way to the child; only bytes come back.
        progress: called here with what the child reports, and again with the same while it is silent; an exception
            raised by it stops the child at once.
        patience: seconds without any sign before the child is given up.

    Raises:
        DeskError: what the work itself refused.
        WorkFailedError: the child died or fell silent.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    inbox, outbox = context.Pipe(duplex=False)  # for much data given at the start waits for a dead child for ever
    child = context.Process(target=_work, args=(work, inbox, there), daemon=True)
    child.start()
    there.close()
    inbox.close()
    try:
        with suppress(BrokenPipeError, ConnectionResetError):  # it died; what is heard of it tells
            outbox.send(value)
        return _listen(what, here, progress, patience)
    finally:
        if child.is_alive():
            child.kill()
        child.join()
        child.close()
        here.close()
        outbox.close()


def _listen(what: str, pipe: _Pipe, progress: Progress, patience: float) -> bytes:
    news: tuple[float, str] = (0.0, "Starting")
    silent_since = time.monotonic()
    while True:
        if not pipe.poll(HEARTBEAT):
            if time.monotonic() - silent_since > patience:
                raise WorkFailedError(what, f"it gave no sign for {patience:.0f} seconds")
            progress(*news)  # nothing new, but this is where the user's wish to stop is heard
            continue
        silent_since = time.monotonic()
        try:
            kind, content = pipe.recv()
        except (EOFError, OSError) as error:
            raise WorkFailedError(what, "its process ended unexpectedly") from error
        if kind == "progress":
            news = content
            progress(*news)
        elif kind == "refused":
            raise content
        elif kind == "no room":
            raise NoRoomForWorkError(what, content)
        else:
            return content


def _work(work: Callable[[Any, Progress], bytes], inbox: _Pipe, pipe: _Pipe) -> None:
    if hasattr(os, "nice"):
        os.nice(LOWER)
    last = 0.0

    def report(fraction: float, text: str) -> None:
        nonlocal last
        if time.monotonic() - last >= 0.1:
            last = time.monotonic()
            pipe.send(("progress", (fraction, text)))

    try:
        content = work(inbox.recv(), report)
    except DeskError as refusal:
        pipe.send(("refused", _plain(refusal)))
    except (OSError, MemoryError) as fault:
        if isinstance(fault, OSError) and fault.errno not in _NO_ROOM:
            raise
        pipe.send(("no room", getattr(fault, "strerror", None) or "out of memory"))
    else:
        pipe.send(("done", content))
    # the pipe stays open to the end of the process: closed here, the parent would kill it before it has told its fault


class _RefusedInChildError(DeskError):
    """A refusal that travelled through the pipe with its own remedy."""

    remedy = "See the message."


def _plain(refusal: DeskError) -> DeskError:
    """Return a refusal that can be pickled whatever its constructor takes."""
    copy = _RefusedInChildError(str(refusal))
    copy.remedy = refusal.remedy
    return copy
