"""What the file says that an import is compared with, read at one moment: the comparing itself needs no file."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from outsource_desk.domain.checks import checked_name
from outsource_desk.domain.errors import DeskError, NotFoundError
from outsource_desk.services.import_likely import LikelyInitiative, likely_initiative
from outsource_desk.services.import_memory import Memory, earlier_import, layout_of, recall
from outsource_desk.services.import_people import with_people
from outsource_desk.services.initiative_list import list_initiatives
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.store.evaluations import load_evaluation as load_evaluation_from
from outsource_desk.store.initiatives import initiative_of_import
from outsource_desk.store.vendors import vendor_names

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation
    from outsource_desk.importers.reading import Reading, Table
    from outsource_desk.services.desk import Desk
    from outsource_desk.services.import_answers import Choices


@dataclass(frozen=True)
class Here:
    """What the file says of the target of an import, as of a revision."""

    revision: int
    initiative_id: int | None  # None = the initiative is begun
    initiative: str
    now: Evaluation | None
    base: Evaluation | None = None  # as it stood when a workbook of ours was made
    is_own: bool = False  # the sheet is from a workbook that this program made from this very initiative
    directory: Mapping[int, str] = field(default_factory=dict)  # vendor id → name, of all vendors
    memory: Memory | None = None  # of a sheet of this layout
    earlier: tuple[str, str, str] | None = None  # see `earlier_import`
    likely: LikelyInitiative | None = None  # that the vendors of the sheet lead to


def read_here(
    desk: Desk, reading: Reading, tables: Sequence[Table], choices: Choices, before: Here | None = None
) -> Here:
    """Read what an import is compared with.

    Args:
        desk: the open file.
        reading: what was understood.
        tables: that come in.
        choices: what the user has decided.
        before: what was read for the same reading before; of what has not changed since, nothing is read again.

    Raises:
        DeskError: the initiative cannot be called so.
    """
    revision = desk.journal.revision
    likely = likely_initiative(desk, [with_people(table) for table in tables] if choices.has_people else tables)
    initiative_id, name = _target(desk, reading, choices, likely)
    is_own = initiative_id is not None and _is_of_this(desk, reading, initiative_id)
    if before is not None and (before.revision, before.initiative_id) == (revision, initiative_id):
        now, base = before.now, before.base
    else:
        now = None if initiative_id is None else load_evaluation(desk, initiative_id)
        base = _base(desk, reading, initiative_id) if initiative_id is not None and is_own else None
    return Here(
        revision,
        initiative_id,
        name,
        now,
        base,
        is_own,
        vendor_names(desk.connection),
        recall(desk, layout_of(reading, tables[0])) if choices.is_remembering else None,
        earlier_import(desk, reading.sha256),
        likely,
    )


def _is_of_this(desk: Desk, reading: Reading, initiative_id: int) -> bool:
    """Tell whether a workbook of ours was made from this initiative of this very file, so that its keys are ours."""
    origin = reading.origin or {}
    is_here = bool(origin) and desk.journal.has_fingerprint(origin.get("fingerprint", ""))
    return is_here and origin.get("initiative_id") == str(initiative_id)


def _base(desk: Desk, reading: Reading, initiative_id: int) -> Evaluation | None:
    """Return the initiative as it stood when a workbook of ours was made from this very file, if that can be told."""
    origin = reading.origin or {}
    revision = origin.get("revision", "")
    if not revision.isdecimal() or desk.journal.fingerprint_at(int(revision)) != origin.get("fingerprint"):
        return None
    try:
        past = desk.journal.at_revision(int(revision))
    except DeskError:  # it lies before the file was updated or stripped of its history
        return None
    try:
        return load_evaluation_from(past, initiative_id)
    except NotFoundError:
        return None
    finally:
        past.close()


def _target(desk: Desk, reading: Reading, choices: Choices, likely: LikelyInitiative | None) -> tuple[int | None, str]:
    """Return the initiative to bring values into, and its name; None = to be begun."""
    wanted = choices.initiative
    named = {initiative.name.casefold(): initiative for initiative in list_initiatives(desk)}
    name = (reading.origin or {}).get("initiative") if wanted is None else wanted
    if name and (known := named.get(" ".join(name.split()).casefold())):
        return known.id, known.name
    if wanted:
        return None, checked_name("The initiative", wanted)
    known_id = initiative_of_import(desk.connection, reading.sha256) if wanted is None else None
    if known_id is not None:
        return known_id, next(initiative.name for initiative in named.values() if initiative.id == known_id)
    if wanted is None and choices.follows_vendors and likely is not None:
        return likely.id, likely.name
    return None, _new_name(reading, named)


def _new_name(reading: Reading, named: Collection[str]) -> str:
    """Return the file's name, or with a number where there is an initiative of this name, in small letters, already."""
    stem = checked_name("The initiative", Path(reading.file).stem[:400] or reading.file)
    name, number = stem, 1
    while name.casefold() in named:
        number += 1
        name = f"{stem} ({number})"
    return name
