"""What importing lists says on screen has a German entry."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import outsource_desk
from outsource_desk.services.import_records import RECORD_KINDS
from outsource_desk.services.import_records.templates import TEMPLATES
from outsource_desk.ui.language import say, use_language
from tests.ui.test_messages import entries
from tests.ui.texts_of_layers import Errors, Module, untranslated

ROOT = Path(outsource_desk.__file__).parent
# modules, or module and function, whose texts nobody sees in the window
UNSEEN = (
    "cells.py :", "row_values.py :", "shapes.py lines", "writing.py _notes", "writing.py _log",
    "protection_fields.py :", "vendor_fields.py :", "templates.py _columns",
)  # fmt: skip
SAME_IN_GERMAN = {"LEI", "EBITDA", "KPI", "Status", "Tags", "Website", "release", "Code", "Formula"}


@pytest.fixture(autouse=True)
def in_german(qapp):
    use_language("de")
    yield
    use_language("en")


def test_every_reason_of_a_row_and_every_refusal_has_a_german_entry():
    paths = sorted((ROOT / "services" / "import_records").glob("*.py"))
    modules = [Module.read(path, path.name) for path in paths]
    found = [*Errors(modules).texts(), *(text for module in modules for text in module.texts())]
    told = [text for text in found if " " in text.text and re.search("[a-z]{2}", text.text)]
    seen = [text for text in told if not f"{text.module} {text.function}:".startswith(UNSEEN)]

    assert len(seen) > 40
    assert [str(text) for text in seen if untranslated([text.text])] == []


@pytest.mark.parametrize("kind", list(RECORD_KINDS))
def test_every_label_of_a_field_has_a_german_entry(kind):
    fields = RECORD_KINDS[kind].fields
    words = {RECORD_KINDS[kind].title, *(field.label for field in fields)}
    words |= {label for field in fields for label in field.choices.values()}

    assert [word for word in sorted(words - SAME_IN_GERMAN) if say(word) == word and word not in entries()] == []


def test_what_a_template_is_for_is_said_in_german():
    assert [each.lead for each in TEMPLATES.values() if say(each.lead) == each.lead] == []
