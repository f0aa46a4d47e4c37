# SPDX-License-Identifier: GPL-3.0-or-later
# Shared by installer/run and tests/run: installs what is missing, and nothing where nothing is.

packages_of() { # GROUP…: the packages of these groups
    local group
    for group in "$@"; do
        awk -v group="$group" '$1 == group { print $2 }' "$(dirname "${BASH_SOURCE[0]}")/packages"
    done
}

is_installed() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }

# install_packages GROUP…: as root, or by sudo where that asks for no password. Elsewhere it names what is missing and goes on.
install_packages() {
    local wanted missing=() package as_root=()
    wanted=$(packages_of "$@")
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        echo "No apt here. Golub needs the equivalents of these Debian packages; going on with what is there:" >&2
        echo "  $(echo $wanted)" >&2
        return 0
    fi
    for package in $wanted; do is_installed "$package" || missing+=("$package"); done
    [ ${#missing[@]} -eq 0 ] && return 0
    if [ "$(id -u)" -ne 0 ]; then
        if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
            as_root=(sudo -n)
        else
            echo "Missing packages; going on without them. To install them:" >&2
            echo "  sudo apt-get install --no-install-recommends ${missing[*]}" >&2
            return 0
        fi
    fi
    echo "Installing: ${missing[*]}"
    # No server that comes along may start as a system service: the demo and the tests start private ones.
    local policy=/usr/sbin/policy-rc.d own_policy=
    if [ ! -e "$policy" ]; then
        own_policy=yes
        printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
        "${as_root[@]}" chmod 755 "$policy"
    fi
    local status=0
    printf 'postfix postfix/main_mailer_type select No configuration\n' | "${as_root[@]}" debconf-set-selections 2>/dev/null || true
    "${as_root[@]}" apt-get -q update >/dev/null || true
    DEBIAN_FRONTEND=noninteractive "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get -q -y install --no-install-recommends "${missing[@]}" >/tmp/golub-packages.$$ 2>&1 || status=$?
    [ "$status" -eq 0 ] || { tail -n 20 /tmp/golub-packages.$$ >&2; echo "Some packages could not be installed; going on with what is there." >&2; }
    rm -f /tmp/golub-packages.$$
    [ -z "$own_policy" ] || "${as_root[@]}" rm -f "$policy"
}

# How many compilers at once: one for each core.
build_jobs() { nproc 2>/dev/null || echo 2; }
