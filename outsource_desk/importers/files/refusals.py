"""Why a spreadsheet is not read: each reason by name, with what the user can do."""

from __future__ import annotations

from outsource_desk.domain.errors import DeskError


class SpreadsheetRefusedError(DeskError):
    """A spreadsheet is not read; nothing was imported."""

    remedy = "Save the sheet again as .xlsx, .ods or .csv and import that file."
    read_on = ""  # the page of the window that reads such a file


class MissingFileError(SpreadsheetRefusedError):
    """There is no such file."""

    remedy = "Check the name and the folder; the file may have been moved or renamed."

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no file “{name}”.")


class NotAFileError(SpreadsheetRefusedError):
    """A folder or a device was named instead of a file."""

    remedy = "Choose one spreadsheet file inside the folder."

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” is a folder or a device, not a file.")


class UnreadableFileError(SpreadsheetRefusedError):
    """The operating system does not let us read the file."""

    remedy = "Close it in other programs, check its permissions, or copy it to your own folder first."

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"“{name}” cannot be opened ({reason}).")


class LockFileError(SpreadsheetRefusedError):
    """The small file that an office program keeps beside an open document was chosen."""

    remedy = "Choose the document itself; its name does not begin with “~$” or “.~lock.”."

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” only marks that another program has a document open.")


class EmptyFileError(SpreadsheetRefusedError):
    """The file has no bytes."""

    remedy = "Save or download it again; the copy may have been interrupted."

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” is empty.")


class TooLargeFileError(SpreadsheetRefusedError):
    """The file is larger than any sheet of scores should be."""

    remedy = "Copy the sheets that you need into a new workbook, without pictures, and import that."

    def __init__(self, name: str, size: int, limit: int) -> None:
        super().__init__(f"“{name}” has {size / 1e6:,.0f} MB; at most {limit / 1e6:,.0f} MB are read.")


class EncryptedFileError(SpreadsheetRefusedError):
    """The file is protected with a password."""

    remedy = "Open it with its password, save a copy without one, and import the copy."

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” is protected with a password.")


class DisguisedFileError(SpreadsheetRefusedError):
    """The content is something else than a spreadsheet, whatever the name says."""

    remedy = "Open it in a spreadsheet program, save it as .xlsx, .ods or .csv, and import that file."

    def __init__(self, name: str, what: str) -> None:
        super().__init__(f"“{name}” is no spreadsheet inside, but {what}.")


class OwnDocumentError(SpreadsheetRefusedError):
    """One of our own documents was chosen as a spreadsheet."""

    remedy = "Open it with Outsource Desk; to import, choose a spreadsheet: .xlsx, .ods or .csv."

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” is an Outsource Desk document, not a spreadsheet.")


class VendorCopyFileError(SpreadsheetRefusedError):
    """A vendor's own copy of a questionnaire was chosen as a table of scores."""

    remedy = "Read it on the Vetting page with “Read vendor's copy…”, or with “vet --vendor NAME --import FILE”."
    read_on = "vetting"

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” is a vendor's copy of a questionnaire, not a table of vendors and scores.")


class DatabaseError(SpreadsheetRefusedError):
    """A database of another program was chosen as a spreadsheet."""

    remedy = "Export the table that you need from its program as .xlsx, .ods or .csv, and import that file."

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” is a database, neither a spreadsheet nor an Outsource Desk document.")


class HostilePackageError(SpreadsheetRefusedError):
    """The package is built in a way that honest programs do not build."""

    remedy = "Ask the sender for a fresh copy, or open it in a spreadsheet program and save it under a new name."

    def __init__(self, name: str, what: str) -> None:
        super().__init__(f"“{name}” is not read because {what}.")


class DamagedFileError(SpreadsheetRefusedError):
    """The file is broken."""

    remedy = "Open it in a spreadsheet program, let it repair the file, and save it under a new name."

    def __init__(self, name: str, what: str = "") -> None:
        super().__init__(f"“{name}” is damaged{f' ({what})' if what else ''}.")


class TooMuchContentError(SpreadsheetRefusedError):
    """There are more used rows, columns, cells or sheets than are read."""

    remedy = "Delete what is not needed, or copy the table into a new workbook, and import that."

    def __init__(self, name: str, what: str) -> None:
        super().__init__(f"“{name}” has {what}.")


class ReaderStoppedError(SpreadsheetRefusedError):
    """The child process that reads the file died."""

    remedy = "Open the file in a spreadsheet program and save it as .csv or under a new name, then import that."

    def __init__(self, name: str, what: str) -> None:
        super().__init__(f"“{name}” could not be read: {what}.")


class CancelledReadingError(SpreadsheetRefusedError):
    """The user stopped the reading."""

    remedy = "Start the import again when you want it; nothing was changed."

    def __init__(self, name: str) -> None:
        super().__init__(f"Reading “{name}” was cancelled.")


class NoSuchSheetError(SpreadsheetRefusedError):
    """The sheet that was asked for is not in the workbook."""

    remedy = "Choose one of the sheets listed in the message."

    def __init__(self, name: str, sheet: str, sheets: list[str]) -> None:
        there = ", ".join(f"“{known}”" for known in sheets)
        super().__init__(f"“{name}” has no sheet “{sheet}”. It has: {there}.")


class UnreadableTextFileError(SpreadsheetRefusedError):
    """The bytes of a text file fit no known alphabet."""

    remedy = "Save it as “CSV UTF-8” and import that file."

    def __init__(self, name: str) -> None:
        super().__init__(f"The letters in “{name}” cannot be made out.")


class UnfitEncodingError(SpreadsheetRefusedError):
    """The bytes of a text file do not fit the encoding that the user named."""

    remedy = "Choose another encoding, or let it be found."

    def __init__(self, name: str, encoding: str) -> None:
        super().__init__(f"The encoding {encoding} does not fit “{name}”.")


class UnfitDelimiterError(SpreadsheetRefusedError):
    """What was named as the sign between fields cannot be one."""

    remedy = "Choose one sign, such as a comma, a semicolon or a tab, or let it be found."

    def __init__(self, name: str, delimiter: str) -> None:
        super().__init__(f"The sign “{delimiter}” cannot stand between the fields of “{name}”.")


class EmptyPasteError(SpreadsheetRefusedError):
    """There is no text to paste."""

    remedy = "Copy the cells in the spreadsheet program once more, then paste them here."

    def __init__(self) -> None:
        super().__init__("The clipboard holds no cells.")
