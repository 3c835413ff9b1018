"""What the properties of a document hold: when it was as it is, and texts."""

from __future__ import annotations

from datetime import UTC, datetime


def moment_of(as_of: str) -> datetime:
    """Return the revision's time; without a zone it is UTC."""
    moment = datetime.fromisoformat(as_of)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def property_text(text: str) -> str:
    """Return a text as document properties can hold it: one line, without control characters."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
