"""What every command of the command line needs to speak: exit codes, progress, hints and JSON."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

DONE, REFUSED, USAGE, STOPPED = 0, 1, 2, 130


class Progress:
    """Says on stderr what takes longer than a second, at most once a second."""

    def __init__(self) -> None:
        self._next = time.monotonic() + 1.0

    def __call__(self, fraction: float, text: str) -> None:
        """Take a fraction from 0 to 1 and what is being done."""
        now = time.monotonic()
        if now >= self._next and fraction < 1:
            self._next = now + 1.0
            print(f"{text} ({fraction:.0%})", file=sys.stderr, flush=True)

    def __enter__(self) -> Progress:
        """Begin to count."""
        return self

    def __exit__(self, *_: object) -> None:
        """Say nothing more."""


def tell_troubles(desk: Desk) -> None:
    """Say on stderr what the user must know of the file beside what was asked for."""
    for line in desk.troubles():
        print(line, file=sys.stderr)


def program() -> str:
    """Return how this program was called, so that its hints can be typed as they stand."""
    return "outsource-desk" if Path(sys.argv[0]).stem == "outsource-desk" else "uv run main.py"


def print_json(document: object) -> None:
    """Print one JSON document, in ASCII where the terminal speaks no UTF-8."""
    import json

    ascii_only = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
    print(json.dumps(document, ensure_ascii=ascii_only, indent=2))


def usage(message: str) -> NoReturn:
    """End the program because the command was not written as it is read."""
    print(f"outsource-desk: {message}", file=sys.stderr)
    raise SystemExit(USAGE)
