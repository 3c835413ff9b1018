"""What can go wrong with a file, in the user's words."""

from __future__ import annotations

import os
from pathlib import Path

from outsource_desk.domain.errors import DeskError


def _shown(name: Path | str) -> str:
    """Return a name as it can be printed: it may hold bytes that are no text."""
    return os.fsencode(name).decode(errors="replace")


class FileError(DeskError):
    """Something is wrong with one file; the message names it."""

    remedy = "Check the file's name and place, and try again."

    def __init__(self, path: Path | str, what: str) -> None:
        super().__init__(f"“{_shown(Path(path).name)}” {what}")
        self.path = Path(path)


class MissingFileError(FileError):
    """The file does not exist."""

    remedy = "Check the name and the folder, or create the file with “new”."

    def __init__(self, path: Path) -> None:
        super().__init__(path, f"does not exist in {_shown(path.parent)}.")


class MissingFolderError(FileError):
    """The folder in which a file was to be made does not exist."""

    remedy = "Create the folder first, or choose another one."

    def __init__(self, path: Path) -> None:
        super().__init__(path, f"cannot be made: there is no folder {_shown(path.parent)}.")


class NotARegularFileError(FileError):
    """The path leads to a folder, a device or a pipe."""

    remedy = "Choose a file whose name ends in .odesk."

    def __init__(self, path: Path, kind: str) -> None:
        super().__init__(path, f"is {kind}, not a file.")


class PathTooLongError(FileError):
    """The name or the path is longer than files beside it could have."""

    remedy = "Give the file a shorter name, or move it to a folder with a shorter path."

    def __init__(self, path: Path, what: str, limit: int) -> None:
        name = path.name if len(path.name) <= 60 else path.name[:57] + "…"
        super().__init__(name, f"has a {what} that is too long: at most {limit} bytes can be used.")


class AlreadyExistsError(FileError):
    """A file of this name is there already, and nothing is ever overwritten by accident."""

    remedy = "Choose another name, or open the file that exists."

    def __init__(self, path: Path) -> None:
        super().__init__(path, "exists already.")


class NoAccessError(FileError):
    """The operating system refuses access to the file."""

    remedy = "Ask the owner of the file for access, or copy it to a folder of your own."

    def __init__(self, path: Path) -> None:
        super().__init__(path, "cannot be opened: you have no permission to.")


class FolderNotWritableError(FileError):
    """The folder of the file cannot be written, so no change could be saved safely."""

    remedy = "Open it read-only, or copy it to a folder in which you may write."

    def __init__(self, path: Path) -> None:
        super().__init__(path, "lies in a folder that cannot be written.")


class NotADeskFileError(FileError):
    """The file belongs to another program, or its very beginning is damaged."""

    remedy = "Choose a file made by Outsource Desk. If it was one, open its newest backup, in the folder beside it."

    def __init__(
        self, path: Path, why: str = "was not made by Outsource Desk, or its first bytes are damaged."
    ) -> None:
        super().__init__(path, why)


class NewerFileError(FileError):
    """The file was written by a newer release."""

    remedy = "Update Outsource Desk to the version named in the message, then open the file again."

    def __init__(self, path: Path, needs: str) -> None:
        super().__init__(path, f"was written by a newer release; it needs version {needs or 'that wrote it'}.")


class ForeignObjectError(FileError):
    """The file holds a table, view, index or trigger that Outsource Desk did not put there."""

    remedy = "Do not trust this file. Ask its sender for the original, or open a backup."

    def __init__(self, path: Path, kind: str, name: str) -> None:
        super().__init__(path, f"holds a {kind} “{name[:60]}” that does not belong there.")


class DamagedFileError(FileError):
    """The file cannot be read any more."""

    remedy = "Open its newest backup, in the folder beside it."

    def __init__(self, path: Path, why: str = "") -> None:
        super().__init__(path, f"is damaged and cannot be read{f' ({why})' if why else ''}.")


class DamagedHistoryError(DeskError):
    """The history does not lead to what the file holds."""

    remedy = "Run the check to see what is damaged, and open the newest backup."

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} Nothing was changed.")


class FileInUseError(FileError):
    """Somebody else, or another window, has the file open for writing."""

    remedy = "Open it read-only or work on a copy, or close it where it is open."

    def __init__(self, path: Path, owner: str) -> None:
        super().__init__(path, f"is open already{f': {owner}' if owner else ''}.")


class BusyFileError(FileError):
    """Another program is reading or writing the file just now."""

    remedy = "Wait a moment and try again; if it stays so, close other programs that use the file. Nothing was changed."

    def __init__(self, path: Path) -> None:
        super().__init__(path, "is being used by another program just now.")


class FileMovedError(FileError):
    """The file was renamed, deleted or replaced while it was open."""

    remedy = "Save a copy of what you see, then open the file again from where it is now. The last change was not made."

    def __init__(self, path: Path, how: str) -> None:
        super().__init__(path, f"was {how} while it was open.")


class ChangedOutsideError(FileError):
    """Another program wrote into the file while it was open."""

    remedy = "Close the file and open it again, so that it is checked. The last change was not made."

    def __init__(self, path: Path) -> None:
        super().__init__(path, "was changed by another program while it was open.")


class DiskFullError(FileError):
    """There is no room on the disk."""

    remedy = "Free some space and try again. Nothing was changed."

    def __init__(self, path: Path) -> None:
        super().__init__(path, "could not be saved: the disk is full.")


class DiskFailedError(FileError):
    """The disk reported a fault."""

    remedy = "Save a copy on another disk now, then have this disk or connection checked. Nothing was changed."

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(path, f"could not be read or written: the disk reports a fault ({what}).")


class UncertainCommitError(FileError):
    """The disk reported a fault after the change had been written."""

    remedy = "Save a copy on another disk now: the change is in the file, but may be lost if the power fails."

    def __init__(self, path: Path) -> None:
        super().__init__(path, "was changed, but the disk reported a fault when the change was to be made lasting.")


class UncertainFileError(FileError):
    """The disk reported a fault after a finished file had been put in its place."""

    remedy = "Save a copy on another disk now: the file is whole, but may be lost if the power fails."

    def __init__(self, path: Path) -> None:
        super().__init__(path, "is in its place, but the disk reported a fault when it was to be made lasting.")


class ReadOnlyError(FileError):
    """The file was opened for reading only."""

    remedy = "Save a copy and work on that, or open the file for writing."

    def __init__(self, path: Path, why: str = "") -> None:
        super().__init__(path, f"is open read-only{f' ({why})' if why else ''}, so nothing can be changed.")
        if why:  # so opening it for writing would not help
            self.remedy = "Save a copy in a folder of your own and work on that."


class UnfinishedSaveError(FileError):
    """A save was cut short, and finishing it needs a folder that can be written."""

    remedy = "Copy the file together with the “-journal” file beside it to a folder of your own, and open it there."

    def __init__(self, path: Path) -> None:
        super().__init__(path, "was not closed properly, and its folder cannot be written to set it right.")


class UnusableFileError(FileError):
    """A fault left the open file in a state that cannot be trusted."""

    remedy = "Close the file and open it again. All changes that were acknowledged are saved."

    def __init__(self, path: Path) -> None:
        super().__init__(path, "cannot take changes any more after a fault.")


class OutOfMemoryError(DeskError):
    """There is not enough memory for the act."""

    remedy = "Close other programs and try again. Nothing was changed."

    def __init__(self) -> None:
        super().__init__("There is not enough memory.")


class NothingToUndoError(DeskError):
    """There is no change that could be undone."""

    remedy = "Changes made before the file was last updated or stripped of its history stay; edit the values instead."

    def __init__(self) -> None:
        super().__init__("There is nothing to undo.")


class NothingToRedoError(DeskError):
    """There is no undone change that could be done again."""

    remedy = "Redo is possible only straight after undo; make the change again instead."

    def __init__(self) -> None:
        super().__init__("There is nothing to redo.")


class NothingToGoBackError(DeskError):
    """The content is already what it was at the revision to which the user wants to go back."""

    remedy = "Choose a revision from which something has changed since."

    def __init__(self, revision: int) -> None:
        super().__init__(f"Nothing has changed since revision {revision}.")


class EditUnderWayError(DeskError):
    """An act that needs the file at rest was asked for in the middle of a change."""

    remedy = "Finish or cancel the change under way, then try again."

    def __init__(self, act: str) -> None:
        super().__init__(f"{act} is not possible in the middle of a change.")


class UnknownRevisionError(DeskError):
    """A revision was asked for that this file does not have."""

    remedy = "Choose a revision that the history lists."

    def __init__(self, revision: object) -> None:
        super().__init__(f"This file has no revision {revision}.")


class RevisionOutOfReachError(DeskError):
    """A revision lies before the file's history begins, or before it was updated."""

    remedy = "Open the backup that was made at that time, in the folder beside the file."

    def __init__(self, revision: int, barrier: int) -> None:
        super().__init__(f"Revision {revision} is out of reach: the history reaches back to revision {barrier} only.")


class BackupFailedError(FileError):
    """A backup could not be made or did not pass its check."""

    remedy = "Free some space or allow writing beside the file; until then save a copy elsewhere yourself."

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(path, f"could not be backed up: {why}")


class CopyFailedError(FileError):
    """A copy could not be made or did not pass its check; the target is as it was."""

    remedy = "Choose another folder or name for the copy. The open file is unchanged."

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(path, f"could not be saved: {why}")


class WriteProtectedError(FileError):
    """The file is write-protected."""

    remedy = "Open it read-only, work on a copy, or take the write protection off."

    def __init__(self, path: Path) -> None:
        super().__init__(path, "is write-protected.")


class SameFileError(FileError):
    """A copy was to be written over the open file itself."""

    remedy = "Choose another name for the copy; the open file is saved already."

    def __init__(self, path: Path) -> None:
        super().__init__(path, "is the open file itself.")


class DamagedContentError(FileError):
    """The content does not add up, so nothing may be signed or built on it."""

    remedy = "Open the newest backup, in the folder beside the file, and compare before you go on."

    def __init__(self, path: Path, sentences: list[str]) -> None:
        super().__init__(path, f"is damaged. {' '.join(sentences)}")
