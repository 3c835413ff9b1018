"""Values of records that lower layers have put into words, in the user's language and formats."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from outsource_desk.ui import formats
from outsource_desk.ui.language import say

if TYPE_CHECKING:
    from outsource_desk.services.import_records import RecordKind

_FIGURE = re.compile(r"[−-]?\d[\d,]*(?:\.\d+)?(?= |$)")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def value_said(kind: RecordKind, field: str, text: str) -> str:
    """Return what a field holds as the user reads it; what somebody has typed in words stays as it is.

    Args:
        kind: of the record.
        field: key of the field.
        text: as `services.import_records.words` has put it.
    """
    from outsource_desk.services.import_records import Reads

    match next((each.reads for each in kind.fields if each.key == field), Reads.TEXT):
        case Reads.CHOICE | Reads.FLAG:
            return say(text)
        case Reads.NUMBER | Reads.MONEY | Reads.SHARE | Reads.FIGURE:
            group, decimal = formats.number_marks()
            marks = str.maketrans({",": group, ".": decimal})
            return _FIGURE.sub(lambda figure: figure[0].translate(marks), text, count=1)
        case Reads.DATE if _DAY.fullmatch(text):
            return formats.day(text)
        case _:
            return text
