#!/bin/sh
# Makes dist/outsource-desk_VERSION_ARCH.deb from a packed folder: make_deb.sh FOLDER WORK
set -eu
bundle=$1
work=$2
here=packaging/linux
. "$here/packed_packages.sh"
for tool in dpkg-deb dpkg-shlibdeps desktop-file-validate appstreamcli; do
    command -v "$tool" >/dev/null || { echo "$tool is missing: apt-get install dpkg-dev desktop-file-utils appstream" >&2; exit 1; }
done

version=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
arch=$(dpkg --print-architecture)
tree=$work/deb
share=$tree/usr/share
rm -rf "$tree"
mkdir -p "$tree/DEBIAN" "$tree/usr/bin" "$tree/usr/lib" "$share/applications" "$share/mime/packages" \
    "$share/metainfo" "$share/man/man1" "$share/icons/hicolor/scalable/apps" "$share/doc/outsource-desk"

# what may be wrong with the pieces is found before they are packed
desktop-file-validate "$here/outsource-desk.desktop"
appstreamcli validate --no-net "$here/outsource-desk.metainfo.xml" >"$work/appstream.txt" || { cat "$work/appstream.txt" >&2; exit 1; }

cp -a "$bundle" "$tree/usr/lib/outsource-desk"
ln -s ../lib/outsource-desk/outsource-desk "$tree/usr/bin/outsource-desk"
cp "$here/outsource-desk.desktop" "$share/applications/"
cp "$here/outsource-desk.xml" "$share/mime/packages/"
cp "$here/outsource-desk.metainfo.xml" "$share/metainfo/internal.outsource_desk.OutsourceDesk.metainfo.xml"
cp -r "$work/icons/hicolor" "$share/icons/"
cp resources/icons/outsource-desk.svg "$share/icons/hicolor/scalable/apps/"
gzip -9n <"$here/outsource-desk.1" >"$share/man/man1/outsource-desk.1.gz"
{
    cat LICENSE
    printf '\nThe libraries of Qt are under the GNU LGPL 3, see /usr/share/common-licenses/LGPL-3; the texts of all\n'
    printf 'licences lie in /usr/lib/outsource-desk/_internal/licences.\n\n'
    cat THIRD-PARTY-NOTICES.md
} >"$share/doc/outsource-desk/copyright"

# the libraries of the system that the packed programs and libraries name, as packages
mkdir -p "$work/shlibs/debian"
printf 'Source: outsource-desk\n\nPackage: outsource-desk\nArchitecture: %s\n' "$arch" >"$work/shlibs/debian/control"
root=$(pwd)/$tree/usr/lib/outsource-desk
find "$root" -type f \( -name '*.so' -o -name '*.so.*' -o -name outsource-desk \) >"$work/shlibs/files"
folders=$(sed 's,/[^/]*$,,' "$work/shlibs/files" | sort -u | sed 's/^/-l/')
packed=$(packed_packages "$root/_internal" | sed 's/^/-x/') # these need no package
depends=$(
    cd "$work/shlibs"
    # shellcheck disable=SC2086 # one argument a folder
    dpkg-shlibdeps --ignore-missing-info -O --warnings=1 $packed $folders $(sed 's/^/-e/' files) 2>warnings.txt
) || { cat "$work/shlibs/warnings.txt" >&2; exit 1; }
depends=${depends#shlibs:Depends=}

cat >"$tree/DEBIAN/control" <<CONTROL
Package: outsource-desk
Version: $version
Architecture: $arch
Maintainer: The Outsource Desk developers
Section: editors
Priority: optional
Installed-Size: $(du -sk --apparent-size "$tree/usr" | cut -f1)
Depends: $depends
Recommends: xdg-utils
Description: decide whether to outsource, to whom, and how to get out again
 Outsource Desk takes an outsourcing decision from the spreadsheets that people
 already have to a board paper that can be signed: candidates, weighted
 criteria, gates, and a ranking that says when it is too close to call.
 .
 Everything lies in one local file. There is no server, no account and no
 network.
CONTROL
cp "$here/postinst" "$here/postrm" "$tree/DEBIAN/"
chmod 755 "$tree/DEBIAN/postinst" "$tree/DEBIAN/postrm"
(cd "$tree" && find usr -type f -exec md5sum {} +) | sort -k2 >"$tree/DEBIAN/md5sums"
find "$tree" -type d -exec chmod 755 {} +
find "$tree/usr" -type f -exec chmod u=rw,go=r {} +
chmod 755 "$tree/usr/lib/outsource-desk/outsource-desk"

package=dist/outsource-desk_${version}_$arch.deb
day=$(sed -n 's/.*<release version="'"$version"'" date="\([^"]*\)".*/\1/p' "$here/outsource-desk.metainfo.xml")
SOURCE_DATE_EPOCH=$(date -u -d "$day" +%s) dpkg-deb --root-owner-group -Zxz --build "$tree" "$package" >/dev/null
echo "$package: $(du -m "$package" | cut -f1) MB; depends on $depends"
