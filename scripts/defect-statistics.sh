#!/usr/bin/env bash
# Measures how real defects cluster, line up and grow; writes docs/results/defect-statistics.md.
# The data: a folder with defects/xray-panels, from $FIXPIX_DATA or the first argument; ../shared/data beside the checkout otherwise.
set -euo pipefail
cd "$(dirname "$0")/.."
data=${1:-${FIXPIX_DATA:-../shared/data}}
if [ ! -d "$data/defects/xray-panels" ]; then
    echo "defect-statistics: no folder defects/xray-panels in $data: nothing was measured; give the folder or set FIXPIX_DATA" >&2
    exit 2
fi
dotnet run -c Release --project scripts/DefectStatistics -- "$data/defects/xray-panels" docs/results/defect-statistics.md
