"""Reading back a workbook that this program wrote: by its named ranges, not by guessing."""

from __future__ import annotations

from outsource_desk.importers.intake import Intake
from outsource_desk.importers.reading import Reading

OWN_FORMAT = "outsource-desk/workbook/"


def is_own_workbook(names: dict[str, str]) -> bool:
    """Tell whether the defined names mark a workbook of ours."""
    return names.get("desk_workbook", "").strip('"').startswith(OWN_FORMAT)


def read_own_workbook(intake: Intake, name: str, sha256: str) -> Reading:
    """x."""
    return Reading(name, sha256)
