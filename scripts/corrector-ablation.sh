#!/usr/bin/env bash
# Trains the networks that mend with one thing changed at a time, judges all variants alike and writes docs/results/corrector-ablation.md: hours.
# usage: scripts/corrector-ablation.sh PHOTOS [FOLDER] [OPTION…]; FOLDER keeps what is trained, artifacts/corrector-ablation by default, and the same command goes on there. --help lists the options.
set -euo pipefail
photographs=$(realpath -m -- "${1:?usage: scripts/corrector-ablation.sh PHOTOS [FOLDER] [OPTION…]}")
shift
folder=artifacts/corrector-ablation
if [ $# -gt 0 ] && [[ $1 != -* ]]; then
    folder=$(realpath -m -- "$1")
    shift
fi
cd "$(dirname "$0")/.."
dotnet run -c Release --project scripts/CorrectorAblation -- "$photographs" "$folder" "$@"
