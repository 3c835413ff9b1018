"""The pieces of the packages agree with each other, with the project and with the tools that judge them."""

from __future__ import annotations

import plistlib
import re
import shutil
import subprocess
import sys
import tomllib
from configparser import ConfigParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

import outsource_desk
from outsource_desk.importers.files.worker import FROZEN_FLAG
from outsource_desk.services.starting import start_file
from outsource_desk.store.schema import APPLICATION_ID

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "packaging"
LINUX = PACKAGING / "linux"
MIME = "application/vnd.outsource-desk"
OF_MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"
TYPE_OF = """
import os, sys
from PySide6.QtCore import QCoreApplication, QMimeDatabase
app = QCoreApplication([])
print(QMimeDatabase().mimeTypeForFile(sys.argv[1], QMimeDatabase.MatchMode[sys.argv[2]]).name())
"""


@pytest.fixture
def version() -> str:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def text(name: str) -> str:
    return (PACKAGING / name).read_text(encoding="utf-8")


def desktop_entry():
    entry = ConfigParser(interpolation=None)
    entry.optionxform = str  # pyright: ignore[reportAttributeAccessIssue] (meant to be set)
    entry.read(LINUX / "outsource-desk.desktop", encoding="utf-8")
    return entry["Desktop Entry"]


def metainfo() -> ElementTree.Element:
    return ElementTree.parse(LINUX / "outsource-desk.metainfo.xml").getroot()


def run_tool(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    tool = shutil.which(name)
    if tool is None:
        pytest.skip(f"{name} is not installed")
    return subprocess.run([tool, *arguments], capture_output=True, text=True, check=False)


def test_every_package_names_the_version_of_the_project(version):
    release = metainfo().find("releases/release")
    assert release is not None
    assert release.get("version") == version
    assert outsource_desk.__version__ == version
    assert re.search(r'"Outsource Desk ([^"]+)"', text("linux/outsource-desk.1"))[1] == version  # pyright: ignore (there is a match)
    assert f'#define AppVersion "{version}"' in text("windows/outsource-desk.iss")
    numbers = ", ".join([*version.split("."), "0"])
    of_windows = text("windows/version.txt")
    assert f"filevers=({numbers}), prodvers=({numbers})" in of_windows
    assert re.findall(r'"(?:File|Product)Version", "([^"]+)"', of_windows) == [version, version]


def test_all_packages_know_the_files_by_one_type(version):
    mime_type = ElementTree.parse(LINUX / "outsource-desk.xml").getroot().find(f"{OF_MIME}mime-type")
    assert mime_type is not None
    assert mime_type.get("type") == MIME
    assert desktop_entry()["MimeType"] == f"{MIME};"
    assert metainfo().findtext("provides/mediatype") == MIME
    assert MIME in text("windows/outsource-desk.iss")
    assert MIME in text("outsource_desk.spec")


def test_the_desktop_entry_starts_the_program_under_the_name_that_its_windows_bear():
    entry = desktop_entry()
    assert entry["Exec"] == "outsource-desk %f"
    name = re.search(r'setDesktopFileName\("([^"]+)"\)', (ROOT / "outsource_desk/ui/start.py").read_text("utf-8"))
    assert name is not None
    assert entry["StartupWMClass"] == name[1] == "outsource-desk"
    assert metainfo().findtext("launchable") == f"{name[1]}.desktop"
    assert (ROOT / "resources" / "icons" / f"{entry['Icon']}.svg").exists()


def test_the_magic_of_the_file_type_is_the_application_id_of_a_file():
    root = ElementTree.parse(LINUX / "outsource-desk.xml").getroot()
    match = root.find(f".//{OF_MIME}match/{OF_MIME}match")
    assert match is not None
    assert (match.get("type"), match.get("offset")) == ("big32", "68")
    assert int(match.get("value", ""), 16) == APPLICATION_ID


@pytest.mark.parametrize("way", ["MatchContent", "MatchExtension"])
def test_the_system_knows_a_file_by_its_content_and_by_its_ending(tmp_path, way):
    packages = tmp_path / "share" / "mime" / "packages"
    packages.mkdir(parents=True)
    shutil.copy(LINUX / "outsource-desk.xml", packages)
    document = tmp_path / "decision.odesk"
    start_file(document).close()
    if way == "MatchContent":
        document = document.rename(tmp_path / "decision")
    else:
        document.write_bytes(b"")
    done = subprocess.run(
        [sys.executable, "-c", TYPE_OF, str(document), way],
        env={"XDG_DATA_HOME": str(tmp_path / "share"), "XDG_DATA_DIRS": str(tmp_path / "share")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == MIME


def test_the_validators_of_the_desktop_find_nothing_wrong_with_the_entry():
    done = run_tool("desktop-file-validate", str(LINUX / "outsource-desk.desktop"))
    assert (done.returncode, done.stdout) == (0, "")


def test_the_validator_of_software_centres_finds_nothing_wrong_with_the_metainfo():
    done = run_tool("appstreamcli", "validate", "--no-net", str(LINUX / "outsource-desk.metainfo.xml"))
    assert done.returncode == 0, done.stdout


def test_the_manual_is_set_without_a_warning():
    done = run_tool("man", "--warnings", "--encoding=utf8", "--local-file", str(LINUX / "outsource-desk.1"))
    assert (done.returncode, done.stderr) == (0, "")
    for command in ("new", "import", "set", "rank", "report", "history", "check", "show"):
        assert re.search(rf"^ +{command} FILE", done.stdout, re.MULTILINE)


def test_the_spec_can_be_compiled_and_packs_what_exists():
    spec = text("outsource_desk.spec")
    compile(spec, "outsource_desk.spec", "exec")
    sources = re.findall(r'^    \("([^"]+)", "(?:resources|licences/qt)"\)', spec, re.MULTILINE)
    assert sources[:3] == ["resources", "LICENSE", "THIRD-PARTY-NOTICES.md"]
    for source in (*sources, "packaging/entry.py", "packaging/windows/version.txt"):
        assert (ROOT / source).exists(), source


def test_the_build_tools_are_pinned_and_stay_out_of_the_environment_of_the_program():
    lines = [line for line in text("constraints-build.txt").splitlines() if not line.startswith("#")]
    tools = {line.partition("==")[0] for line in lines}
    assert all(re.fullmatch(r"[a-z0-9-]+==[0-9.]+", line) for line in lines)
    assert "pyinstaller" in tools
    of_the_program = {line.partition("==")[0] for line in text("constraints.txt").splitlines()}
    assert not tools & of_the_program


def test_the_frozen_program_becomes_the_reader_when_its_flag_comes_first(tmp_path):
    task = '{"reader": "csv", "sheet": null, "memory": 1500000000, "cpu": 60, "form": ["utf-8", ","]}'
    done = subprocess.run(
        [sys.executable, PACKAGING / "entry.py", FROZEN_FLAG, task],
        input=b"Vendor,Quality\nAlder,4\n",
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
    )
    assert b"Alder" in done.stdout
    assert done.stdout.strip().endswith(b'{"done":true}')


def test_programs_that_the_frozen_one_starts_find_their_own_libraries():
    check = (
        "import runpy, os; entry = runpy.run_path('packaging/entry.py'); entry['forget_own_libraries']();"
        "print(os.environ.get('LD_LIBRARY_PATH'), os.environ.get('QT_PLUGIN_PATH'))"
    )
    own = {"LD_LIBRARY_PATH": "/packed", "QT_PLUGIN_PATH": "/packed/plugins"}
    for before, after in (({}, "None"), ({"LD_LIBRARY_PATH_ORIG": "/theirs"}, "/theirs")):
        done = subprocess.run(
            [sys.executable, "-c", check], cwd=ROOT, env=own | before, capture_output=True, text=True, check=True
        )
        assert done.stdout.split() == [after, "None"]


def test_the_icon_is_drawn_in_the_accent_of_the_product():
    drawing = ElementTree.parse(ROOT / "resources" / "icons" / "outsource-desk.svg").getroot()
    assert drawing.get("viewBox") == "0 0 64 64"
    ground = drawing.find("{http://www.w3.org/2000/svg}rect")
    assert ground is not None
    assert ground.get("fill") == "#0B5CAD"


@pytest.mark.parametrize("script", ["build.sh", "linux/make_deb.sh", "linux/postinst", "linux/postrm", "macos/sign.sh"])
def test_the_scripts_are_understood_by_the_shell(script):
    done = run_tool("sh", "-n", str(PACKAGING / script))
    assert (done.returncode, done.stderr) == (0, "")


def test_the_entitlements_can_be_read():
    assert plistlib.loads((PACKAGING / "macos" / "entitlements.plist").read_bytes()) == {
        "com.apple.security.cs.allow-unsigned-executable-memory": True
    }


def test_what_is_left_out_of_the_bundle_is_not_needed_to_judge_a_ranking(tmp_path):
    _, _, rest = text("outsource_desk.spec").partition("EXCLUDED_MODULES = [")
    excluded = re.findall(r'"([\w.]+)"', rest.partition("]")[0])
    assert "numpy.fft" in excluded
    run = f"""
import sys
sys.modules.update(dict.fromkeys({excluded}))
from outsource_desk.cli import main
assert main(["new", "{tmp_path}/sample.odesk", "--sample"]) == 0
assert main(["rank", "{tmp_path}/sample.odesk", "--json"]) == 0
assert main(["report", "{tmp_path}/sample.odesk", "--pdf", "{tmp_path}/a.pdf", "--xlsx", "{tmp_path}/a.xlsx"]) == 0
"""
    done = subprocess.run([sys.executable, "-c", run], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
