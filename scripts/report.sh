#!/usr/bin/env bash
# Writes the whole report of the paper's experiments: docs/report. Takes hours; an interrupted run goes on from artifacts/experiments.
#   scripts/report.sh [--quick] [FOLDER]
# FOLDER: where the report goes, docs/report by default; with --quick artifacts/report-quick.
# The data: a folder with MANIFEST.tsv, photos/test and photos/train, from $FIXPIX_DATA; ../shared/data beside the checkout otherwise.
# A vision transformer is measured where scripts/compact-vit.sh has left one, other programs where they are installed: apt-get install rawtherapee darktable siril dcraw
set -euo pipefail
cd "$(dirname "$0")/.."
options=() folder=docs/report
if [ "${1:-}" = --quick ]; then
    options=(--quick) folder=artifacts/report-quick
    shift
fi
folder=${1:-$folder}
data=${FIXPIX_DATA:-../shared/data}
if [ ! -e "$data/MANIFEST.tsv" ]; then
    echo "report: $data/MANIFEST.tsv is not there: nothing was measured; give the data with FIXPIX_DATA" >&2
    exit 2
fi
[ -d scripts/vega/node_modules/vega-lite ] || (cd scripts/vega && npm install --ignore-scripts --no-package-lock --no-audit --no-fund)
cmake -S native -B native/build >/dev/null && cmake --build native/build >/dev/null
dotnet build -c Release src/FixPix.Cli -v quiet -nologo
# A transformer by the paper's recipe, where there is one.
vit=artifacts/compact-vit/best.safetensors
[ ! -f $vit ] || options+=(--vit $vit)
# Files whose bad pixels others have put in have no truth.
dotnet artifacts/bin/FixPix.Cli/release/FixPix.Cli.dll experiment all --data "$data" --except '*_bpc_test*' -o "$folder" --overwrite "${options[@]}"
