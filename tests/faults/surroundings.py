"""All scenes of faults beside an open file."""

from __future__ import annotations

from collections.abc import Callable

from tests.faults import moved_files, other_programs
from tests.faults.scene import Scene

SCENES: tuple[Callable[[Scene], None], ...] = (
    moved_files.file_deleted,
    moved_files.file_renamed,
    moved_files.file_replaced,
    moved_files.file_overwritten,
    moved_files.folder_renamed,
    moved_files.crash_and_a_new_file_of_the_same_name,
    moved_files.folder_read_only,
    moved_files.file_immutable,
    moved_files.folder_turned_read_only,
    moved_files.disk_read_only,
    other_programs.two_writers,
    other_programs.reader_while_writing,
    other_programs.copied_while_written,
    other_programs.clock_set_back,
)
