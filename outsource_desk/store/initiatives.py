"""Read initiatives, their goals and the files imported into them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outsource_desk.domain.dossier import WorkingHours
from outsource_desk.domain.errors import NotFoundError
from outsource_desk.domain.initiative import Goal, GoalKind, Initiative, OutsourcingType, Weighting
from outsource_desk.domain.paper import PaperChoice, PaperSize, extra_sections, optional_sections, ordered_sections
from outsource_desk.domain.risk import Band
from outsource_desk.domain.tier import Tier
from outsource_desk.store.rows import has_row

if TYPE_CHECKING:
    import sqlite3

_COLUMNS = (
    "id, name, outsourcing_type, organisation, question, aim, function_name, scope, term_months, currency, owner, "
    "start_date, decision_date, classification, weighting, template, "
    "paper_size, paper_order, paper_left_out, "
    "weights_frozen_at, weights_frozen_by, weights_reason, offers_opened_at, is_blind, "
    "country, time_zone, work_start, work_end, work_days, overlap_hours, yearly_value, exit_months, mtpd_hours, "
    "rto_hours, rpo_hours, tier_override, tier_reason, risk_appetite"
)


def load_initiatives(connection: sqlite3.Connection) -> tuple[Initiative, ...]:
    """Return all initiatives, oldest first."""
    return tuple(_initiative(row) for row in connection.execute(f"SELECT {_COLUMNS} FROM initiative ORDER BY id"))


def load_initiative(connection: sqlite3.Connection, initiative_id: int) -> Initiative:
    """Return one initiative.

    Raises:
        NotFoundError: there is none with this id.
    """
    if not has_row(connection, "initiative", initiative_id):
        raise NotFoundError("initiative", initiative_id)
    return _initiative(
        connection.execute(f"SELECT {_COLUMNS} FROM initiative WHERE id = ?", [initiative_id]).fetchone()
    )


def load_goal(connection: sqlite3.Connection, goal_id: int) -> Goal:
    """Return one goal.

    Raises:
        NotFoundError: there is none with this id.
    """
    if not has_row(connection, "goal", goal_id):
        raise NotFoundError("goal", goal_id)
    row = connection.execute("SELECT initiative_id FROM goal WHERE id = ?", [goal_id]).fetchone()
    return next(goal for goal in load_goals(connection, row[0]) if goal.id == goal_id)


def load_goals(connection: sqlite3.Connection, initiative_id: int) -> tuple[Goal, ...]:
    """Return an initiative's goals in their order."""
    rows = connection.execute(
        """SELECT id, initiative_id, kind, statement, measure, unit, baseline, target, target_date, owner
        FROM goal WHERE initiative_id = ? ORDER BY position, id""",
        [initiative_id],
    )
    return tuple(Goal(row[0], row[1], GoalKind(row[2]), *row[3:]) for row in rows)


def load_imported_files(connection: sqlite3.Connection, initiative_id: int) -> list[tuple[str, str, str]]:
    """Return (file name, SHA-256, time of import) of the files that values came from, oldest first."""
    return connection.execute(
        "SELECT file_name, sha256, imported_at FROM import_file WHERE initiative_id = ? ORDER BY id", [initiative_id]
    ).fetchall()


def _initiative(row: tuple[Any, ...]) -> Initiative:
    fields = dict(zip(_COLUMNS.split(", "), row, strict=True))
    kind, weighting = fields.pop("outsourcing_type"), fields.pop("weighting")
    size, order, left_out = (fields.pop(f"paper_{name}") for name in ("size", "order", "left_out"))
    is_blind, tier = bool(fields.pop("is_blind")), fields.pop("tier_override")
    hours = WorkingHours(*(fields.pop(name) for name in ("time_zone", "work_start", "work_end", "work_days")))
    return Initiative(
        outsourcing_type=OutsourcingType(kind) if kind else None,
        weighting=Weighting(weighting),
        paper=PaperChoice(
            PaperSize(size),
            ordered_sections(order.split()),
            optional_sections(left_out.split()),
            extra_sections(order.split()),
        ),
        is_blind=is_blind,
        hours=hours,
        tier_override=Tier(tier) if tier else None,
        risk_appetite=Band(fields.pop("risk_appetite")),
        **fields,
    )


def initiative_of_import(connection: sqlite3.Connection, sha256: str) -> int | None:
    """Return the initiative that a file with this content was imported into last."""
    row = connection.execute(
        "SELECT initiative_id FROM import_file WHERE sha256 = ? ORDER BY id DESC LIMIT 1", [sha256]
    ).fetchone()
    return row[0] if row else None
