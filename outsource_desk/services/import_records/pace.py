"""How far a comparison is, told often enough for it to be given up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Progress = Callable[[float, str], None]  # share done 0..1, what is going on
READ = 0.5  # of the work is done when the rows have been read
_OFTEN = 200  # rows between two words of it
_WORDS = "Comparing with the document"

Row = TypeVar("Row")


def silent(_share: float, _words: str) -> None:
    """Tell nobody."""


def paced(rows: Iterable[Row], count: int, progress: Progress, span: tuple[float, float] = (0.0, 1.0)) -> Iterator[Row]:
    """Yield rows and tell on the way how far it is; what `progress` raises stops the work.

    Args:
        rows: to be gone through.
        count: of them.
        progress: who is told.
        span: the share of all work that is done before the first row and after the last.
    """
    begins, ends = span
    for at, row in enumerate(rows):
        if at % _OFTEN == 0:
            progress(begins + (ends - begins) * at / max(1, count), _WORDS)
        yield row
