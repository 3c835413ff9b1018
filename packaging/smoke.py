"""The smoke test of a packed program: does by commands and by its window what a user does, and measures it.

    python packaging/smoke.py dist/outsource-desk/outsource-desk
    python packaging/smoke.py /usr/bin/outsource-desk

Needs nothing but Python; the program under test is never imported. Everything happens in a temporary folder;
``--keep FOLDER`` keeps it, with a picture of every page. ``--platform xcb`` shows the window on an X11 screen.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

STARTS = 5  # of which the median is told
CSV = "Vendor,Quality,Reach\nAlder Services,4,3\nAlder Servces,5,2\nBirch,3,5\n"  # two names a slip of the pen apart
SUPPLIERS = (
    "Supplier,Country,Website,Employees\nElm Services,DE,https://elm.example,120\nFir,FR,https://fir.example,80\n"
)
SHEET = (("Vendor", "Security", "Skills"), ("Cedar", 4, 5), ("Dogwood", 2, 3))


NEEDED = (
    "resources/sample/service_desk_vetting.yaml", "resources/templates/questionnaires/standard.yaml",
    "resources/templates/tiering.yaml", "resources/templates/financial_bands.yaml", "tzdata/zoneinfo/Asia/Kolkata",
    "resources/i18n/de/window_copies.yaml", "resources/templates/risks.yaml", "resources/templates/exit.yaml",
    "resources/templates/import/headings.yaml",
)  # fmt: skip


class Failure(Exception):  # noqa: N818 (it ends the test in good order)
    """Something did not do what it should."""


class Program:
    """The packed program in a folder of its own, far from the settings of whoever runs this."""

    def __init__(self, executable: Path, folder: Path, platform: str) -> None:
        self._executable, self._folder = executable, folder
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "QT_", "LD_"))}
        self._environment = kept | {"QT_QPA_PLATFORM": platform, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}

    def run(self, *words: str, code: int = 0) -> str:
        """Return what a command prints; any other exit code is a failure."""
        done = subprocess.run(
            [self._executable, *words],
            cwd=self._folder,
            env=self._environment,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
            stdin=subprocess.DEVNULL,
        )
        if done.returncode != code:
            raise Failure(f"{' '.join(words)}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout


def main() -> int:
    """Run every check and tell each; return 1 at the first that fails."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("executable", type=Path)
    parser.add_argument("--keep", metavar="FOLDER", type=Path)
    parser.add_argument("--platform", metavar="NAME", default="offscreen", help="of Qt, for example xcb or wayland")
    options = parser.parse_args()
    executable = options.executable.absolute()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep.absolute() if options.keep else Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        try:
            for line in checks(Program(executable, folder, options.platform), executable, folder):
                print(line, flush=True)
        except Failure as failure:
            print(f"FAILED: {failure}", file=sys.stderr)
            return 1
    print("The packed program passes.")
    return 0


def checks(program: Program, executable: Path, folder: Path) -> Iterator[str]:
    """Do what a user does; yield a line for each thing that works."""
    yield program.run("--version").strip()
    yield bundle_line(executable.resolve().parent)
    yield from commands(program, folder)
    yield from window(program, folder)


def bundle_line(bundle: Path) -> str:
    """Return the size of the packed folder, after a look whether its libraries find all that they name."""
    files = [path for path in bundle.rglob("*") if path.is_file() and not path.is_symlink()]
    there = {path.relative_to(bundle).as_posix() for path in files}
    for needed in NEEDED:
        expect(any(name.endswith(needed) for name in there), f"{needed} is packed")
    if sys.platform == "linux":
        libraries = [str(path) for path in files if ".so" in path.suffixes]
        said = subprocess.run(["ldd", *libraries], capture_output=True, text=True, check=False).stdout
        if missing := sorted({line.strip() for line in said.splitlines() if "not found" in line}):
            raise Failure("libraries are missing: " + "; ".join(missing))
    return f"size: {sum(path.stat().st_size for path in files) / 1e6:.0f} MB in {len(files)} files"


def commands(program: Program, folder: Path) -> Iterator[str]:
    """Walk through the command line."""
    for old in folder.glob("*.odesk"):
        old.unlink()
    program.run("new", "sample.odesk", "--sample")
    ranked = json.loads(program.run("rank", "sample.odesk", "--json"))
    expect(len(ranked["candidates"]) >= 2, "the sample ranks its candidates")
    yield f"rank: {ranked['candidates'][0]['name']} leads {len(ranked['candidates'])} candidates"
    program.run("report", "sample.odesk", "--pdf", "paper.pdf", "--xlsx", "workbook.xlsx")
    expect((folder / "paper.pdf").read_bytes().startswith(b"%PDF-"), "the paper is a PDF")
    expect(zipfile.is_zipfile(folder / "workbook.xlsx"), "the workbook is a workbook")
    yield f"report: paper {size(folder / 'paper.pdf')}, workbook {size(folder / 'workbook.xlsx')}"
    yield from vetting(program, folder, ranked["candidates"])
    (folder / "scores.csv").write_text(CSV, encoding="utf-8")
    write_workbook(folder / "more scores.xlsx")
    program.run("new", "mine.odesk")
    more = ("--more", "Quality", "--more", "Reach")
    read = json.loads(program.run("import", "mine.odesk", "scores.csv", "--initiative", "Trial", *more, "--json"))
    read_too = json.loads(program.run("import", "mine.odesk", "more scores.xlsx", "--initiative", "Second", "--json"))
    again = json.loads(program.run("import", "mine.odesk", "workbook.xlsx", "--dry-run", "--json"))
    expect(bool(again), "the workbook is read back")
    expect("Trial" in json.dumps(read) and "Second" in json.dumps(read_too), "both sheets were brought in")
    names = [each["name"] for each in json.loads(program.run("rank", "mine.odesk", "--json"))["candidates"]]
    expect(sorted(names) == ["Cedar", "Dogwood"], f"the workbook's candidates are ranked, not {names}")
    yield "import: a CSV and a workbook, read by a child process"
    program.run("template", "risks", "risks.xlsx")
    expect(zipfile.is_zipfile(folder / "risks.xlsx"), "the template is a workbook")
    (folder / "suppliers.csv").write_text(SUPPLIERS, encoding="utf-8")
    brought = json.loads(program.run("import", "mine.odesk", "suppliers.csv", "--kind", "vendors", "--json"))
    expect(brought["new"] == 2, "a list of vendors comes in as records")
    program.run("history", "mine.odesk", "--undo")
    program.run("report", "sample.odesk", "--pack", "pack.pdf")
    program.run("calendar", "sample.odesk", "due.ics")
    yield "template, a list of vendors, break-glass pack and calendar"
    program.run("history", "mine.odesk", "--undo")
    for file in ("sample.odesk", "mine.odesk"):
        checked = json.loads(program.run("check", file, "--json"))
        expect(checked["chain"] and not checked["damaged"], f"{file} is sound")
    program.run("rank", "nowhere.odesk", code=1)
    yield "check: both files are sound"


def vetting(program: Program, folder: Path, candidates: list[dict[str, Any]]) -> Iterator[str]:
    """Send a vendor its questionnaire, read the copy back, and write it a letter."""
    vendor = candidates[0]["name"]
    program.run("vet", "sample.odesk", "--vendor", vendor, "--export", "questionnaire.xlsx")
    expect(zipfile.is_zipfile(folder / "questionnaire.xlsx"), "the vendor's copy is a workbook")
    back = ("--import", "questionnaire.xlsx", "--dry-run", "--json")
    read = json.loads(program.run("vet", "sample.odesk", "--vendor", vendor, *back))
    expect(not read["refusal"] and bool(read["answers"]), f"the vendor's copy is read back: {read['refusal']}")
    program.run("debrief", "sample.odesk", "--vendor", vendor, "--pdf", "letter.pdf")
    expect((folder / "letter.pdf").read_bytes().startswith(b"%PDF-"), "the letter is a PDF")
    yield f"vet: questionnaire {size(folder / 'questionnaire.xlsx')}, {len(read['answers'])} answers read back; letter"


def window(program: Program, folder: Path) -> Iterator[str]:
    """Walk through the window without a hand on it, and measure its start."""
    starts: list[float] = []
    for _ in range(STARTS):
        began = time.time()
        seen = json.loads(program.run("sample.odesk", "--smoke", "seen"))
        starts.append(seen["painted_at"] - began)
        expect(not seen["fault"], seen["fault"])
    expect(seen["preview_pages"] > 1, "the preview draws the paper")
    expect(seen["evidence_pages"] == {"paper.pdf": 5, "home.png": 1}, "the preview draws evidence: a PDF and a picture")
    expect(len(seen["exports"]) == 2, "the window exports paper and workbook")
    pictures = [folder / "seen" / f"{page}.png" for page in seen["pages"]]
    expect(all(picture.stat().st_size > 5000 for picture in pictures), "every page has a picture")
    first, usual = starts[0], statistics.median(starts)
    yield f"window: {', '.join(seen['pages'])} shown; {seen['preview_pages']} pages of the paper drawn; both exported"
    yield f"start to first painted Home: first {first:.2f} s, median of {STARTS} {usual:.2f} s"


def expect(is_so: bool, what: str) -> None:
    """Fail unless something is as it should be."""
    if not is_so:
        raise Failure(what)


def size(path: Path) -> str:
    """Return a file's size in words."""
    return f"{path.stat().st_size / 1000:.0f} kB"


def write_workbook(path: Path) -> None:
    """Write a small workbook with nothing but the standard library."""
    rows = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in SHEET)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kinds}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}">'
        '<sheets><sheet name="Scores" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as workbook:
        for name, text in parts.items():
            workbook.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{text}')


def cell(value: str | int) -> str:
    """Return one cell of the small workbook."""
    return f'<c t="inlineStr"><is><t>{value}</t></is></c>' if isinstance(value, str) else f"<c><v>{value}</v></c>"


if __name__ == "__main__":
    sys.exit(main())
