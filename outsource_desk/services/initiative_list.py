"""Which initiatives a file has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.domain.initiative import Initiative
from outsource_desk.store import initiatives as store

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


def list_initiatives(desk: Desk) -> tuple[Initiative, ...]:
    """Return all initiatives, oldest first."""
    return store.load_initiatives(desk.connection)
