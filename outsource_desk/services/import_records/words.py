"""Values of records as a person reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from outsource_desk.domain.formatting import minor_digits, number, plain
from outsource_desk.services.import_records.shapes import Reads, RecordField


def in_words(field: RecordField, value: Any, row: Mapping[str, Any], currency: str = "") -> str:
    """Return a value as it is kept in the file, as a person reads it; empty where there is none.

    Args:
        field: whose value it is.
        value: as the file keeps it: money in minor units, shares as shares of 1.
        row: of which it is a part; money has its currency.
        currency: of the initiative, for money of records without one of their own.
    """
    if value is None or value in ("", ()):
        return ""
    match field.reads:
        case Reads.CHOICE:
            return field.choices.get(str(value), str(value))
        case Reads.FLAG:
            return "yes" if value else "no"
        case Reads.MONEY:
            code = row.get("currency") or currency
            digits = minor_digits(code)
            return f"{number(value / 10**digits, digits)} {code}".strip()
        case Reads.SHARE:
            return f"{plain(value * 100)} %"
        case Reads.LIST:
            return ", ".join(value if isinstance(value, tuple) else str(value).split("\n"))
        case _:
            return plain(value) if isinstance(value, float) else str(value)
