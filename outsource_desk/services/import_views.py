"""What the user says about a sheet in place of what was found, and the sheet read once more in this view."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from outsource_desk.importers.reading import KINDS as KINDS  # the window knows these by this module
from outsource_desk.importers.reading import ROLES as ROLES
from outsource_desk.importers.reading import SheetView as SheetView

if TYPE_CHECKING:
    from outsource_desk.importers.reading import Reading


def read_again(reading: Reading, views: Mapping[str, SheetView]) -> Reading:
    """Look at the cells of a file once more, as the user says its sheets are to be seen; nothing is opened or written.

    Args:
        reading: what was read, with its raw sheets.
        views: by the name of a sheet; a sheet that is named here is read even if it is hidden.
    """
    from outsource_desk.importers.spreadsheet import read_again as again

    return again(reading, views)
