from __future__ import annotations

import re
import shutil
import subprocess
import sys

import pytest

from outsource_desk.domain.criterion import Direction, Measure, global_weights, leaves_of
from outsource_desk.domain.errors import DeskError, NotFoundError
from outsource_desk.domain.initiative import OutsourcingType
from outsource_desk.paths import resource
from outsource_desk.services.criteria import add_criterion, list_criteria, update_criterion
from outsource_desk.services.initiatives import add_initiative, list_initiatives
from outsource_desk.services.template_text import SIZE_LIMIT, TemplateError, read_template_text
from outsource_desk.services.templates import (
    LIBRARY_SCHEMA,
    HasCriteriaError,
    apply_criteria_template,
    criteria_template,
    criteria_templates,
)


@pytest.fixture
def folder(tmp_path):
    """The templates of the product, in a folder where a test may spoil them."""
    return shutil.copytree(resource("templates", "criteria"), tmp_path / "criteria")


def spoil(folder, name, old, new):
    """Replace the first ``old`` of a file and return the line where it stood."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def refusal(folder):
    with pytest.raises(TemplateError) as caught:
        criteria_templates(folder)
    assert str(caught.value).startswith(caught.value.path.name) or not caught.value.line
    assert caught.value.remedy.endswith(".")
    return caught.value


def test_there_is_one_tree_for_each_kind_of_outsourcing():
    templates = criteria_templates()
    assert [template.outsourcing_type for template in templates] == list(OutsourcingType)
    assert [template.id for template in templates] == ["ito", "bpo", "kpo"]
    assert {template.version for template in templates} == {"1.0"}


@pytest.mark.parametrize("template_id", ["ito", "bpo", "kpo"])
def test_weights_of_each_level_add_up_to_a_hundred(template_id):
    template = criteria_template(template_id)
    assert sum(group.weight for group in template.groups) == pytest.approx(100)
    for group in template.groups:
        assert sum(weight for _, weight in group.leaves) == pytest.approx(100)


@pytest.mark.parametrize("template_id", ["ito", "bpo", "kpo"])
def test_every_judged_leaf_has_six_anchors_that_differ(template_id):
    for leaf in criteria_template(template_id).leaves:
        if leaf.measure is Measure.JUDGED:
            assert [points for points, _ in leaf.anchors] == [0, 1, 2, 3, 4, 5]
            assert len({wording for _, wording in leaf.anchors}) == 6
        else:
            assert leaf.measure is Measure.PRICE
            assert leaf.direction is Direction.MIN


@pytest.mark.parametrize("template_id", ["ito", "bpo", "kpo"])
def test_every_tree_asks_for_price_security_continuity_and_exit(template_id):
    codes = [leaf.code for leaf in criteria_template(template_id).leaves]
    assert {"X-PRICE", "X-SEC", "X-CONT", "X-EXIT", "X-COMM", "X-CULT", "X-CTRL"} <= set(codes)
    assert len(codes) == len(set(codes))


def test_security_and_secrets_are_the_gates():
    gates = {leaf.code: leaf.minimum for t in criteria_templates() for leaf in t.leaves if leaf.is_gate}
    assert gates == {"X-SEC": 3, "K-CONF": 3}


def test_a_criterion_says_the_same_in_every_tree():
    seen = {}
    for leaf in (leaf for template in criteria_templates() for leaf in template.leaves):
        assert seen.setdefault(leaf.code, leaf) == leaf


def test_the_files_of_the_product_are_plain_ascii():
    for path in resource("templates", "criteria").glob("*.yaml"):
        assert path.read_text(encoding="utf-8").isascii()


def test_a_template_is_found_in_any_case_of_letters():
    assert criteria_template(" ITO ").id == "ito"
    with pytest.raises(NotFoundError, match="ito, bpo, kpo") as caught:
        criteria_template("xpo")
    assert "named in the message" in caught.value.remedy


LEAF = """- code: Z-NEW
  name: "New"
  ask: "Why?"
  measure: {measure}
  goals: [cost]
{more}
- code: X-PRICE
"""

SPOILT = [
    ("library.yaml", "criteria-library/1", "criteria-library/2", "reads “outsource-desk/criteria-library/1”"),
    ("library.yaml", "schema: outsource-desk/criteria-library/1", "schema: other/thing/1", "other/thing/1"),
    ("ito.yaml", "criteria-tree/1", "criteria-library/1", "not “outsource-desk/criteria-tree/1”"),
    ("library.yaml", "- code: X-FIN", "- code: X-TRANSP", "used twice in the library"),
    ("library.yaml", "measure: judged", "measure: guessed", "guessed"),
    ("library.yaml", "goals: [cost]", "goals: [glory]", "glory"),
    ("library.yaml", "direction: min\n", "direction: max\n", "better when it is lower"),
    ("library.yaml", "  minimum: 2", "  minimum: 7", "from 0 to 5"),
    ("library.yaml", "  minimum: 2", "  minimum: two", "must be a number"),
    ("library.yaml", "  minimum: 2", "  minimum: .inf", "must be a number"),
    ("library.yaml", "  gate: true", "  gate: maybe", "maybe"),
    ("library.yaml", '    5: "As 4, with open', '    6: "As 4, with open', "not on the scale"),
    ("library.yaml", "    3: ", "    2.5: ", "not on the scale"),
    ("library.yaml", "    3: ", "    4: ", "given twice"),
    ("library.yaml", "scale: {maximum: 5, step: 0.5}", "scale: {maximum: 5, step: 9}", "from 0 to 5"),
    ("library.yaml", '  name: "Whole-life price"', "  name:", "empty"),
    ("library.yaml", '  name: "Whole-life price"', "  name: ~", "empty"),
    ("library.yaml", '  name: "Whole-life price"', "  name: [a, b]", "must be a text"),
    ("library.yaml", "  name: ", "  nmae: ", "not known here"),
    ("library.yaml", '  name: "Whole-life price"', "  name: !!python/name:os.system x", "must be a text"),
    ("library.yaml", '  name: "Whole-life price"', '  name: "a\tb\x07"', "cannot be shown"),
    ("library.yaml", "goals: [cost]", "goals: [cost", "Not readable"),
    ("library.yaml", "goals: [cost]", "goals: *cost", "References"),
    ("library.yaml", "goals: [cost]", "goals: " + "[" * 50, "too deeply"),
    ("ito.yaml", "- code: T-CAP", "- ? [a]\n  : b\n  code: T-CAP", "not plain text"),
    ("ito.yaml", "type: ITO", "type: XTO", "XTO"),
    ("ito.yaml", "{use: I-ARCH, weight: 30}", "{use: I-NONE, weight: 30}", "no criterion “I-NONE”"),
    ("ito.yaml", "{use: I-ARCH, weight: 30}", "{use: I-ARCH, weight: -30}", "at most|from 0 to 100"),
    ("ito.yaml", "{use: I-ENG, weight: 25}", "{use: I-ARCH, weight: 25}", "stands in this tree already"),
    ("ito.yaml", "- code: T-SEC", "- code: T-CAP", "stands in this tree already"),
]


@pytest.mark.parametrize(("name", "old", "new", "reason"), SPOILT, ids=[f"{new[:24]!r}" for _, _, new, _ in SPOILT])
def test_a_broken_file_is_refused_with_its_name_line_and_a_remedy(folder, name, old, new, reason):
    line = spoil(folder, name, old, new)
    error = refusal(folder)
    assert error.path.name == name
    assert f"{name}, line {error.line}: " in str(error)
    assert 0 <= error.line - line <= 2  # a block or an open bracket shows its fault on a following line
    assert re.search(reason, str(error))


def test_a_misspelt_word_gets_a_hint(folder):
    spoil(folder, "library.yaml", "  ask: ", "  aks: ")
    assert "Did you mean “ask”?" in refusal(folder).remedy


def test_weights_that_do_not_make_a_hundred_are_refused_at_every_level(folder):
    line = spoil(folder, "kpo.yaml", "{use: K-DOM, weight: 30}", "{use: K-DOM, weight: 31}")
    error = refusal(folder)
    assert "“Expertise and analytic quality” add up to 101, not 100" in str(error)
    assert error.line == line
    spoil(folder, "kpo.yaml", "{use: K-DOM, weight: 31}", "{use: K-DOM, weight: 30}")
    spoil(folder, "kpo.yaml", "  weight: 30\n", "  weight: 20\n")
    assert "the groups add up to 90, not 100" in str(refusal(folder))


def test_a_missing_anchor_or_two_alike_are_refused(folder):
    spoil(folder, "library.yaml", '    3: "Closed list of charges, a published index, volume bands described"\n', "")
    assert "The anchor for 3 points is missing" in str(refusal(folder))
    spoil(folder, "library.yaml", '    4: "Costs broken', '    3: "Alike"\n    4: "Alike"\n    5: "Costs broken')
    assert "given twice" in str(refusal(folder))
    spoil(
        folder, "library.yaml", '    5: "As 4, with open books, committed yearly gains and a right to benchmark"\n', ""
    )
    assert "same anchor" in str(refusal(folder))


@pytest.mark.parametrize(
    ("measure", "more", "reason"),
    [
        ("judged", "", "no anchors"),
        ("judged", "  unit: days", "no “unit”"),
        ("judged", "  direction: max", "no “direction”"),
        ("measured", "", "no direction"),
        ("measured", "  direction: max\n  anchors: {0: a}", "no “anchors”"),
        ("measured", "  direction: max\n  gate: true", "needs a minimum"),
        ("judged", "  anchors: [a, b]", "must be a block"),
    ],
)
def test_a_criterion_takes_only_what_its_measure_allows(folder, measure, more, reason):
    spoil(folder, "library.yaml", "- code: X-PRICE\n", LEAF.format(measure=measure, more=more))
    assert reason in str(refusal(folder))


def test_a_measured_criterion_of_ones_own_can_be_used(folder):
    more = '  unit: "hours"\n  direction: min\n  minimum: 40'
    spoil(folder, "library.yaml", "- code: X-PRICE\n", LEAF.format(measure="measured", more=more))
    spoil(folder, "ito.yaml", "{use: X-TZ, weight: 20}", "{use: Z-NEW, weight: 20}")
    new = next(leaf for leaf in criteria_template("ito", folder).leaves if leaf.code == "Z-NEW")
    assert (new.measure, new.unit, new.direction, new.minimum) == (Measure.MEASURED, "hours", Direction.MIN, 40)
    assert new.anchors == ()


def test_a_missing_field_names_the_block_it_is_missing_from(folder):
    line = spoil(folder, "ito.yaml", '  name: "Technical capability"\n', "")
    error = refusal(folder)
    assert "has no “name”" in str(error)
    assert error.line == line - 1  # the block starts with its code


def test_a_list_where_none_belongs_is_refused(folder):
    (folder / "ito.yaml").write_text("- a\n- b\n", encoding="utf-8")
    assert "ito.yaml, line 1: " in str(refusal(folder))
    (folder / "ito.yaml").write_text(
        "schema: outsource-desk/criteria-tree/1\nid: x\nversion: 1\ntype: ITO\ntitle: x\ngroups: 3\n"
    )
    assert "ito.yaml, line 6: “groups” must be a list" in str(refusal(folder))


def test_a_file_without_a_schema_line_or_without_anything_is_refused(folder):
    (folder / "ito.yaml").write_text("id: x\n", encoding="utf-8")
    assert "does not say what it is" in str(refusal(folder))
    (folder / "ito.yaml").write_text("# nothing\n", encoding="utf-8")
    assert "The file is empty" in str(refusal(folder))


def test_letters_of_another_encoding_are_refused_with_their_line(folder):
    path = folder / "ito.yaml"
    path.write_bytes(b"# One\n# Deux t\xe2ches\n" + path.read_bytes())
    error = refusal(folder)
    assert "UTF-8" in error.remedy
    assert error.line == 2


def test_a_file_saved_by_an_editor_with_a_byte_order_mark_is_read(folder):
    path = folder / "ito.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert criteria_template("ito", folder) == criteria_template("ito")


def test_a_missing_or_huge_file_is_refused(folder):
    (folder / "ito.yaml").write_bytes(b"#" * (SIZE_LIMIT + 1))
    assert "longer than" in str(refusal(folder))
    (folder / "library.yaml").unlink()
    assert "cannot be read" in str(refusal(folder))


def test_two_trees_with_one_id_are_refused(folder):
    shutil.copy(folder / "ito.yaml", folder / "mine.yaml")
    error = refusal(folder)
    assert (error.path.name, error.line) == ("mine.yaml", 6)


def test_brackets_by_the_hundred_thousand_are_refused_and_not_fallen_into(tmp_path):
    path = tmp_path / "deep.yaml"
    path.write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(TemplateError, match="too deeply"):
        read_template_text(path, LIBRARY_SCHEMA)


def test_services_import_without_the_yaml_reader():
    code = (
        "import sys, outsource_desk.services.templates, outsource_desk.services.sample; sys.exit('yaml' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_applying_a_template_copies_the_whole_tree_into_the_file(desk):
    initiative_id = add_initiative(desk, "Payroll")
    apply_criteria_template(desk, initiative_id, "BPO")
    template = criteria_template("bpo")
    tree = list_criteria(desk, initiative_id)
    groups = [criterion for criterion in tree if criterion.parent_id is None]
    assert [(g.code, g.name, g.ask, g.weight) for g in groups] == [
        (g.code, g.name, g.ask, g.weight) for g in template.groups
    ]
    copied = {leaf.code: leaf for leaf in leaves_of(tree)}
    assert list(copied) == [leaf.code for leaf in template.leaves]
    for leaf in template.leaves:
        for name in ("name", "ask", "measure", "direction", "unit", "maximum", "step", "minimum", "is_gate", "anchors"):
            assert getattr(copied[leaf.code], name) == getattr(leaf, name)
    assert copied["X-PRICE"].worst is copied["X-PRICE"].best is None
    assert list_initiatives(desk)[0].template == "bpo 1.0"


def test_copied_leaves_weigh_a_hundred_per_cent_together(desk):
    for kind in ("ito", "bpo", "kpo"):
        initiative_id = add_initiative(desk, kind)
        apply_criteria_template(desk, initiative_id, kind)
        tree = list_criteria(desk, initiative_id)
        shares = global_weights(tree)
        assert sum(shares[leaf.id] for leaf in leaves_of(tree)) == pytest.approx(1)


def test_one_undo_takes_the_whole_template_away_and_redo_brings_it_back(desk):
    initiative_id = add_initiative(desk, "Payroll")
    before = desk.journal.revision, desk.journal.fingerprint
    apply_criteria_template(desk, initiative_id, "kpo")
    assert desk.journal.revision == before[0] + 1
    tree = list_criteria(desk, initiative_id)
    desk.journal.undo()
    assert list_criteria(desk, initiative_id) == ()
    assert list_initiatives(desk)[0].template == ""
    desk.journal.redo()
    assert list_criteria(desk, initiative_id) == tree


def test_an_applied_template_is_on_disk_and_belongs_to_the_file(desk, reopen, folder):
    initiative_id = add_initiative(desk, "Payroll")
    apply_criteria_template(desk, initiative_id, "ito", folder)
    tree = list_criteria(desk, initiative_id)
    spoil(folder, "ito.yaml", "Technical capability", "Something else")
    assert list_criteria(reopen(), initiative_id) == tree


def test_a_template_never_mixes_with_criteria_that_are_there(desk):
    initiative_id = add_initiative(desk, "Payroll")
    add_criterion(desk, initiative_id, "Price", weight=100)
    revision = desk.journal.revision
    with pytest.raises(HasCriteriaError, match="Payroll") as caught:
        apply_criteria_template(desk, initiative_id, "ito")
    assert "new initiative" in caught.value.remedy
    assert desk.journal.revision == revision
    assert len(list_criteria(desk, initiative_id)) == 1


def test_a_refused_template_leaves_no_trace(desk, folder):
    initiative_id = add_initiative(desk, "Payroll")
    before = desk.journal.fingerprint
    spoil(folder, "kpo.yaml", "weight: 30", "weight: 29")
    for bad in (lambda: apply_criteria_template(desk, initiative_id, "kpo", folder),
                lambda: apply_criteria_template(desk, initiative_id, "nothing"),
                lambda: apply_criteria_template(desk, 99, "ito")):  # fmt: skip
        with pytest.raises(DeskError):
            bad()
    assert desk.journal.fingerprint == before


def test_a_copied_criterion_can_be_changed_like_any_other(desk):
    initiative_id = add_initiative(desk, "Payroll")
    apply_criteria_template(desk, initiative_id, "ito")
    security = next(leaf for leaf in list_criteria(desk, initiative_id) if leaf.code == "X-SEC")
    update_criterion(desk, security.id, "minimum", 3.5)
    assert next(leaf for leaf in list_criteria(desk, initiative_id) if leaf.code == "X-SEC").minimum == 3.5
