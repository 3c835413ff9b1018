import importlib.metadata
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_two_lists_of_pinned_versions_are_the_same():
    lines = (ROOT / "packaging" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    assert pins == project()["tool"]["uv"]["constraint-dependencies"]


def test_the_qt_that_aborts_python_3_11_is_never_installed_there():
    pins = [line for line in project()["project"]["dependencies"] if line.startswith("pyside6")]
    assert pins == [
        "pyside6-essentials>=6.11.3,<6.12; python_version < '3.12'",
        "pyside6-essentials>=6.12,<7; python_version >= '3.12'",
    ]


def test_qt_drops_no_reference_to_none(qapp):
    from PySide6.QtWidgets import QLabel

    release = tuple(int(part) for part in importlib.metadata.version("pyside6-essentials").split(".")[:3])
    if sys.version_info >= (3, 12):  # None is immortal there, so counting says nothing
        assert release >= (6, 12, 0)
        return
    assert release < (6, 12, 0)
    label = QLabel()
    before = sys.getrefcount(None)
    for number in range(1000):
        label.setText(str(number))
    assert sys.getrefcount(None) > before - 500
