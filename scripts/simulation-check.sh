#!/usr/bin/env bash
# Measures simulated mosaics beside real ones; writes docs/results/simulation.md and docs/images/simulation.png.
# The data: a folder with MANIFEST.tsv, from $FIXPIX_DATA or the first argument; ../shared/data beside the checkout otherwise.
set -euo pipefail
cd "$(dirname "$0")/.."
data=${1:-${FIXPIX_DATA:-../shared/data}}
if [ ! -f "$data/MANIFEST.tsv" ]; then
    echo "simulation-check: no data in $data (MANIFEST.tsv, photos/train, real/): nothing was measured; give the folder or set FIXPIX_DATA" >&2
    exit 2
fi
dotnet run -c Release --project scripts/SimulationCheck -- "$data" docs/results/simulation.md docs/images/simulation.png
