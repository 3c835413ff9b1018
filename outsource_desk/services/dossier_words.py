"""Fields of dossiers, contacts and our own side as the history tells them: money, hours and choices in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from outsource_desk.domain.formatting import minor_digits, number, plain
from outsource_desk.services.dossier_fields import MONEY

_LABELS = {
    "lei": "LEI",
    "group_name": "company group",
    "registration": "register number",
    "work_start": "begin of work",
    "work_end": "end of work",
    "work_days": "working days",
    "purposes": "used for",
    "is_always_reachable": "around the clock",
    "bridge_until": "bridge letter until",
    "ebitda": "EBITDA",
    "our_share": "our share of revenue",
    "is_controlling": "in control",
    "is_former": "former client",
    "attachment_id": "file",
}
_OF_INITIATIVE = {
    "country": "our country",
    "overlap_hours": "overlap wanted in hours a day",
    "exit_months": "months to leave",
    "mtpd_hours": "tolerable disruption in hours",
    "rto_hours": "time to recover in hours",
    "rpo_hours": "loss of data in hours",
    "tier_override": "criticality set by hand",
    "tier_reason": "reason of the criticality",
}
_TIERS = {"T1": "critical", "T2": "important", "T3": "routine"}
_CHOICES = {
    "location", "visit", "covers_service", "opinion", "screening", "consent", "severity", "classification",
}  # fmt: skip
_OTHERWISE = {("opinion", "none"): "not audited", ("consent", "none"): "not given"}
_KINDS = {"insurance", "watch_entry"}  # tables whose kind is a choice of the dossier
_SHARES = {"our_share", "share"}
_HOURS = {"work_start", "work_end"}
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def label_words(table: str, field: str) -> str | None:
    """Return what a column is called in a line of history; nothing where its name says it."""
    if table == "subcontractor" and field == "parent_id":
        return "engaged by"
    if table == "initiative" and field in _OF_INITIATIVE:
        return _OF_INITIATIVE[field]
    return _LABELS.get(field)


def field_words(table: str, field: str, image: Mapping[str, Any]) -> str | None:
    """Return what a field says; nothing where any text or number would be told the same way.

    Args:
        table: of the row.
        field: which column.
        image: the row, whose currency its money has.
    """
    value = image.get(field)
    if value is None or value == "":
        return None
    if field in MONEY.get(table, {}) or field == "yearly_value":
        digits = minor_digits(image["currency"])
        return f"{number(value / 10**digits, digits)} {image['currency']}".rstrip()
    if field == "tier_override":
        return f"“{_TIERS.get(value, value)}”"
    if field in _SHARES:
        return f"{plain(value * 100)} %"
    if field in _HOURS:
        minutes = round(value * 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    if field == "work_days":
        return ", ".join(_DAYS[int(day) - 1] for day in value)
    if field == "year":
        return str(value)
    if field == "purposes":
        return ", ".join(f"“{word.replace('_', ' ')}”" for word in value.split())
    if field in _CHOICES or (field == "kind" and table in _KINDS):
        return f"“{_OTHERWISE.get((field, value), value.replace('_', ' '))}”"
    return None
