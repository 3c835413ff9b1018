"""Read from the history what was changed about questions after answers to them were accepted."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from outsource_desk.domain.rule_text import FIELDS
from outsource_desk.domain.times import LateChange

if TYPE_CHECKING:
    import sqlite3

_OF_A_QUESTION = ("question", "question_option", "question_point")
_TABLES = (*_OF_A_QUESTION, "section", "questionnaire")
_WHAT = {
    "gate": "gate", "pass_when": "rule", "asked_if": "condition", "kind": "kind", "needs_evidence": "proof",
    "weight": "weight", "depth": "depth", "vendor_kinds": "vendors", "types": "vendors",
}  # fmt: skip
_REPLY = ("reply", "amount", "given_points")
_ACCEPTED = "('accepted', 'accepted_with_gap')"

Image = dict[str, Any]
Net = dict[tuple[str, int], tuple[Image | None, Image | None, str]]  # row → what it was, what it is, time of the last


def last_accepted(connection: sqlite3.Connection, answer_id: int) -> Image:
    """Return reply, amount and given points with which an answer was last accepted; nothing if it never was."""
    row = connection.execute(
        f"""SELECT after FROM main.change WHERE tab = 'answer' AND row_id = ? AND json_valid(after)
        AND json_extract(after, '$.state') IN {_ACCEPTED} ORDER BY id DESC LIMIT 1""",
        [answer_id],
    ).fetchone()
    image = json.loads(row[0]) if row else {}
    return {name: image.get(name) for name in _REPLY} if image else {}


def questions_changed(connection: sqlite3.Connection, initiative_id: int) -> tuple[LateChange, ...]:
    """Return what is not as it was when the first answer to a question was accepted, questions first.

    What does not belong to one question is compared with the first acceptance of all. What was changed back is no
    change, and a question that was added is none either.
    """
    began = _first_accepted(connection, initiative_id)
    if not began:
        return ()
    net = _net(connection, initiative_id, began)
    return (*_questions(net), *_points(connection, net), *_others(connection, net))


def _first_accepted(connection: sqlite3.Connection, initiative_id: int) -> dict[int, int]:
    """Return the edit in which each question's first answer was accepted: question id → number."""
    return dict(
        connection.execute(
            f"""SELECT json_extract(after, '$.question_id'), min(edit_id) FROM main.change
            WHERE tab = 'answer' AND json_valid(after) AND json_extract(after, '$.state') IN {_ACCEPTED}
            AND json_extract(after, '$.candidate_id') IN (SELECT id FROM main.candidate WHERE initiative_id = ?)
            GROUP BY 1""",
            [initiative_id],
        ).fetchall()
    )


def _net(connection: sqlite3.Connection, initiative_id: int, began: dict[int, int]) -> Net:
    """Return each row once, with what it was before its first late change and what it is after its last."""
    found: Net = {}
    first = min(began.values())
    sheet = connection.execute("SELECT id FROM main.questionnaire WHERE initiative_id = ?", [initiative_id]).fetchone()
    owner = {
        "section": ("questionnaire_id", sheet[0] if sheet else None),
        "questionnaire": ("initiative_id", initiative_id),
    }
    rows = connection.execute(
        f"""SELECT tab, row_id, before, after, edit_id, at FROM main.change JOIN main.edit ON edit.id = edit_id
        WHERE edit_id > ? AND (tab IN ({", ".join("?" * len(_TABLES))}) OR tab = 'initiative' AND row_id = ?)
        ORDER BY main.change.id""",
        [first, *_TABLES, initiative_id],
    )
    for table, row_id, before, after, edit, at in rows:
        was, now = (json.loads(text) if text else None for text in (before, after))
        image = now or was or {}
        since = began.get(_question_of(table, row_id, image), edit) if table in _OF_A_QUESTION else first
        if edit <= since or (table in owner and image.get(owner[table][0]) != owner[table][1]):
            continue  # nobody has judged by it yet, or it belongs to another initiative
        known = found.get((table, row_id))
        found[table, row_id] = (known[0] if known else was, now, at)
    return found


def _question_of(table: str, row_id: int, image: Image) -> int:
    return row_id if table == "question" else image.get("question_id", 0)


def _questions(net: Net) -> Iterator[LateChange]:
    for (table, row_id), (was, now, at) in net.items():
        if table != "question" or was is None:
            continue
        is_knock_out = was["gate"] == "knock_out"
        if now is None:
            yield LateChange("deleted", was["code"], row_id, is_knock_out, at)
            continue
        for what in dict.fromkeys(_WHAT[name] for name in _WHAT if was.get(name) != now.get(name)):
            yield LateChange(what, now["code"], row_id, is_knock_out, at)


def _points(connection: sqlite3.Connection, net: Net) -> Iterator[LateChange]:
    """Yield the questions whose options or curve give other points; they are written anew with every change."""
    was_of: dict[int, Counter[tuple[Any, ...]]] = {}
    now_of: dict[int, Counter[tuple[Any, ...]]] = {}
    last: dict[int, str] = {}
    for (table, row_id), (was, now, at) in net.items():
        if table not in ("question_option", "question_point"):
            continue
        question_id = _question_of(table, row_id, now or was or {})
        last[question_id] = max(at, last.get(question_id, ""))
        for image, side in ((was, was_of), (now, now_of)):
            if image is not None:
                worth = (table, image.get("value"), image.get("amount"), image["points"])
                side.setdefault(question_id, Counter())[worth] += 1
    for question_id, at in last.items():
        row = connection.execute("SELECT code, gate FROM main.question WHERE id = ?", [question_id]).fetchone()
        if row is not None and was_of.get(question_id) != now_of.get(question_id):
            was = net.get(("question", question_id), (None, None, ""))[0]
            yield LateChange("points", row[0], question_id, (was["gate"] if was else row[1]) == "knock_out", at)


def _others(connection: sqlite3.Connection, net: Net) -> Iterator[LateChange]:
    """Yield what belongs to no single question: weights of sections, the depth, fields that gates ask for."""
    initiative = next((row_id for table, row_id in net if table == "initiative"), None)
    for (table, _row_id), (was, now, at) in net.items():
        if was is None or now is None:
            continue
        if table == "section" and was["weight"] != now["weight"]:
            yield LateChange("section", now["code"], 0, was_knock_out=False, at=at)
        if table == "questionnaire" and was["depth"] != now["depth"]:
            yield LateChange("whole", now["title"], 0, was_knock_out=False, at=at)
        if table == "initiative":
            yield from _fields(connection, initiative or 0, was, now, at)


def _fields(
    connection: sqlite3.Connection, initiative_id: int, was: Image, now: Image, at: str
) -> Iterator[LateChange]:
    rules = connection.execute(
        """SELECT coalesce(group_concat(pass_when || ' ' || asked_if, ' '), '') FROM main.question
        JOIN main.section ON section.id = section_id JOIN main.questionnaire ON questionnaire.id = questionnaire_id
        WHERE initiative_id = ?""",
        [initiative_id],
    ).fetchone()[0]
    for name in FIELDS:
        if was.get(name) != now.get(name) and f"initiative.{name}" in rules:
            yield LateChange("field", f"initiative.{name}", 0, was_knock_out=False, at=at)
    if was.get("outsourcing_type") != now.get("outsourcing_type"):
        yield LateChange("type", now["name"], 0, was_knock_out=False, at=at)
