"""One cell of an import: what is written for it, and whether it says what the file says already."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from outsource_desk.domain.checks import checked_amount, checked_minor_units, checked_text
from outsource_desk.domain.criterion import Measure
from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.formatting import minor_digits, plain

if TYPE_CHECKING:
    from outsource_desk.importers.reading import ScoreCell

_TOP = re.compile(r"(\d+(?:[.,]\d+)?)\D*$")
_SAME = 1e-9  # numbers closer than this, in proportion, are the same


def value_fields(
    score: ScoreCell, table: str, measure: Measure, maximum: float | None, currency: str
) -> tuple[dict[str, object], str]:
    """Return the columns of one value, and a note or "".

    What is doubtful or outside the scale stays open, its text kept as the reason.
    """
    number: float | None = score.value
    if table == "score" and (points := plain_points(score, maximum)) is not None:
        return points, ""
    reason = note = ""
    stated = _stated_maximum(score)
    if number is not None and stated and maximum is not None and stated != maximum:
        number = number / stated * maximum
        note = f"{score.cell}: “{score.raw}” was taken as {plain(number)} of {plain(maximum)}."
    if "ask" in score.flags and number is not None:
        number, reason = None, f"The sheet says “{score.raw}”, which can be read in more than one way."
    elif number is not None and maximum is not None and not 0 <= number <= maximum:
        note = f"{score.cell}: {plain(number)} is outside the scale from 0 to {plain(maximum)}."
        number, reason = None, f"The sheet says “{score.raw}”, which is outside the scale."
    elif number is None and score.text:
        reason = f"The sheet says “{score.text}”."
    not_applicable = number is None and "na" in score.flags
    words = " ".join(filter(None, (score.rationale, reason)))
    fields: dict[str, object] = {"not_applicable": int(not_applicable), "rationale": _kept(words) if words else ""}
    if table == "agreed_score":
        fields["rationale"] = f"Changed in the workbook at {score.cell}."
    if table != "measurement":
        return {"points": number, **fields}, note
    amount = minor_units = None
    try:
        if measure is not Measure.PRICE:
            amount = checked_amount(score.criterion, number)
        elif currency or number is None:
            minor_units = checked_minor_units(score.criterion, number, currency)
        else:
            note = f"{score.cell}: a price needs the initiative's currency first."
    except DeskError as error:
        note = f"{score.cell}: {error}"
    if number is not None and amount is None and minor_units is None:
        fields["rationale"] = _kept(f"The sheet says “{score.raw}”.")
    unit = currency if measure is Measure.PRICE else ""
    return {"amount": amount, "minor_units": minor_units, "currency": unit, **fields}, note


def plain_points(score: ScoreCell, maximum: float | None) -> dict[str, object] | None:
    """Return the columns of points of which nothing is to be said: nearly every cell, of hundreds of thousands."""
    number = score.value
    if number is None or score.flags or maximum is None or not 0 <= number <= maximum:
        return None
    return {"points": number, "not_applicable": 0, "rationale": _kept(score.rationale) if score.rationale else ""}


def _stated_maximum(score: ScoreCell) -> float | None:
    """Return the top that a cell such as ``8/10`` or ``8 out of 10`` states itself."""
    top = _TOP.search(score.raw) if "of_max" in score.flags else None
    return float(top[1].replace(",", ".")) if top else None


def is_same(first: float, second: float) -> bool:
    """Tell whether two numbers are the same but for rounding."""
    return abs(first - second) <= _SAME * max(1.0, abs(first), abs(second))


def is_empty(fields: dict[str, object]) -> bool:
    """Tell whether the columns hold neither a number nor "not applicable"."""
    # written out, as an import may have hundreds of thousands of values
    has_number = (
        fields.get("points") is not None or fields.get("amount") is not None or fields.get("minor_units") is not None
    )
    return not has_number and not fields["not_applicable"]


def is_same_value(before: dict[str, Any], fields: dict[str, object]) -> bool:
    """Tell whether the columns say what is there already."""
    if bool(before["not_applicable"]) != bool(fields["not_applicable"]):
        return False
    old = before.get("points", before.get("amount"))
    new = fields.get("points", fields.get("amount"))
    if fields.get("minor_units") is not None:
        new = float(str(fields["minor_units"])) / 10 ** minor_digits(str(fields["currency"]))
    if old is None or new is None:
        return old is None and new is None and before["rationale"] in (None, fields["rationale"])
    return is_same(float(old), float(str(new)))


def _kept(text: str) -> str:
    try:
        return checked_text("The text", text)
    except DeskError:
        return checked_text("The text", "".join(letter for letter in text if letter.isprintable())[:10_000])
