"""Lists of questions or requirements as criteria in groups: by depth, by numbering, or by columns of sections."""

from __future__ import annotations

import re
from dataclasses import dataclass

from outsource_desk.importers.cells import plain_number, priority_of
from outsource_desk.importers.reading import CriterionCell, Register
from outsource_desk.importers.registers.words import DEPTH, FIELDS, MARK, PRIORITY, TITLES
from outsource_desk.importers.sheets.said import Said
from outsource_desk.importers.sheets.words import words_of

_LONGEST = 400  # letters of a name; longer texts stay whole in the list itself
_CODE = re.compile(r"[A-Za-z]{0,6}[-. ]?(\d+(?:[.\-]\d+)*)\.?")
_NAMING = frozenset(
    ["name", "title", "text", "description", "titel", "titre", "titulo", "titolo", "nom", "nombre", "nome", "nazwa",
     "beschreibung", "bezeichnung", "descripcion", "descricao", "descrizione", "opis", "libelle"]
)  # fmt: skip


@dataclass(frozen=True)
class Questions:
    """The questions of a list as criteria, and the groups that they stand in."""

    criteria: tuple[CriterionCell, ...] = ()
    groups: tuple[CriterionCell, ...] = ()


@dataclass(frozen=True)
class _Entry:
    """One row: its text, how deep it lies, and the sections that its columns name."""

    name: str
    cell: str
    depth: int | None
    is_question: bool
    sections: tuple[tuple[str, str], ...]  # name and cell, outermost first
    priority: str = ""


def questions_of(register: Register) -> Questions:
    """Return the questions of a list as criteria, each with the group that it stands in; names are told apart."""
    entries = _entries(register)
    deeper = [
        at + 1 < len(entries) and (entries[at + 1].depth or 0) > (entry.depth or 0) for at, entry in enumerate(entries)
    ]
    criteria: list[CriterionCell] = []
    groups = _GroupsByPath()
    names = _Apart()
    above: list[tuple[int, str]] = []
    for entry, has_children in zip(entries, deeper, strict=True):
        depth = entry.depth or 0
        above = [(level, name) for level, name in above if level < depth] if entry.depth is not None else []
        path = [name for _, name in above]
        for name, cell in entry.sections:
            path.append(name)
            groups.add(tuple(path), cell)
        if has_children and not entry.is_question:
            groups.add((*path, entry.name), entry.cell)
            above.append((depth, entry.name))
        elif entry.is_question:
            name = names.take(entry.name)
            group = groups[tuple(path)].name if path else ""
            criteria.append(CriterionCell(name, entry.cell, group=group, priority=entry.priority))
    filled = {criterion.group for criterion in criteria} | {group.group for group in groups.values()}
    return Questions(tuple(criteria), tuple(group for group in groups.values() if group.name in filled))


class _GroupsByPath(dict[tuple[str, ...], CriterionCell]):
    """The groups by the names of those that they stand in and their own, outermost first."""

    def __init__(self) -> None:
        super().__init__()
        self._names: set[str] = set()

    def add(self, path: tuple[str, ...], cell: str) -> None:
        """Note a group where it is met first; a name that another group has is told apart by its path."""
        if path in self:
            return
        *outer, name = path
        above = self[tuple(outer)].name if outer else ""
        if name in self._names:
            name = " / ".join(path)
        self._names.add(name)
        self[path] = CriterionCell(name, cell, group=above)


class _Apart:
    """Gives each question a name that stands once."""

    def __init__(self) -> None:
        self._names: set[str] = set()
        self._numbers: dict[str, int] = {}  # the last one that a name was given

    def take(self, name: str) -> str:
        """Return a name that nobody has yet: with a number behind it where somebody has."""
        own, key = name, name.casefold()
        while own.casefold() in self._names:
            self._numbers[key] = self._numbers.get(key, 1) + 1
            own = f"{name} ({self._numbers[key]})"
        self._names.add(own.casefold())
        return own


def _entries(register: Register) -> list[_Entry]:
    text = _texts_column(register)
    if text is None:
        return []
    columns = range(len(register.columns))
    others = [at for at in columns if at != text and _is_text_title(register.columns[at].name)]
    depth_at, mark_at = _depth_column(register), _titled(register, MARK)
    priority_at = _titled(register, PRIORITY)
    section_at = _section_columns(register, text)
    code_at = _code_column(register, text) if depth_at is None and not section_at else None
    above: dict[int, tuple[str, str]] = {}
    entries: list[_Entry] = []
    for _, cells in register.rows:
        said = next((cells[at] for at in (text, *others) if not cells[at].is_empty), None)
        for at in section_at:
            if not cells[at].is_empty:
                above = {place: section for place, section in above.items() if place < at}
                above[at] = (_name(cells[at]), cells[at].cell)
        if said is None:
            continue
        depth = _depth(cells[depth_at]) if depth_at is not None else None
        if code_at is not None:
            depth = _levels(cells[code_at].text)
        is_question = mark_at is None or not cells[mark_at].is_empty
        priority = priority_of(cells[priority_at].text) if priority_at is not None else ""
        sections = tuple(above[at] for at in section_at if at in above)
        entries.append(_Entry(_name(said), said.cell, depth, is_question, sections, priority or ""))
    return entries if mark_at is not None else _without_headings(entries)


def _without_headings(entries: list[_Entry]) -> list[_Entry]:
    """Take a row with deeper ones below it for a heading."""
    found = []
    for at, entry in enumerate(entries):
        is_heading = at + 1 < len(entries) and (entries[at + 1].depth or 0) > (entry.depth or 0)
        found.append(_Entry(entry.name, entry.cell, entry.depth, not is_heading, entry.sections, entry.priority))
    return found


def _name(said: Said) -> str:
    text = " ".join(said.text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _depth(said: Said) -> int:
    number = plain_number(said.text)
    return int(number) if number is not None and 0 <= number < 100 else 0


def _levels(code: str) -> int:
    match = _CODE.fullmatch(code)
    return len(re.split(r"[.\-]", match[1])) if match else 0


def _titled(register: Register, words: frozenset[str]) -> int | None:
    """Return the first used column whose title holds nothing but some words, plain ones aside."""
    for at, column in enumerate(register.columns):
        title = frozenset(words_of(column.name))
        if title & words and any(not cells[at].is_empty for _, cells in register.rows):
            return at
    return None


def _depth_column(register: Register) -> int | None:
    at = next((at for at, each in enumerate(register.columns) if set(words_of(each.name)) & DEPTH), None)
    if at is None:
        return None
    numbers = {plain_number(cells[at].text) for _, cells in register.rows}
    is_small = all(number is not None and number == int(number) and 0 <= number <= 9 for number in numbers)
    return at if is_small and len(numbers) >= 2 else None


def _is_text_title(name: str) -> bool:
    words = frozenset(words_of(name))
    return bool(words & (TITLES["question"] | _NAMING)) and "[" not in name


def _texts_column(register: Register) -> int | None:
    """Return the column of the questions themselves: the longest texts below a title that means them."""
    for vocabulary in (TITLES["question"], _NAMING):
        named = [at for at, each in enumerate(register.columns) if set(words_of(each.name)) & vocabulary]
        named = [at for at in named if _is_text_title(register.columns[at].name)]
        sizes = {at: sum(len(cells[at].text) for _, cells in register.rows) for at in named}
        if any(size > 2 * len(register.rows) for size in sizes.values()):
            return max(sizes, key=lambda at: (sizes[at], -at))
    return None


def _section_columns(register: Register, text: int) -> list[int]:
    """Return the columns of sections left of the questions: named so, and with the same text or none in many rows."""
    found = []
    for at in range(text):
        words = frozenset(words_of(register.columns[at].name))
        texts = [cells[at].text for _, cells in register.rows]
        different = {each for each in texts if each}
        is_numbered = all(plain_number(each) is not None for each in different)
        if words & FIELDS["section"] and different and len(different) <= max(1, 0.7 * len(texts)) and not is_numbered:
            found.append(at)
    return found


def _code_column(register: Register, text: int) -> int | None:
    """Return the column of numbers such as 1, 1.1 and 1.2, if some of them lie deeper than others."""
    for at in range(text):
        codes = [cells[at].text for _, cells in register.rows if not cells[at].is_empty]
        levels = {_levels(code) for code in codes}
        if codes and 0 not in levels and len(levels) >= 2:
            return at
    return None
