"""How a chart speaks: in English on paper, in the user's language and formats on screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from outsource_desk.domain.formatting import number


def _english(text: str, **fields: object) -> str:
    return text.format(**fields) if fields else text


def _as_it_is(text: str) -> str:
    return text


@dataclass(frozen=True)
class Speech:
    """Words and numbers of a chart.

    ``tr`` takes a literal text and its fields; ``say`` takes a text that another layer has made.
    """

    tr: Callable[..., str] = _english
    say: Callable[[str], str] = _as_it_is
    number: Callable[[float, int], str] = number

    def tick(self, value: float) -> str:
        """Return a number with as few decimals as it needs."""
        whole, _, decimals = f"{value:.10g}".partition(".")
        return self.number(value, len(decimals) if "e" not in whole + decimals else 0)

    def between(self, low: float, high: float, places: int) -> str:
        """Return a range: ``61.9 – 65.4``."""
        return f"{self.number(low, places)} – {self.number(high, places)}"


ENGLISH = Speech()
