import json
import subprocess
import threading
import time
import zipfile
from pathlib import Path

import pytest

from outsource_desk.importers.files import worker
from outsource_desk.importers.files.child import Limits, ReaderChild, _command
from outsource_desk.importers.files.gate import admit
from outsource_desk.importers.files.intake import check_sheets, take_in
from outsource_desk.importers.spreadsheet import read_spreadsheet

CARD = [["Criterion", "Weight", "Alder", "Birch"], ["Price", 40, 3, 4], ["Quality", 60, 5, 4]]


def with_endless_rules(name: str, content: bytes) -> bytes:
    """Put 200,000 rules into the sheet: the fast reader skips them, the careful one takes long."""
    rule = b'<dataValidation type="list" sqref="H1:H9 J1:J9"><formula1>"1,2,3"</formula1></dataValidation>'
    rules = b"</sheetData><dataValidations>" + rule * 200_000 + b"</dataValidations>"
    return content.replace(b"</sheetData>", rules) if "sheet1" in name else content


def running_children() -> int:
    """Count this process's children, ended ones that nobody waited for included."""
    children = Path(f"/proc/self/task/{threading.get_native_id()}/children")
    return len(children.read_text().split())


def test_rows_come_back_as_lines_of_json(xlsx):
    file = admit(xlsx(CARD))
    with ReaderChild("xlsx", file.content, None, Limits()) as child:
        lines = list(child.lines())
    assert child.is_complete
    assert lines[0] == {"sheets": ["Sheet1"], "hidden": []}
    assert lines[-1] == {"at": 1, "rows": [CARD[0], *CARD[1:]]}


def test_the_child_reads_without_our_environment_and_folder(csv, monkeypatch, tmp_path):
    (tmp_path / "json.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    reading = read_spreadsheet(csv("Vendor,Cost,Quality\nAlder,10,3\nBirch,12,4\n"))
    assert reading.refusal is None
    assert [vendor.name for vendor in reading.tables[0].vendors] == ["Alder", "Birch"]


def test_the_child_starts_without_heavy_modules():
    command = _command("{}")
    probe = "import json, outsource_desk.importers.files.worker; print(json.dumps(sorted(sys.modules)))"
    command[command.index("-c") + 1] = command[4].partition("from outsource_desk")[0] + probe
    listed = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    heavy = {"numpy", "openpyxl", "charset_normalizer", "PySide6", "sqlite3", "reportlab", "subprocess", "asyncio"}
    assert not heavy & set(listed)


def test_a_stray_cell_in_the_last_corner_does_not_matter(xlsx):
    def stray(sheet):
        sheet["XFD1048576"] = "x"

    reading = read_spreadsheet(xlsx(CARD, touch=stray))
    table = reading.tables[0]
    assert reading.refusal is None
    assert [(score.vendor, score.value) for score in table.scores] == [
        ("Alder", 3),
        ("Alder", 5),
        ("Birch", 4),
        ("Birch", 4),
    ]
    assert ("XFD1048576", "ask") in [(problem.cell, problem.severity) for problem in table.problems]
    assert table.accounted_cells == table.used_cells == 13


def test_a_reader_that_needs_too_much_memory_is_a_message(xlsx, repacked):
    path = repacked(xlsx(CARD), replace=with_endless_rules)
    with ReaderChild("sparse", admit(path).content, None, Limits(memory=300_000_000)) as child:
        refused = [line for line in child.lines() if "refused" in line]
    assert refused == [{"refused": "memory"}] or child.ending in ("memory", "died")


def test_a_second_reader_that_takes_too_long_is_ended(xlsx, repacked):
    admitted = admit(repacked(xlsx(CARD), replace=with_endless_rules))
    intake = take_in(admitted, None, Limits(), None, None)
    started = time.monotonic()
    assert not check_sheets(intake, admitted, None, Limits(wall_seconds=0.1), None, None)
    assert time.monotonic() - started < 5


def test_a_sheet_that_the_second_reader_refuses_says_so(xlsx, repacked):
    def doubt(name, content):  # a document type, which no office program writes
        return content.replace(b"<styleSheet", b"<!DOCTYPE x><styleSheet") if name == "xl/styles.xml" else content

    reading = read_spreadsheet(repacked(xlsx(CARD), replace=doubt))
    assert reading.refusal is None
    assert not reading.is_checked
    assert any("second reader could not check" in problem.reason for problem in reading.tables[0].problems)


def test_a_reader_that_hangs_is_ended_when_its_time_is_over(xlsx, repacked):
    path = repacked(xlsx(CARD), replace=with_endless_rules)
    with ReaderChild("sparse", admit(path).content, None, Limits(wall_seconds=0.5)) as child:
        assert not list(child.lines())
    assert child.ending == "late"


def test_a_reader_that_says_too_much_is_ended_with_a_message(xlsx):
    reading = read_spreadsheet(xlsx(CARD), limits=Limits(output=50))
    assert "unfolds" in str(reading.refusal)


def test_a_broken_sheet_is_a_message(xlsx, repacked):
    def cut(name, content):
        return content[: len(content) // 2] if "sheet1" in name else content

    reading = read_spreadsheet(repacked(xlsx(CARD), replace=cut))
    assert reading.refusal is not None
    assert reading.tables == ()


def test_random_bytes_behind_a_true_signature_are_a_message(tmp_path, xlsx):
    whole = bytearray(xlsx(CARD).read_bytes())
    for at in range(60, len(whole) - 400, 97):
        whole[at] ^= 0x5A
    (tmp_path / "noise.xlsx").write_bytes(bytes(whole))
    reading = read_spreadsheet(tmp_path / "noise.xlsx")
    assert "noise.xlsx" in str(reading.refusal)


def test_cancelling_ends_a_reader_that_hangs(xlsx, repacked):
    path = repacked(xlsx(CARD), replace=with_endless_rules)
    started = time.monotonic()
    with ReaderChild("sparse", admit(path).content, None, Limits(), cancelled=lambda: True) as child:
        assert not list(child.lines())
    assert child.ending == "cancelled"
    assert time.monotonic() - started < 5


def test_a_cancelled_reading_says_so(xlsx):
    reading = read_spreadsheet(xlsx(CARD), cancelled=lambda: True)
    assert (
        reading.refusal
        == "Reading “book.xlsx” was cancelled. Start the import again when you want it; nothing was changed."
    )


def test_an_error_in_the_progress_callback_leaves_no_child_behind(xlsx):
    class StopError(Exception):
        pass

    def stop(share, text):
        raise StopError

    before = running_children()
    with pytest.raises(StopError):
        read_spreadsheet(xlsx(CARD), progress=stop)
    assert running_children() == before


@pytest.mark.parametrize(("columns", "fits"), [(512, True), (513, False)])
def test_only_used_columns_count_towards_the_limit(csv, columns, fits):
    header = "Vendor," + ",".join(f"Quality {number}" for number in range(1, columns))
    row = "Alder," + ",".join("3" for _ in range(1, columns))
    reading = read_spreadsheet(csv(f"{header}\n{row}\n"))
    assert (reading.refusal is None) == fits
    assert fits or "512 used columns" in str(reading.refusal)


def test_more_sheets_than_allowed_are_refused(xlsx):
    sheets = {f"S{number}": [["a"]] for number in range(worker.SHEET_LIMIT + 1)}
    assert "65 sheets" in str(read_spreadsheet(xlsx(sheets)).refusal)


def test_more_rows_than_allowed_are_refused(csv):
    reading = read_spreadsheet(csv("a\n" * (worker.ROW_LIMIT + 1)))
    assert "200,000 used rows" in str(reading.refusal)


def test_entities_in_a_package_are_not_expanded(xlsx, repacked):
    bomb = b'<!DOCTYPE x [<!ENTITY a "' + b"a" * 1000 + b'">' + b"".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 20}">'.encode() for n in range(6)
    ) + b"]>"  # fmt: skip

    def poison(name, content):
        if name != "xl/sharedStrings.xml":
            return content
        return content.replace(b"?>", b"?>" + bomb, 1).replace(b"Quality", b"&g;")

    started = time.monotonic()
    reading = read_spreadsheet(repacked(xlsx(CARD), replace=poison), limits=Limits(wall_seconds=10))
    assert time.monotonic() - started < 15
    assert all(len(criterion.name) < 100_000 for table in reading.tables for criterion in table.criteria)


def test_our_own_names_are_read_from_the_package_without_entities(xlsx, repacked):
    from outsource_desk.importers.files.first_reader import own_names

    path = repacked(xlsx(CARD), replace=lambda n, c: c + b"<!DOCTYPE desk_workbook>" if n == "xl/workbook.xml" else c)
    assert own_names(path.read_bytes()) == {}
    assert zipfile.is_zipfile(path)


class UnwantedError(Exception):
    pass


def test_a_caller_that_raises_from_progress_ends_the_child_at_once_and_gets_its_own_error(xlsx):
    path = xlsx([["Vendor", "Quality"], *([f"Vendor {at}", at % 5] for at in range(30_000))])
    before = running_children()
    told = []

    def progress(share, text):
        told.append((share, text, running_children()))
        if len(told) == 2:
            raise UnwantedError

    began = time.monotonic()
    with pytest.raises(UnwantedError):
        read_spreadsheet(path, progress=progress)
    assert len(told) == 2
    assert told[0][2] == before + 1
    assert running_children() == before
    assert time.monotonic() - began < 5


def test_the_caller_is_asked_while_the_child_is_silent(xlsx):
    content = admit(xlsx(CARD)).content

    def beat():
        raise UnwantedError

    before = running_children()
    child = ReaderChild("sparse", content, None, Limits(), beat=beat)  # it loads a slow library before it says anything
    with child, pytest.raises(UnwantedError):
        list(child.lines())
    assert running_children() == before
