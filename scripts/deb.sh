#!/usr/bin/env bash
# Makes the Debian package: deb.sh VERSION BINARY FOLDER. It depends on the
# libraries that the binary is linked with, in the versions of this machine.
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -eq 3 ] || { echo "use: $0 VERSION BINARY FOLDER" >&2; exit 2; }
export VERSION=$1 BINARY=$2
out=$3
ARCH=$(dpkg --print-architecture)
export ARCH
(cd tools && "${GO:-go}" build -o ../bin/nfpm github.com/goreleaser/nfpm/v2/cmd/nfpm)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/debian"
printf 'Source: dashcart\n\nPackage: dashcart\nArchitecture: any\n' >"$work/debian/control"
binary=$(realpath "$BINARY")
DEPENDS=$(cd "$work" && dpkg-shlibdeps --ignore-missing-info -O "$binary" | sed -n 's/^shlibs:Depends=//p')
DEPENDS="systemd | systemd-standalone-sysusers${DEPENDS:+, $DEPENDS}"
DEPENDS=$(sed 's/, */", "/g; s/^/"/; s/$/"/' <<<"$DEPENDS")

# Tracked files only: what lies beside them on this machine is nobody's sample.
mkdir "$work/sample"
git ls-files -z store.yaml catalog ':!catalog/gen' ':!*.go' | xargs -0 cp --parents -t "$work/sample"
SAMPLE=$work/sample
export DEPENDS SAMPLE
eval "cat <<END
$(cat packaging/nfpm.yaml)
END" >"$work/nfpm.yaml"
mkdir -p "$out"
bin/nfpm package --config "$work/nfpm.yaml" --packager deb --target "$out"
