"""Work for a child process: what it can do well or badly."""

from __future__ import annotations

import os
import time

from outsource_desk.domain.errors import OutOfRangeError
from outsource_desk.services.child import Progress


def double(value: bytes, progress: Progress) -> bytes:
    progress(0.5, "Doubling")
    return value + value


def megabytes(count: int, progress: Progress) -> bytes:
    return b"x" * (count * 1_000_000)


def chatter(count: int, progress: Progress) -> bytes:
    for step in range(count):
        progress(step / count, f"Step {step}")
    return b"done"


def refuse(value: float, progress: Progress) -> bytes:
    raise OutOfRangeError("The width", value, 0, 1)


def die(code: int, progress: Progress) -> bytes:
    os._exit(code)


class Stillborn:
    """Work whose child dies before it has read what it is to work on."""

    def __reduce__(self):
        return os._exit, (1,)

    def __call__(self, value: bytes, progress: Progress) -> bytes:
        return value


def stumble(value: object, progress: Progress) -> bytes:
    raise ZeroDivisionError


def meet(fault: Exception, progress: Progress) -> bytes:
    raise fault


def name_itself_and_wait(path: str, progress: Progress) -> bytes:
    with open(path, "w") as file:
        file.write(str(os.getpid()))
    progress(0.1, "Waiting")
    time.sleep(600)
    return b""
