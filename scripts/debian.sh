#!/usr/bin/env bash
# Installs the Debian or Ubuntu packages that the build and the tests need,
# and only those that are missing. Without root it says what it will install
# and then uses sudo.
set -euo pipefail

command -v go >/dev/null || { echo "Go 1.25 or newer is needed: https://go.dev/dl/" >&2; exit 2; }
command -v npm >/dev/null || { echo "Node.js 20 or newer is needed: https://nodejs.org" >&2; exit 2; }

missing=()
need() { "${@:2}" >/dev/null 2>&1 || missing+=("$1"); }
need gcc command -v gcc
need g++ command -v g++
need pkg-config command -v pkg-config
if command -v pkg-config >/dev/null; then
	need libopencv-dev pkg-config --exists opencv4
	need libzbar-dev pkg-config --exists zbar
	need libdmtx-dev pkg-config --exists libdmtx
else
	missing+=(libopencv-dev libzbar-dev libdmtx-dev)
fi

# Ubuntu's chromium is a snap, which tests cannot start: CHROME_BIN names
# another, or the browser tests are skipped and say so.
if [ -z "${CHROME_BIN:-}" ] && grep -qs '^ID=debian' /etc/os-release; then
	need chromium command -v chromium
fi

[ ${#missing[@]} -eq 0 ] && exit 0
if ! command -v apt-get >/dev/null; then
	echo "these are needed, and there is no apt-get to install them: ${missing[*]}" >&2
	exit 2
fi
sudo=()
if [ "$(id -u)" -ne 0 ]; then
	sudo=(sudo)
	echo "installing with sudo: ${missing[*]}"
fi
"${sudo[@]}" apt-get update -q
"${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
