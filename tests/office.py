"""Files as an office program saves them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest


def saved_by_office(files: Iterable[Path], folder: Path, ending: str = "xlsx") -> Path:
    """Let LibreOffice open files, work them out and save them; skip the test where it is not installed.

    Args:
        files: with names of their own.
        folder: for the program's profile and the copies.
        ending: kind of the copies, with LibreOffice's own options behind a colon.

    Returns:
        The folder of the copies.
    """
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    target = folder / f"saved_as_{ending.partition(':')[0]}"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", ending, "--outdir", target, *sorted(files)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return target
