"""Keep one initiative's ranking in step with the file, by counting again only what an edit has changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

from outsource_desk.domain.criterion import Criterion
from outsource_desk.domain.ranking import Cell, Evaluation, Ranking
from outsource_desk.domain.score import AgreedScore, Measurement, Score
from outsource_desk.services.counting import NOTHING, Entry, entries_of
from outsource_desk.services.ranking import Tally, load_evaluation
from outsource_desk.store import evaluations

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

FEW = 500  # rows; where more have changed, reading all of them again is quicker

Row = TypeVar("Row", Score, AgreedScore, Measurement)


class Counted:
    """All that a ranking was counted from, as of a revision: a function of values, for any thread."""

    def __init__(self, revision: int, evaluation: Evaluation) -> None:
        self.revision, self.given = revision, _Given(evaluation)
        self.tally = Tally(evaluation, self.given.entries)


class LiveRanking:
    """The ranking of one initiative as of the last edit that `follow` was told of.

    At any time `ranking` is what `ranking_of` makes of `evaluation`, and that is what the file holds.

    Attributes:
        recounted: the cells that the last call of `follow` counted again.
    """

    def __init__(self, desk: Desk, initiative_id: int, counted: Counted | None = None) -> None:
        """Read and count everything, unless that has been done; ``counted`` must be of the present revision."""
        self._desk, self._initiative_id = desk, initiative_id
        self._take(counted or self._counted())

    @property
    def evaluation(self) -> Evaluation:
        """What was read of the initiative."""
        return self._tally.evaluation

    @property
    def ranking(self) -> Ranking:
        """Who stands where."""
        return self._tally.ranking

    def follow(self, tables: frozenset[str]) -> None:
        """Take in what edits, undo and redo have changed since the last call.

        Args:
            tables: those that were touched; where none of them matters, nothing is read.

        Raises:
            NotFoundError: the initiative is gone; evaluation and ranking stay as they were.
        """
        self.recounted = frozenset()
        if tables.isdisjoint(evaluations.READ):
            return
        changed = evaluations.changed_rows(self._desk.connection, self._revision)
        given = {table: ids for table, ids in changed.items() if table in evaluations.GIVEN}
        if "import_file" in changed or sum(map(len, given.values())) > FEW:
            self._read_all()
        elif changed:
            self._read_changed(given, {table: ids for table, ids in changed.items() if table not in given})

    def _read_all(self) -> None:
        self._take(self._counted())

    def _counted(self) -> Counted:
        return Counted(self._desk.journal.revision, load_evaluation(self._desk, self._initiative_id))

    def _take(self, counted: Counted) -> None:
        self._given, self._tally, self._revision = counted.given, counted.tally, counted.revision
        self.recounted = frozenset(self._tally.cells)

    def _read_changed(self, ids: Mapping[str, Collection[int]], around: Mapping[str, Collection[int]]) -> None:
        revision, connection, before = self._desk.journal.revision, self._desk.connection, self.evaluation
        frame = evaluations.load_frame(connection, self._initiative_id, before, around) if around else before
        if _what_counts(frame) != _what_counts(before):
            self._read_all()  # other scores count now
            return
        touched = self._given.take(ids, evaluations.load_given(connection, frame, ids))
        evaluation = self._given.inside(frame)
        if frame is before or _is_alike(before, frame):
            touched &= self._tally.cells
            self.recounted = self._tally.recount(evaluation, self._given.entries, touched)
        else:
            self._tally = Tally(evaluation, self._given.entries)
            self.recounted = frozenset(self._tally.cells)
        self._revision = revision


class _Given:
    """All that was given, by row and by cell.

    Attributes:
        entries: what was given for each cell.
    """

    def __init__(self, evaluation: Evaluation) -> None:
        self._scores = {row.id: row for row in evaluation.scores}
        self._agreed = {row.id: row for row in evaluation.agreed}
        self._measurements = {row.id: row for row in evaluation.measurements}
        self.entries = entries_of(evaluation)

    def inside(self, frame: Evaluation) -> Evaluation:
        """Return an evaluation of all that was given."""
        return replace(
            frame,
            scores=tuple(self._scores.values()),
            agreed=tuple(self._agreed.values()),
            measurements=tuple(self._measurements.values()),
        )

    def take(self, ids: Mapping[str, Collection[int]], now: Evaluation) -> set[Cell]:
        """Put rows as they are now in the place of what they were; return the cells that they are of.

        Args:
            ids: table → ids of the rows that were added, changed or deleted.
            now: holds those that still exist.
        """
        scores, agreed, measurements = (ids.get(table, ()) for table in ("score", "agreed_score", "measurement"))
        rows = [
            *_put(self._scores, scores, now.scores),
            *_put(self._agreed, agreed, now.agreed),
            *_put(self._measurements, measurements, now.measurements),
        ]
        touched = {(row.candidate_id, row.criterion_id) for row in rows}
        fresh = entries_of(now)
        for cell in touched:
            was, new = self.entries.get(cell, NOTHING), fresh.get(cell, NOTHING)
            others = [score for score in was.scores if score.id not in scores]
            self.entries[cell] = Entry(
                tuple(sorted((*others, *new.scores), key=attrgetter("id"))),
                _put_one(was.agreed, agreed, new.agreed),
                _put_one(was.measurement, measurements, new.measurement),
            )
        return touched


def _put(rows: dict[int, Row], ids: Collection[int], now: Iterable[Row]) -> list[Row]:
    """Put rows of some ids as they are now into the order of ids; return them as they were and as they are."""
    was = [rows[row_id] for row_id in ids if row_id in rows]
    fresh = {row.id: row for row in now}
    added, last = fresh.keys() - rows.keys(), next(reversed(rows), 0)
    for row in was:
        if row.id not in fresh:
            del rows[row.id]
    rows.update(fresh)
    if added and min(added) < last:  # an old row has come back
        ordered = sorted(rows.items())
        rows.clear()
        rows.update(ordered)
    return [*was, *fresh.values()]


def _put_one(was: Row | None, ids: Collection[int], now: Row | None) -> Row | None:
    return was if now is None and was is not None and was.id not in ids else now


def _what_counts(evaluation: Evaluation) -> tuple[object, ...]:
    return evaluation.sealed_ids, evaluation.barred, evaluation.cells_from_vetting


def _is_alike(before: Evaluation, after: Evaluation) -> bool:
    """Tell whether all cells that were counted still count the same, whatever their criteria weigh."""
    return before.candidates == after.candidates and _unweighted(before.criteria) == _unweighted(after.criteria)


def _unweighted(criteria: Sequence[Criterion]) -> list[Criterion]:
    return [replace(criterion, weight=0.0, is_locked=False) for criterion in criteria]
