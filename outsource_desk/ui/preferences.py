"""What the desktop remembers of its user: look, language, recent files, and how each file was left."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings

from outsource_desk.ui.formats import FORMATS
from outsource_desk.ui.language import LANGUAGES, PSEUDO
from outsource_desk.ui.theme import Scheme

MOST_RECENT = 10
MOST_REMEMBERED = 50  # files whose windows are remembered


@dataclass(frozen=True)
class Recent:
    """A file that was open; it may be gone by now."""

    path: Path
    opened_at: str  # UTC
    is_pinned: bool = False


class Preferences:
    """Kept in one small file in the user's own folder; never in the document."""

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store or QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Outsource Desk", "desktop"
        )

    @property
    def file(self) -> Path:
        """Return where the preferences lie."""
        return Path(self._store.fileName())

    @property
    def scheme(self) -> Scheme:
        """Return light, dark or as the system."""
        name = self._text("look/scheme")
        return Scheme(name) if name in [each.value for each in Scheme] else Scheme.SYSTEM

    @scheme.setter
    def scheme(self, scheme: Scheme) -> None:
        self._store.setValue("look/scheme", scheme.value)

    @property
    def font_percent(self) -> int:
        """Return the font size in per cent."""
        text = self._text("look/font_percent")
        return int(text) if text.isdecimal() else 100

    @font_percent.setter
    def font_percent(self, percent: int) -> None:
        self._store.setValue("look/font_percent", percent)

    @property
    def language(self) -> str:
        """Return the code of the language of the window."""
        code = self._text("words/language")
        return code if code in LANGUAGES or code == PSEUDO else "en"

    @language.setter
    def language(self, code: str) -> None:
        self._store.setValue("words/language", code)

    @property
    def formats(self) -> str:
        """Return the locale of numbers and dates; empty = the system's."""
        name = self._text("words/formats")
        return name if name in FORMATS else ""

    @formats.setter
    def formats(self, name: str) -> None:
        self._store.setValue("words/formats", name)

    def recent(self) -> tuple[Recent, ...]:
        """Return the files opened last: the pinned first, then newest first."""
        entries = self._json("files/recent", [])
        found = [Recent(Path(path), at, bool(pinned)) for path, at, pinned in entries]
        return tuple(sorted(found, key=lambda each: not each.is_pinned))

    def note_opened(self, path: Path) -> None:
        """Put a file first among the recent ones."""
        before = {each.path: each for each in self.recent()}
        pinned = path in before and before[path].is_pinned
        now = datetime.now(UTC).isoformat(timespec="seconds")
        others = [each for each in self.recent() if each.path != path]
        self._keep_recent([Recent(path, now, pinned), *others])

    def pin(self, path: Path, is_pinned: bool) -> None:
        """Keep a file at the top of the recent ones, or no longer."""
        self._keep_recent(
            [
                Recent(each.path, each.opened_at, is_pinned if each.path == path else each.is_pinned)
                for each in self.recent()
            ]
        )

    def forget(self, path: Path | None = None) -> None:
        """Take one file, or every file that is not pinned, off the recent ones."""
        kept = [each for each in self.recent() if (each.is_pinned if path is None else each.path != path)]
        self._keep_recent(kept)

    def window_state(self, path: Path) -> dict[str, Any]:
        """Return how the window of a file was left."""
        return self._json(f"windows/{_key(path)}", {})

    def keep_window_state(self, path: Path, state: dict[str, Any]) -> None:
        """Remember how the window of a file is left."""
        self._store.beginGroup("windows")
        keys = self._store.childKeys()
        for key in keys[: max(0, len(keys) - MOST_REMEMBERED)]:
            self._store.remove(key)
        self._store.endGroup()
        self._store.setValue(f"windows/{_key(path)}", json.dumps(state))

    def note_running(self, path: Path, process: int | None) -> None:
        """Note that a process has a file open, or with None that it was closed properly."""
        running = self._json("files/running", {})
        running.pop(str(path), None)
        if process is not None:
            running[str(path)] = process
        self._store.setValue("files/running", json.dumps(running))

    def left_open(self, path: Path) -> bool:
        """Tell whether a file was not closed properly by the process that had it open last."""
        return str(path) in self._json("files/running", {})

    def save(self) -> None:
        """Write everything now, and take up what another process has written meanwhile."""
        self._store.sync()

    def _keep_recent(self, files: list[Recent]) -> None:
        pinned = sum(each.is_pinned for each in files)
        others = [each for each in files if not each.is_pinned][: max(0, MOST_RECENT - pinned)]
        kept = [each for each in files if each.is_pinned or each in others]
        entries = [[str(each.path), each.opened_at, each.is_pinned] for each in kept]
        self._store.setValue("files/recent", json.dumps(entries))

    def _text(self, key: str) -> str:
        return str(self._store.value(key, ""))

    def _json(self, key: str, otherwise: Any) -> Any:
        try:
            found = json.loads(self._text(key))
        except ValueError:
            return otherwise
        return found if isinstance(found, type(otherwise)) else otherwise


def _key(path: Path) -> str:
    return sha256(str(path).encode()).hexdigest()[:16]
