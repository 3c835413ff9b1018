"""Which field each column of a list means, and how certain that is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from outsource_desk.domain.errors import DeskError
from outsource_desk.services.import_records.cells import ColumnReader, level_in
from outsource_desk.services.import_records.column_headings import Heading, heading_of, stage_of
from outsource_desk.services.import_records.shapes import ProposedColumn, Reads, RecordField, RecordKind
from outsource_desk.services.import_records.vocabulary import folded, headings_of, words_of
from outsource_desk.services.reading_words import DoubtError
from outsource_desk.services.wording import repeatable

if TYPE_CHECKING:
    from outsource_desk.importers.reading import Register, RegisterColumn
    from outsource_desk.importers.sheets.said import Said

OWN, KNOWN, BARE, WITHIN, SLIP = 100, 95, 88, 72, 66  # how certain a heading makes it
LIKELY = 60  # below it a column is left out
_LOOKED_AT = 200  # cells of a column
_READABLE = 0.5  # share of its cells that a field must understand
_SAMPLES = 3
_CODES = {"lei", "id", "code", "no", "nr", "number", "nummer", "numero", "numer", "duns", "vat", "type"}
_FAR = 10_000  # columns
_YEARLY = "financial_year"
_WITH_DIGITS = (Reads.NUMBER, Reads.WHOLE, Reads.MONEY, Reads.SHARE, Reads.DATE, Reads.FIGURE, Reads.PERIOD)
# headings over levels and over texts alike: what stands below tells which
_EITHER = {"impact": "consequence", "consequence": "impact"}
_LONGEST_LEVEL = 30  # letters


def propose_columns(kind: RecordKind, register: Register) -> tuple[ProposedColumn, ...]:
    """Return what each column of a list is taken for; each field at most once, or once for each year or number.

    A column is left out where its heading says nothing certain, or where what stands in it is not what the field holds.
    """
    headings = _numbered([heading_of(column.name) for column in register.columns], register)
    cells = list(_cells_by_column(register))
    offers = [
        (confidence, place, field)
        for place, heading in enumerate(headings)
        for field, confidence in _offers(kind, heading)
    ]
    taken: dict[int, ProposedColumn] = {}
    used: set[tuple[str, str]] = set()
    begins = _begins(kind, offers, headings)

    def order(offer: tuple[int, int, RecordField]) -> tuple[int, int, int]:
        confidence, place, field = offer
        return -confidence, _distance(begins, place, field), -_length(field, cells[place])

    for confidence, place, field in sorted(offers, key=order):
        column = _as(kind, register.columns[place], headings[place], field, confidence)
        if place in taken or (field.key, column.which) in used:
            continue
        column = replace(column, confidence=round(confidence * _fit(field, column, cells[place])))
        if column.confidence >= LIKELY:
            taken[place] = column
            used.add((field.key, column.which))
    found = [
        taken.get(place) or ProposedColumn(column.column, column.name, column.cell, None)
        for place, column in enumerate(register.columns)
    ]
    told = [replace(each, samples=_samples(cells[place])) for place, each in enumerate(found)]
    return tuple(_without_orphans(kind, _named(kind, told)))


def _named(kind: RecordKind, columns: list[ProposedColumn]) -> list[ProposedColumn]:
    """Let vendors that a list only gives legal names be called by these."""
    there = {column.field for column in columns}
    if kind.key != "vendors" or "name" in there or "legal_name" not in there:
        return columns
    return [replace(column, field="name") if column.field == "legal_name" else column for column in columns]


def _numbered(headings: Sequence[Heading], register: Register) -> list[Heading]:
    """Number what repeats below several headings: the names below “Sales contact” and “Technical contact” are two."""
    groups = [column.name.rpartition(" / ")[0] for column in register.columns]
    seen: dict[str, list[str]] = {}  # heading without its group → groups in which it stands
    found = []
    for heading, group, column in zip(headings, groups, register.columns, strict=True):
        above = seen.setdefault(column.name.rpartition(" / ")[2], [])
        if group and group not in above:
            above.append(group)
        at = above.index(group) if group else 0
        found.append(replace(heading, number=str(at + 1)) if at and not heading.number else heading)
    return found


def _begins(
    kind: RecordKind, offers: Sequence[tuple[int, int, RecordField]], headings: Sequence[Heading]
) -> Mapping[str, list[int]]:
    """Return part → the columns that say which one is meant, and with which it begins."""
    own = {f"{part.name}.{name}" for part in kind.parts for name in part.identity}
    begins: dict[str, list[int]] = {}
    for _, place, field in offers:
        if field.key in own or (field.part == _YEARLY and headings[place].years):
            begins.setdefault(field.part, []).append(place)
    return begins


def _distance(begins: Mapping[str, list[int]], place: int, field: RecordField) -> int:
    """Return how many columns before this one the part of a field begins; far away where it begins behind it."""
    if not field.part:
        return 0
    near = (place - first if first <= place else _FAR + first - place for first in begins.get(field.part, ()))
    return min(near, default=2 * _FAR)


def _length(field: RecordField, cells: Sequence[Said]) -> int:
    """Return how much is said below a heading, where that tells what is done from a word for its kind."""
    return sum(len(said.text) for said in cells) if field.key == "mitigation.wording" else 0


def as_field(kind: RecordKind, column: ProposedColumn, key: str | None) -> ProposedColumn:
    """Return a column as the user wants it taken."""
    if key is None:
        return replace(column, field=None, confidence=0, which="", factor=1.0, currency="", is_chosen=True)
    heading = heading_of(column.name)
    chosen = _as(kind, column, heading, kind.field(key), OWN)
    return replace(chosen, samples=column.samples, is_chosen=True)


def _as(
    kind: RecordKind, column: RegisterColumn | ProposedColumn, heading: Heading, field: RecordField, confidence: int
) -> ProposedColumn:
    is_money = field.reads is Reads.MONEY
    return ProposedColumn(
        column.column,
        column.name,
        column.cell,
        field.key,
        confidence,
        which=_which(kind, field, heading),
        factor=heading.factor if is_money else 1.0,
        currency=heading.currency if is_money else "",
    )


def _which(kind: RecordKind, field: RecordField, heading: Heading) -> str:
    if kind.key == "readings":
        return heading.period if field.key == "actual" else ""
    if field.part == _YEARLY:
        return heading.years
    return heading.number if field.part else ""


def _offers(kind: RecordKind, heading: Heading) -> Iterator[tuple[RecordField, int]]:
    """Yield the fields that a heading may mean."""
    fields = {each.key: each for each in kind.fields}
    if kind.key == "readings" and heading.period:
        yield fields["actual"], KNOWN
        return
    labels = {folded(each.label): each for each in kind.fields}
    if kind.key == "risks" and heading.whole not in labels and (staged := stage_of(heading.whole)) is not None:
        is_now = "current" in heading.whole.split()  # which “inherent” goes before
        yield from ((fields[key], BARE if is_now else KNOWN) for key in staged)
        return
    known = {**headings_of(kind.key), **{name: (field.key,) for name, field in labels.items()}}
    found = [(labels[heading.whole], OWN)] if heading.whole in labels else []
    for name, confidence in ((heading.whole, KNOWN), (heading.bare, BARE)):
        if name in known and not found:
            found = [(fields[key], confidence) for key in known[name]]
    if heading.bare and not found:
        near = list(_near(heading.bare, known, fields))
        found = [offer for offer in near if offer[0].reads is not Reads.LEVEL or not heading.currency]
    yield from found
    if kind.key == "risks":
        yield from (
            (fields[_EITHER[field.key]], less - 1)
            for field, less in found
            if field.key in _EITHER and len(heading.whole) > 1
        )


def _near(
    heading: str, known: Mapping[str, tuple[str, ...]], fields: Mapping[str, RecordField]
) -> Iterator[tuple[RecordField, int]]:
    """Yield the field of a heading that has a known one in it, or differs from one by a slip of the pen."""
    words = heading.split()
    inside = [name for name in known if len(name) > 3 and f" {name} " in f" {heading} "]
    inside = [name for name in inside if 2 * len(name.split()) >= len(words) and not _names_a_code(words, name)]
    best = {known[name] for name in inside if len(name) == max(map(len, inside))}
    if len(best) == 1:
        yield from ((fields[key], WITHIN) for key in best.pop())
        return
    if len(heading) >= 6 and not inside:
        from rapidfuzz import fuzz, process

        found = process.extractOne(heading, list(known), scorer=fuzz.ratio, score_cutoff=90)
        if found is not None:
            yield from ((fields[key], SLIP) for key in known[found[0]])


def _names_a_code(words: Sequence[str], name: str) -> bool:
    """Tell whether the words beside a known heading make it a code, as in “LEI of ultimate parent”."""
    return bool(_CODES & set(words) - set(name.split()))


def _fit(field: RecordField, column: ProposedColumn, cells: Sequence[Said]) -> float:
    """Return 1 where the field understands what stands in a column, less where it does not."""
    looked_at = [said for said in cells[:_LOOKED_AT] if not said.is_empty]
    if not looked_at or field.reads in (Reads.CANDIDATE, Reads.METRIC):
        return 1.0
    if field.reads is Reads.LEVEL:
        readable = sum(len(said.text) <= _LONGEST_LEVEL for said in looked_at)
    elif field.key == "consequence":
        readable = sum(not _is_level(said.text) for said in looked_at)
    elif field.key == "name":
        readable = sum(any(map(str.isalpha, said.text)) for said in looked_at)
    elif field.key == "question":
        readable = sum(" " in said.text for said in looked_at)  # which codes are not
    elif field.key == "contact.email":
        readable = sum("@" in said.text for said in looked_at)
    elif field.reads in _WITH_DIGITS:
        readable = sum(any(letter.isdigit() for letter in said.text) for said in looked_at)
    else:
        reader = ColumnReader(field, column, looked_at)
        readable = sum(_is_readable(reader, said) for said in looked_at)
    return 1.0 if readable >= _READABLE * len(looked_at) else 0.4


def _is_level(text: str) -> bool:
    try:
        return level_in(text) is not None or folded(text) in words_of("levels_of_five")
    except DoubtError:
        return False


def _is_readable(reader: ColumnReader, said: Said) -> bool:
    try:
        reader.read(said)
    except DeskError:
        return False
    return True


def _without_orphans(kind: RecordKind, columns: Sequence[ProposedColumn]) -> Iterator[ProposedColumn]:
    """Leave out columns of a part of which no column says which one is meant."""
    there: set[tuple[str | None, str]] = {(column.field, column.which) for column in columns if column.field}
    parts = {part.name: part for part in kind.parts}
    for column in columns:
        part = parts.get(column.field.partition(".")[0]) if column.field and "." in column.field else None
        if part is None or _is_known(part.name, part.identity, column.which, there):
            yield column
        else:
            yield replace(column, field=None, confidence=0, which="", factor=1.0, currency="")


def _is_known(part: str, identity: Sequence[str], which: str, there: set[tuple[str | None, str]]) -> bool:
    if part == _YEARLY and (which or any(str(key).startswith(f"{_YEARLY}.") and year for key, year in there)):
        return True  # one currency for all years
    return all((f"{part}.{name}", which) in there for name in identity)


def _cells_by_column(register: Register) -> Iterator[list[Said]]:
    for place in range(len(register.columns)):
        yield [cells[place] for _, cells in register.rows[:_LOOKED_AT] if place < len(cells)]


def _samples(cells: Sequence[Said]) -> tuple[str, ...]:
    texts = dict.fromkeys(repeatable(said.text) for said in cells if not said.is_empty)
    return tuple(texts)[:_SAMPLES]
