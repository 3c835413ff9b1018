"""Read everything that a search looks through.

The file holds no full-text index. FTS5 would bring virtual tables with shadow tables of their own: they would have to
be left out of the history and the digest, let through by the check for foreign objects, and be rebuilt by every
undo. Reading and matching all 100,000 rationales takes about a sixth of a second, which is soon enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3


class Searchable(NamedTuple):
    """Something that can be found: by its name first, then by its text."""

    id: int
    name: str
    text: str
    context: str  # where it belongs, to tell it from others of the same name
    initiative_id: int | None
    candidate_id: int | None
    criterion_id: int | None


class Rationale(NamedTuple):
    """The reason behind one score, agreed score or amount."""

    id: int
    candidate_id: int
    criterion_id: int
    text: str


def _lines(*columns: str) -> str:
    """Return the SQL that puts texts below each other."""
    return " || char(10) || ".join(f"ifnull({column}, '')" for column in columns)


_TAGS = "(SELECT group_concat(tag, char(10)) FROM main.vendor_tag WHERE vendor_id = vendor.id)"
_ANCHORS = "(SELECT group_concat(wording, char(10)) FROM main.anchor WHERE criterion_id = criterion.id)"
_OF_INITIATIVE = "JOIN main.initiative ON initiative.id = initiative_id"
_SEALED = f"SELECT evaluator.id FROM main.evaluator {_OF_INITIATIVE} WHERE is_blind AND submitted_at IS NULL"

# kind → the columns of a `Searchable`
_THINGS = {
    "initiative": f"""SELECT id, name, {_lines("question", "aim", "scope", "organisation", "function_name", "owner")},
        organisation, id, NULL, NULL FROM main.initiative""",
    "vendor": f"""SELECT id, name, {_lines("notes", "website", "country", _TAGS)},
        country, NULL, NULL, NULL FROM main.vendor""",
    "contact": f"""SELECT vendor_id, contact.name, {_lines("role", "email", "phone", "vendor.name")},
        vendor.name, NULL, NULL, NULL FROM main.contact JOIN main.vendor ON vendor.id = vendor_id""",
    "candidate": f"""SELECT candidate.id, coalesce(in_house_name, vendor.name), note,
        initiative.name, initiative_id, candidate.id, NULL
        FROM main.candidate {_OF_INITIATIVE} LEFT JOIN main.vendor ON vendor.id = vendor_id
        WHERE in_house_name IS NOT NULL OR note <> ''""",
    "criterion": f"""SELECT criterion.id, criterion.name, {_lines("ask", "unit", _ANCHORS)},
        initiative.name, initiative_id, NULL, criterion.id FROM main.criterion {_OF_INITIATIVE}""",
    "goal": f"""SELECT goal.id, statement, {_lines("measure", "goal.owner")},
        initiative.name, initiative_id, NULL, NULL FROM main.goal {_OF_INITIATIVE}""",
    "evaluator": f"""SELECT evaluator.id, evaluator.name, '',
        initiative.name, initiative_id, NULL, NULL FROM main.evaluator {_OF_INITIATIVE}""",
    "import": f"""SELECT import_file.id, file_name, '',
        coalesce(initiative.name, ''), initiative_id, NULL, NULL FROM main.import_file LEFT {_OF_INITIATIVE}""",
    "revision": "SELECT revision, name, '', '', NULL, NULL, NULL FROM main.named_revision",
    "edit": "SELECT id, label, author, author, NULL, NULL, NULL FROM main.edit ORDER BY id DESC",
}
KINDS = tuple(_THINGS)


def load_searchable(connection: sqlite3.Connection, kind: str) -> Iterator[Searchable]:
    """Yield everything of one of the `KINDS`; edits newest first."""
    return map(Searchable._make, connection.execute(_THINGS[kind]))


def load_rationales(connection: sqlite3.Connection) -> Iterator[Rationale]:
    """Yield every reason that was given, but for those of scores that are sealed; of each kind the newest first."""
    for table in ("agreed_score", "score", "measurement"):
        shown = f"AND evaluator_id NOT IN ({_SEALED})" if table == "score" else ""
        rows = connection.execute(
            f"""SELECT id, candidate_id, criterion_id, rationale FROM main.{table}
            WHERE rationale <> '' {shown} ORDER BY id DESC"""
        )
        yield from map(Rationale._make, rows)


def load_cell_names(connection: sqlite3.Connection) -> tuple[dict[int, tuple[str, int]], dict[int, str]]:
    """Return candidate id → (name, initiative id), and criterion id → name."""
    candidates = connection.execute(
        """SELECT candidate.id, coalesce(in_house_name, vendor.name), initiative_id
        FROM main.candidate LEFT JOIN main.vendor ON vendor.id = vendor_id"""
    )
    criteria = connection.execute("SELECT id, name FROM main.criterion")
    return {row[0]: (row[1], row[2]) for row in candidates}, dict(criteria.fetchall())
