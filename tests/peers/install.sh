#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs the peers named in package-lock.json into tests/peers/node_modules. Does nothing, and
# says nothing, when they are there already. Needs npm 9 or newer; the Node that runs the peers is
# one of the locked packages, because oidc-provider wants a newer one than Debian 12 has.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

wanted=$(sha256sum package.json package-lock.json | sha256sum | cut -d' ' -f1)
stamp=node_modules/.plantain-lock
is_installed() { [[ -x node_modules/.bin/node && "$(cat "$stamp" 2>/dev/null)" == "$wanted" ]]; }

is_installed && exit 0
# Two test runs of one checkout must not install over each other.
exec {lock}<.
flock "$lock"
is_installed && exit 0

# No package needs a script to be installed, so none may run.
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
# Both architectures bring a command "node"; older npm versions then link neither.
ln -sf ../"$(cd node_modules && ls -d node-linux-*/bin/node)" node_modules/.bin/node
node_modules/.bin/node --version >/dev/null
echo "$wanted" >"$stamp"
