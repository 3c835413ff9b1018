"""The one entry: opens the desktop, or does one headless command."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outsource_desk import __version__
from outsource_desk.cli.output import DONE, REFUSED, STOPPED, print_json, program, usage
from outsource_desk.cli.parser import COMMANDS, build_parser
from outsource_desk.domain.errors import DeskError
from outsource_desk.threads import multiply_in_one_thread

if TYPE_CHECKING:
    from argparse import Namespace

_HINTS = {  # error by its name, for most need not be loaded → the command that helps, beside the error's own remedy
    "SpreadsheetGivenError": "The command: {program} import FILE.odesk SHEET",
    "RefusedSpreadsheetError": "What is understood of a spreadsheet: {program} import FILE.odesk SHEET --dry-run",
    "NobodyAnsweredError": "The command: {program} import FILE.odesk SHEET --kind answers --candidate NAME",
    "NoSuchColumnError": "The names in the sheet: {program} import FILE.odesk SHEET --dry-run",
    "NoSuchRevisionError": "The revisions: {program} history FILE.odesk",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says and return the exit code: 0 done, 1 refused, 2 usage."""
    _speak_safely()
    multiply_in_one_thread()
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words and not words[0].startswith("-") and words[0] not in COMMANDS:
        if len(words) > 1 and not words[0].casefold().endswith(".odesk"):
            usage(_unknown_command(words[0]))
        words.insert(0, "open")  # outsource-desk FILE.odesk
    if not words or (words[0] == "open" and len(words) == 2 and not words[1].startswith("-")):
        return _desktop(Path(words[1]) if words else None)  # who waits for a window does not wait for the parser
    options = build_parser().parse_args(words)
    if options.command in (None, "open"):
        return _desktop(getattr(options, "file", None), getattr(options, "smoke", None))
    sys.excepthook = _explain_fault
    return _run(options)


def _run(options: Namespace) -> int:
    """Do one command and say what refuses it; return the exit code."""
    try:
        code = options.run(options)
        sys.stdout.flush()
        return code
    except DeskError as error:
        print(f"{error}\n{error.remedy}", file=sys.stderr)
        if type(error).__name__ in _HINTS:
            print(_HINTS[type(error).__name__].format(program=program()), file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print("Stopped. What was not finished has not been written.", file=sys.stderr)
        return STOPPED
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        _silence_stdout()
        return DONE
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EIO) or error.filename is not None:
            raise
        _silence_stdout()
        print("The output was not written: its disk is full or faulty.\nSend it somewhere else.", file=sys.stderr)
        return REFUSED


def _silence_stdout() -> None:
    """Send what is still to come nowhere, so that the end of the program does not stumble over it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def desktop() -> int:
    """Open the desktop, as from a menu of programs: with the file that was double-clicked, or with the welcome."""
    return main(sys.argv[1:2])


def _desktop(path: Path | None, smoke: Path | None = None) -> int:
    from outsource_desk.ui.start import MissingLibrary, NoScreen, run_desktop

    try:
        return run_desktop(path) if path is None or smoke is None else _smoke(path, smoke)
    except NoScreen:
        told = f"`{program()} show {path.name}`" if path else f"`{program()} --help`"
        print(f"There is no screen to open a window on.\nUse the command line: {told}.", file=sys.stderr)
        return REFUSED
    except MissingLibrary:
        print("A library of the system is missing.\nInstall it: apt-get install libxcb-cursor0", file=sys.stderr)
        return REFUSED


def _smoke(path: Path, folder: Path) -> int:
    from outsource_desk.ui.smoke import run_smoke

    done = run_smoke(path, folder)
    print_json(done.as_json())
    return REFUSED if done.fault else DONE


def _unknown_command(word: str) -> str:
    import difflib

    close = difflib.get_close_matches(word.casefold(), COMMANDS, n=1, cutoff=0.5)
    hint = f"did you mean {close[0]}?" if close else f"there are {', '.join(COMMANDS)}"
    return f"there is no command “{word}”; {hint}"


def _speak_safely() -> None:
    """Let a terminal that lacks a character show its code rather than stop the command."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _explain_fault(kind: type[BaseException], error: BaseException, trace: Any) -> None:
    """Tell the user about a fault of ours and keep what is needed to mend it."""
    import tempfile
    import traceback

    text = "".join(traceback.format_exception(kind, error, trace))
    with tempfile.NamedTemporaryFile(
        "w", prefix="outsource-desk-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        file.write(f"Outsource Desk {__version__}, Python {sys.version}\n{text}")
    print(
        "Something unexpected went wrong. The last change was not made; all earlier work is saved.\n"
        f"A report for the developers lies in {file.name}; read it before you send it.",
        file=sys.stderr,
    )
