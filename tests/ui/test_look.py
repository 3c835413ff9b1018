"""Colours that everybody can tell apart, and words that fit at every size, scale and length."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget

from outsource_desk.domain.ranking import Evaluation
from outsource_desk.services.initiatives import list_initiatives
from outsource_desk.services.metric_library import metric_library
from outsource_desk.services.risks import risk_library
from outsource_desk.services.scenario_library import scenario_library
from outsource_desk.ui.language import PSEUDO
from outsource_desk.ui.log import log_file
from outsource_desk.ui.theme import DARK, LIGHT, Scheme, Tokens
from tests.ui.tour import (
    DIALOG_SCENES,
    FRESH_SCENES,
    MORE_SCENES,
    PAGE_SCENES,
    RISKS,
    Scene,
    import_scenes,
    page_scene,
    put_away,
    settle,
    wait_until,
    write_bids,
    write_fresh,
)

SCHEMES = pytest.mark.parametrize("t", [LIGHT, DARK], ids=lambda t: t.name)
# Machado, Oliveira, Fernandes: A Physiologically-based Model for Simulation of Color Vision Deficiency (2009),
# table of full severity, for linear light
VISION = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
LEAST_APART = 12.0  # CIE76; 2.3 is what can just be seen side by side
# long names of things and what is selected, shortened with the whole in the tooltip
ON_PURPOSE = {"where.initiative", "where.page", "status.selection"}

A_MOMENT = 150  # milliseconds after which a sentence may be written anew at the latest
LAYOUT_AT_LAST = 500  # milliseconds in which every layout that was asked for has been made
PRINTED = {"reports.paper", "letter.paper"}  # speak the words of a paper, whose language is the document's
WHITE = {"reports.paper", "evidence.preview"}  # sheets of paper stay white
SHEET_WORDS = {"Risks.csv", "Answers.csv", "Criterion", "Weight"} | {
    word for row in RISKS for word in row.split(",") if len(word) > 2
}
BIDS_WORDS = {"Bids.csv", "Broken.xlsx", "Alder", "Birch", "Cedar", "Bids", "Quality", "Support", "Price (EUR)"}
DATES_AND_KEYS = re.compile(
    r"\b((Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October"
    r"|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
    r"|Ctrl|Shift|Alt|Left|Right|Del|Ins|Enter|Tab|Esc|PgUp|PgDown)\b"
)


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    return float(linear(colour) @ (0.2126, 0.7152, 0.0722))


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def lab(colour: str, vision: str) -> np.ndarray:
    """Return a colour in CIELAB, as somebody with a colour vision sees it."""
    light = np.clip(np.array(VISION[vision]) @ linear(colour), 0, 1)
    to_xyz = np.array(
        ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505)),
    )
    ratio = to_xyz @ light / np.array((0.9505, 1.0, 1.089))
    f = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array((116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])))


def closest(colours: tuple[str, ...], vision: str) -> float:
    return min(float(np.linalg.norm(lab(one, vision) - lab(two, vision))) for one, two in combinations(colours, 2))


@SCHEMES
def test_text_can_be_read_on_every_ground_it_stands_on(t: Tokens):
    grounds = (t.window, t.surface, t.sunken, t.accent_soft)
    pairs = [(words, ground) for words in (t.text, t.muted, t.accent) for ground in grounds]
    pairs += [(t.text, heat) for heat in t.heat] + [(t.on_accent, t.accent), (t.on_accent, t.accent_hover)]
    for tone, soft in ((t.good, t.good_soft), (t.warn, t.warn_soft), (t.bad, t.bad_soft)):
        pairs += [(tone, soft), (tone, t.surface), (tone, t.window), (t.text, soft)]
    assert {pair: round(contrast(*pair), 2) for pair in pairs if contrast(*pair) < 4.5} == {}


@SCHEMES
def test_borders_and_marks_can_be_seen(t: Tokens):
    pairs = [(edge, ground) for edge in (t.field, t.mark) for ground in (t.surface, t.window)]
    pairs += [(line, t.surface) for line in t.series]
    assert {pair: round(contrast(*pair), 2) for pair in pairs if contrast(*pair) < 3} == {}


@SCHEMES
@pytest.mark.parametrize("vision", VISION)
def test_series_and_states_are_told_apart_with_every_colour_vision(t: Tokens, vision):
    assert closest(t.series, vision) >= LEAST_APART
    assert closest((t.good, t.bad, t.mark), "full") >= LEAST_APART


@SCHEMES
def test_heat_rises_evenly_in_lightness_so_that_it_needs_no_hue(t: Tokens):
    steps = [luminance(colour) for colour in t.heat]
    assert steps in (sorted(steps), sorted(steps, reverse=True))


def test_a_theme_switched_live_leaves_no_widget_in_the_old_colours(window, desktop):
    for scene in (*PAGE_SCENES, *MORE_SCENES):
        scene.show(window)
    desktop.set_scheme(Scheme.DARK)
    for scene in (*PAGE_SCENES, *MORE_SCENES):
        scene.show(window)
        settle()
        for sheet in (each for each in window.findChildren(QWidget) if each.objectName() in WHITE):
            sheet.hide()
        image = window.grab().toImage().convertToFormat(window.grab().toImage().Format.Format_RGB32)
        pixels = np.frombuffer(image.constBits(), np.uint32) & 0xFFFFFF
        light = [LIGHT.surface, LIGHT.window, LIGHT.sunken, LIGHT.accent_soft, *LIGHT.heat]
        found = {colour: int((pixels == int(colour[1:], 16)).sum()) for colour in light}
        assert {colour: count for colour, count in found.items() if count > 60} == {}, scene.name


def texts_of(root: QWidget) -> Iterator[tuple[QWidget, str]]:
    """Return the words of all labels and buttons that are on screen."""
    for each in root.findChildren(QWidget):
        if isinstance(each, QLabel | QAbstractButton) and each.isVisible() and each.text().strip():
            yield each, each.text()


def clipped(root: QWidget) -> list[str]:
    """Return the labels and buttons whose words have no room."""
    found = []
    for widget, text in texts_of(root):
        is_shortened = isinstance(widget, QLabel) and text.endswith("…")
        if widget.objectName() in ON_PURPOSE or is_shortened or is_icon_alone(widget):
            continue
        holder = widget.parentWidget()
        if holder is not None and not holder.rect().contains(widget.geometry()):
            found.append(f"{widget.objectName() or type(widget).__name__} “{text[:40]}” stands out of what holds it")
        wide, high = needed(widget)
        if wide > widget.width() + 1 or high > widget.height() + 2:
            found.append(
                f"{widget.objectName() or type(widget).__name__} “{text[:40]}” needs {wide} x {high}, "
                f"has {widget.width()} x {widget.height()}"
            )
    return found


def is_icon_alone(widget: QWidget) -> bool:
    style = getattr(widget, "toolButtonStyle", None)
    return style is not None and style() is Qt.ToolButtonStyle.ToolButtonIconOnly


def needed(widget: QWidget) -> tuple[int, int]:
    """Return how much room the words need at the width that they have."""
    metrics = QFontMetrics(widget.font())
    if isinstance(widget, QLabel) and widget.wordWrap():
        box = metrics.boundingRect(0, 0, widget.width(), 10_000, int(Qt.TextFlag.TextWordWrap), widget.text())
        return box.width(), box.height()
    assert isinstance(widget, QLabel | QAbstractButton)
    text = re.sub("&(.)", r"\1", widget.text())
    lines = text.split("\n")
    wide = max(metrics.horizontalAdvance(line) for line in lines)
    if isinstance(widget, QPushButton) and not widget.icon().isNull():
        wide += widget.iconSize().width()
    return wide, metrics.height() * len(lines) - metrics.leading()


def settle_late(window) -> None:
    """Let everything happen that is due, with the sentences that are written a moment later."""
    settle()
    wait_until(lambda: not any(is_about_to_write(timer) for timer in window.findChildren(QTimer)))
    settle()


def is_about_to_write(timer: QTimer) -> bool:
    return timer.isActive() and timer.isSingleShot() and timer.interval() <= A_MOMENT


def scan(window, scenes: list[Scene]) -> list[str]:
    found: list[str] = []
    for scene in scenes:
        root = scene.show(window)
        found += [f"{scene.name}: {each}" for each in clipped_at_rest(window, root)]
        put_away(window)
    return found


def clipped_at_rest(window, root: QWidget) -> list[str]:
    """Return what has no room once nothing moves any more; on a busy machine a layout may come late."""
    whole = root if root.isWindow() else window
    settle_late(window)
    if clipped(whole):
        settle(LAYOUT_AT_LAST)
    return clipped(whole)


def none_of(found: list[str]) -> None:
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(("size", "percent"), [((1024, 640), 100), ((1366, 768), 150), ((3840, 2160), 90)])
def test_no_words_are_clipped_in_small_and_large_windows(window, desktop, tmp_path, size, percent):
    desktop.set_font(percent)
    window.resize(*size)
    none_of(scan(window, [*PAGE_SCENES, *MORE_SCENES, *import_scenes(write_bids(tmp_path)), *DIALOG_SCENES]))


@pytest.mark.parametrize(("size", "percent", "language"), [((1024, 640), 100, "de"), ((1366, 768), 150, "en")])
def test_no_words_are_clipped_where_nothing_is_protected_yet(open_window, desktop, tmp_path, size, percent, language):
    open_window(write_fresh(tmp_path / "documents"))
    desktop.set_font(percent)
    desktop.speak(language, "en_GB")
    desktop.windows[0].resize(*size)
    none_of(scan(desktop.windows[0], FRESH_SCENES))


def test_no_words_are_clipped_in_german(window, desktop, tmp_path):
    desktop.speak("de", "en_GB")
    window = desktop.windows[0]
    window.resize(1366, 768)
    none_of(scan(window, [*PAGE_SCENES, *MORE_SCENES, *import_scenes(write_bids(tmp_path)), *DIALOG_SCENES]))


def test_every_word_of_the_window_is_translated_and_longer_ones_have_room(window, empty_window, desktop, tmp_path):
    """In the pseudo language every sentence of ours stands in brackets and is longer; what does not was not marked."""
    known = words_of_the_file(window) | {
        str(tmp_path),
        str(log_file()),
        "documents/",
        ".odesk",
        "preferences/desktop.ini",
    }
    desktop.speak(PSEUDO, "en_GB")
    first, empty = desktop.windows
    first.resize(1366, 768)
    tour = [*PAGE_SCENES, *MORE_SCENES, *import_scenes(write_bids(tmp_path)), *DIALOG_SCENES]
    found = faults_of_words(first, tour, known)
    found |= {f"empty {each}" for each in faults_of_words(empty, [*PAGE_SCENES, page_scene("import")], known)}
    none_of(sorted(found))


def faults_of_words(window, scenes: list[Scene], known: set[str]) -> set[str]:
    """Return what was not marked for translation, and what has no room when it is translated."""
    found: set[str] = set()
    for scene in scenes:
        root = scene.show(window)
        found |= {f"{scene.name}: {each}" for each in clipped_at_rest(window, root)}
        if scene.name != "question":  # asked by the tour itself, in plain English
            words = known | SHEET_WORDS if scene.name.startswith("import") else known
            found |= {f"{scene.name}: {text}" for text in unmarked(root, words)}
        put_away(window)
    return found


def unmarked(root: QWidget, known: set[str]) -> Iterator[str]:
    for widget in [root, *root.findChildren(QWidget)]:
        if widget.isVisible() and widget.objectName() not in PRINTED:
            texts = [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
            if isinstance(widget, QLabel | QAbstractButton):
                texts.append(widget.text())
            yield from (text for text in texts if is_ours(text, known))


def is_ours(text: str, known: set[str]) -> bool:
    """Tell whether a text holds words that neither stand in brackets nor come from the user or the system."""
    left = text
    for _ in range(3):  # a sentence may stand inside a sentence
        left = re.sub(r"\[[^\[\]]*~\]", " ", left)
    left = DATES_AND_KEYS.sub(" ", left)
    for each in sorted(known, key=len, reverse=True):
        left = left.replace(each, " ")
    return bool(re.search(r"[A-Za-z]{3,}", left))


def words_of_the_file(window) -> set[str]:
    """Return the names and texts that the user has given, and the names of products."""
    evaluation = window.session.evaluation
    assert evaluation is not None
    found = {"Outsource Desk", "Service desk", "Empty", "PDF"} | BIDS_WORDS
    found |= {each.name for each in (*evaluation.criteria, *evaluation.candidates, *evaluation.evaluators)}
    found |= {each.ask for each in evaluation.criteria if each.ask} | {each.name for each in evaluation.weight_sets}
    found |= {wording for each in evaluation.criteria for _, wording in each.anchors}
    for initiative in list_initiatives(window.session.desk):
        found |= {str(value) for value in vars(initiative).values() if isinstance(value, str) and len(value) > 2}
    return found | words_of_the_vetting(evaluation) | words_of_the_protection(evaluation)


def words_of_the_protection(evaluation: Evaluation) -> set[str]:
    """Return the texts of registers, plans, metrics and contracts, of what vendors told, and of their libraries."""
    assert evaluation.protection is not None
    assert evaluation.vetting is not None
    libraries = (risk_library(), scenario_library(), metric_library())
    texts = set(texts_in((evaluation.protection, evaluation.vetting.dossiers, libraries)))
    titles = {f"{risk.code} {risk.title}" for risk in evaluation.protection.register.risks}
    return (
        texts
        | titles
        | {part for text in texts for part in (text.partition(",")[0], *text.split("\n")) if len(part) > 2}
    )


def texts_in(thing: object) -> Iterator[str]:
    """Yield every text in records that hold records."""
    if type(thing) is str:
        if len(thing) > 2:
            yield thing
    elif isinstance(thing, Mapping):
        yield from texts_in(tuple(thing.values()))
    elif isinstance(thing, tuple | list | frozenset):
        for each in thing:
            yield from texts_in(each)
    elif is_dataclass(thing):
        for each in fields(thing):
            yield from texts_in(getattr(thing, each.name))


def words_of_the_vetting(evaluation: Evaluation) -> set[str]:
    """Return the texts of questions, answers and what stands behind them, whole and as short as on a card."""
    vetting = evaluation.vetting
    assert vetting is not None
    evidence = [each for answer in vetting.answers for each in answer.evidence]
    things = [
        vetting.questionnaire, *vetting.questionnaire.sections, *vetting.questionnaire.questions, *vetting.answers,
        *evidence, *(each.attachment for each in evidence if each.attachment), *vetting.gaps, *vetting.waivers,
        *(each for answer in vetting.answers for each in answer.clarifications),
        *(option for question in vetting.questionnaire.questions for option in question.options),
    ]  # fmt: skip
    texts = {text for each in things for text in vars(each).values() if type(text) is str and len(text) > 2}
    texts |= {f"{text[:31].rstrip()}…" for text in texts if len(text) > 32}
    return texts | {DATES_AND_KEYS.sub(" ", text) for text in texts}


SCALED = """
from pathlib import Path
import sys
from outsource_desk.ui.start import make_application
app = make_application()
app.setQuitOnLastWindowClosed(False)
from tests.ui.test_look import scan
from tests.ui.tour import MORE_SCENES, PAGE_SCENES, DIALOG_SCENES, make_desktop, write_bids
folder = Path(sys.argv[1])
desktop = make_desktop(folder, write_bids(folder))
window = desktop.open_sample()
window.resize(1366, 768)
scenes = [each for each in (*PAGE_SCENES, *MORE_SCENES, *DIALOG_SCENES) if each.name != "reports"]
print("ratio", window.devicePixelRatioF(), *scan(window, scenes), sep="\\n")
desktop.close_all()
"""


def test_no_words_are_clipped_on_screens_of_small_pixels(tmp_path):
    factors = ("1.25", "1.5", "2")
    runs = [start_scaled(tmp_path / factor, factor) for factor in factors]
    told = [run.communicate(timeout=300) for run in runs]  # all of them, so that a failure leaves none behind
    for factor, run, (said, faults) in zip(factors, runs, told, strict=True):
        assert run.returncode == 0, faults
        title, ratio, *found = said.strip().split("\n")
        assert (title, ratio) == ("ratio", str(float(factor)))
        none_of(found)


def start_scaled(folder: Path, factor: str) -> subprocess.Popen[str]:
    folder.mkdir()
    surroundings = os.environ | {"QT_SCALE_FACTOR": factor, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.Popen(
        [sys.executable, "-c", SCALED, str(folder)],
        env=surroundings, cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
