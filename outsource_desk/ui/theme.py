"""Colours, type, distances and the style sheet: every decision about the look is made here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from outsource_desk.paths import resource
from outsource_desk.ui.style_sheet import style_sheet

FAMILY = "Inter"
XS, S, M, L, XL, XXL = 4, 8, 12, 16, 24, 32  # the only distances there are
RADIUS, ROW, FIELD = 6, 28, 32
SMALLEST, LARGEST = 90, 150  # per cent of the font size


@dataclass(frozen=True)
class Tokens:
    """One colour scheme. Text keeps 4.5:1 on `surface` and `window`, marks and borders of controls 3:1."""

    name: str
    window: str
    surface: str
    sunken: str  # tracks, wells, hover
    line: str  # hairlines; decoration only
    field: str  # borders of controls
    text: str
    muted: str
    mark: str  # everyone in a chart who is not the story
    accent: str
    accent_hover: str
    accent_soft: str
    on_accent: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    heat: tuple[str, str, str, str, str]  # value tints, low to high; `text` is readable on all five
    series: tuple[str, str, str, str, str, str]  # six lines or bars that must be told apart


LIGHT = Tokens(
    name="light",
    window="#F5F6F8",
    surface="#FFFFFF",
    sunken="#EEF1F4",
    line="#E2E6EB",
    field="#848E9C",
    text="#1B2430",
    muted="#5B6776",
    mark="#808B99",
    accent="#0B5CAD",
    accent_hover="#094C90",
    accent_soft="#E8F1FA",
    on_accent="#FFFFFF",
    good="#00724F",
    good_soft="#E4F4EC",
    warn="#8A5A00",
    warn_soft="#FCF3E0",
    bad="#B3261E",
    bad_soft="#FCECEA",
    heat=("#F8FAFC", "#F2F6FA", "#E6EFF8", "#D6E5F4", "#B9D4EE"),
    series=("#0B5CAD", "#8A0F59", "#4C4C24", "#BD7584", "#7123E7", "#7E9130"),
)
DARK = Tokens(
    name="dark",
    window="#16191E",
    surface="#1F242B",
    sunken="#2A3038",
    line="#323943",
    field="#7A8694",
    text="#E8ECF1",
    muted="#A3AEBB",
    mark="#7F8B99",
    accent="#6CB2F5",
    accent_hover="#8AC2F8",
    accent_soft="#20364C",
    on_accent="#0B1622",
    good="#4FD1A1",
    good_soft="#1B3A31",
    warn="#F2B84B",
    warn_soft="#3D321C",
    bad="#FF8A80",
    bad_soft="#43282A",
    heat=("#1F242B", "#212D3A", "#24384C", "#274460", "#2A5074"),
    series=("#6CB2F5", "#D43595", "#BD8475", "#8947EB", "#598A0F", "#A9EB47"),
)


class Scheme(Enum):
    """What the user asked for."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class TextStyle(Enum):
    """The type scale: pixels and weight. DISPLAY is for the one number of a tile."""

    DISPLAY = (28, QFont.Weight.DemiBold)
    TITLE = (20, QFont.Weight.DemiBold)
    SECTION = (15, QFont.Weight.DemiBold)
    STRONG = (13, QFont.Weight.DemiBold)
    BODY = (13, QFont.Weight.Normal)
    CAPTION = (11, QFont.Weight.Normal)
    LABEL = (11, QFont.Weight.DemiBold)


class Look(QObject):
    """The look in use; `changed` tells painted widgets to paint again."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.scheme = Scheme.SYSTEM
        self.percent = 100
        self.tokens = LIGHT
        self._is_dressed = False
        self._holds_sheet = False

    def dress(self, scheme: Scheme, percent: int = 100) -> None:
        """Give the application this scheme and font size; call again to switch live."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        if not self._is_dressed:
            for name in ("Inter-Regular.ttf", "Inter-SemiBold.ttf"):
                QFontDatabase.addApplicationFont(str(resource("fonts", name)))
            if not app.property("is_fusion"):
                app.setStyle("Fusion")
            app.styleHints().colorSchemeChanged.connect(self._on_system_scheme)
            self._is_dressed = True
        self.scheme, self.percent = scheme, min(max(percent, SMALLEST), LARGEST)
        self.tokens = DARK if _is_dark(scheme) else LIGHT
        text_font.cache_clear()
        app.setFont(text_font(TextStyle.BODY))
        app.setPalette(_palette(self.tokens))
        if not self._holds_sheet:
            self._put_sheet(app)
        self.changed.emit()

    def hold_sheet(self) -> None:
        """Dress without the style sheet while the first window is put together.

        Qt applies a sheet to a part again each time the part is put into another, and once is enough to be seen.
        """
        self._holds_sheet = not self._is_dressed

    def wear_sheet(self) -> None:
        """Put the style sheet on if it has been held."""
        if self._holds_sheet:
            self._holds_sheet = False
            app = QApplication.instance()
            assert isinstance(app, QApplication)
            self._put_sheet(app)

    def _put_sheet(self, app: QApplication) -> None:
        sheet = style_sheet(self.tokens, scaled)
        if sheet != app.styleSheet():  # Qt would dress every widget again, even in the same clothes
            app.setStyleSheet(sheet)

    def _on_system_scheme(self) -> None:
        if self.scheme is Scheme.SYSTEM and self.tokens is not (DARK if _is_dark(self.scheme) else LIGHT):
            self.dress(self.scheme, self.percent)


look = Look()


def tokens() -> Tokens:
    """Return the colours in use. Ask again at each painting; the user may switch at any time."""
    return look.tokens


def scaled(pixels: float) -> int:
    """Return a length that grows and shrinks with the font size."""
    return round(pixels * look.percent / 100)


@lru_cache(maxsize=16)
def text_font(style: TextStyle) -> QFont:
    """Return the font of a text style, with tabular figures so that columns of numbers align."""
    size, weight = style.value
    font = QFont(FAMILY)
    font.setPixelSize(scaled(size))
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def tone(name: str) -> tuple[str, str]:
    """Return the colours of text and ground for a state: good, warn, bad, accent or quiet."""
    t = tokens()
    return {
        "good": (t.good, t.good_soft),
        "warn": (t.warn, t.warn_soft),
        "bad": (t.bad, t.bad_soft),
        "accent": (t.accent, t.accent_soft),
        "quiet": (t.muted, t.sunken),
    }[name]


def _is_dark(scheme: Scheme) -> bool:
    if scheme is Scheme.SYSTEM:
        return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return scheme is Scheme.DARK


def _palette(t: Tokens) -> QPalette:
    role, result = QPalette.ColorRole, QPalette()
    colours = {
        t.window: (role.Window, role.Button),
        t.surface: (role.Base, role.ToolTipBase),
        t.sunken: (role.AlternateBase, role.Midlight),
        t.line: (role.Mid, role.Dark),
        t.text: (role.WindowText, role.Text, role.ButtonText, role.ToolTipText),
        t.muted: (role.PlaceholderText,),
        t.accent: (role.Highlight, role.Link, role.Accent),
        t.on_accent: (role.HighlightedText,),
    }
    for colour, roles in colours.items():
        for each in roles:
            result.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, each, QColor(t.field))
    return result
