#!/bin/sh
# Signs, notarises and packs "dist/Outsource Desk.app" into dist/outsource-desk-VERSION.dmg; on macOS, after build.sh.
#
#   IDENTITY="Developer ID Application: NAME (TEAM)" PROFILE=outsource-desk packaging/macos/sign.sh
#
# IDENTITY is a certificate in the keychain. PROFILE names what was stored there once, by hand, with
#   xcrun notarytool store-credentials outsource-desk --apple-id ADDRESS --team-id TEAM
# so that no password stands in a script or in the environment.
set -eu
cd "$(dirname "$0")/../.."
: "${IDENTITY:?IDENTITY is missing: the name of a Developer ID Application certificate}"
: "${PROFILE:?PROFILE is missing: the name under which notarytool keeps its credentials}"
app="dist/Outsource Desk.app"
version=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
image=dist/outsource-desk-$version.dmg
entitlements=packaging/macos/entitlements.plist

sign() { codesign --force --timestamp --options runtime --sign "$IDENTITY" "$@"; }

# from the inside outwards: libraries, then frameworks, then the program with its entitlements, then the bundle
find "$app/Contents" -type f \( -name '*.so' -o -name '*.dylib' \) | while IFS= read -r library; do sign "$library"; done
find "$app/Contents" -type d -name '*.framework' | while IFS= read -r framework; do sign "$framework"; done
sign --entitlements "$entitlements" "$app/Contents/MacOS/outsource-desk"
sign --entitlements "$entitlements" "$app"
codesign --verify --deep --strict --verbose=2 "$app"

# the image is what is notarised, so that the ticket covers what people download
stage=build/package/dmg
rm -rf "$stage" "$image"
mkdir -p "$stage"
cp -R "$app" "$stage/"
ln -s /Applications "$stage/Applications"
hdiutil create -volname "Outsource Desk" -srcfolder "$stage" -format UDZO -ov "$image"
codesign --force --timestamp --sign "$IDENTITY" "$image"
xcrun notarytool submit "$image" --keychain-profile "$PROFILE" --wait
xcrun stapler staple "$image"
spctl --assess --type open --context context:primary-signature --verbose=2 "$image"
echo "$image"
