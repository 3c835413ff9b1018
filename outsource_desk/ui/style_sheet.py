"""The style sheet: only what Fusion cannot do with the palette alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from outsource_desk.paths import resource

if TYPE_CHECKING:
    from outsource_desk.ui.theme import Tokens

SMALLEST = 24  # pixels of what has to be hit


def style_sheet(t: Tokens, scaled: Callable[[float], int]) -> str:
    """Return the style sheet of a colour scheme; lengths that hold text grow with the font."""
    return "\n".join((_frames(t), _buttons(t, scaled), _fields(t, scaled), _lists(t, scaled), _bars(t, scaled)))


def _frames(t: Tokens) -> str:
    return f"""
* {{ outline: 0; }}
QToolTip {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.field}; padding: 4px 8px; }}
QFrame[role="card"] {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: 6px; }}
QFrame[role="bar"] {{ background: {t.surface}; border: 0; border-bottom: 1px solid {t.line}; }}
QFrame[role="foot"] {{ background: {t.surface}; border: 0; border-top: 1px solid {t.line}; }}
QFrame[role="side"] {{ background: {t.window}; border: 0; border-right: 1px solid {t.line}; }}
QFrame[role="inspector"] {{ background: {t.surface}; border: 0; border-left: 1px solid {t.line}; }}
QFrame[role="rule"] {{ background: {t.line}; border: 0; max-height: 1px; min-height: 1px; }}
QFrame[role="well"] {{ background: {t.sunken}; border: 0; border-radius: 6px; }}
QFrame[role="popup"] {{ background: {t.surface}; border: 1px solid {t.field}; border-radius: 6px; }}
QFrame[role="notice-warn"] {{ background: {t.warn_soft}; border: 0; border-bottom: 1px solid {t.line}; }}
QFrame[role="notice-bad"] {{ background: {t.bad_soft}; border: 0; border-bottom: 1px solid {t.line}; }}
QFrame[role="notice-accent"] {{ background: {t.accent_soft}; border: 0; border-bottom: 1px solid {t.line}; }}
QFrame[role="notice-good"] {{ background: {t.good_soft}; border: 0; border-bottom: 1px solid {t.line}; }}
QLabel {{ background: transparent; }}
QLabel[tone="muted"] {{ color: {t.muted}; }}
QLabel[tone="accent"] {{ color: {t.accent}; }}
QLabel[tone="good"] {{ color: {t.good}; }}
QLabel[tone="warn"] {{ color: {t.warn}; }}
QLabel[tone="bad"] {{ color: {t.bad}; }}
QLabel[tone="text"] {{ color: {t.text}; }}
QScrollArea {{ background: transparent; border: 0; }}
QScrollArea > QWidget > QWidget[role="page"] {{ background: transparent; }}
QSplitter::handle {{ background: transparent; }}
QSplitter::handle:hover, QSplitter::handle:focus {{ background: {t.accent_soft}; }}
QDialog {{ background: {t.window}; }}
"""


def _buttons(t: Tokens, scaled: Callable[[float], int]) -> str:
    tall = scaled(32)
    small = max(tall - 8, SMALLEST - 2)  # without its borders
    return f"""
QPushButton {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.field}; border-radius: 6px;
    padding: 0 12px; min-height: {tall - 2}px; }}
QPushButton:hover {{ background: {t.sunken}; }}
QPushButton:pressed {{ background: {t.line}; }}
QPushButton:focus {{ border: 2px solid {t.accent}; padding: 0 11px; min-height: {tall - 4}px; }}
QPushButton[compact="true"] {{ min-height: {small}px; padding: 0 8px; }}
QPushButton:checked {{ background: {t.accent_soft}; color: {t.accent}; border-color: {t.accent}; }}
QPushButton[compact="true"]:focus {{ min-height: {small - 2}px; padding: 0 7px; }}
QPushButton[kind="primary"] {{ background: {t.accent}; color: {t.on_accent}; border-color: {t.accent};
    font-weight: 600; }}
QPushButton[kind="primary"]:hover {{ background: {t.accent_hover}; }}
QPushButton[kind="primary"]:focus {{ border: 5px double {t.on_accent}; padding: 0 8px; min-height: {tall - 10}px; }}
QPushButton:disabled, QPushButton[kind="primary"]:disabled {{ background: {t.sunken}; color: {t.muted};
    border-color: {t.line}; }}
QPushButton[kind="link"] {{ background: transparent; color: {t.accent}; border: 1px solid transparent; padding: 0 3px;
    min-height: {small}px; text-align: left; }}
QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
QPushButton[kind="link"]:focus {{ border: 2px solid {t.accent}; border-radius: 4px; padding: 0 2px;
    min-height: {small - 2}px; }}
QPushButton[kind="link"]:disabled {{ background: transparent; color: {t.muted}; border-color: transparent; }}
QToolButton {{ background: transparent; color: {t.text}; border: 2px solid transparent; border-radius: 6px;
    padding: 4px; }}
QToolButton:hover {{ background: {t.sunken}; }}
QToolButton:pressed, QToolButton:checked {{ background: {t.accent_soft}; }}
QToolButton:focus {{ border: 2px solid {t.accent}; }}
QToolButton::menu-indicator {{ image: none; }}
"""


def _fields(t: Tokens, scaled: Callable[[float], int]) -> str:
    tall = scaled(32)
    edits = "QLineEdit, QPlainTextEdit, QTextBrowser, QComboBox, QSpinBox"
    focused = ", ".join(f"{name}:focus" for name in edits.split(", "))
    return f"""
{edits} {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.field}; border-radius: 6px;
    padding: 0 8px; selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
QLineEdit, QComboBox, QSpinBox {{ min-height: {tall - 2}px; }}
QLineEdit {{ padding: 0 6px; }}
QLineEdit:focus, QLineEdit[state="error"] {{ padding: 0 5px; }}
QPlainTextEdit, QTextBrowser {{ padding: 4px; }}
{focused} {{ border: 2px solid {t.accent}; padding: 0 7px; }}
QLineEdit:focus, QComboBox:focus, QSpinBox:focus {{ min-height: {tall - 4}px; }}
QPlainTextEdit:focus, QTextBrowser:focus {{ padding: 3px; }}
QLineEdit:read-only, QPlainTextEdit:read-only, QLineEdit:disabled, QComboBox:disabled {{ background: {t.window};
    color: {t.muted}; border-color: {t.line}; }}
QLineEdit[state="error"], QPlainTextEdit[state="error"], QComboBox[state="error"] {{ border: 2px solid {t.bad};
    padding: 0 7px; }}
QLineEdit[state="error"], QComboBox[state="error"] {{ min-height: {tall - 4}px; }}
QComboBox::drop-down {{ border: 0; width: 24px; }}
QComboBox QAbstractItemView {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.field};
    selection-background-color: {t.accent_soft}; selection-color: {t.text}; }}
QSlider::groove:horizontal {{ height: 4px; margin: 0 8px; background: {t.sunken}; border-radius: 2px; }}
QSlider::sub-page:horizontal {{ margin-left: 8px; background: {t.accent}; border-radius: 2px; }}
QSlider::handle:horizontal {{ width: 12px; height: 12px; margin: -6px -8px; border-radius: 8px;
    background: {t.surface}; border: 2px solid {t.accent}; }}
QSlider::handle:horizontal:focus {{ background: {t.accent}; }}
QProgressBar {{ background: {t.sunken}; border: 0; border-radius: 3px; max-height: 6px; min-height: 6px; }}
QProgressBar::chunk {{ background: {t.accent}; border-radius: 3px; }}
"""


def _lists(t: Tokens, scaled: Callable[[float], int]) -> str:
    tick = resource("icons", f"tick-{t.name}.svg").as_posix()  # in the colour of what stands on the accent
    round_ = scaled(14)
    return f"""
QTreeView, QTableView, QListView {{ background: {t.surface}; color: {t.text}; border: 0;
    selection-background-color: {t.accent_soft}; selection-color: {t.text}; }}
QListView[role="pages"] {{ background: transparent; }}
QTreeView::item, QListView::item {{ min-height: {scaled(28)}px; }}
QTreeView::item {{ padding: 0 9px; }}
QCheckBox {{ min-height: {max(scaled(24), SMALLEST) - 4}px; spacing: 8px; padding: 0 4px 0 2px;
    border: 2px solid transparent; border-radius: 6px; }}
QCheckBox:focus {{ border-color: {t.accent}; }}
QCheckBox::indicator, QListView::indicator {{ width: {scaled(14)}px; height: {scaled(14)}px;
    border: 1px solid {t.field}; border-radius: 3px; background: {t.surface}; }}
QCheckBox::indicator:checked, QListView::indicator:checked {{ border-color: {t.accent}; background: {t.accent};
    image: url("{tick}"); }}
QCheckBox::indicator:disabled, QListView::indicator:disabled {{ border-color: {t.line}; background: {t.sunken}; }}
QRadioButton {{ min-height: {max(scaled(24), SMALLEST) - 4}px; spacing: 8px; padding: 0 4px 0 2px;
    border: 2px solid transparent; border-radius: 6px; }}
QRadioButton:focus {{ border-color: {t.accent}; }}
QRadioButton::indicator {{ width: {round_}px; height: {round_}px; border: 1px solid {t.field};
    border-radius: {round_ // 2 + 1}px; background: {t.surface}; }}
QRadioButton::indicator:checked {{ border-color: {t.accent}; background: qradialgradient(cx: 0.5, cy: 0.5,
    radius: 0.5, fx: 0.5, fy: 0.5, stop: 0 {t.accent}, stop: 0.55 {t.accent}, stop: 0.62 {t.surface},
    stop: 1 {t.surface}); }}
QRadioButton::indicator:disabled {{ border-color: {t.line}; }}
QRadioButton[tone="muted"] {{ color: {t.muted}; }}
QTreeView::branch {{ background: transparent; border-image: none; image: none; }}
QHeaderView {{ background: {t.surface}; border: 0; }}
QHeaderView::section {{ background: {t.surface}; color: {t.muted}; border: 0; border-bottom: 1px solid {t.line};
    padding: 0 12px; min-height: {scaled(30)}px; font-size: {scaled(11)}px; font-weight: 600; }}
QTableCornerButton::section {{ background: {t.surface}; border: 0; border-bottom: 1px solid {t.line}; }}
QScrollBar:vertical {{ width: 12px; background: transparent; margin: 2px; }}
QScrollBar:horizontal {{ height: 12px; background: transparent; margin: 2px; }}
QScrollBar::handle {{ background: {t.field}; border-radius: 4px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
"""


def _bars(t: Tokens, scaled: Callable[[float], int]) -> str:
    return f"""
QMenuBar {{ background: {t.surface}; color: {t.text}; border: 0; padding: 0 8px; }}
QMenuBar::item {{ padding: {scaled(6)}px 8px; background: transparent; border-radius: 4px; }}
QMenuBar::item:selected {{ background: {t.sunken}; }}
QMenu {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.field}; padding: 4px; }}
QMenu::item {{ padding: {scaled(5)}px 24px {scaled(5)}px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {t.accent_soft}; }}
QMenu::item:disabled {{ color: {t.muted}; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: 4px 8px; }}
QTabBar::tab {{ background: transparent; color: {t.muted}; border: 0; border-bottom: 2px solid transparent;
    padding: {scaled(6)}px 12px; }}
QTabBar::tab:selected {{ color: {t.text}; border-bottom: 2px solid {t.accent}; }}
QTabBar:focus {{ border: 2px solid {t.accent}; border-radius: 4px; }}
QTabWidget::pane {{ border: 0; }}
"""
