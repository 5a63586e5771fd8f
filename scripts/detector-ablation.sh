#!/usr/bin/env bash
# Trains the detector with one thing changed at a time, judges all variants alike and writes docs/results/detector-ablation.md: an hour or more for every five variants.
# usage: scripts/detector-ablation.sh PHOTOS [FOLDER] [OPTION…]; FOLDER keeps what is trained, artifacts/detector-ablation by default, and the same command goes on there. --help lists the options.
set -euo pipefail
photographs=$(realpath -m -- "${1:?usage: scripts/detector-ablation.sh PHOTOS [FOLDER] [OPTION…]}")
shift
folder=artifacts/detector-ablation
if [ $# -gt 0 ] && [[ $1 != -* ]]; then
    folder=$(realpath -m -- "$1")
    shift
fi
cd "$(dirname "$0")/.."
dotnet run -c Release --project scripts/DetectorAblation -- "$photographs" "$folder" "$@"
