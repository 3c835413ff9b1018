"""What a careful reader should know about an evaluation: the rules, run on what was read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, Self

from outsource_desk.domain.initiative import Goal, Initiative
from outsource_desk.domain.protection import Protection
from outsource_desk.domain.ranking import Cell, Evaluation, Ranking, RuleWarning, Severity
from outsource_desk.domain.vendor import Candidate
from outsource_desk.domain.vetted import Vetted
from outsource_desk.domain.vetting import Vetting
from outsource_desk.services.counting import Entry, entries_of
from outsource_desk.services.rules.rulebook import Subject, rulebook
from outsource_desk.services.rules.scene import Column, Scene

if TYPE_CHECKING:
    from outsource_desk.domain.times import Times
    from outsource_desk.services.desk import Desk

Warnings = tuple[RuleWarning, ...]
Groups = Mapping[tuple[int, int], list[RuleWarning]]  # place of the severity, place of the rule → warnings


class _OfLeaf(NamedTuple):
    """What was found about one leaf and its cells."""

    groups: Groups
    spread: float | None  # of the values of those that have not failed a gate; None where one is open


class _ProtectionBasis(NamedTuple):
    """What findings about risks, plans, metrics and contracts rest on."""

    protection: Protection
    vetting: Vetting | None
    initiative: Initiative
    goals: tuple[Goal, ...]
    tiering: Mapping[str, int]
    order: tuple[tuple[Candidate, int | None], ...]

    @classmethod
    def of(cls, evaluation: Evaluation, ranking: Ranking) -> Self | None:
        """Return it, or nothing where it was not read."""
        if evaluation.protection is None:
            return None
        order = tuple((each.candidate, each.rank) for each in ranking.standings)
        found = (evaluation.protection, evaluation.vetting, evaluation.initiative, evaluation.goals, evaluation.tiering)
        return cls(*found, order)


class Notes:
    """What was found about cells and leaves, kept for as long as it holds."""

    def __init__(self) -> None:
        self._basis: object = None
        self._cells: dict[Cell, Warnings] = {}
        self._leaves: dict[int, _OfLeaf] = {}
        self._vetting: tuple[Vetted | None, Groups] = (None, {})
        self._protection: tuple[_ProtectionBasis | None, Groups] = (None, {})

    def forget(self, touched: Collection[Cell]) -> None:
        """Forget what depends on cells for which something else was given."""
        for candidate_id, leaf_id in touched:
            self._cells.pop((candidate_id, leaf_id), None)
            self._leaves.pop(leaf_id, None)

    def forget_leaves_unless(self, basis: object) -> None:
        """Forget all leaves if they were judged on another basis: other candidates eligible, or other weights."""
        if basis != self._basis:
            self._basis = basis
            self._leaves.clear()

    def of_leaf(self, column: Column) -> _OfLeaf:
        """Return what was found about a leaf and its cells."""
        known = self._leaves.get(column.leaf.id)
        if known is None:
            found = chain(rulebook().warnings(Subject.LEAF, column), *self._of_cells(column))
            known = self._leaves[column.leaf.id] = _OfLeaf(_grouped(found), column.spread)
        return known

    def of_vetting(self, evaluation: Evaluation, vetted: Vetted) -> Groups:
        """Return what was found about the vetting; looked for again only once it has been judged again."""
        if self._vetting[0] is not vetted:
            self._vetting = vetted, _grouped(rulebook().warnings(Subject.VETTING, evaluation, vetted))
        return self._vetting[1]

    def of_protection(self, evaluation: Evaluation, ranking: Ranking) -> Groups:
        """Return what was found about risks, plans, metrics and contracts; kept while what it rests on is the same."""
        basis = _ProtectionBasis.of(evaluation, ranking)
        if self._protection[0] != basis:
            self._protection = basis, _grouped(rulebook().warnings(Subject.PROTECTION, evaluation, ranking))
        return self._protection[1]

    def _of_cells(self, column: Column) -> Iterator[Warnings]:
        rules = rulebook()
        for candidate in column.candidates:
            cell = candidate.id, column.leaf.id
            if cell not in self._cells:
                self._cells[cell] = tuple(rules.warnings(Subject.CELL, column, candidate))
            yield self._cells[cell]


def warnings_of(evaluation: Evaluation, entries: Mapping[Cell, Entry], ranking: Ranking, notes: Notes) -> Warnings:
    """Return the warnings of the quick rules, those that stop a recommendation first, else in the order of the rules.

    Args:
        evaluation: what was read.
        entries: all that was given and counts, cell by cell.
        ranking: what came out, without its warnings.
        notes: empty, or what was found before and still holds; what is found is added.
    """
    rules, scene = rulebook(), Scene.of(evaluation, ranking, entries)
    notes.forget_leaves_unless((scene.eligible, ranking.weights))
    leaves = [notes.of_leaf(column) for column in scene.columns]
    for column, found in zip(scene.columns, leaves, strict=True):
        scene.spreads[column.leaf.id] = found.spread
    tree, result = rules.warnings(Subject.TREE, scene), rules.warnings(Subject.RESULT, scene)
    vetting = () if ranking.vetted is None else (notes.of_vetting(evaluation, ranking.vetted),)
    protection = () if evaluation.protection is None else (notes.of_protection(evaluation, ranking),)
    return _ordered([_grouped(tree), *(each.groups for each in leaves), _grouped(result), *vetting, *protection])


def all_warnings(evaluation: Evaluation, ranking: Ranking, desk: Desk | None = None) -> Warnings:
    """Return every warning: those of the ranking, and those that take their time.

    Nothing is kept: what rests on evaluators, on names, on simulation and on history is worked out anew, in up to a
    second. A job, which has no file, reads `services.rule_times.times_of` first and calls `warnings_with`.

    Args:
        evaluation: what was read.
        ranking: of it, with its warnings.
        desk: the open file, for what was done when; None leaves these rules out.
    """
    if desk is None:
        return warnings_with(evaluation, ranking, None)
    from outsource_desk.services.rule_times import times_of

    return warnings_with(evaluation, ranking, times_of(desk, evaluation))


def warnings_with(evaluation: Evaluation, ranking: Ranking, times: Times | None) -> Warnings:
    """Return every warning, as `all_warnings` does, without a file.

    Args:
        evaluation: what was read.
        ranking: of it, with its warnings.
        times: what was done when; None leaves these rules out.
    """
    rules = rulebook()
    scene = Scene.of(evaluation, ranking, entries_of(evaluation))
    found = [*ranking.warnings, *rules.warnings(Subject.ALL, scene)]
    if times is not None:
        found += rules.warnings(Subject.TIMES, scene, times)
    return _ordered([_grouped(found), _grouped(_about_trust(evaluation, ranking))])


def _about_trust(evaluation: Evaluation, ranking: Ranking) -> Iterable[RuleWarning]:
    from outsource_desk.services.case import case_of
    from outsource_desk.services.robustness import robustness_of
    from outsource_desk.services.rules.robustness import Trial

    case = case_of(evaluation, ranking)
    return () if case is None else rulebook().warnings(Subject.TRUST, Trial(case, robustness_of(case)))


def _grouped(found: Iterable[RuleWarning]) -> Groups:
    """Return warnings by severity and rule; a leaf's are grouped once, as there may be thousands."""
    groups: dict[tuple[int, int], list[RuleWarning]] = {}
    place_of = rulebook().places
    for each in found:
        place = 0 if each.severity is Severity.BLOCK else 1 if each.severity is Severity.WARN else 2
        groups.setdefault((place, place_of[each.id]), []).append(each)
    return groups


def _ordered(found: Iterable[Groups]) -> Warnings:
    """Return warnings by severity, then by the order of their rules, else as they were found."""
    together: dict[tuple[int, int], list[RuleWarning]] = {}
    for groups in found:
        for key, some in groups.items():
            together.setdefault(key, []).extend(some)
    return tuple(chain.from_iterable(together[key] for key in sorted(together)))
