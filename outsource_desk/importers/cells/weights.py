"""Reading a cell in which a weight is expected."""

from __future__ import annotations

import re

from outsource_desk.importers.cells.amounts import read_score
from outsource_desk.importers.cells.numbers import read_number
from outsource_desk.importers.cells.values import CellReading, Moment, Value, raw_text, tidy

_TIMES = re.compile(r"[x×]\s*(\d+(?:[.,]\d+)?)|(\d+(?:[.,]\d+)?)\s*[x×]", re.IGNORECASE)
_PRIORITIES = {
    "must": "must", "must have": "must", "must-have": "must", "m": "must", "muss": "must", "muss-kriterium": "must",
    "obligatoire": "must", "indispensable": "must", "obligatorio": "must", "imprescindible": "must",
    "obrigatório": "must", "obbligatorio": "must", "obowiązkowe": "must", "musi": "must", "required": "must",
    "should": "should", "should have": "should", "soll": "should", "sollte": "should", "souhaitable": "should",
    "debería": "should", "deseable": "should", "deveria": "should", "desejável": "should", "dovrebbe": "should",
    "auspicabile": "should", "powinno": "should", "could": "could", "could have": "could", "nice to have": "could",
    "kann": "could", "optional": "could", "facultatif": "could", "optionnel": "could", "opcional": "could",
    "opzionale": "could", "facoltativo": "could", "podría": "could", "poderia": "could", "potrebbe": "could",
    "może": "could", "opcjonalne": "could", "won't": "won't", "wont": "won't", "won’t": "won't", "won't have": "won't",
}  # fmt: skip
_GATES = {
    "pass/fail", "pass / fail", "p/f", "gate", "mandatory", "knock-out", "knockout", "ko", "k.o.", "ko-kriterium",
    "ausschlusskriterium", "éliminatoire", "eliminatoire", "excluyente", "eliminatório", "eliminatorio",
    "escludente", "wykluczające", "go/no-go", "go/no go",
}  # fmt: skip


def read_weight(value: Value, decimal: str | None = None) -> CellReading:
    """Read a cell in which a weight is expected: ``25%`` is 25, ``x2`` is 2."""
    if isinstance(value, str) and not isinstance(value, Moment):
        text = tidy(value)
        if match := _TIMES.fullmatch(text):
            number = read_number(match[1] or match[2], decimal)
            return CellReading("number", number[0] if number else None, text, flags=("multiplier",))
        if text.casefold() in _GATES:
            return CellReading("text", text=text, flags=("gate",))
        if priority_of(text) and len(text) > 1:
            return CellReading("text", text=text, flags=("moscow", "needs_mapping"))
    reading = read_score(value, decimal)
    if reading.kind == "number" and reading.value is not None and reading.value < 0:
        return CellReading("error", text=raw_text(value), flags=("negative_weight",))
    return reading


def priority_of(text: str) -> str:
    """Return must, should, could or won't as a word says it in our users' languages, or nothing; a knock-out must."""
    word = " ".join(text.casefold().split())
    return "must" if word in _GATES else _PRIORITIES.get(word.rstrip("."), "")
