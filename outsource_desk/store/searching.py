"""Read everything that a search looks through.

The file holds no full-text index. FTS5 would bring virtual tables with shadow tables of their own: they would have to
be left out of the history and the digest, let through by the check for foreign objects, and be rebuilt by every
undo. Reading and matching all 100,000 rationales takes about a sixth of a second, which is soon enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3


class Searchable(NamedTuple):
    """Something that can be found: by its name first, then by its text."""

    id: int
    name: str
    text: str
    context: str  # where it belongs, to tell it from others of the same name
    initiative_id: int | None
    candidate_id: int | None
    criterion_id: int | None


class Rationale(NamedTuple):
    """The reason behind one score, agreed score or amount."""

    id: int
    candidate_id: int
    criterion_id: int
    text: str


def _lines(*columns: str) -> str:
    """Return the SQL that puts texts below each other."""
    return " || char(10) || ".join(f"ifnull({column}, '')" for column in columns)


_TAGS = "(SELECT group_concat(tag, char(10)) FROM main.vendor_tag WHERE vendor_id = vendor.id)"
_ANCHORS = "(SELECT group_concat(wording, char(10)) FROM main.anchor WHERE criterion_id = criterion.id)"
_OF_INITIATIVE = "JOIN main.initiative ON initiative.id = initiative_id"
_SEALED = f"SELECT evaluator.id FROM main.evaluator {_OF_INITIATIVE} WHERE is_blind AND submitted_at IS NULL"

_MITIGATIONS = "(SELECT group_concat(wording || ' ' || owner, char(10)) FROM main.mitigation WHERE risk_id = risk.id)"


def _kept(table: str, name: str, *columns: str) -> str:
    """Return the SQL for rows that belong to an initiative: what names one, and the columns that tell of it."""
    texts = _lines(*(column if "(" in column else f"{table}.{column}" for column in columns))
    return f"""SELECT {table}.id, {name}, {texts}, initiative.name, initiative_id, NULL, NULL
        FROM main.{table} {_OF_INITIATIVE}"""


def _of_scenario(table: str, *columns: str) -> str:
    """Return the SQL for rows that belong to a scenario and are named by their wording."""
    texts = _lines(*(f"{table}.{column}" for column in columns), "title")
    return f"""SELECT {table}.id, {table}.wording, {texts}, title, initiative_id, NULL, NULL
        FROM main.{table} JOIN main.scenario ON scenario.id = scenario_id"""


# kind → the columns of a `Searchable`
_THINGS = {
    "initiative": f"""SELECT id, name, {_lines("question", "aim", "scope", "organisation", "function_name", "owner")},
        organisation, id, NULL, NULL FROM main.initiative""",
    "vendor": f"""SELECT id, name, {_lines("notes", "website", "country", _TAGS)},
        country, NULL, NULL, NULL FROM main.vendor""",
    "contact": f"""SELECT vendor_id, contact.name, {_lines("role", "email", "phone", "vendor.name")},
        vendor.name, NULL, NULL, NULL FROM main.contact JOIN main.vendor ON vendor.id = vendor_id""",
    "candidate": f"""SELECT candidate.id, coalesce(in_house_name, vendor.name), note,
        initiative.name, initiative_id, candidate.id, NULL
        FROM main.candidate {_OF_INITIATIVE} LEFT JOIN main.vendor ON vendor.id = vendor_id
        WHERE in_house_name IS NOT NULL OR note <> ''""",
    "criterion": f"""SELECT criterion.id, criterion.name, {_lines("ask", "unit", _ANCHORS)},
        initiative.name, initiative_id, NULL, criterion.id FROM main.criterion {_OF_INITIATIVE}""",
    "goal": f"""SELECT goal.id, statement, {_lines("measure", "goal.owner")},
        initiative.name, initiative_id, NULL, NULL FROM main.goal {_OF_INITIATIVE}""",
    "evaluator": f"""SELECT evaluator.id, evaluator.name, '',
        initiative.name, initiative_id, NULL, NULL FROM main.evaluator {_OF_INITIATIVE}""",
    "import": f"""SELECT import_file.id, file_name, '',
        coalesce(initiative.name, ''), initiative_id, NULL, NULL FROM main.import_file LEFT {_OF_INITIATIVE}""",
    "question": f"""SELECT question.id, question.code || ' ' || wording, {_lines("good", "proof")},
        initiative.name, initiative_id, NULL, NULL FROM main.question JOIN main.section ON section.id = section_id
        JOIN main.questionnaire ON questionnaire.id = questionnaire_id {_OF_INITIATIVE}""",
    "answer": f"""SELECT question_id, question.code || ' ' || coalesce(in_house_name, vendor.name),
        {_lines("reply", "answer.comment", "answer.note", "answer.reason", "stated_by", "reviewer")},
        initiative.name, initiative_id, candidate.id, NULL FROM main.answer
        JOIN main.question ON question.id = question_id JOIN main.candidate ON candidate.id = candidate_id
        {_OF_INITIATIVE} LEFT JOIN main.vendor ON vendor.id = vendor_id""",
    "risk": _kept(
        "risk", "title", "code", "cause", "event", "consequence", "owner", "rationale", "signs", "note", _MITIGATIONS
    ),
    "metric": _kept("metric", "metric.name", "code", "formula", "source", "owner", "guard"),
    "role": _kept("role_holder", "replace(role, '_', ' ')", "name", "phone", "email", "deputy", "deputy_phone"),
    "scenario": _kept("scenario", "title", "code", "story", "owner", "activation_rule", "stand_down"),
    "trigger": _of_scenario("scenario_trigger", "source", "owner"),
    "step": _of_scenario("response_step", "owner", "proof"),
    "fallback": _kept("fallback", "title", "needs", "shared_risks", "owner"),
    "exit item": _kept("exit_item", "wording", "code", "owner", "wanted", "proof"),
    "exit task": _kept("exit_task", "wording", "code", "owner", "proof"),
    "clause": f"""SELECT clause.id, title, {_lines("code", "ask", "number", "clause.note", "reason")},
        initiative.name, initiative_id, candidate_id, NULL FROM main.clause
        JOIN main.contract ON contract.id = contract_id JOIN main.candidate ON candidate.id = candidate_id
        {_OF_INITIATIVE}""",
    "finding": f"""SELECT finding.id, wording, {_lines("reference", "finding.owner", "title")},
        title, initiative_id, NULL, NULL FROM main.finding JOIN main.audit ON audit.id = audit_id
        JOIN main.audit_plan ON audit_plan.id = audit_plan_id""",
    "revision": "SELECT revision, name, '', '', NULL, NULL, NULL FROM main.named_revision",
    "edit": "SELECT id, label, author, author, NULL, NULL, NULL FROM main.edit ORDER BY id DESC",
}
KINDS = tuple(_THINGS)


def load_searchable(connection: sqlite3.Connection, kind: str) -> Iterator[Searchable]:
    """Yield everything of one of the `KINDS`; edits newest first."""
    return map(Searchable._make, connection.execute(_THINGS[kind]))


def load_rationales(connection: sqlite3.Connection) -> Iterator[Rationale]:
    """Yield every reason that was given, but for those of scores that are sealed; of each kind the newest first."""
    for table in ("agreed_score", "score", "measurement"):
        shown = f"AND evaluator_id NOT IN ({_SEALED})" if table == "score" else ""
        rows = connection.execute(
            f"""SELECT id, candidate_id, criterion_id, rationale FROM main.{table}
            WHERE rationale <> '' {shown} ORDER BY id DESC"""
        )
        yield from map(Rationale._make, rows)


def load_cell_names(connection: sqlite3.Connection) -> tuple[dict[int, tuple[str, int]], dict[int, str]]:
    """Return candidate id → (name, initiative id), and criterion id → name."""
    candidates = connection.execute(
        """SELECT candidate.id, coalesce(in_house_name, vendor.name), initiative_id
        FROM main.candidate LEFT JOIN main.vendor ON vendor.id = vendor_id"""
    )
    criteria = connection.execute("SELECT id, name FROM main.criterion")
    return {row[0]: (row[1], row[2]) for row in candidates}, dict(criteria.fetchall())
