"""Other ways in which the first place could turn: weights together, dominance, and somebody's withdrawal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from outsource_desk.ui import formats
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.theme import L, M, S, TextStyle
from outsource_desk.ui.widgets.layout import clear, column, heading, label, picture, row

if TYPE_CHECKING:
    from outsource_desk.domain.robustness import DropOne, JointChange, Robustness
    from outsource_desk.services.case import DecisionCase

MOST = 3  # weights that a sentence names, and pairs
FAR = 0.1  # of the whole: more that must change hands is no concern


class ChecksCard(QFrame):
    """A few sentences, each with its heading."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("checks")
        self.setProperty("role", "card")
        self._parts = column(gap=M)
        self.setLayout(column(heading(tr("Also looked at")), self._parts, gap=M, margins=(L, L - 2, L, L - 2)))

    def show_checks(self, case: DecisionCase, robustness: Robustness) -> None:
        """Say what else was found."""
        clear(self._parts)
        names = {candidate.id: candidate.name for candidate in case.candidates}
        criteria = {criterion.id: criterion.name for criterion in case.evaluation.criteria}
        weights = {leaf.id: float(case.weights[place]) for place, leaf in enumerate(case.leaves)}
        self._add(tr("Several weights at once"), *_joint(robustness, names, criteria, weights))
        self._add(tr("Better on everything"), *_dominance(robustness, names))
        self._add(tr("If somebody withdraws"), *_drop_one(robustness.drop_one, names))

    def _add(self, title: str, is_calm: bool, text: str) -> None:
        words = label(text, wrap=True)
        words.setMinimumWidth(1)
        mark = picture("check", "good") if is_calm else picture("risk", "warn")
        line = row(mark, column(label(title, TextStyle.LABEL, "muted"), words, gap=2), gap=S)
        line.setStretch(1, 1)
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        self._parts.addLayout(line)


def _joint(
    robustness: Robustness, names: Mapping[int, str], criteria: Mapping[int, str], weights: Mapping[int, float]
) -> tuple[bool, str]:
    """Return whether it is calm, and a sentence."""
    joint = next(iter(robustness.joint), None)
    if joint is None:
        return True, tr("No weights whatever put anybody else first.")
    share = formats.percent(joint.moved, 1)
    words = tr(
        "If {share} of the whole changes hands, {name} catches up: {changes}.",
        share=share,
        name=names[joint.rival_id],
        changes=_changes(joint, criteria, weights),
    )
    return joint.moved > FAR, words


def _changes(joint: JointChange, criteria: Mapping[int, str], weights: Mapping[int, float]) -> str:
    largest = sorted(joint.weights, key=lambda each: -abs(joint.weights[each] - weights[each]))
    said = [
        f"{criteria[each]} {formats.percent(weights[each], 1)} → {formats.percent(joint.weights[each], 1)}"
        for each in largest[:MOST]
    ]
    left = len(largest) - MOST
    return ", ".join([*said, tr("{count} more", count=left)] if left > 0 else said)


def _dominance(robustness: Robustness, names: Mapping[int, str]) -> tuple[bool, str]:
    pairs = robustness.dominance
    if not pairs:
        return True, tr("Nobody is at least as good as somebody else on every criterion: each has its strength.")
    said = [
        tr("{name} is at least as good as {other} on every criterion.", name=names[each.better_id],
           other=names[each.worse_id])
        for each in pairs[:MOST]
    ]  # fmt: skip
    if len(pairs) > MOST:
        said.append(tr_n(len(pairs) - MOST, "{count} more pair is like that.", "{count} more pairs are like that."))
    return True, " ".join(said)


def _drop_one(found: tuple[DropOne, ...], names: Mapping[int, str]) -> tuple[bool, str]:
    turned = [each for each in found if each.is_reversal]
    if not turned:
        return True, tr("The order of the others stays as it is, whoever withdraws.")
    said = [
        tr("Without {name} the order is {order}.", name=names[each.dropped_id],
           order=", ".join(names[one] for one in each.order_after[:MOST]))
        for each in turned[:MOST]
    ]  # fmt: skip
    return False, " ".join(said)
