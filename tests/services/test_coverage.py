from dataclasses import replace

from outsource_desk.domain.coverage import coverage_of
from outsource_desk.domain.criterion import Direction
from outsource_desk.services.ranking import ranking_of
from tests.builders import evaluation


def test_what_is_said_but_cannot_count_is_neither_done_nor_unsaid():
    given = evaluation({"Acme": [80, 70, "n/a"], "Globex": [20, None, 30]}, [50, 30, 20])
    first, second, third = given.criteria
    given = replace(given, criteria=(replace(first, direction=Direction.UNKNOWN), second, third))
    coverage = coverage_of(given, ranking_of(given))
    assert (coverage.done, coverage.all) == (3, 6)
    assert [leaf.name for leaf in coverage.idle] == ["A"]
    assert {key: [leaf.name for leaf in leaves] for key, leaves in coverage.unsaid.items()} == {1: [], 2: ["B"]}
