import hashlib
import os
import zipfile
from pathlib import Path

import pytest

from outsource_desk.importers.files import gate
from outsource_desk.importers.files.gate import Kind, admit
from outsource_desk.importers.files.refusals import (
    DamagedFileError,
    DatabaseError,
    DisguisedFileError,
    EmptyFileError,
    EncryptedFileError,
    HostilePackageError,
    LockFileError,
    MissingFileError,
    NotAFileError,
    OwnDocumentError,
    SpreadsheetRefusedError,
    TooLargeFileError,
)
from outsource_desk.importers.spreadsheet import read_spreadsheet
from outsource_desk.store.files import create_file
from tests.importers.formats import CARD, cells, ods_parts, ods_rows, ods_table, package, workbook_parts

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def test_the_bytes_decide_the_kind_and_not_the_ending(xlsx, csv, tmp_path):
    path = xlsx([["a", "b"]], "really.csv")
    assert admit(path).kind == Kind.XLSX
    assert admit(csv("a,b\n1,2\n", name="really.xlsx")).kind == Kind.CSV


def test_the_checksum_is_that_of_the_bytes_that_are_read(csv):
    path = csv("a,b\n1,2\n")
    assert admit(path).sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_an_opendocument_sheet_is_known_by_its_mimetype(ods):
    assert admit(ods([["a", "b"]], "x.zip")).kind == Kind.ODS


@pytest.mark.parametrize(
    ("content", "error", "said"),
    [
        (b"", EmptyFileError, "is empty"),
        (b"\xef\xbb\xbf \r\n", EmptyFileError, "is empty"),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), EncryptedFileError, "password"),
        (OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le"), DisguisedFileError, "another office program"),
        (b"<html><table><tr><td>1</td></tr></table></html>", DisguisedFileError, "a web page"),
        (b"\n <!DOCTYPE HTML><html></html>", DisguisedFileError, "a web page"),
        (b"<table border=1><tr><td>1", DisguisedFileError, "a web page"),
        (b'<?xml?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', DisguisedFileError, "2003"),
        (b'<?xml version="1.0"?><rows/>', DisguisedFileError, "XML"),
        (b'<?xml?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>',
         DisguisedFileError, "a flat OpenDocument file"),
        (b'[\n {"Vendor": "Alder", "Quality": 4},', DisguisedFileError, "a JSON document"),
        (b'{"Vendor": "Alder", "Quality": 4}\n{"Vendor"', DisguisedFileError, "a JSON document"),
        (b"\x09\x00\x04\x00\x02\x00\x10\x00", DisguisedFileError, "Excel 4 or older"),
        (b"%PDF-1.7\n", DisguisedFileError, "PDF"),
        (b"\x1f\x8b\x08\0", DisguisedFileError, "gzip"),
        (b"SQLite format 3\0" + b"\0" * 52 + b"ODSK", OwnDocumentError, "an Outsource Desk document"),
        (b"SQLite format 3\0" + b"\0" * 84, DatabaseError, "a database"),
        (b"a,b\n1,\0\n", DisguisedFileError, "unknown kind"),
        (b"PK\x03\x04 and then nothing that fits", DamagedFileError, "unpacked"),
    ],
)  # fmt: skip
def test_what_is_no_spreadsheet_inside_is_refused_by_name(tmp_path, content, error, said):
    path = tmp_path / "offer.xlsx"
    path.write_bytes(content)
    with pytest.raises(error, match=said) as caught:
        admit(path)
    assert caught.value.remedy


def test_a_real_document_of_ours_is_refused_by_name_whatever_it_is_called(tmp_path):
    with create_file(tmp_path / "desk.odesk", "Kim"):
        pass
    copy = tmp_path / "offers.xlsx"
    copy.write_bytes((tmp_path / "desk.odesk").read_bytes())
    for path in (tmp_path / "desk.odesk", copy):
        refusal = read_spreadsheet(path).refusal
        assert refusal is not None
        assert refusal.startswith(f"“{path.name}” is an Outsource Desk document, not a spreadsheet.")


def test_an_old_excel_file_is_let_through_to_the_reader(tmp_path):
    path = tmp_path / "old.xls"
    path.write_bytes(OLE + b"\0" * 600 + "Workbook\0".encode("utf-16-le"))
    assert admit(path).kind == Kind.XLS


def test_missing_files_folders_and_lock_files_are_told_apart(tmp_path):
    with pytest.raises(MissingFileError):
        admit(tmp_path / "nowhere.xlsx")
    with pytest.raises(NotAFileError):
        admit(tmp_path)
    for name in ("~$offers.xlsx", ".~lock.offers.ods#"):
        (tmp_path / name).write_bytes(b"somebody")
        with pytest.raises(LockFileError):
            admit(tmp_path / name)


def test_a_device_is_refused_and_never_read():
    with pytest.raises(NotAFileError):
        admit(Path(os.devnull))


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "big.csv"
    with path.open("wb") as file:
        file.truncate(gate.FILE_LIMIT + 1)
    with pytest.raises(TooLargeFileError, match="50 MB"):
        admit(path)


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "content.xml"])
def test_a_part_in_wide_letters_is_refused_and_not_taken_for_an_empty_one(tmp_path, part):
    parts = ods_parts(ods_table(ods_rows(CARD))) if part == "content.xml" else workbook_parts(cells(CARD))
    wide = str(parts[part]).replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    path = tmp_path / "wide.xlsx"
    path.write_bytes(package({**parts, part: wide}))
    with pytest.raises(DamagedFileError, match="UTF-16"):
        admit(path)


def test_two_parts_of_one_name_are_refused(xlsx):
    path = xlsx([["a", "b"]])
    with zipfile.ZipFile(path, "a") as package, pytest.warns(UserWarning, match="Duplicate name"):
        package.writestr("xl/workbook.xml", b"<workbook/>")
    with pytest.raises(HostilePackageError, match="same name"):
        admit(path)


@pytest.mark.parametrize("name", ["/etc/passwd", "../../outside.xml", "xl/../../x", "C:\\windows\\x", "..\\x"])
def test_part_names_that_lead_outside_are_refused(xlsx, repacked, name):
    with pytest.raises(HostilePackageError, match="outside"):
        admit(repacked(xlsx([["a", "b"]]), add={name: b"x"}))


def test_a_package_of_too_many_parts_is_refused(xlsx, repacked):
    parts = {f"xl/media/{number}": b"" for number in range(gate.PART_LIMIT)}
    with pytest.raises(HostilePackageError, match="parts"):
        admit(repacked(xlsx([["a", "b"]]), add=parts))


def test_a_bomb_is_refused_by_its_ratio_and_not_unpacked(xlsx, repacked):
    with pytest.raises(HostilePackageError, match="times its size"):
        admit(repacked(xlsx([["a", "b"]]), add={"xl/media/bomb": b"\0" * 30_000_000}))


def test_an_overgrown_style_sheet_is_refused(xlsx, repacked):
    def grow(name: str, content: bytes) -> bytes:
        return content + os.urandom(100_000) * 130 if name == "xl/styles.xml" else content

    with pytest.raises(HostilePackageError, match="style sheet"):
        admit(repacked(xlsx([["a", "b"]]), replace=grow))


def test_other_packages_are_named_for_what_they_are(tmp_path):
    for name, parts, said in (
        ("a.xlsx", {"readme.txt": b"x"}, "ZIP archive"),
        ("b.xlsx", {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"x"}, "another office program"),
        ("c.ods", {"mimetype": b"application/vnd.oasis.opendocument.text"}, "another office program"),
    ):
        with zipfile.ZipFile(tmp_path / name, "w") as package:
            for part, content in parts.items():
                package.writestr(part, content)
        with pytest.raises(DisguisedFileError, match=said):
            admit(tmp_path / name)


def test_an_encrypted_opendocument_sheet_asks_for_a_copy_without_password(ods, repacked):
    def encrypt(name: str, content: bytes) -> bytes:
        return (
            content.replace(b"/>", b"><manifest:encryption-data/></manifest:manifest>")
            if "manifest" in name
            else content
        )

    with pytest.raises(EncryptedFileError) as caught:
        admit(repacked(ods([["a", "b"]]), replace=encrypt))
    assert "copy without" in caught.value.remedy


def test_every_refusal_has_a_remedy_of_its_own():
    kinds = SpreadsheetRefusedError.__subclasses__()
    remedies = {kind.remedy for kind in kinds}
    assert len(remedies) == len(kinds) >= 14
