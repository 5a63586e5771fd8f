#!/usr/bin/env bash
# Makes the detector that is shipped again: trains it on photographs, calibrates it, puts it into src/FixPix/Models and writes its card. After an interruption the same command goes on.
#   scripts/train-detector.sh PHOTOS [FOLDER]
# PHOTOS: a folder of PNG photographs; a MANIFEST.tsv there or above it (columns file, licence, source) names where they come from.
# FOLDER: where the training keeps its state; artifacts/detector-training by default.
set -euo pipefail
if [ $# -lt 1 ] || [ $# -gt 2 ] || [ ! -d "$1" ]; then
    echo "usage: scripts/train-detector.sh PHOTOS [FOLDER]; PHOTOS is a folder of PNG photographs" >&2
    exit 2
fi
photos=$(realpath "$1")
folder=$(realpath -m "${2:-$(dirname "$0")/../artifacts/detector-training}")
cd "$(dirname "$0")/.."

cmake -S native -B native/build >/dev/null
cmake --build native/build
mkdir -p "$folder" src/FixPix/Models docs/models
# What the card will say of the machine: the one that began.
if [ ! -s "$folder/machine.txt" ]; then
    echo "$(nproc) × $(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -1)" >"$folder/machine.txt"
fi

# Three times along half a cosine: from numbers that know nothing with a curriculum, then twice from what that left, at all rates.
fixpix() { dotnet run -c Release --project src/FixPix.Cli -- "$@"; }
fixpix train detector "$photos" -o "$folder/first" --steps 45000
fixpix train detector "$photos" -o "$folder/second" --from "$folder/first/best.safetensors" --steps 36000 --learning-rate 0.001 --seed 2
fixpix train detector "$photos" -o "$folder" --from "$folder/second/best.safetensors" --steps 24000 --learning-rate 0.001 --seed 3
dotnet run scripts/network-card.cs -- detector "$folder" "$photos" "scripts/train-detector.sh PHOTOS" docs/models/detector.md
cp "$folder/detector.safetensors" src/FixPix/Models/detector.safetensors.part
mv src/FixPix/Models/detector.safetensors.part src/FixPix/Models/detector.safetensors
