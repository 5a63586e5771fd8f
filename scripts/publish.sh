#!/usr/bin/env bash
# Makes the fixpix command for a machine of this kind, runtime included, compiled ahead for a quick start: artifacts/fixpix/fixpix.
# An argument names another kind: scripts/publish.sh win-x64
set -euo pipefail
cd "$(dirname "$0")/.."
kind=${1:-$(dotnet --info | sed -n 's/^ *RID: *//p' | sed 's/^debian.*-\|^ubuntu.*-/linux-/')}
dotnet publish src/FixPix.Cli -c Release -r "$kind" --self-contained -p:PublishReadyToRun=true -p:PackAsTool=false -v quiet -o artifacts/fixpix
echo "artifacts/fixpix/fixpix"
