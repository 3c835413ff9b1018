"""The scenario library, how a plan begins, and what hangs on what in it."""

from __future__ import annotations

import shutil

import pytest

from outsource_desk.domain.contingency import FallbackKind, Phase, PlanState, TriggerLevel
from outsource_desk.domain.contingency_errors import NoScenarioError, PlanBegunError, StepLoopError
from outsource_desk.domain.errors import NotFoundError
from outsource_desk.paths import resource
from outsource_desk.services.initiatives import add_initiative, update_initiative
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.services.records import add_record
from outsource_desk.services.required_scenarios import is_required, missing_codes, required_codes
from outsource_desk.services.scenario_library import scenario_library
from outsource_desk.services.scenario_taking import start_plan, take_scenarios
from outsource_desk.services.scenarios import proposed_scenarios, set_fallbacks, set_needs, set_risks
from outsource_desk.services.template_text import TemplateError
from outsource_desk.services.tiering import answer_tiering
from tests.scene import refused, there

BASIC = ("C01", "C02", "C03", "C04")


@pytest.fixture
def initiative(desk):
    found = add_initiative(desk, "Service desk", outsourcing_type="ITO", currency="EUR")
    for field, value in (("mtpd_hours", 72), ("rto_hours", 24), ("rpo_hours", 4)):
        update_initiative(desk, found, field, value)
    return found


@pytest.fixture
def scenario(desk, initiative):
    """The first scenario of a plan against insolvency."""
    start_plan(desk, initiative, ["C01"])
    return contingency(desk, initiative).scenarios[0]


def contingency(desk, initiative):
    return there(load_evaluation(desk, initiative).protection).contingency


def add_risk(desk, initiative, code, likelihood=5, impact=5):
    return add_record(desk, "risk", initiative, code=code, title=code, likelihood=likelihood, impact=impact)


def test_the_library_has_thirteen_scenarios_with_signs_to_activate_steps_and_fallbacks():
    library = scenario_library()
    assert [each.code for each in library.scenarios] == [f"C{number:02}" for number in range(1, 14)]
    assert [each.code for each in library.scenarios if each.is_basic] == list(BASIC)
    for each in library.scenarios:
        assert any(trigger.level is TriggerLevel.ACTIVATE for trigger in each.triggers), each.code
        assert {step.phase for step in each.steps} == set(Phase), each.code
        assert all(step.proof and step.role in library.roles for step in each.steps), each.code
        assert each.fallbacks, each.code
        assert each.injects, each.code
    assert sum(len(each.steps) for each in library.scenarios) == 112
    assert sum(len(each.triggers) for each in library.scenarios) == 40


def test_steps_of_the_library_never_have_to_be_done_before_those_they_wait_for():
    for scenario in scenario_library().scenarios:
        for step in scenario.steps:
            for number in step.after:
                assert scenario.steps[number - 1].deadline_hours <= step.deadline_hours, (scenario.code, step.wording)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("after: [3]", "after: [99]", "99"),
        ("phase: h24, hours: 2,", "phase: h24,", "hours"),
        ("raised: event", "raised: at_least", "threshold"),
        ("activated_by: security_lead", "activated_by: somebody", "somebody"),
        ("code: C02\n", "code: C01\n", "twice"),
        ("hours: 2, role: executive_sponsor,", "hours: 2, after: [11], role: executive_sponsor,",
         "circle"),
    ],
)  # fmt: skip
def test_a_library_that_makes_no_sense_is_refused_with_its_line(tmp_path, old, new, said):
    text = (resource("templates") / "scenarios.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "scenarios.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    shutil.copy(resource("templates") / "scenario_links.yaml", tmp_path)
    with pytest.raises(TemplateError, match=r"scenarios\.yaml, line") as caught:
        scenario_library(tmp_path)
    assert said in f"{caught.value} {caught.value.remedy}"


def test_the_basic_scenarios_are_required_and_those_of_risks_above_appetite(desk, initiative):
    assert required_codes(load_evaluation(desk, initiative)) == set(BASIC)
    add_risk(desk, initiative, "R24")  # country: C07
    add_risk(desk, initiative, "R20", 1, 1)  # sub-contractor, but far below appetite
    evaluation = load_evaluation(desk, initiative)
    assert required_codes(evaluation) == {*BASIC, "C07"}
    proposed = {each.scenario.code: each for each in proposed_scenarios(evaluation)}
    assert len(proposed) == 13
    assert proposed["C07"].is_required
    assert proposed["C07"].reasons[0] == "A risk above your appetite leads here: R24 (Critical)."
    assert not proposed["C10"].is_required


def test_facts_of_the_initiative_are_reasons_and_what_has_none_comes_last(desk, initiative):
    answer_tiering(desk, initiative, "TQ8", 3)
    proposed = proposed_scenarios(load_evaluation(desk, initiative))
    assert [each.scenario.code for each in proposed][:5] == [*BASIC, "C06"]
    assert proposed[4].reasons == ("The provider will create or hold our intellectual property.",)
    assert not proposed[-1].reasons


def test_beginning_a_plan_fills_it_in_one_act(desk, initiative):
    risk = add_risk(desk, initiative, "R17")
    metric = add_record(desk, "metric", initiative, code="K28", name="Benefits", unit="%")
    revision = desk.journal.revision
    start_plan(desk, initiative, [*BASIC], "Ann")
    assert desk.journal.revision == revision + 1
    evaluation = load_evaluation(desk, initiative)
    found = there(evaluation.protection).contingency
    plan = there(found.plan)
    assert (plan.state, plan.author, plan.version) == (PlanState.DRAFT, "Ann", 1)
    assert len(found.roles) == 13
    assert not any(each.name for each in found.roles)
    assert [(each.process, each.mtpd_hours, each.rto_hours, each.rpo_hours) for each in found.objectives] == [
        ("Service desk", 72, 24, 4)
    ]
    assert [each.code for each in found.scenarios] == list(BASIC)
    assert found.scenarios[0].risk_ids == (risk,)
    assert [each.kind for each in found.fallbacks] == [
        FallbackKind.BACKUP_VENDOR, FallbackKind.BRING_IN_HOUSE, FallbackKind.SECOND_SITE, FallbackKind.HYBRID,
        FallbackKind.MANUAL,
    ]  # fmt: skip
    watching = [trigger.code for each in found.scenarios for trigger in each.triggers if trigger.metric_id == metric]
    assert watching == ["C04-T4"]
    assert missing_codes(evaluation) == ()
    assert is_required(evaluation, found.scenarios[0])
    desk.journal.undo()
    assert not contingency(desk, initiative).is_begun


def test_a_plan_is_begun_once_and_against_something_that_is_known(desk, initiative):
    with refused(desk, NoScenarioError):
        start_plan(desk, initiative, [])
    with refused(desk, NotFoundError):
        start_plan(desk, initiative, ["C99"])
    start_plan(desk, initiative, ["C01"])
    with refused(desk, PlanBegunError):
        start_plan(desk, initiative, ["C02"])


def test_scenarios_are_taken_later_and_share_what_is_there(desk, initiative, scenario):
    before = contingency(desk, initiative).fallbacks
    take_scenarios(desk, initiative, ["C01", "C08", "C03"])
    found = contingency(desk, initiative)
    assert [each.code for each in found.scenarios] == ["C01", "C03", "C08"]
    assert found.fallbacks[: len(before)] == before
    assert set(found.scenarios[2].fallback_ids) <= {each.id for each in before}
    revision = desk.journal.revision
    take_scenarios(desk, initiative, ["C01"])
    assert desk.journal.revision == revision
    assert missing_codes(load_evaluation(desk, initiative)) == ("C02", "C04")


def test_steps_wait_for_each_other_but_never_in_a_circle(desk, initiative, scenario):
    first, second, third, *_ = scenario.steps
    set_needs(desk, second.id, [first.id])
    set_needs(desk, third.id, [second.id])
    with refused(desk, StepLoopError, third.wording):
        set_needs(desk, first.id, [third.id])
    with refused(desk, StepLoopError, first.wording):
        set_needs(desk, first.id, [first.id])
    with refused(desk, NotFoundError):
        set_needs(desk, first.id, [999])
    with refused(desk, NotFoundError):
        set_needs(desk, 999, [])
    set_needs(desk, second.id, [])
    steps = contingency(desk, initiative).scenarios[0].steps
    assert (steps[1].needs, steps[2].needs) == ((), (second.id,))


def test_risks_and_fallbacks_of_a_scenario_are_its_initiatives(desk, initiative, scenario):
    other = add_initiative(desk, "Payroll")
    strange = add_risk(desk, other, "R01")
    ours = add_risk(desk, initiative, "R02")
    set_risks(desk, scenario.id, [ours])
    set_fallbacks(desk, scenario.id, [])
    with refused(desk, NotFoundError):
        set_risks(desk, scenario.id, [strange])
    with refused(desk, NotFoundError):
        set_fallbacks(desk, 999, [])
    found = contingency(desk, initiative).scenarios[0]
    assert (found.risk_ids, found.fallback_ids) == ((ours,), ())
