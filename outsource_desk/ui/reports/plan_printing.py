"""The plan on its way to paper: asked for a name, made in a child process, written."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from outsource_desk.domain.errors import DeskError
from outsource_desk.services.pack import pack_bytes, pack_facts
from outsource_desk.services.reporting import save_pdf
from outsource_desk.ui.jobs import Job, Progress
from outsource_desk.ui.language import tr
from outsource_desk.ui.opening import file_name, open_file

if TYPE_CHECKING:
    from outsource_desk.services.pack import PackFacts
    from outsource_desk.ui.pages.page import Shell

NAME_LENGTH = 100  # characters of an initiative's name that a file's name takes up


def print_plan(window: Shell) -> None:
    """Ask for a name and write the contingency and exit plan as a PDF, to be printed and kept on paper."""
    session = window.session
    initiative = session.initiative
    if initiative is None:
        return
    name = file_name(f"{initiative.name[:NAME_LENGTH]} {tr('plan on paper')}", ".pdf")
    target = window.choose_save(tr("Print the plan"), name, tr("Plan on paper (*.pdf)"))
    if target is None:
        return
    facts = session.act(pack_facts, initiative.id)
    if facts is None:
        return
    job = Job(partial(_made, facts))
    job.succeeded.connect(partial(_save, window, target))
    job.failed.connect(window.show_error)
    window.run(job, tr("The plan"))


def _made(facts: PackFacts, progress: Progress) -> bytes:
    """Make the pack in a child process; this thread only waits."""
    return pack_bytes(facts, progress)


def _save(window: Shell, target: Path, content: bytes) -> None:
    try:
        window.session.try_act(save_pdf, content, target)
    except (DeskError, OSError) as error:
        window.show_error(error)
        return
    said = tr("“{name}” was written. Print it, and keep it where you find it without a computer.", name=target.name)
    window.toast(said, tr("Open"), partial(open_file, target))
