"""Reading one cell: what a person meant by it, and what about that is doubtful.

The quick readings rescale nothing: ``8/10`` is 8 with a maximum of 10, ``80%`` is 80 with the unit per cent. The flag
``ask`` marks every reading that the user has to confirm.
"""

from outsource_desk.importers.cells.amounts import likely_meant, read_amount, read_score
from outsource_desk.importers.cells.columns import (
    ColumnDecision,
    are_fractions,
    decide_column,
    odd_fractions,
    odd_shares,
)
from outsource_desk.importers.cells.contexts import Context, Hints, currency_of_format, read_cell
from outsource_desk.importers.cells.dates import read_date
from outsource_desk.importers.cells.judged_words import WordScale, is_judged_word, word_scale
from outsource_desk.importers.cells.money import currency_in
from outsource_desk.importers.cells.numbers import (
    FRACTIONS,
    decimal_mark,
    plain_number,
    quick_number,
    read_number,
)
from outsource_desk.importers.cells.replies import is_nothing, read_answer, read_no_cost, reply_of
from outsource_desk.importers.cells.values import CellReading, Fault, Moment, Value, raw_text, tidy
from outsource_desk.importers.cells.weights import priority_of, read_weight

__all__ = [
    "CellReading", "ColumnDecision", "Context", "Fault", "Hints", "Moment", "Value", "WordScale",
    "are_fractions", "currency_of_format", "decide_column", "decimal_mark", "is_judged_word", "is_nothing",
    "is_number_like", "likely_meant", "odd_fractions", "odd_shares", "plain_number", "priority_of", "quick_number",
    "raw_text", "read_amount", "read_answer", "read_cell", "read_date", "read_no_cost", "read_number", "read_score",
    "read_weight", "reply_of", "tidy", "word_scale",
]  # fmt: skip


def looks_like_amount(text: str) -> bool:
    """Tell whether a mistyped text stands for a number, and not for a telephone or the number of a chapter."""
    return bool(currency_in(text)) or ".." in text or (text.count(".") < 2 and not set(text) & set(" ()"))


def is_number_like(text: str) -> bool:
    """Tell whether a text is plainly a number, an amount or a share."""
    if plain_number(text) is not None:
        return True
    if not any(letter.isdigit() or letter in FRACTIONS for letter in text) or len(text) > 40:
        return False
    reading = read_score(text)
    if "typing_error" in reading.flags:
        return looks_like_amount(text)
    is_word = text[0].isalpha() and reading.is_asked and not reading.unit  # “Max 5” names something
    return reading.kind in ("number", "money", "range") and not is_word
