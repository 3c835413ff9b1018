"""The scales that words may stand for are offered in German too; their package is not swept with the other modules."""

import pytest

from outsource_desk.importers.cells import word_scale
from outsource_desk.importers.cells.judged_vocabulary import FAMILIES
from outsource_desk.ui.language import say, use_language


@pytest.fixture(autouse=True)
def in_german(qapp):
    use_language("de")
    yield
    use_language("en")


def test_every_scale_of_words_is_offered_in_german():
    titles = [title for family in FAMILIES for title in (family.title, family.other) if title]
    titles += [scale.title for words in (["★"], ["A", "B"]) for scale in word_scale(words)]

    assert [title for title in titles if say(title) == title] == []
