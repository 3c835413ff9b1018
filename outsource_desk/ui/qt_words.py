"""Qt's own words - of its dialogs, the menus of text fields and the names of keys - in the window's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from PySide6.QtCore import QTranslator


class _Words:
    language = "en"
    translator: QTranslator | None = None


def translate_qt(language: str) -> None:
    """Let Qt speak a language from now on; English where it has no words of it."""
    if language == _Words.language:
        return
    if _Words.translator is not None:
        QCoreApplication.removeTranslator(_Words.translator)
    _Words.language, _Words.translator = language, _translator(language)
    if _Words.translator is not None:
        QCoreApplication.installTranslator(_Words.translator)


def _translator(language: str) -> QTranslator | None:
    from PySide6.QtCore import QLibraryInfo, QTranslator

    words = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return words if language != "en" and words.load(f"qtbase_{language}", folder) else None
