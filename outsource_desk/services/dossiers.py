"""What is known of a vendor for all initiatives: sites, certificates, accounts, owners, supply chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.domain.errors import NotFoundError
from outsource_desk.store import dossiers as store
from outsource_desk.store.rows import has_row

if TYPE_CHECKING:
    from outsource_desk.domain.dossier import Dossier, WatchSeverity
    from outsource_desk.services.desk import Desk


def dossier_of(desk: Desk, vendor_id: int) -> Dossier:
    """Return what is known of a vendor; its records are kept with `services.records`.

    Raises:
        NotFoundError: there is no such vendor.
    """
    if not has_row(desk.connection, "vendor", vendor_id):
        raise NotFoundError("vendor", vendor_id)
    return store.load_dossier(desk.connection, vendor_id)


def open_observations(desk: Desk) -> dict[int, dict[WatchSeverity, int]]:
    """Return vendor id → how many open observations of each severity it has; vendors without any are left out."""
    return store.count_open_entries(desk.connection)
