#!/usr/bin/env bash
# Installs a real VS Code server and workbench from the npm registry alone: no compiler, no install scripts.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
cd "$here/host"
stamp="$(cat package-lock.json ../install-host.sh ../shims/* | sha256sum | cut -d' ' -f1)"
[ "$(cat .ready 2>/dev/null)" = "$stamp" ] && exit 0
rm -f .ready
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
cd node_modules/code-server/lib/vscode
# The shrinkwrap shipped here pins everything, but `npm ci` finds it out of step with its package.json.
npm install --ignore-scripts --omit=dev --no-audit --no-fund --loglevel=error
cp "$here/shims/spdlog.cjs" node_modules/@vscode/spdlog/index.js
cp "$here/shims/native-watchdog.cjs" node_modules/@vscode/native-watchdog/index.js
echo "$stamp" > "$here/host/.ready"
