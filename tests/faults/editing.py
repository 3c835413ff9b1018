"""A process that edits until it is killed: ``python -m tests.faults.editing FILE SEED``; each act is acknowledged."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable
from pathlib import Path

from outsource_desk.domain.errors import DeskError
from outsource_desk.services import candidates, criteria, history, importing, scoring, vendors
from outsource_desk.services.attaching import attach_content
from outsource_desk.services.desk import Desk, open_desk
from outsource_desk.services.initiatives import add_initiative, delete_initiative, list_initiatives
from tests.faults.acts import proof, reading


class Editor:
    """Does what people do all day, at random, in one file."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self._desk = desk
        self._random = random.Random(seed)
        self._count = 0

    def act(self) -> None:
        """Do one act; a refusal, such as nothing left to undo, is none."""
        acts: list[tuple[int, Callable[[], object]]] = [
            (8, self._add_vendor),
            (4, self._begin_initiative),
            (12, self._score),
            (2, self._delete_initiative),
            (3, self._delete_vendor),
            (4, lambda: history.undo(self._desk)),
            (3, lambda: history.redo(self._desk)),
            (2, self._import),
            (4, self._attach),
            (1, lambda: history.name_revision(self._desk, self._name("Revision"))),
        ]
        chosen = self._random.choices([act for _, act in acts], [weight for weight, _ in acts])[0]
        try:
            chosen()
        except DeskError:
            pass

    def _name(self, kind: str) -> str:
        self._count += 1
        return f"{kind} {self._desk.journal.revision}.{self._count}"

    def _add_vendor(self) -> int:
        return vendors.add_vendor(self._desk, self._name("Vendor"), notes="x" * self._random.choice([0, 50, 20_000]))

    def _begin_initiative(self) -> None:
        with self._desk.edit("Begin an initiative"):
            initiative = add_initiative(self._desk, self._name("Initiative"))
            for _ in range(3):
                candidates.add_candidate(self._desk, initiative, self._add_vendor())
                criteria.add_criterion(self._desk, initiative, self._name("Criterion"), weight=10)
            scoring.add_evaluator(self._desk, initiative, "Office")

    def _score(self) -> None:
        if not list_initiatives(self._desk):
            self._begin_initiative()
        initiative = self._random.choice(list_initiatives(self._desk)).id
        leaves = criteria.list_criteria(self._desk, initiative)
        competing = candidates.list_candidates(self._desk, initiative)
        offices = scoring.list_evaluators(self._desk, initiative)
        if leaves and competing and offices:
            choose = self._random.choice
            points = self._random.randint(0, 5)
            scoring.record_score(self._desk, choose(competing).id, choose(leaves).id, choose(offices).id, points)

    def _delete_initiative(self) -> None:
        if present := list_initiatives(self._desk):
            delete_initiative(self._desk, self._random.choice(present).id)

    def _delete_vendor(self) -> None:
        if present := vendors.list_vendors(self._desk):
            vendors.delete_vendor(self._desk, self._random.choice(present).id)

    def _attach(self) -> None:
        if present := vendors.list_vendors(self._desk):
            content = proof(self._random.randint(0, 30))
            attach_content(self._desk, self._random.choice(present).id, "proof.pdf", content)

    def _import(self) -> None:
        importing.import_spreadsheet(self._desk, reading(), initiative=self._name("Import"))


def main() -> None:
    """Edit for ever; write revision and fingerprint to the parent when an act is done."""
    path, seed = Path(sys.argv[1]), int(sys.argv[2])
    reading()
    with open_desk(path, author="Editor") as desk:
        editor = Editor(desk, seed)
        vendors.add_vendor(desk, f"Begin {desk.journal.revision}")  # all is loaded, and the session's backup made
        _acknowledge(desk)
        while True:
            editor.act()
            _acknowledge(desk)


def _acknowledge(desk: Desk) -> None:
    sys.stdout.write(f"{json.dumps([desk.journal.revision, desk.journal.fingerprint])}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
