"""Where resources lie: the only module that knows source tree, wheel and frozen app apart."""

from __future__ import annotations

import sys
from pathlib import Path


def resource(*parts: str) -> Path:
    """Return the path of a file or folder of `resources/`, for example ``resource("fonts", "Inter-Regular.ttf")``."""
    return _resources().joinpath(*parts)


def notice(name: str) -> Path:
    """Return the path of `LICENSE` or `THIRD-PARTY-NOTICES.md`, which are packed beside the resources."""
    packed = _resources() / name
    return packed if packed.exists() else _resources().parent / name


def _resources() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    package = Path(__file__).resolve().parent
    packed = package / "_resources"
    return packed if packed.is_dir() else package.parent / "resources"
