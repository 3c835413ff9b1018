"""The method note where criteria count by curves and by the other offers."""

from outsource_desk.reports.blocks import Table
from outsource_desk.reports.findings import Findings
from outsource_desk.reports.sections.method import method_page
from tests.reports.test_paper_sections import blocks
from tests.reports.workbook_cases import CASES, facts_of


def test_the_method_says_what_is_worth_0_and_100_under_every_curve():
    page = method_page(Findings(facts_of(CASES["curves"]())))
    table = next(each for each in blocks(page) if isinstance(each, Table))
    ends = {row.cells[0].text: [cell.text for cell in row.cells[3:5]] for row in table.rows}
    assert ends["Turnover"] == ["5 hours", "1 hours"]
    assert ends["Reached"] == ["–", "2.5 hours"]  # nothing is worth just 0
    assert ends["Not drawn"] == ["missing", "missing"]
    assert ends["Running price"] == ["–", "the lowest"]
    assert ends["One-off price"] == ["3 × the lowest", "the lowest"]
    assert ends["Exit price"] == ["the highest", "the lowest"]
