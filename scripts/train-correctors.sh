#!/usr/bin/env bash
# Makes the networks that mend and are shipped again: trains them on photographs, puts them into src/FixPix/Models and writes their cards. After an interruption the same command goes on.
#   scripts/train-correctors.sh PHOTOS [FOLDER]
# PHOTOS: a folder of PNG photographs; a MANIFEST.tsv there or above it (columns file, licence, source) names where they come from.
# FOLDER: where the trainings keep their state; artifacts/corrector-training by default.
set -euo pipefail
if [ $# -lt 1 ] || [ $# -gt 2 ] || [ ! -d "$1" ]; then
    echo "usage: scripts/train-correctors.sh PHOTOS [FOLDER]; PHOTOS is a folder of PNG photographs" >&2
    exit 2
fi
photos=$(realpath "$1")
folder=$(realpath -m "${2:-$(dirname "$0")/../artifacts/corrector-training}")
cd "$(dirname "$0")/.."

cmake -S native -B native/build >/dev/null
cmake --build native/build
fixpix() { dotnet run -c Release --project src/FixPix.Cli -- "$@"; }

# ship NAME: what the training left becomes the shipped network, with its card.
ship() {
    dotnet run scripts/network-card.cs -- "$1" "$folder/$1" "$photos" "scripts/train-correctors.sh PHOTOS" "docs/models/$1.md"
    cp "$folder/$1/best.safetensors" "src/FixPix/Models/$1.safetensors.part"
    mv "src/FixPix/Models/$1.safetensors.part" "src/FixPix/Models/$1.safetensors"
}

for network in corrector reconstructor; do
    mkdir -p "$folder/$network"
    # What the card will say of the machine: the one that began.
    if [ ! -s "$folder/$network/machine.txt" ]; then
        echo "$(nproc) × $(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -1)" >"$folder/$network/machine.txt"
    fi
done
fixpix train corrector "$photos" -o "$folder/corrector" --size 9 --steps 30000
fixpix train reconstructor "$photos" -o "$folder/reconstructor" --steps 20000
ship corrector
ship reconstructor
