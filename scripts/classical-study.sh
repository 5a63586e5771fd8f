#!/usr/bin/env bash
# Measures every classical detector and corrector on the real mosaics and writes docs/results/classical.md.
# The data: a folder with MANIFEST.tsv, from $FIXPIX_DATA or the first argument; ../shared/data beside the checkout otherwise.
set -euo pipefail
cd "$(dirname "$0")/.."
data=${1:-${FIXPIX_DATA:-../shared/data}}
dotnet run -c Release --project scripts/ClassicalStudy -- "$data" docs/results/classical.md
