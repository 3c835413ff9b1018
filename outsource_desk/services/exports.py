"""Write finished files safely: beside the target first, checked, then moved into place."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from outsource_desk.domain.errors import DeskError


class CannotWriteError(DeskError):
    """A file cannot be written where it was asked for."""

    remedy = "Choose another folder, or close the file in other programs and try again."

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"“{path.name}” was not written: {reason}.")


class WrongEndingError(DeskError):
    """A file was to get a name that says it is of another kind."""

    remedy = "Give it a name with the ending that the message names."

    def __init__(self, path: Path, ending: str) -> None:
        super().__init__(f"“{path.name}” is no name for this file; it must end in {ending}.")


def refuse_wrong_ending(path: Path, ending: str) -> None:
    """Refuse a name that does not say what the file will be.

    Raises:
        WrongEndingError: it ends otherwise.
    """
    if path.suffix.casefold() != ending:
        raise WrongEndingError(path, ending)


class FaultyExportError(DeskError):
    """A file came out wrong and was thrown away before it could reach anybody."""

    remedy = "Try again; if it happens again, please report it with a copy of the file without its history."

    def __init__(self, path: Path, fault: str) -> None:
        super().__init__(f"“{path.name}” did not pass its own check and was not written: {fault}.")


def write_checked(target: Path, content: bytes, fault_of: Callable[[Path], str]) -> None:
    """Put bytes into a file that is either the old one or the new one, never half of it.

    Args:
        target: where the file is to stand; an older one is replaced.
        content: the whole file.
        fault_of: re-opens a finished file and returns what is wrong with it, or "".

    Raises:
        CannotWriteError: the folder is missing, not writable or full; the old file is untouched.
        FaultyExportError: the written file does not pass its check; the old file is untouched.
    """
    temporary = None
    try:
        if target.is_dir():
            raise CannotWriteError(target, "there is a folder of this name")
        if target.exists() and not target.stat().st_mode & 0o222:
            raise CannotWriteError(target, "the file of this name is write-protected")
        with tempfile.NamedTemporaryFile(
            dir=target.parent, prefix=".part-", suffix=target.suffix, delete=False
        ) as file:
            temporary = Path(file.name)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if fault := fault_of(temporary):
            raise FaultyExportError(target, fault)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(target)
    except OSError as error:
        raise CannotWriteError(target, _reason(error)) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _reason(error: OSError) -> str:
    match error.errno:
        case errno.ENOENT | errno.ENOTDIR:
            return "the folder does not exist"
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return "the folder or the file may not be written"
        case errno.ENOSPC | errno.EDQUOT:
            return "the disk is full"
        case errno.ENAMETOOLONG:
            return "the name is too long"
        case _:
            return error.strerror or "the disk reported a fault"
