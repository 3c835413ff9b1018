"""Whatever stands in a list: nothing crashes, every cell counts once, and what came in stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outsource_desk.importers.cells import Moment
from outsource_desk.importers.sheets.grid import Fault
from outsource_desk.importers.sheets.said import Said
from outsource_desk.services.candidates import add_candidate
from outsource_desk.services.desk import create_desk
from outsource_desk.services.import_policy import Policy
from outsource_desk.services.import_records import (
    RECORD_KINDS,
    Outcome,
    RecordChoices,
    import_records,
    preview_records,
)
from outsource_desk.services.initiatives import add_initiative
from outsource_desk.services.records import add_record
from outsource_desk.services.vendors import add_vendor
from tests.services.import_records.lists import reading, used

TEXTS = [
    "Alder", "Alder GmbH", "ALDER", "Birch & Co", "yes", "no", "-", "n/a", "tbd", "1.200", "1,200", "12,5", "12.5",
    "0", "5", "3", "High", "very low", "DE", "Germany", "Narnia", "EUR", "€ 12", "$9,093,272,70", "31/12/2026",
    "05/06/2026", "2026-01-31", "active", "Open", "ann@alder.example", "ISO 27001; SOC 2", "month", "%", "hours",
    "99,9 %", "Q1 2025", "=1+1", "\x00", "x" * 600, "529900T8BM49AURSDO55", "R1", "K01", "12 500", "(12)",
    "4 - likely", "1e309", "never",
]  # fmt: skip
VALUES = st.one_of(
    st.none(),
    st.sampled_from(TEXTS),
    st.sampled_from([0, 1, 5, 1200, 0.5, 12.75, -3, 1e300, True, False, Moment("2026-01-31T00:00:00"), 2024]),
    st.just(Said(Fault("#REF!"), "Z9")),
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    with create_desk(tmp_path_factory.mktemp("any") / "any.odesk") as desk:
        initiative = add_initiative(desk, "Service desk", outsourcing_type="ITO", currency="EUR")
        add_candidate(desk, initiative, add_vendor(desk, "Alder"))
        add_record(desk, "metric", initiative, name="Availability", code="K01", unit="%", target=99.9, minimum=99.5)
        add_record(desk, "risk", initiative, title="Birch & Co", code="R1", category="security")
        yield desk


@st.composite
def lists(draw, kind):
    fields = [field.label for field in RECORD_KINDS[kind].fields]
    required = [field.label for field in RECORD_KINDS[kind].fields if field.is_required]
    others = draw(st.lists(st.sampled_from([*fields, "Mission", "Revenue 2024 (EUR m)", "Jan 2025"]), max_size=7))
    head = list(dict.fromkeys([*required, *others]))
    return [head, *draw(st.lists(st.lists(VALUES, min_size=len(head), max_size=len(head)), min_size=1, max_size=6))]


@pytest.mark.parametrize("kind", ["vendors", "risks", "metrics", "readings"])
def test_any_list_is_accounted_for_and_comes_in_once(desk, kind):
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(rows=lists(kind), policy=st.sampled_from(list(Policy)))
    def check(rows, policy):
        initiative = 1
        choices = RecordChoices(initiative_id=initiative, policy=policy, use_memory=False)
        read = reading(rows, kind)
        preview = preview_records(desk, read, 0, choices)
        assert preview.account.used == used(rows)
        summary = import_records(desk, read, 0, choices)
        assert summary.new + summary.changed + summary.same + summary.skipped + summary.left_open == len(preview.rows)
        again = preview_records(desk, read, 0, choices)
        assert {row.outcome for row in again.rows} & {Outcome.NEW, Outcome.CHANGED} == set(), again.rows
        assert again.account.used == used(rows)

    check()
