"""What bringing in a list as records will do, row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from outsource_desk.ui.importing.records_values import value_said
from outsource_desk.ui.importing.summary_parts import Line, Lines, Part
from outsource_desk.ui.language import say, tr, tr_n

if TYPE_CHECKING:
    from outsource_desk.services.import_records import FieldChange, RecordKind, RecordPreview, RowPreview


def record_parts(preview: RecordPreview, opened: int = 0) -> list[Part]:
    """Return what happens, part by part; what is zero is left out, but not new records.

    Args:
        preview: as the services worked it out.
        opened: how many cells were left open one by one.
    """
    from outsource_desk.services.import_records import Outcome

    rows: dict[Outcome, list[RowPreview]] = defaultdict(list)
    for row in preview.rows:
        rows[row.outcome].append(row)
    changed = [(row, change) for row in rows[Outcome.CHANGED] for change in row.changes if change.is_written]
    kept = [(row, change) for row in preview.rows for change in row.changes if not change.is_written]
    asked = [*rows[Outcome.ASKED], *rows[Outcome.PROBLEM]]
    new, skipped = rows[Outcome.NEW], rows[Outcome.SKIPPED]
    same = [row for row in rows[Outcome.SAME] if not row.changes]  # the others are among what stays
    out = [each for each in preview.columns if each.field is None]
    left_open = opened if asked else opened + preview.account.asked  # on purpose, as nothing waits any more
    found = [
        Part("new", len(new), tr_n(len(new), "new row", "new rows"), Lines(new, partial(_new, preview.kind))),
        Part("changed", len(rows[Outcome.CHANGED]), tr_n(len(rows[Outcome.CHANGED]), "changed row", "changed rows"),
             Lines(changed, partial(_change, preview.kind)), is_open=True),
        Part("kept", len(kept), tr_n(len(kept), "value stays as the document has it",
             "values stay as the document has them"), Lines(kept, partial(_kept, preview.kind))),
        Part("same", len(same), tr("the same as here"), Lines(same, lambda row: Line("", row.name))),
        Part("asked", len(asked), tr_n(len(asked), "row that waits for an answer", "rows that wait for an answer"),
             Lines(asked, _why), is_open=True),
        Part("open", left_open, tr_n(left_open, "cell left open", "cells left open"), []),
        Part("skipped", len(skipped), tr_n(len(skipped), "skipped row", "skipped rows"), Lines(skipped, _why)),
        Part("columns", len(out), tr_n(len(out), "column left out", "columns left out"),
             [Line(each.cell, each.name) for each in out]),
    ]  # fmt: skip
    return [part for part in found if part.count or part.name == "new"]


def record_target_in_words(preview: RecordPreview, initiative: str) -> str:
    """Return where the records go."""
    title = say(preview.kind.title)
    if not preview.kind.needs_initiative or not initiative:
        return tr("{kind}, into the directory.", kind=title)
    return tr("{kind}, into “{name}”.", kind=title, name=initiative)


def _new(kind: RecordKind, row: RowPreview) -> Line:
    cell = row.changes[0].cell if row.changes else ""
    told = [each for each in row.changes if each.after and each.after != row.name]
    shown = [f"{say(each.label)}: {value_said(kind, each.field, each.after)}" for each in told]
    return Line(cell, row.name, _some(shown))


def _change(kind: RecordKind, told: tuple[RowPreview, FieldChange]) -> Line:
    row, change = told
    old, new = (value_said(kind, change.field, each) or tr("nothing") for each in (change.before, change.after))
    said = tr("{old} → {new}", old=old, new=new)
    return Line(change.cell, said, ", ".join(filter(None, (row.name, say(change.label), change.which))))


def _kept(kind: RecordKind, told: tuple[RowPreview, FieldChange]) -> Line:
    line, (row, _) = _change(kind, told), told
    return replace(line, what=f"{line.what}. {say(row.why)}") if row.why else line


def _why(row: RowPreview) -> Line:
    return Line("", row.name or tr("Row {number}", number=row.number), say(row.why))


def _some(shown: Sequence[str]) -> str:
    return "; ".join(shown[:4]) + (" …" if len(shown) > 4 else "")
