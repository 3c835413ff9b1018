"""Read the templates that a file keeps as its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


@dataclass(frozen=True)
class OwnTemplate:
    """A template of the file's own, as a text."""

    id: int
    code: str  # what a template file calls its id
    version: str
    title: str
    body: str  # YAML


def load_own_templates(connection: sqlite3.Connection, kind: str) -> tuple[OwnTemplate, ...]:
    """Return the file's own templates of one kind, oldest first."""
    rows = connection.execute(
        "SELECT id, code, version, title, body FROM own_template WHERE kind = ? ORDER BY id", [kind]
    )
    return tuple(OwnTemplate(*row) for row in rows)
