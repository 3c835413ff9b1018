"""Every way in which the product writes, as an act on a prepared folder."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outsource_desk import cli
from outsource_desk.domain.errors import DeskError
from outsource_desk.paths import resource
from outsource_desk.services import evidence, history, importing, records, scenario_taking, scoring, vendors
from outsource_desk.services.desk import Desk, open_desk
from outsource_desk.services.initiatives import list_initiatives
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.services.starting import start_file
from outsource_desk.store import schema
from outsource_desk.store.journal import Journal
from tests.faults.forks import in_fork

if TYPE_CHECKING:
    from outsource_desk.importers.reading import Reading

OLD = b"an older file of this name"
SAMPLE_SHEET = "Vendor list.csv"


@dataclass(frozen=True)
class Act:
    """One way in which the product writes.

    Attributes:
        document: the file that is open, or is to be made.
        adds: how many edits the document has more afterwards.
        product: another file that is made.
        replaces: the product exists before, as `OLD`.
        verb: what is done with the open desk; none for a command.
        words: the command line, ``{}`` standing for the folder; none for a verb.
        is_first: the verb is the first of its session, so that a backup is made before it.
        is_slow: each try starts another process.
    """

    name: str
    document: str = "work.odesk"
    adds: int = 1
    product: str = ""
    replaces: bool = False
    verb: Callable[[Desk], object] | None = None
    words: tuple[str, ...] = ()
    is_first: bool = False
    is_slow: bool = False

    def command(self, folder: Path) -> list[str]:
        """Return the command line for a folder."""
        return [word.replace("{}", str(folder)) for word in self.words]


def _score(desk: Desk) -> None:
    """Give another point to the first cell that has one."""
    evaluation = load_evaluation(desk, list_initiatives(desk)[0].id)
    score = next(score for score in evaluation.scores if score.points is not None)
    points = 1.0 if score.points != 1.0 else 2.0
    scoring.record_score(desk, score.candidate_id, score.criterion_id, score.evaluator_id, points)


def _delete(desk: Desk) -> None:
    """Delete a whole initiative with everything below it."""
    from outsource_desk.services.initiatives import delete_initiative

    delete_initiative(desk, list_initiatives(desk)[0].id)


@cache
def reading() -> Reading:
    """Return a spreadsheet as it was read, once per process."""
    return importing.read_spreadsheet(resource("sample", SAMPLE_SHEET))


def _import(desk: Desk) -> None:
    importing.import_spreadsheet(desk, reading(), initiative="Brought in")


def proof(number: int) -> bytes:
    """Return a small file of evidence, unlike any other's."""
    return b"%PDF-1.4\n" + f"evidence {number}\n".encode() * 2_000


def _attach(desk: Desk) -> None:
    """Put a file behind an answer."""
    evaluation = load_evaluation(desk, list_initiatives(desk)[0].id)
    assert evaluation.vetting is not None
    answer = evaluation.vetting.answers[0]
    path = desk.path.with_name("proof.pdf")
    path.write_bytes(proof(desk.journal.revision))
    try:
        evidence.attach_as_evidence(desk, answer.candidate_id, answer.question_id, [path])
    finally:
        path.unlink()


def _drop_evidence(desk: Desk) -> None:
    """Take away what an acceptance rests on, so that the answer goes back to review in the same edit."""
    evaluation = load_evaluation(desk, list_initiatives(desk)[0].id)
    assert evaluation.vetting is not None
    answer = next(each for each in evaluation.vetting.answers if each.state.is_accepted and len(each.evidence) == 1)
    evidence.remove_evidence(desk, answer.evidence[0].id)


def _take_scenarios(desk: Desk) -> None:
    """Add scenarios with their triggers, steps, fallbacks and links, all in one edit."""
    scenario_taking.take_scenarios(desk, list_initiatives(desk)[0].id, ["C06", "C10"])


def _drop_task(desk: Desk) -> None:
    """Delete a task of the runbook with its place in the order of the others."""
    evaluation = load_evaluation(desk, list_initiatives(desk)[0].id)
    assert evaluation.protection is not None
    records.delete_record(desk, "exit_task", evaluation.protection.leaving.tasks[2].id)


def _backup(desk: Desk) -> None:
    desk.file.backup_now()


def _replace_copy(desk: Desk) -> None:
    desk.file.save_copy(desk.path.with_name("copy.odesk"), replace=True)


def _open(desk: Desk) -> None:
    """Do nothing but open and read."""
    desk.journal.edits()


ACTS = (
    Act("create", "new.odesk", 0, words=("new", "{}/new.odesk")),
    Act("create from a template", "new.odesk", 1, words=("new", "{}/new.odesk", "--template", "ito")),
    Act("first edit", verb=_score, is_first=True),
    Act("later edit", verb=_score),
    Act("cascading delete", verb=_delete),
    Act("undo", verb=history.undo),
    Act("undo by command", words=("history", "{}/work.odesk", "--undo")),
    Act("redo by command", "undone.odesk", words=("history", "{}/undone.odesk", "--redo")),
    Act("name revision", words=("history", "{}/work.odesk", "--name", "Committee")),
    Act("import", verb=_import),
    Act("attach a file", verb=_attach),
    Act("take evidence away", verb=_drop_evidence),
    Act("take scenarios", verb=_take_scenarios),
    Act("drop a task", verb=_drop_task),
    Act("open after a crash", "crashed.odesk", 0, words=("check", "{}/crashed.odesk")),
    Act("upgrade", "older.odesk", 0, verb=_open, is_first=True),  # at the latest, the next start makes its edit
    Act("backup", adds=0, verb=_backup),
    Act("copy", adds=0, product="copy.odesk", words=("history", "{}/work.odesk", "--copy", "{}/copy.odesk")),
    Act("copy over a file", adds=0, product="copy.odesk", replaces=True, verb=_replace_copy),
    Act(
        "copy without history",
        adds=0,
        product="copy.odesk",
        words=("history", "{}/work.odesk", "--copy", "{}/copy.odesk", "--without-history"),
    ),
    Act(
        "vendor's copy",
        adds=1,  # that it was sent is kept
        product="q.xlsx",
        words=("vet", "{}/work.odesk", "--vendor", "Callisten Services", "--export", "{}/q.xlsx"),
        is_slow=True,
    ),
    Act("paper", adds=0, product="p.pdf", words=("report", "{}/work.odesk", "--pdf", "{}/p.pdf"), is_slow=True),
    Act(
        "paper over a file",
        adds=0,
        product="p.pdf",
        replaces=True,
        words=("report", "{}/work.odesk", "--pdf", "{}/p.pdf"),
        is_slow=True,
    ),
    Act("pack", adds=0, product="k.pdf", words=("report", "{}/work.odesk", "--pack", "{}/k.pdf"), is_slow=True),
    Act("calendar", adds=0, product="c.ics", replaces=True, words=("calendar", "{}/work.odesk", "{}/c.ics")),
    Act("workbook", adds=0, product="w.xlsx", words=("report", "{}/work.odesk", "--xlsx", "{}/w.xlsx"), is_slow=True),
    Act(
        "import by command",
        words=("import", "{}/work.odesk", str(resource("sample", SAMPLE_SHEET))),
        is_slow=True,
    ),
)


def act_named(name: str) -> Act:
    """Return one act."""
    return next(act for act in ACTS if act.name == name)


def build_material(folder: Path) -> None:
    """Fill a folder with the files that the acts work on."""
    folder.mkdir()
    with start_file(folder / "work.odesk", sample=True) as desk:
        vendors.add_vendor(desk, "Acknowledged before")
        desk.file.save_copy(folder / "undone.odesk")
        desk.file.save_copy(folder / "crashed.odesk")
    with open_desk(folder / "undone.odesk") as desk:
        history.undo(desk)
    _build_older(folder / "older.odesk")
    crashed = in_fork(lambda: crash(folder / "crashed.odesk"))
    assert crashed.was_killed, crashed.stderr


def _build_older(path: Path) -> None:
    """Make a file as a first release would have left it: it has seen the first step of the schema only."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        for statement in schema.JOURNAL_TABLES.split(";\n"):
            connection.execute(statement)
        connection.execute("INSERT INTO _sqlite_migrations (migration_set, name) VALUES (?, ?)", schema.JOURNAL_STEP)
        connection.execute("INSERT INTO format VALUES (1, '0.0', 1)")
        Journal(connection, "Ada").name_revision("Start")


def crash(path: Path) -> None:
    """Write into a file until much of it is on the disk, and end the process before the edit is done."""
    with open_desk(path) as desk:
        desk.connection.execute("PRAGMA cache_size = 5")
        with desk.edit("Never acknowledged"):
            for number in range(300):
                desk.connection.execute("INSERT INTO vendor (name, notes) VALUES (?, ?)", [f"V{number}", "x" * 500])
            os.kill(os.getpid(), signal.SIGKILL)


def perform(act: Act, folder: Path, arm: Callable[[], None], disarm: Callable[[], None]) -> dict[str, Any]:
    """Do an act while disturbed and say how it ended; after a verb, one more edit shows that the session goes on."""
    if act.words:
        arm()
        code = cli.main(act.command(folder))
        disarm()
        return {"said": {0: "done", 1: "refused"}.get(code, f"exit code {code}")}
    document = folder / act.document
    if act.is_first:  # opening is part of it
        arm()
    try:
        with open_desk(document, author="Analyst") as desk:
            return _perform_open(act, desk, arm, disarm)
    except DeskError as refusal:
        disarm()
        return {"said": "refused", "message": str(refusal), "remedy": refusal.remedy}


def _perform_open(act: Act, desk: Desk, arm: Callable[[], None], disarm: Callable[[], None]) -> dict[str, Any]:
    assert act.verb is not None
    if not act.is_first:
        vendors.add_vendor(desk, "First of the session")  # has a backup made before it
        arm()
    said: dict[str, Any] = {"said": "done"}
    try:
        act.verb(desk)
    except DeskError as refusal:
        said = {"said": "refused", "message": str(refusal), "remedy": refusal.remedy}
    disarm()
    try:
        vendors.add_vendor(desk, "Afterwards")
        said["afterwards"] = "done"
    except DeskError as refusal:
        said |= {"afterwards": str(refusal), "afterwards_remedy": refusal.remedy}
    return said
