"""How the words of a column can be read as points, and what nobody has said about them yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from outsource_desk.services.import_answers import Choices
from outsource_desk.services.import_outcome import WordsOfScale

if TYPE_CHECKING:
    from outsource_desk.importers.reading import CriterionCell, Table

WORDS_SHOWN = 20  # different words of a column; more are remarks, not a scale


@dataclass(frozen=True)
class ColumnOfWords:
    """A criterion whose cells hold words."""

    words: tuple[str, ...] = ()
    scales: tuple[WordsOfScale, ...] = ()
    is_asked: bool = False


NO_WORDS = ColumnOfWords()


def words_of(table: Table) -> dict[str, tuple[str, ...]]:
    """Return the criteria whose values are words and not numbers, with their words, each once."""
    numbers, texts = Counter[str](), Counter[str]()
    words: dict[str, dict[str, None]] = {}
    for score in table.scores:
        if score.value is not None:
            numbers[score.criterion] += 1
        elif score.text:
            texts[score.criterion] += 1
            words.setdefault(score.criterion, {})[score.text] = None
    return {
        column.name: tuple(words[column.name]) for column in table.criteria if texts[column.name] > numbers[column.name]
    }


def scales_of(table: Table, choices: Choices, tops: Mapping[str, float]) -> dict[str, ColumnOfWords]:
    """Return criterion → its words and how they can be read.

    Args:
        table: what was read.
        choices: what the user has decided.
        tops: criterion → top of its scale here, where it has one.
    """
    said = {name.casefold() for name in choices.scales}
    found: dict[str, ColumnOfWords] = {}
    for name, words in words_of(table).items():
        scales: tuple[WordsOfScale, ...] = ()
        found[name] = ColumnOfWords(words, scales, bool(scales) and name.casefold() not in said)
    return found


def is_must(table: Table, column: CriterionCell) -> bool:
    """Tell whether the sheet calls a criterion a must."""
    return column.priority == "must"
