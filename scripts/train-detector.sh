#!/usr/bin/env bash
# Makes the networks that find and are shipped again, the one that looks first and the one that looks again: trains them on photographs, calibrates them, puts them into src/FixPix/Models and writes their cards. After an interruption the same command goes on.
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
mkdir -p "$folder/again" src/FixPix/Models docs/models
# What the cards will say of the machine: the one that began.
for state in "$folder" "$folder/again"; do
    if [ ! -s "$state/machine.txt" ]; then
        echo "$(nproc) × $(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -1)" >"$state/machine.txt"
    fi
done

# Three times along half a cosine: from numbers that know nothing with a curriculum, then twice from what that left, at all rates.
fixpix() { dotnet run -c Release --project src/FixPix.Cli -- "$@"; }
fixpix train detector "$photos" -o "$folder/first" --steps 45000
fixpix train detector "$photos" -o "$folder/second" --from "$folder/first/best.safetensors" --steps 36000 --learning-rate 0.001 --seed 2
fixpix train detector "$photos" -o "$folder" --from "$folder/second/best.safetensors" --steps 24000 --learning-rate 0.001 --seed 3
# The one that looks again, four times after the first one, and then after itself too.
fixpix train detector "$photos" -o "$folder/again/first" --look-again-after "$folder/detector.safetensors" --steps 10000
fixpix train detector "$photos" -o "$folder/again/second" --look-again-after "$folder/detector.safetensors" --from "$folder/again/first/best.safetensors" --steps 11000 --learning-rate 0.0015 --seed 2
fixpix train detector "$photos" -o "$folder/again/third" --look-again-after "$folder/detector.safetensors" --from "$folder/again/second/best.safetensors" --steps 10500 --learning-rate 0.0015 --seed 3
fixpix train detector "$photos" -o "$folder/again/fourth" --look-again-after "$folder/detector.safetensors" --from "$folder/again/third/best.safetensors" --steps 8000 --learning-rate 0.0015 --seed 4
fixpix train detector "$photos" -o "$folder/again" --look-again-after "$folder/detector.safetensors,$folder/again/fourth/best.safetensors" --from "$folder/again/fourth/best.safetensors" --steps 8000 --learning-rate 0.0015 --seed 5

# ship NAME FOLDER: what the training left becomes the shipped network, with its card.
ship() {
    dotnet run scripts/network-card.cs -- "$1" "$2" "$photos" "scripts/train-detector.sh PHOTOS" "docs/models/$1.md"
    cp "$2/detector.safetensors" "src/FixPix/Models/$1.safetensors.part"
    mv "src/FixPix/Models/$1.safetensors.part" "src/FixPix/Models/$1.safetensors"
}
ship detector "$folder"
ship second-look "$folder/again"
