"""What kinds of tables, roles of columns, encodings and delimiters are called on the screen."""

from __future__ import annotations

from collections.abc import Mapping

from outsource_desk.services.import_policy import Policy
from outsource_desk.ui.language import tr

_ENCODINGS = {
    "utf-8": "UTF-8", "utf-16": "UTF-16", "utf-16-le": "UTF-16 LE", "utf-16-be": "UTF-16 BE",
    "cp1252": "Windows-1252", "cp1250": "Windows-1250", "cp1251": "Windows-1251", "cp1253": "Windows-1253",
    "cp1254": "Windows-1254", "cp1257": "Windows-1257", "iso8859-1": "ISO 8859-1", "iso8859-2": "ISO 8859-2",
    "iso8859-15": "ISO 8859-15", "cp437": "DOS 437", "cp850": "DOS 850", "cp852": "DOS 852",
    "mac-roman": "Mac Roman", "cp932": "Windows-932", "shift_jis": "Shift JIS", "gb18030": "GB 18030",
    "big5": "Big5", "cp949": "Windows-949",
}  # fmt: skip


def kinds_in_words() -> dict[str, str]:
    """Return what each kind of table holds."""
    return {
        "scores": tr("Scores of vendors"),
        "prices": tr("Prices of vendors"),
        "vendors": tr("A list of vendors"),
        "risks": tr("A list of risks"),
        "metrics": tr("A list of metrics"),
        "readings": tr("Readings of metrics"),
        "answers": tr("Answers to questions"),
        "criteria": tr("A list of criteria"),
        "contracts": tr("A list of contracts"),
    }


def policies() -> Mapping[str, str]:
    """Return the ways to treat what the file has otherwise, in words."""
    return {
        Policy.REPLACE: tr("The sheet replaces it"),
        Policy.KEEP: tr("The document keeps it"),
        Policy.MERGE: tr("Fill only what is open"),
        Policy.ASK: tr("Ask each time"),
    }


def roles_in_words() -> dict[str, str]:
    """Return what a column or a row may be, in the order in which it is offered."""
    return {
        "names": tr("Names"),
        "vendor": tr("A vendor"),
        "criterion": tr("A criterion"),
        "weight": tr("Weights"),
        "maximum": tr("Most points"),
        "unit": tr("Units"),
        "direction": tr("Which way is better"),
        "group": tr("Groups"),
        "evaluator": tr("An evaluator"),
        "comment": tr("Comments"),
        "score": tr("Scores"),
        "ignore": tr("Leave out"),
    }


def encoding_in_words(encoding: str) -> str:
    """Return what an encoding is called, with the part of the world that it is from."""
    name = _ENCODINGS.get(encoding, encoding)
    where = {
        "cp1252": tr("Western Europe"), "iso8859-1": tr("Western Europe"), "iso8859-15": tr("Western Europe"),
        "cp850": tr("Western Europe"), "cp1250": tr("Central Europe"), "iso8859-2": tr("Central Europe"),
        "cp852": tr("Central Europe"), "cp1251": tr("Cyrillic"), "cp1253": tr("Greek"), "cp1254": tr("Turkish"),
        "cp1257": tr("Baltic"), "cp932": tr("Japanese"), "shift_jis": tr("Japanese"), "gb18030": tr("Chinese"),
        "big5": tr("Chinese"), "cp949": tr("Korean"),
    }.get(encoding)  # fmt: skip
    return f"{name} ({where})" if where else name


def delimiter_in_words(sign: str) -> str:
    """Return what stands between the fields of a text file."""
    words = {",": tr("Comma"), ";": tr("Semicolon"), "\t": tr("Tab"), "|": tr("Bar"), " ": tr("Space"),
             ":": tr("Colon")}  # fmt: skip
    return f"{words[sign]} ({sign})" if sign in words and sign.strip() else words.get(sign, sign)
