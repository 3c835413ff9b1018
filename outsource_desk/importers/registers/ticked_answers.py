"""Questionnaires with a column for each answer, of which one is ticked in every row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from outsource_desk.importers.cells import read_answer
from outsource_desk.importers.reading import Register
from outsource_desk.importers.registers.words import PLAIN, TITLES
from outsource_desk.importers.sheets.grid import Grid
from outsource_desk.importers.sheets.layout import Block
from outsource_desk.importers.sheets.said import Said
from outsource_desk.importers.sheets.words import words_of

_TICKS = frozenset(["x", "✓", "✔", "☑", "☒", "✅", "●", "■", "true", "1"])
_NO_TICKS = frozenset(["☐", "□", "○", "false", "0"])
_CROSSES = frozenset(["✗", "✘", "❌"])  # which may mean either
_REPLIES = ("yes", "partly", "no", "na")
_ANSWER = "Answer"  # what the column is called that the ticks come to
_NEAR = 3  # rows above what looks like a header
_FEWEST = 2  # rows with a tick
_MOST = 0.8  # of what stands in a column for ticks


def headed_by_answers(grid: Grid, block: Block) -> Block:
    """Return a part of a sheet with the row above its header as that, where it names the answers that are ticked."""
    for row in reversed(block.above[-_NEAR:]):
        kinds = [_kind(grid.text(row, at)) for at, kind in enumerate(grid.kinds[row]) if kind == "t"]
        if len(kinds) > 2 and "yes" in kinds and {"no", "partly"} & set(kinds):
            return replace(block, header=row, upper=[], lower=[])
    return block


def ticked_columns(register: Register) -> tuple[int, ...]:
    """Return the columns for the answers of a list of questions, of which one is ticked in each row; else none."""
    places = _places(register)
    if len(places) < 2 or not any(_asks(register, at) for at in range(len(register.columns)) if at not in places):
        return ()
    rows = sum(any(_is_tick(cells[at]) for at in places) for _, cells in register.rows)
    return places if rows >= _FEWEST else ()


def with_one_answer(register: Register, places: Sequence[int]) -> Register:
    """Return a list with one column of answers in place of those for each answer."""
    first = places[0]
    columns = [each for at, each in enumerate(register.columns) if at not in places[1:]]
    columns[first] = replace(columns[first], name=_ANSWER)
    names = {at: _reply(register.columns[at].name) for at in places}
    rows = tuple(
        (number, tuple(_answer(cells, names) if at == first else said
                       for at, said in enumerate(cells) if at not in places[1:]))
        for number, cells in register.rows
    )  # fmt: skip
    return Register(tuple(columns), rows)


def _answer(cells: Sequence[Said], names: dict[int, str]) -> Said:
    """Return the answer that is ticked in a row; several, or something else than a tick, are doubtful."""
    ticked = [at for at in names if _is_tick(cells[at])]
    strange = next((cells[at] for at in names if not _is_clear(cells[at])), None)
    if strange is not None:
        return strange if strange.doubt else replace(strange, doubt="it stands where an answer is ticked")
    if not ticked:
        return Said("", cells[next(iter(names))].cell)
    said = replace(cells[ticked[0]], value=" / ".join(names[at] for at in ticked), is_formula=False)
    return said if len(ticked) == 1 else replace(said, doubt="several answers are ticked")


def _places(register: Register) -> tuple[int, ...]:
    """Return the columns of ticks that are called as an answer, where all of them are called otherwise."""
    found = [
        at for at, each in enumerate(register.columns) if _kind(each.name) in _REPLIES and _is_for_ticks(register, at)
    ]
    kinds = [_kind(register.columns[at].name) for at in found]
    is_whole = len(set(kinds)) == len(kinds) and "yes" in kinds and bool({"no", "partly"} & set(kinds))
    return tuple(found) if is_whole else ()


def _is_for_ticks(register: Register, at: int) -> bool:
    cells = [cells[at] for _, cells in register.rows]
    used = [said for said in cells if not said.is_empty]
    return sum(_is_clear(said) or said.text in _CROSSES for said in used) >= _MOST * len(used)


def _kind(name: str) -> str:
    found = read_answer(_reply(name))
    return "" if "ask" in found.flags else found.kind


def _reply(name: str) -> str:
    return name.rpartition(" / ")[2]


def _asks(register: Register, at: int) -> bool:
    """Tell whether a column holds the questions: it is called so, or its texts end as questions do."""
    words = frozenset(words_of(register.columns[at].name))
    texts = [cells[at].text for _, cells in register.rows if not cells[at].is_empty]
    is_called = bool(words & TITLES["question"]) and words <= TITLES["question"] | PLAIN
    has_texts = 2 * sum(any(map(str.isalpha, text)) for text in texts) > len(texts)
    return has_texts and (is_called or 2 * sum(text.endswith("?") for text in texts) > len(texts))


def _is_tick(said: Said) -> bool:
    return said.text.casefold() in _TICKS and not said.doubt


def _is_clear(said: Said) -> bool:
    return said.is_empty or _is_tick(said) or (said.text.casefold() in _NO_TICKS and not said.doubt)
