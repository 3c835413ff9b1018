"""The menu of a cell in the picture: what its row and its column are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from outsource_desk.domain.spreadsheets import column_number
from outsource_desk.ui.importing.said_words import roles_in_words
from outsource_desk.ui.language import tr


def line_menu(
    parent: QWidget,
    cell: str,
    said: Mapping[int, str],
    take_header: Callable[[int], object],
    take_role: Callable[[int, str], object],
) -> QMenu:
    """Return a menu that goes when it closes.

    Args:
        parent: who owns it.
        cell: whose row and column are spoken of.
        said: line → role, as far as the user has said so; a row has its number below zero.
        take_header: told the number of the row that is to be the header.
        take_role: told a line and its role; no role leaves the line to what is read.
    """
    letters = cell.rstrip("0123456789")
    row = int(cell[len(letters) :])
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.addAction(tr("Row {row} is the &header", row=row), partial(take_header, row))
    _add_roles(menu, tr("&Column {letters} is", letters=letters), column_number(letters), said, take_role)
    _add_roles(menu, tr("&Row {row} is", row=row), -row, said, take_role)
    return menu


def _add_roles(
    menu: QMenu, title: str, line: int, said: Mapping[int, str], take_role: Callable[[int, str], object]
) -> None:
    inner = menu.addMenu(title)
    group = QActionGroup(inner)
    for role, words in {"": tr("As it is read"), **roles_in_words()}.items():
        act = inner.addAction(words, partial(take_role, line, role))
        act.setCheckable(True)
        act.setChecked(said.get(line, "") == role)
        group.addAction(act)
