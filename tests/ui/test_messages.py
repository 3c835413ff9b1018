"""Every text that lower layers make for the screen has a German entry, found without trying them all."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path

import pytest
import yaml

import outsource_desk
from outsource_desk.domain import criterion, initiative, paper, ranking, vendor
from outsource_desk.services import progress
from outsource_desk.services.records import kinds
from outsource_desk.store import searching
from outsource_desk.ui.formats import use_formats
from outsource_desk.ui.language import phrases, say, use_language
from tests.ui.texts import read_all
from tests.ui.texts_of_layers import Errors, Module, Text, filled, texts_of, untranslated

ROOT = Path(outsource_desk.__file__).parent
LAYERS = ("domain", "services", "store", "importers")
# module, or module and function → why its texts need no German
UNSEEN = {
    "domain/rule_text.py ": "a sign of the language of gates",
    "domain/vendor_copy.py ": "the words of a workbook that goes to a vendor",
    "services/cell_replies.py ": "words that are looked for in sheets",
    "services/debrief_letter.py ": "the words of a letter, which is in English as the paper is",
    "services/debrief_letter.py _text": "the words of a letter, which is in English as the paper is",
    "services/debrief_letter.py debrief": "the words of a letter, which is in English as the paper is",
    "services/debrief_letter.py _standing": "the words of a letter, which is in English as the paper is",
    "services/debrief_letter.py _minimums": "the words of a letter, which is in English as the paper is",
    "services/exercises.py script_of": "kept in the file, as the words of the scenario are",
    "services/foreign_answers.py ": "kept in the file as a title",
    "services/reading_lines.py ": "the command line's list",
    "services/reading_lines.py _details": "the command line's list",
    "services/reading_lines.py _heading": "the command line's list",
    "services/reading_lines.py reading_lines": "the command line's list",
    "services/reading_import.py _told": "kept in the file as a log",
    "services/reading_words.py ": "words that are looked for in sheets",
    "services/reading_words.py _period": "signs that are looked for in sheets",
    "services/vendor_copies.py ": "the words of a workbook that goes to a vendor",
    "services/vendor_copies.py _condition": "the words of a workbook that goes to a vendor",
    "services/vendor_copies.py only_if": "the words of a workbook that goes to a vendor",
    "services/vendor_copy_plan.py in_answer_words": "an answer in the words of the workbook",
    "services/vendor_copy_plan.py plan_lines": "the command line's list",
    "importers/cells/dates.py ": "names of months that are looked for in sheets",
    "importers/cells/money.py ": "words that are looked for in sheets",
    "importers/cells/judged_vocabulary.py ": "words that are looked for in sheets",
    "importers/cells/replies.py ": "words that are looked for in sheets",
    "importers/cells/units.py ": "units that are looked for in sheets",
    "importers/cells/weights.py ": "words that are looked for in sheets",
    "services/import_questions.py _is_about_people": "the end of a message that is looked at whole",
    "services/import_records/cells.py ": "words that are looked for in sheets",
    "services/import_records/row_values.py ": "words that are looked for in sheets",
    "services/import_records/outcomes.py lines": "the command line's list",
    "services/import_records/writing.py _notes": "the command line's summary",
    "services/import_records/writing.py _log": "kept in the file as a log",
    "services/due/registers.py of_contingency": "a version is called so in German, too",
    "services/kinds/contingency.py _labels": "tested below for every kind of record",
    "services/kinds/governance.py _prepare_protocol": "part of a message that is looked at whole",
    "services/kinds/governance.py _prepare_decision": "part of a message that is looked at whole",
    "services/rules/contingency.py triggers_not_checked": "part of a line that is looked at whole",
    "services/rules/rulebook.py ": "words of the files of rules",
    "domain/formatting.py": "a programming error",
    "domain/frozen.py": "code, and programming errors",
    "importers/files/child.py ": "code of the child process",
    "importers/scorecards/criteria.py _known_unit": "put together to be read, not to be shown",
    "importers/scorecards/result_checks.py _check": "shown with the words of arithmetic, see the tests of sheets",
    "importers/scorecards/stated.py": "words that are looked for in sheets",
    "importers/scorecards/view.py": "kinds of cells",
    "importers/sheets/vocabulary.py": "words that are looked for in sheets",
    "importers/registers/words.py": "words that are looked for in sheets",
    "importers/prices/words.py": "words that are looked for in sheets",
    "importers/sheets/money.py": "words that are looked for in sheets",
    "importers/files/first_reader.py ": "words of a library that are looked for",
    "importers/scorecards/priorities.py ": "words that are looked for in sheets",
    "importers/sheets/words.py ": "units that are looked for in sheets",
    "importers/files/workbook_walk.py ": "formats of dates in workbooks",
    "services/backups.py": "names of files",
    "services/ballot_review.py review_lines": "the command line's list",
    "services/cells.py _source": "part of a line that is tested below",
    "services/checking.py": "the command line's check",
    "services/child.py _listen": "a word between processes",
    "services/child.py _work": "a word between processes",
    "services/desk.py _reading": "begins with a message of its own",
    "services/history.py write_log": "a file for other programs",
    "services/ics.py to_ics": "a file for other programs",
    "services/history.py history_lines": "the command line's list",
    "services/import_answers.py _answered": "kept in the file as a reason",
    "services/import_cells.py value_fields": "partly kept in the file as a reason; the notes are tested below",
    "services/import_answers.py _in_points": "kept in the file as a reason",
    "services/import_names.py ": "words that are looked for in sheets",
    "services/import_options.py read_gates": "an example of what is typed",
    "services/import_options.py read_names": "an example of what is typed",
    "services/import_preview.py picture_regions": "parts of the picture",
    "services/importing.py lines": "the command line's summary",
    "services/likeness.py": "words that are looked for in names",
    "services/overview.py": "the command line's overview; its verdicts are tested below",
    "services/progress.py ": "tested entry by entry below, where “IT” is no English word",
    "services/ranking_document.py trust_lines": "the command line's lines",
    "services/sample.py": "for authors of the sample",
    "services/sample_panel.py": "for authors of the sample",
    "services/setting.py": "the command line's `set`",
    "services/question_checks.py usual_rule": "a rule, not words",
    "services/protection_words.py ": "part of a line that is tested for what is protected",
    "services/protection_words.py name_of": "part of a line that is tested for what is protected",
    "services/questionnaire_text.py _lines": "lines of a template file",
    "services/questionnaire_text.py _question_lines": "lines of a template file",
    "services/template_text.py": "for authors of templates",
    "services/templates.py _tree": "for authors of templates",
    "services/templates.py _group": "for authors of templates",
    "services/wording.py name": "part of a line that is tested below",
    "services/wording.py _vetting_name": "part of a line that is tested below",
    "services/wording.py in_lines": "tested below for every table",
    "store/capture.py": "a programming error",
    "store/damage.py ": "SQL",
    "store/damage.py _structure": "details for the technically minded, in the words of SQLite",
    "store/errors.py __init__": "parts of messages that are looked at whole",
    "store/history.py _row": "a programming error; what users can meet has a class and is looked at",
    "store/updating.py update": "a programming error",
}
NAMING = frozenset(
    {"name", "text", "day", "past_day", "choice", "open_choice", "amount", "whole", "share", "lines", "reference"}
    | {"moment", "_steps", "checked_number", "checked_name", "checked_text"}
)  # what makes the checks of fields, the name of the field first
SWEPT_IN_STORE = {"store/errors.py", "store/damage.py"}  # the rest of the store is SQL; its errors are all looked at


@pytest.fixture(autouse=True)
def in_german(qapp):
    use_language("de")
    use_formats("de_DE")
    yield
    use_language("en")
    use_formats("en_GB")


def modules() -> list[Module]:
    paths = [path for layer in LAYERS for path in sorted((ROOT / layer).rglob("*.py"))]
    return [Module.read(path, path.relative_to(ROOT).as_posix()) for path in paths]


def names_of_fields() -> Iterator[str]:
    """Yield what the fields of records are called in refusals, and what the acts on records are called."""
    for path in sorted((ROOT / "services" / "kinds").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(what)), *_]) if name in NAMING:
                    yield what
    for kind in kinds().values():
        yield from (*vars(kind.labels).values(), *kind.required.values(), *kind.money.values())


def texts_raised() -> Iterator[Text]:
    """Yield the reasons that blocks of a file give for what is wrong in them."""
    for module in modules():
        for function, body, names in module.functions():
            for node in (each for statement in body for each in ast.walk(statement)):
                match node:
                    case ast.Call(func=ast.Attribute(attr="error"), args=[reason, *_]):
                        for text in texts_of(reason, names):
                            yield Text(module.name, function, node.lineno, filled(text))


@cache
def texts() -> tuple[Text, ...]:
    return tuple(_texts())


def _texts() -> Iterator[Text]:
    found = modules()
    yield from Errors(found).texts()
    for module in found:
        if not module.name.startswith("store/") or module.name in SWEPT_IN_STORE:
            yield from module.texts()


def is_seen(text: Text) -> bool:
    has_words = " " in text.text and re.search("[a-z]{2}", text.text)
    return bool(has_words) and text.module not in UNSEEN and f"{text.module} {text.function}" not in UNSEEN


@cache
def entries() -> dict[str, str]:
    sections = yaml.safe_load(read_all("messages"))
    return {text: german for section in sections.values() for text, german in section.items()}


def test_every_message_of_the_layers_below_has_a_german_entry():
    found = [text for text in texts() if is_seen(text)]

    assert len({text.text for text in found}) > 550
    assert [str(text) for text in found if untranslated([text.text])] == []


def test_every_field_of_a_record_and_every_act_on_one_has_a_german_name():
    found = set(names_of_fields())

    assert len(found) > 250
    assert sorted(found - entries().keys()) == []


@pytest.mark.parametrize("part", ["rules/", "scenario_links.py", "tiering.py"])
def test_what_is_wrong_in_a_file_of_rules_is_said_in_german(part):
    found = [text for text in texts_raised() if text.module.startswith(f"services/{part}")]

    assert [str(text) for text in found if untranslated([f"risk.yaml, line 7: {text.text}"])] == []


def test_every_exception_is_still_there():
    there = {key for text in texts() for key in (text.module, f"{text.module} {text.function}")}

    assert UNSEEN.keys() - there == set()


@pytest.mark.parametrize("table", ["_FIELDS", "_CURES", "_OTHER_CURE"])
def test_every_step_of_the_way_to_the_paper_has_a_german_entry(table):
    wordings = [text for entry in getattr(progress, table).values() for text in entry[:2]]
    found = [text.replace("{count}", "7") for text in wordings]

    assert [text for text in found if say(text) == text] == []


def test_every_word_of_a_choice_and_every_kind_of_thing_has_a_german_entry():
    kinds: list[type[StrEnum]] = [
        criterion.Measure, criterion.Direction, initiative.OutsourcingType, initiative.Weighting, initiative.GoalKind,
        vendor.VendorKind, vendor.VendorStatus, ranking.GateStatus, ranking.Verdict, ranking.Severity,
    ]  # fmt: skip
    words = [str(each) for kind in kinds for each in kind] + [each.label for each in paper.Section]

    assert [word for word in [*words, *searching.KINDS, "rationale"] if word not in entries()] == []


def test_no_entry_is_given_twice_and_every_field_of_a_translation_is_one_of_its_text():
    lines = read_all("messages").splitlines()
    known = [yaml.safe_load(line) for line in lines if line.startswith("  ")]
    keys = [key for entry in known for key in entry]

    assert len(keys) == len(set(keys))
    for text, german in entries().items():
        assert set(re.findall(r"\{(\w+)", german)) <= set(re.findall(r"\{(\w+)", text)), text
        assert set(re.findall(r"\{\w+:(\w+)\}", german)) <= {"word", "say", "list", "quoted"}, text
        assert not set("“”") & set(re.sub("„[^“„]*“", "", german)), german


def test_saying_a_text_tries_few_patterns():
    found = [text.text for text in texts() if is_seen(text)]
    tried = [len(phrases().candidates(text)) for text in found]

    assert len(phrases()) > 900
    assert max(tried) <= 8
    assert sum(tried) <= 1.5 * len(tried)
