"""The standard questionnaire, and what a questionnaire file is refused for."""

from __future__ import annotations

from collections import Counter

import pytest

from outsource_desk.domain.initiative import OutsourcingType
from outsource_desk.domain.rule_text import read_rule
from outsource_desk.domain.tier import Depth
from outsource_desk.domain.vendor import VendorKind
from outsource_desk.domain.vetting import AnswerType, Gate
from outsource_desk.services.question_checks import possible_answers
from outsource_desk.services.questionnaire_templates import asked_of, questionnaire_templates
from outsource_desk.services.questionnaire_text import (
    questionnaire_of_text,
    read_questionnaire,
    text_of_questionnaire,
)
from outsource_desk.services.template_text import SIZE_LIMIT, TemplateError
from outsource_desk.services.templates import criteria_library

SMALL = """schema: outsource-desk/questionnaire/1
id: small
version: "1"
title: "Small"
sections:
- code: SEC
  title: "Security"
  weight: 2
  questions:
  - code: SEC-01
    ask: "Is data encrypted?"
    answer: ypn
    gate: knock_out
    pass_when: "answer != no"
    weight: 5
  - code: SEC-02
    ask: "How is it tested?"
    answer: choice
    options:
    - {value: often, label: "Often", points: 5}
    - {value: never, label: "Never", points: 0}
    asked_if: "SEC-01 != no"
  - code: SEC-03
    ask: "How fast are holes closed?"
    answer: num
    unit: "days"
    curve: [[3, 5], [30, 0]]
"""


@pytest.fixture(scope="module")
def standard():
    return questionnaire_templates()[0]


@pytest.fixture
def refusal(tmp_path):
    def refuse(text):
        path = tmp_path / "own.yaml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(TemplateError) as caught:
            read_questionnaire(path)
        assert caught.value.remedy.endswith(".")
        return caught.value

    return refuse


def test_the_standard_has_117_questions_in_15_sections(standard):
    assert (standard.id, standard.version) == ("vetting-standard", "1.0")
    assert len(standard.sections) == 15
    assert len(standard.questions) == 117
    assert sum(section.weight for section in standard.sections) == 100


def test_ten_questions_knock_out_and_twenty_set_conditions(standard):
    gates = Counter(question.gate for question in standard.questions)
    assert gates == {Gate.NONE: 87, Gate.CONDITIONAL: 20, Gate.KNOCK_OUT: 10}


@pytest.mark.parametrize(("depth", "count"), [(Depth.LITE, 68), (Depth.STANDARD, 110), (Depth.FULL, 117)])
def test_depth_decides_how_many_are_asked(standard, depth, count):
    assert len(asked_of(standard.questions, depth)) == count


@pytest.mark.parametrize(("kind", "count"), [("ITO", 112), ("BPO", 105), ("KPO", 110)])
def test_the_kind_of_outsourcing_decides_too(standard, kind, count):
    assert len(asked_of(standard.questions, Depth.FULL, OutsourcingType(kind))) == count


def test_only_an_individual_is_asked_for_the_right_to_work(standard):
    for kind, is_asked in ((VendorKind.COMPANY, False), (VendorKind.INDIVIDUAL, True)):
        codes = {question.code for question in asked_of(standard.questions, Depth.LITE, None, kind)}
        assert ("CORP-08" in codes) is is_asked


def test_a_knock_out_is_never_conditional_and_every_gate_can_be_passed_and_missed(standard):
    for question in standard.questions:
        if question.gate is Gate.NONE:
            continue
        assert not (question.gate is Gate.KNOCK_OUT and question.asked_if), question.code
        words = possible_answers(question)
        if words is not None and "points" not in question.pass_when:
            results = {read_rule(question.pass_when).holds({"answer": word, "review": "accepted"}) for word in words}
            assert results == {True, False}, question.code


def test_questions_on_personal_data_are_left_out_where_none_is_touched(standard):
    asked = {question.code: question.asked_if for question in standard.questions if question.asked_if}
    assert {code for code, rule in asked.items() if "PRV-01" in rule} == {
        "PRV-02", "PRV-04", "PRV-05", "PRV-06", "PRV-07"
    }  # fmt: skip
    assert read_rule(asked["PRV-02"]).holds({"PRV-01": "no_personal_data"}) is False
    assert read_rule(asked["PRV-02"]).holds({"PRV-01": None}) is None  # not known yet: it is asked
    assert read_rule(asked["SUB-03"]).holds({"SUB-01": "none_used"}) is False


def test_every_option_is_worded_for_people_and_every_question_says_what_is_good(standard):
    for question in standard.questions:
        assert question.good
        assert question.proof
        for option in question.options:
            assert "_" not in option.label
            assert option.label[0].isupper()
        if question.kind in (AnswerType.NUMBER, AnswerType.PERCENTAGE):
            assert question.curve, question.code


def test_every_criterion_of_the_library_is_fed_by_questions_that_exist(standard):
    codes = {question.code for question in standard.questions}
    for leaf in criteria_library().values():
        assert leaf.feeds, leaf.code
        assert set(leaf.feeds) <= codes, leaf.code


def test_a_questionnaire_reads_back_as_it_was_written(standard):
    assert questionnaire_of_text(text_of_questionnaire(standard), "standard") == standard


def test_marks_line_ends_and_quotes_survive_a_file(standard):
    odd = SMALL.replace("Is data encrypted?", r"“Q” \"a\"\nb\\c # : \u2028 é")
    template = questionnaire_of_text(odd, "odd")
    assert template.questions[0].wording == '“Q” "a"\nb\\c # : \u2028 é'
    assert questionnaire_of_text(text_of_questionnaire(template), "again") == template


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("questionnaire/1", "questionnaire/2", 1, "version"),
        ("code: SEC-02", "code: SEC-01", 16, "twice"),
        ("code: SEC-03", "code: sec3", 23, "capital letters"),
        ("answer: ypn", "answer: maybe", 12, "cannot be “maybe”"),
        ("gate: knock_out", "gate: kill", 13, "cannot be “kill”"),
        ("answer != no", "answer is fine", 14, "no comparison"),
        ("answer != no", "answer != nope", 14, "no answer to SEC-01"),
        ("answer != no", "value >= 3", 14, "Only a number"),
        ("answer != no", "SEC-09 == yes", 14, "does not have"),
        ("SEC-01 != no", "answer == often", 22, "before the question is answered"),
        ("SEC-01 != no", "SEC-02 == often", 22, "its own code"),
        ('    pass_when: "answer != no"\n', "", 13, "needs a rule"),
        ("    gate: knock_out\n", "", 13, "is no gate"),
        ('    weight: 5\n  - code: SEC-02', '    asked_if: "SEC-02 == often"\n  - code: SEC-02', 15, "always asked"),
        ("weight: 5", "weight: 6", 15, "from 0 to 5"),
        (", points: 5}", "}", 20, "no “points”"),
        ("points: 5}", "points: 9}", 20, "from 0 to 5"),
        ("value: never", "value: often", 20, "same value"),
        ('label: "Never"', 'label: "often"', 20, "same label"),
        ("value: never", "value: not ever", 20, "other characters"),
        ("    - {value: never, label: \"Never\", points: 0}\n", "", 20, "nothing to choose"),
        ("[[3, 5], [30, 0]]", "[[30, 5], [3, 0]]", 27, "do not rise"),
        ("[[3, 5], [30, 0]]", "[[3, 5]]", 27, "two points"),
        ("[[3, 5], [30, 0]]", "[[3], [30, 0]]", 27, "an amount and points"),
        ('unit: "days"', 'curves: "days"', 26, "Did you mean “curve”"),
        ("answer: num", "answer: yn", 27, "Only numbers"),
        ("answer: choice", "answer: text", 20, "has no options"),
        ("title: \"Security\"", "title: \"" + "x" * 501 + "\"", 7, "501 characters"),
        ("weight: 2", "weight: -2", 8, "from 0"),
    ],
)  # fmt: skip
def test_a_fault_is_reported_with_its_line(refusal, old, new, line, words):
    assert old in SMALL
    error = refusal(SMALL.replace(old, new, 1))
    assert words in f"{error} {error.remedy}"
    assert error.line == line


def test_a_questionnaire_without_questions_is_refused(refusal):
    assert "no question" in str(refusal(SMALL.partition("  - code: SEC-01")[0].replace("questions:", "questions: []")))


@pytest.mark.parametrize(
    "text",
    [
        SMALL.replace('"Small"', "!!python/object/apply:os.system [echo]"),
        SMALL.replace('"Small"', "&a x") + "  # *a\n" + "- *a\n",
        "[" * 5000,
        "schema: outsource-desk/questionnaire/1\nid: " + "x" * SIZE_LIMIT,
        SMALL.replace("Is data", r"Is \x00data"),
        "",
        "- 1",
    ],
)
def test_hostile_files_are_refused(refusal, text):
    refusal(text)
