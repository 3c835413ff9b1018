"""A random walk of edits, undo, redo, reopening and rebuilding: the file always equals a plain model."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from outsource_desk.store.digest import fingerprint_of
from outsource_desk.store.errors import NothingToGoBackError
from outsource_desk.store.files import create_file, open_file

TABLES = {
    "initiative": ("id", "name", "term_months"),
    "goal": ("id", "initiative_id", "statement", "target"),
    "vendor": ("id", "name", "notes"),
    "contact": ("id", "vendor_id", "name"),
}
IN_MEMORY = Path("/dev/shm")  # a thousand commits wait long for a busy disk
State = dict[str, dict[int, tuple[object, ...]]]

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8).filter(lambda text: "\0" not in text)
numbers = st.none() | st.floats(allow_nan=False, allow_infinity=False).map(lambda number: number + 0.0)
picks = st.integers(0, 1000)


def state_of(connection: sqlite3.Connection) -> State:
    return {
        table: {row[0]: row for row in connection.execute(f"SELECT {', '.join(columns)} FROM {table}")}
        for table, columns in TABLES.items()
    }


class AbandonedError(Exception):
    """Stops an edit half way."""


class JournalMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=IN_MEMORY if IN_MEMORY.is_dir() else None))
        self.file = create_file(self.folder / "walk.odesk", "Ada")
        self.states: list[State] = [state_of(self.file.connection)]  # by revision
        self.undoable: list[tuple[State, State]] = []
        self.redoable: list[tuple[State, State]] = []
        self.names: dict[str, int] = {}
        self.mergeable: int | None = None  # the vendor whose notes were the last thing edited
        self.highest = dict.fromkeys(TABLES, 0)

    @property
    def state(self) -> State:
        return self.states[-1]

    def teardown(self) -> None:
        self.file.close()
        shutil.rmtree(self.folder)

    def run(self, sql: str, *values: object) -> None:
        self.file.connection.execute(sql, values)

    def expect(self, after: State, *, merges: bool = False) -> None:
        """Take in an edit that led to a state."""
        if after == self.state:
            return
        if merges:
            self.undoable[-1] = (self.undoable[-1][0], after)
        else:
            self.undoable.append((self.state, after))
        self.redoable.clear()
        self.states.append(after)
        self.mergeable = None

    def new_id(self, table: str) -> int:
        """Return the id that the next row of a table gets: never one that was there before, undone or not."""
        self.highest[table] += 1
        return self.highest[table]

    def pick(self, table: str, pick: int) -> int:
        ids = sorted(self.state[table])
        return ids[pick % len(ids)]

    @rule(name=texts, notes=texts)
    def add_vendor_with_contact(self, name: str, notes: str) -> None:
        after = deepcopy(self.state)
        vendor, contact = self.new_id("vendor"), self.new_id("contact")
        name = f"{vendor} {name}"
        with self.file.journal.edit("Add vendor"):
            self.run("INSERT INTO vendor (name, notes) VALUES (?, ?)", name, notes)
            with self.file.journal.edit("Add contact"):
                self.run("INSERT INTO contact (vendor_id, name) VALUES (?, ?)", vendor, notes)
        after["vendor"][vendor] = (vendor, name, notes)
        after["contact"][contact] = (contact, vendor, notes)
        self.expect(after)

    @rule(amounts=st.lists(numbers, min_size=1, max_size=3))
    def add_initiative_with_goals(self, amounts: list[float | None]) -> None:
        after = deepcopy(self.state)
        initiative = self.new_id("initiative")
        with self.file.journal.edit("Add initiative"):
            self.run("INSERT INTO initiative (name, term_months) VALUES (?, 36)", str(initiative))
            for target in amounts:
                goal = self.new_id("goal")
                sql = (
                    "INSERT INTO goal (initiative_id, position, kind, statement, target) VALUES (?, 1, 'cost', 's', ?)"
                )
                self.run(sql, initiative, target)
                after["goal"][goal] = (goal, initiative, "s", target)
        after["initiative"][initiative] = (initiative, str(initiative), 36)
        self.expect(after)

    @precondition(lambda self: self.state["vendor"])
    @rule(pick=picks, notes=texts)
    def edit_notes_by_a_merge_key(self, pick: int, notes: str) -> None:
        after = deepcopy(self.state)
        vendor = self.pick("vendor", pick)
        with self.file.journal.edit("Edit notes", merge_key=("vendor", vendor, "notes")):
            self.run("UPDATE vendor SET notes = ? WHERE id = ?", notes, vendor)
        after["vendor"][vendor] = (*after["vendor"][vendor][:2], notes)
        changed = after != self.state
        self.expect(after, merges=self.mergeable == vendor)
        if changed:
            self.mergeable = vendor

    @precondition(lambda self: self.state["vendor"])
    @rule(pick=picks)
    def delete_vendor_and_its_contacts(self, pick: int) -> None:
        after = deepcopy(self.state)
        vendor = self.pick("vendor", pick)
        with self.file.journal.edit("Delete vendor"):
            self.run("DELETE FROM vendor WHERE id = ?", vendor)
        del after["vendor"][vendor]
        after["contact"] = {key: row for key, row in after["contact"].items() if row[1] != vendor}
        self.expect(after)

    @rule()
    def delete_everything(self) -> None:
        with self.file.journal.edit("Clear"):
            self.run("DELETE FROM initiative")
            self.run("DELETE FROM vendor")
        self.expect({table: {} for table in TABLES})

    @precondition(lambda self: self.state["vendor"])
    @rule(pick=picks, notes=texts)
    def fail_half_way(self, pick: int, notes: str) -> None:
        try:
            with self.file.journal.edit("Fail"):
                self.run("UPDATE vendor SET notes = ? WHERE id = ?", notes, self.pick("vendor", pick))
                self.run("DELETE FROM initiative")
                raise AbandonedError
        except AbandonedError:
            pass

    @precondition(lambda self: self.state["vendor"])
    @rule(pick=picks, notes=texts)
    def fail_inside_an_edit_that_goes_on(self, pick: int, notes: str) -> None:
        after = deepcopy(self.state)
        vendor = self.pick("vendor", pick)
        with self.file.journal.edit("Edit notes"):
            try:
                with self.file.journal.edit("Fail"):
                    self.run("DELETE FROM vendor")
                    raise AbandonedError
            except AbandonedError:
                pass
            self.run("UPDATE vendor SET notes = ? WHERE id = ?", notes, vendor)
        after["vendor"][vendor] = (*after["vendor"][vendor][:2], notes)
        self.expect(after)

    @precondition(lambda self: self.undoable)
    @rule()
    def undo(self) -> None:
        self.file.journal.undo()
        before, after = self.undoable.pop()
        assert after == self.state
        self.redoable.append((before, after))
        self.states.append(before)
        self.mergeable = None

    @precondition(lambda self: self.redoable)
    @rule()
    def redo(self) -> None:
        self.file.journal.redo()
        before, after = self.redoable.pop()
        self.undoable.append((before, after))
        self.states.append(after)
        self.mergeable = None

    @rule()
    def name_the_revision(self) -> None:
        revision = self.file.journal.revision
        self.file.journal.name_revision(f"Committee {revision}")
        self.names[f"Committee {revision}"] = revision
        self.undoable.append((self.state, self.state))
        self.redoable.clear()
        self.states.append(self.state)
        self.mergeable = None

    @rule()
    def reopen(self) -> None:
        self.file.close()
        self.file = open_file(self.folder / "walk.odesk", "Ada")
        assert self.file.damage.is_sound
        self.mergeable = None

    @rule(pick=picks)
    def rebuild_an_earlier_revision(self, pick: int) -> None:
        revision = pick % len(self.states)
        with closing(self.file.journal.at_revision(revision)) as past:
            assert state_of(past) == self.states[revision]

    @rule(pick=picks)
    def go_back_to_an_earlier_revision(self, pick: int) -> None:
        journal = self.file.journal
        revision = pick % len(self.states)
        content = journal.fingerprint_at(revision) or fingerprint_of({})
        if journal.fingerprint == content:
            with pytest.raises(NothingToGoBackError):
                journal.go_back(revision, "Go back")
            return
        journal.go_back(revision, "Go back")
        assert journal.fingerprint == content
        self.undoable.append((self.state, self.states[revision]))
        self.redoable.clear()
        self.states.append(self.states[revision])
        self.mergeable = None

    @invariant()
    def the_file_equals_the_model(self) -> None:
        journal = self.file.journal
        assert state_of(self.file.connection) == self.state
        assert journal.revision == len(self.states) - 1
        assert (journal.undo_label is not None) == bool(self.undoable)
        assert (journal.redo_label is not None) == bool(self.redoable)
        assert journal.named_revisions().items() <= self.names.items()
        assert journal.damage().is_sound


TestJournalMachine = JournalMachine.TestCase
TestJournalMachine.settings = settings(max_examples=15, stateful_step_count=30, deadline=None)
