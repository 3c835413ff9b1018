"""How the words of a column can be read as points, and what nobody has said about them yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from outsource_desk.domain.criterion import Measure
from outsource_desk.domain.formatting import plain
from outsource_desk.services.import_answers import TOP, Choices
from outsource_desk.services.import_outcome import WordsOfScale
from outsource_desk.services.price_import import is_price_sheet

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation
    from outsource_desk.importers.reading import Table
    from outsource_desk.services.import_matching import Matching

WORDS_SHOWN = 20  # different words of a column; more are remarks, not a scale
_FEWEST = 2  # words that tell a scale: one alone may be a remark


@dataclass(frozen=True)
class ColumnOfWords:
    """A criterion whose cells hold words."""

    words: tuple[str, ...] = ()
    scales: tuple[WordsOfScale, ...] = ()
    is_asked: bool = False


NO_WORDS = ColumnOfWords()


def words_of(table: Table) -> dict[str, tuple[str, ...]]:
    """Return the criteria whose values are words and not numbers, with their words, each once."""
    if is_price_sheet(table):
        return {}
    texts = Counter[str]()
    words: dict[str, dict[str, None]] = {}
    for score in table.scores:
        if score.value is None and score.text and "na" not in score.flags:
            texts[score.criterion] += 1
            words.setdefault(score.criterion, {})[score.text] = None
    if not words:
        return {}
    numbers = Counter(score.criterion for score in table.scores if score.value is not None)
    return {
        column.name: tuple(words[column.name]) for column in table.criteria if texts[column.name] > numbers[column.name]
    }


def tops_here(table: Table, matchings: Mapping[str, Matching], now: Evaluation | None) -> dict[str, float]:
    """Return criterion of the sheet → top of its scale here; nothing may be judged where it is 0."""
    leaves = {leaf.id: leaf for leaf in now.criteria} if now else {}
    tops: dict[str, float] = {}
    for column in table.criteria:
        match = matchings[column.name].match
        leaf = leaves.get(match.id) if match else None
        if leaf is not None:
            tops[column.name] = leaf.maximum if leaf.measure is Measure.JUDGED else 0.0
    return tops


def notes_of_scales(scales: Mapping[str, Mapping[str, float | None]]) -> Iterator[str]:
    """Yield how the words of each column became points."""
    for name, points in scales.items():
        words = "; ".join(f"“{word}” = {plain(number)}" for word, number in points.items() if number is not None)
        yield f"The words of “{name}” count as points: {words}."


def scales_of(table: Table, choices: Choices, tops: Mapping[str, float]) -> dict[str, ColumnOfWords]:
    """Return criterion → its words and how they can be read.

    Args:
        table: what was read.
        choices: what the user has decided.
        tops: criterion → top of its scale here, where it has one.
    """
    said = {name.casefold() for name in choices.scales}
    stated = {column.name: column.maximum for column in table.criteria}
    found: dict[str, ColumnOfWords] = {}
    for name, words in words_of(table).items():
        top = tops.get(name, stated[name] or TOP)
        scales = _readings(words, top) if top else ()
        is_asked = bool(scales) and name.casefold() not in said and certain_scale(scales) is None
        found[name] = ColumnOfWords(words, scales, is_asked)
    return found


def certain_scales(table: Table, choices: Choices, tops: Mapping[str, float]) -> dict[str, Mapping[str, float | None]]:
    """Return criterion → word → points where the words can be read in one way only, and nobody says otherwise."""
    said = {name.casefold() for name in choices.scales}
    stated = {column.name: column.maximum for column in table.criteria}
    found: dict[str, Mapping[str, float | None]] = {}
    for name, words in words_of(table).items():
        top = tops.get(name, stated[name] or TOP)
        certain = certain_scale(_readings(words, top)) if top and name.casefold() not in said else None
        if certain is not None:
            found[name] = dict(certain.points)
    return found


def certain_scale(scales: tuple[WordsOfScale, ...]) -> WordsOfScale | None:
    """Return the only way to read the words of a column, if it knows all of them and there are at least two."""
    if len(scales) != 1 or len(scales[0].points) < _FEWEST:
        return None
    return scales[0] if all(points is not None for _, points in scales[0].points) else None


@lru_cache(maxsize=512)
def _readings(words: tuple[str, ...], top: float) -> tuple[WordsOfScale, ...]:
    """Return the ways to turn words into points of a scale, the likeliest first."""
    from outsource_desk.importers.cells import word_scale

    if len(words) > WORDS_SHOWN:
        return ()
    return tuple(
        WordsOfScale(
            scale.title,
            tuple(sorted(((word, scale.points(word, top)) for word in words), key=lambda each: -(each[1] or 0.0))),
        )
        for scale in word_scale(words)
    )
