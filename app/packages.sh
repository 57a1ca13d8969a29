# SPDX-FileCopyrightText: Tokenmeter contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by app/run and tests/run: makes sure that what the build needs is there.

# One word a need; alternatives (names differ between Debian and Ubuntu releases) are joined by |.
build_packages="g++ cmake ninja-build pkg-config qt6-base-dev libqt6charts6-dev|qt6-charts-dev libqt6opengl6-dev libgl-dev
  qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools libqt6svg6-dev|qt6-svg-dev libsqlitecpp-dev libsqlite3-dev libsimdjson-dev
  libcli11-dev qtkeychain-qt6-dev zlib1g-dev libzstd-dev libzip-dev libssl-dev tzdata"
window_packages="qt6-qpa-plugins fonts-noto-core fonts-noto-cjk"
test_packages="ccache dbus|dbus-daemon fonts-inter poppler-utils"
fuzz_packages="clang llvm libclang-rt-dev"

say() { printf '%s\n' "$*" >&2; }

# ensure_packages PACKAGES...: installs what is missing; on other systems says what to install and stops.
ensure_packages() {
  local need name missing=() chosen
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    local tool
    for tool in g++ cmake ninja; do
      command -v "$tool" >/dev/null && continue
      say "Tokenmeter builds itself on Debian 12 and Ubuntu 24.04. On this system, install these first:"
      say "  a C++20 compiler, CMake 3.22, Ninja, Qt 6.4 (Base, Charts, Svg, Tools), SQLiteCpp, SQLite 3.37,"
      say "  simdjson, CLI11, OpenSSL 3, zlib, zstd, libzip; then run this command again."
      exit 1
    done
    return 0
  fi
  local installed
  installed=" $(dpkg-query -W -f '${db:Status-Status}:${Package}\n' 2>/dev/null | sed -n 's/^installed://p' | tr '\n' ' ') "
  for need in "$@"; do
    chosen=
    for name in ${need//|/ }; do
      case "$installed" in *" $name "*) chosen=$name; break ;; esac
    done
    [ -n "$chosen" ] || missing+=("$need")
  done
  [ ${#missing[@]} -gt 0 ] || return 0

  local run=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      say "These packages are missing: ${missing[*]}"
      say "Install them as root with: apt-get install ${missing[*]//|*/}"
      exit 1
    fi
    run=(sudo)
  fi
  say "Installing what the build needs: ${missing[*]//|*/}"
  "${run[@]}" apt-get update -qq >&2 || say "The package lists could not be refreshed; trying with those that are here."
  local wanted=()
  for need in "${missing[@]}"; do
    chosen=
    for name in ${need//|/ }; do
      if apt-cache show "$name" >/dev/null 2>&1; then chosen=$name; break; fi
    done
    if [ -z "$chosen" ]; then
      say "No package ${need//|/ or } is known here. Tokenmeter builds itself on Debian 12 and Ubuntu 24.04."
      exit 1
    fi
    wanted+=("$chosen")
  done
  "${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${wanted[@]}" >&2
}

# build PRESET TARGETS...: configures once, builds what changed; prints only when something fails.
build() {
  local preset=$1 log
  shift
  log=$(mktemp)
  local launcher=()
  command -v ccache >/dev/null && launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
  if ! { { [ -f ".build/$preset/build.ninja" ] || cmake --preset "$preset" "${launcher[@]}"; } &&
         cmake --build --preset "$preset" ${1:+--target "$@"}; } >"$log" 2>&1; then
    cat "$log" >&2
    say "The build failed; the messages are above. After removing the folder .build the next run starts anew."
    rm -f "$log"
    exit 1
  fi
  rm -f "$log"
}
