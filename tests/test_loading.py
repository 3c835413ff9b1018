"""What a command loads before it needs it, in a fresh interpreter."""

import subprocess
import sys

import pytest

from tests.scene import build_scene

SLOW = {
    "numpy", "openpyxl", "reportlab", "python_calamine", "sqlite_utils", "yaml", "PySide6", "rapidfuzz", "pypdfium2",
    "charset_normalizer",
}  # fmt: skip
# services that work on arrays; whoever needs them loads them then
NUMERIC = {
    "case", "criterion_rows", "information", "methods", "robustness", "simulation", "study", "trust", "turning",
}  # fmt: skip


def loaded_by(code, *arguments):
    """Return the slow modules that a fresh interpreter has loaded after running the code."""
    show = "\nimport sys; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    run = subprocess.run(
        [sys.executable, "-c", code + show, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return SLOW & set(run.stdout.splitlines()[-1].split())


def test_the_command_line_and_all_verbs_load_nothing_slow():
    code = f"""
import importlib, pkgutil
import outsource_desk.cli, outsource_desk.services
for module in pkgutil.iter_modules(outsource_desk.services.__path__):
    if module.name not in {NUMERIC}:
        importlib.import_module("outsource_desk.services." + module.name)
"""
    assert loaded_by(code) == set()


def test_looking_into_an_up_to_date_file_and_ranking_it_loads_nothing_slow(desk):
    build_scene(desk)
    desk.close()
    code = """
import sys
from outsource_desk.services.desk import open_desk
from outsource_desk.services.history import describe_edit, history_lines
from outsource_desk.services.initiatives import find_initiative
from outsource_desk.services.ranking import rank_initiative
from outsource_desk.services.vendors import list_vendors
with open_desk(sys.argv[1], read_only=True) as desk:
    assert find_initiative(desk).name == "Payroll"
    assert len(list_vendors(desk)) == 3
    assert len(rank_initiative(desk, 1).standings) == 2
    assert history_lines(desk) and describe_edit(desk, 1)
"""
    assert loaded_by(code, desk.path) == set()


def test_an_edit_its_undo_and_the_backup_before_it_load_nothing_slow(desk):
    build_scene(desk)
    desk.close()
    code = """
import sys
from outsource_desk.services.backups import list_backups
from outsource_desk.services.desk import open_desk
from outsource_desk.services.history import undo
from outsource_desk.services.vendors import add_vendor, find_vendor
with open_desk(sys.argv[1]) as desk:
    add_vendor(desk, "Cashew Works", tags=["nuts"])
    undo(desk)
    assert find_vendor(desk, "Cashew Works") is None
    assert len(list_backups(desk.path)) == 1
"""
    assert loaded_by(code, desk.path) == set()


@pytest.mark.parametrize(("layer", "slow"), [("domain", set()), ("analysis", {"numpy"}), ("charts", set())])
def test_the_innermost_layers_load_nothing_slow_but_arrays(layer, slow):
    code = f"""
import importlib, pkgutil, outsource_desk.{layer} as layer
for module in pkgutil.iter_modules(layer.__path__):
    importlib.import_module(layer.__name__ + "." + module.name)
"""
    assert loaded_by(code) == slow
