"""Criteria compared two at a time, with what the judgements contradict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from outsource_desk.domain.criterion import Criterion
from outsource_desk.domain.stakes import Stake
from outsource_desk.services.found_weights import FoundWeights, Hard
from outsource_desk.ui.formats import number
from outsource_desk.ui.language import tr
from outsource_desk.ui.scoring.weighting.scale_bar import ScaleBar
from outsource_desk.ui.scoring.weighting.words import consistency_words, ratio_words, stake_words
from outsource_desk.ui.theme import L, M, S, TextStyle
from outsource_desk.ui.widgets.chip import SHAPES
from outsource_desk.ui.widgets.layout import (
    Label,
    caption,
    clear,
    column,
    holder,
    label,
    picture,
    row,
    rule,
    small_button,
)

Pair = tuple[int, int]


class PairsPane(QWidget):
    """One pair at a time: ←/→ or a digit judges it, Enter goes on."""

    changed = Signal()

    def __init__(self, level: Sequence[Criterion], stakes: Mapping[int, Stake]) -> None:
        super().__init__()
        self._names = {each.id: each.name for each in level}
        self._stakes = stakes
        self._pairs: list[Pair] = list(combinations(self._names, 2))
        self._judged: dict[Pair, float] = {}
        self._place = 0
        self._count, self._words = caption(), label("", TextStyle.STRONG, wrap=True)
        self._count.setObjectName("weighting.pair_count")
        self._words.setObjectName("weighting.pair_words")
        self._first, self._second = _side(Qt.AlignmentFlag.AlignLeft), _side(Qt.AlignmentFlag.AlignRight)
        self.scale = ScaleBar()
        self.scale.judged.connect(self._on_judged)
        self.scale.left.connect(self._go_on)
        self._consistency, self._mark = label("", wrap=True), picture("check", "good", 14)
        self._consistency.setObjectName("weighting.consistency")
        self._hard: QVBoxLayout = column(gap=S)
        self._build()
        self._show_pair()

    def _build(self) -> None:
        back = small_button(tr("Back"), lambda: self._go(-1), name="weighting.pair_back")
        skip = small_button(tr("Leave out"), self._leave_out, name="weighting.pair_skip")
        forward = small_button(tr("Next"), lambda: self._go(1), name="weighting.pair_next")
        sides = row(holder(column(*self._first, gap=0)), holder(column(*self._second, gap=0)), gap=L)
        steer = row(self._count, None, back, skip, forward, gap=S)
        keys = caption(tr("← and → or a digit judge, 1 says the same, Enter goes on to the next pair."), wrap=True)
        state = row(self._mark, self._consistency, gap=S)
        state.setStretch(1, 1)
        self.setLayout(column(steer, sides, self.scale, self._words, keys, S, rule(), state, self._hard, None, gap=M))

    def show_answers(self, judgements: Mapping[Pair, float]) -> None:
        """Show judgements, and the first pair without one."""
        self._judged = {}
        for (first, second), ratio in judgements.items():
            if first in self._names and second in self._names:
                pair = (first, second) if (first, second) in self._pairs else (second, first)
                self._judged[pair] = ratio if pair == (first, second) else 1 / ratio
        gaps = [place for place, pair in enumerate(self._pairs) if pair not in self._judged]
        self._place = gaps[0] if gaps else 0
        self._show_pair()
        self.changed.emit()

    def judgements(self) -> dict[Pair, float]:
        """Return what has been judged so far."""
        return dict(self._judged)

    def show_found(self, found: FoundWeights | None) -> None:
        """Show how far the judgements agree, and what would help; nothing while they say too little."""
        clear(self._hard)
        consistency = found.consistency if found else None
        self._mark.setVisible(consistency is not None)
        if found is None or consistency is None:
            self._consistency.setText(tr("Consistency shows once all criteria are connected by judgements."))
            self._consistency.set_tone("muted")
            return
        tone, words = consistency_words(consistency)
        self._mark.show_icon(SHAPES[tone], "muted" if tone == "quiet" else tone)
        self._consistency.setText(words)
        self._consistency.set_tone("text")
        for place, each in enumerate(found.hard):
            self._hard.addWidget(self._suggestion(place, each))

    def _suggestion(self, place: int, hard: Hard) -> QWidget:
        first, second = self._names[hard.first_id], self._names[hard.second_id]
        given = ratio_words(first, second, hard.ratio)
        others = ratio_words(first, second, hard.suggestion)
        after = number(hard.ratio_after or 0.0, 2)
        said = tr(
            "{given}; by all the others, {other}. The ratio would be {ratio}.", given=given, other=others, ratio=after
        )
        words = label(said, wrap=True)
        take = small_button(tr("Take that"), lambda: self._take(hard), name=f"weighting.take_{place}")
        take.setAccessibleDescription(words.text())
        line = row(words, take, gap=M)
        line.setStretch(0, 1)
        return holder(line)

    def _take(self, hard: Hard) -> None:
        self._judged[hard.first_id, hard.second_id] = hard.suggestion
        self._place = self._pairs.index((hard.first_id, hard.second_id))
        self._show_pair()
        self.scale.setFocus()
        self.changed.emit()

    def _on_judged(self, ratio: float) -> None:
        self._judged[self._pairs[self._place]] = ratio
        self._say_pair()
        self.changed.emit()

    def _leave_out(self) -> None:
        self._judged.pop(self._pairs[self._place], None)
        self.changed.emit()
        self._go(1)

    def _go_on(self) -> None:
        self._go(1)
        self.scale.setFocus()

    def _go(self, step: int) -> None:
        self._place = (self._place + step) % len(self._pairs)
        self._show_pair()

    def _show_pair(self) -> None:
        if not self._pairs:
            self.setEnabled(False)
            self._words.setText(tr("There is only one criterion here; it has all the weight."))
            return
        pair = self._pairs[self._place]
        for criterion_id, (name, stake) in zip(pair, (self._first, self._second), strict=True):
            name.setText(self._names[criterion_id])
            stake.setText(stake_words(self._stakes[criterion_id]) if criterion_id in self._stakes else "")
        self.scale.show_pair(self._names[pair[0]], self._names[pair[1]], self._judged.get(pair))
        self._say_pair()

    def _say_pair(self) -> None:
        pair = self._pairs[self._place]
        first, second, ratio = self._names[pair[0]], self._names[pair[1]], self._judged.get(pair)
        question = tr("Which matters more?")
        self._words.setText(question if ratio is None else f"{ratio_words(first, second, ratio)}.")
        count = tr(
            "Pair {place} of {count}, {judged} judged",
            place=self._place + 1,
            count=len(self._pairs),
            judged=len(self._judged),
        )
        self._count.setText(count)


def _side(side: Qt.AlignmentFlag) -> tuple[Label, Label]:
    """Return name and stakes of one of a pair."""
    name, stake = label("", TextStyle.SECTION, wrap=True), caption("", wrap=True)
    for each in (name, stake):
        each.setAlignment(side)
    return name, stake
