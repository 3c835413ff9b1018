"""What is worth settling before the decision: open and disputed values by their power to change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from outsource_desk.ui import formats
from outsource_desk.ui.home.attention import Finding, FindingList
from outsource_desk.ui.language import tr
from outsource_desk.ui.places import Place
from outsource_desk.ui.theme import S
from outsource_desk.ui.widgets.layout import column, heading, label, row

if TYPE_CHECKING:
    from outsource_desk.domain.robustness import Information
    from outsource_desk.services.case import DecisionCase
    from outsource_desk.ui.pages.page import Page

MOST = 5


class WorthCard(QFrame):
    """The most powerful open or disputed values, each a link to its cell."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.setObjectName("worth")
        self.setProperty("role", "card")
        self._sentence = label("", tone="muted", wrap=True)
        self._sentence.setObjectName("worth.sentence")
        self.findings = FindingList()
        self.findings.setObjectName("worth.list")
        self.findings.setAccessibleName(tr("Worth settling first"))
        self.findings.asked.connect(page.go)
        head = row(heading(tr("Worth settling first")), margins=(4, 2, 4, 0))
        words = row(self._sentence, margins=(4, 0, 4, 4))
        self.setLayout(column(head, words, self.findings, gap=S, margins=(12, 12, 12, 12)))

    def show_case(self, case: DecisionCase) -> None:
        """Show what could change the decision; nothing with one candidate."""
        from outsource_desk.services.robustness import information_of

        found = [each for each in information_of(case) if each.can_change_leader]
        has_open = any(one.open_leaves for one in case.ranking.ranked)
        if found:
            words = tr("Each of these could by itself put somebody else first.")
        elif has_open or case.errors.any():
            words = tr("No single open or disputed value could put somebody else first.")
        else:
            words = tr("Nothing is open, and the evaluators do not differ on anything that is not agreed.")
        self._sentence.setText(words)
        self.findings.show_rows(tuple(_finding(case, each) for each in found[:MOST]))
        self.findings.setVisible(bool(found))
        self.setVisible(len(case.candidates) > 1)


def _finding(case: DecisionCase, each: Information) -> Finding:
    candidate = case.candidates[case.row_of[each.candidate_id]].name
    criterion = case.leaves[case.column_of[each.criterion_id]].name
    share = formats.percent(each.power) if each.power >= 0.01 else tr("less than 1 %")
    text = f"{candidate}: {criterion}"
    if each.is_open:
        where = tr("Open; {share} of its outcomes turn the first place", share=share)
    else:
        where = tr("Disputed; {share} of its outcomes turn the first place", share=share)
    place = Place("scoring", candidate_id=each.candidate_id, criterion_id=each.criterion_id)
    return Finding("muted" if each.is_open else "warn", text, where, place)
