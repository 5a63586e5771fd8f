#!/usr/bin/env bash
# Makes the fixpix command for a machine of this kind, runtime included: artifacts/fixpix/fixpix. Everything, the runtime's own library
# too, is compiled ahead as one, because start-up is a third of the time of mending one file.
# An argument names another kind of machine: scripts/publish.sh win-x64. A second one names another folder.
set -euo pipefail
cd "$(dirname "$0")/.."
kind=${1:-$(dotnet --info | sed -n 's/^ *RID: *//p')}
folder=${2:-artifacts/fixpix}
dotnet publish src/FixPix.Cli -c Release -r "$kind" --self-contained -p:PublishReadyToRun=true -p:PublishReadyToRunComposite=true -p:PackAsTool=false -v quiet -o "$folder"
echo "$folder/fixpix"
