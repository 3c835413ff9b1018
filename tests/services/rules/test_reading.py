"""The file of rules is read with its lines; what is not known in it is named with file and line."""

import json

import pytest
import yaml

from outsource_desk.domain.ranking import Severity
from outsource_desk.paths import resource
from outsource_desk.services.rules.reading import RulesFileError, read_block
from outsource_desk.services.rules.rulebook import FILES, read_rulebook, rulebook

DELIVERED = resource("rules", "scoring.yaml")
OTHERS = [resource("rules", f"{name}.yaml") for name in FILES if name != "scoring"]


@pytest.fixture
def changed(tmp_path):
    """Return a copy of the delivered file in which one text stands for another."""

    def changed(old, new):
        text = DELIVERED.read_text(encoding="utf-8")
        assert text.count(old) >= 1
        path = tmp_path / "scoring.yaml"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return path

    return changed


@pytest.mark.parametrize("path", [DELIVERED, *OTHERS], ids=lambda path: path.stem)
def test_the_file_is_yaml_and_is_read_as_yaml_reads_it(path):
    def plain(block):
        return {name: plain(part) if part.value is None else part.value for name, part in block.parts.items()}

    whole = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert plain(read_block(path)) == json.loads(json.dumps(whole))


def test_the_rules_keep_their_ids_and_every_one_has_words_a_severity_and_a_fix():
    rules = rulebook().rules
    first, last = 1, 59
    scoring = [rule for rule in rules if rule.startswith("W")]
    assert all(first <= int(rule.removeprefix("W")) <= last for rule in scoring)
    assert len(scoring) == 49
    assert {"W11", "W46"}.isdisjoint(rules)
    vetting = [rule.id for rule in rules.values() if rule.area == "vetting"]
    assert vetting == ["V01", "V02", "V03", "V04", "V05", "V06", "V07", "V08", "V09"]
    assert "GV07" in rules
    assert [rule.id for rule in rules.values() if rule.area == "risk"] == ["RK01", "RK02", "RK03", "RK04", "RK05"]
    for rule in rules.values():
        assert rule.title
        assert not rule.title.endswith(".")
        assert all(text.endswith(".") for text in (*rule.texts.values(), rule.fix))
    assert rules["W20"].severity is Severity.BLOCK
    assert rules["W02"].parameters == {"least_weight": 0.05, "spread": 5.0}
    words = rules["W15"].parameters["money_words"]
    assert isinstance(words, frozenset)
    assert "kosten" in words


def test_a_threshold_that_is_changed_in_the_file_is_what_a_rule_goes_by(changed):
    changed_rules = read_rulebook(changed("least_length: 20 characters", "least_length: 5 characters"), *OTHERS)
    assert changed_rules.rules["W28"].parameters["least_length"] == 5.0


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    severity: block", "    severity: fatal", "cannot be “fatal”; write one of: block, warn, info."),
        ("    area: structure", "    area: looks", "“area” cannot be “looks”"),
        ("  W59:", "  W99:", "Nothing checks a rule “W99”."),
        ("  W59:\n", "  W01:\n", "“W01” stands in line"),
        ("    title:", "    titel:", "“titel” is not known here; known are: area, severity, title"),
        ("    field: is_gate", "    field: is_gate\n    field: weight", "“field” stands in line"),
        ("      tolerance: 0.01 per cent", "      tolerance: 0.01", "must be a number with its unit"),
        ("      tolerance: 0.01 per cent", "      tolerance: 0.01 miles", "must be a number with its unit"),
        ("      tolerance: 0.01 per cent", "      slack: 0.01 per cent", "“slack” is not known here"),
        ("      spread: 5 points\n", "", "“parameters” has no “spread”."),
        ("{criterion} carries {weight}", "{criterion} carries {wait}", "“{wait}” is not known here"),
        ("    fix: \"Make one", "    fx: \"Make one", "“fx” is not known here"),
        ("scoring-rules/1", "scoring-rules/2", "this version of Outsource Desk reads"),
        ("    severity: block", "    severity block", "This is no line “name: value”"),
        ("    severity: block", "     severity: block", "This is no line “name: value”"),
        ("    severity: block", "      severity: block", "is indented too far"),
        ("    text: \"{name} has no usable price.\"\n", "", "has neither “text” nor “texts”"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_named_with_file_and_line(changed, old, new, said):
    with pytest.raises(RulesFileError) as caught:
        read_rulebook(changed(old, new), *OTHERS)
    assert said in str(caught.value)
    assert str(caught.value).startswith(f"scoring.yaml, line {caught.value.line}: ")
    assert caught.value.remedy


def test_a_rule_that_is_checked_but_has_no_words_is_named(tmp_path):
    text = DELIVERED.read_text(encoding="utf-8")
    path = tmp_path / "scoring.yaml"
    path.write_text(text[: text.index("  W58:")], encoding="utf-8")
    with pytest.raises(RulesFileError, match="The rule W58 is missing"):
        read_rulebook(path, *OTHERS)


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path):
    with pytest.raises(RulesFileError):
        read_block(tmp_path / "none.yaml")
    (tmp_path / "bad.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RulesFileError):
        read_block(tmp_path / "bad.yaml")
