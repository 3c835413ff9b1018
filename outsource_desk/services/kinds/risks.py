"""The records of risks."""

from __future__ import annotations

from outsource_desk.services.kinds.kind import RecordKind

KINDS: dict[str, RecordKind] = {}
