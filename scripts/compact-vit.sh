#!/usr/bin/env bash
# Trains a compact vision transformer by the paper's recipe and measures it beside our networks, each on photographs that no training has seen: whether it earns a place. Half an hour on two cores; after an interruption the same command goes on.
#   scripts/compact-vit.sh PHOTOS TEST [FOLDER]
# PHOTOS: a folder of PNG photographs to learn from; those of 512×512 are taken, as its tiles have one size.
# TEST: a folder of PNG photographs to judge by.
# FOLDER: where the raw files and the training stay; artifacts/compact-vit by default.
set -euo pipefail
if [ $# -lt 2 ] || [ $# -gt 3 ] || [ ! -d "$1" ] || [ ! -d "$2" ]; then
    echo "usage: scripts/compact-vit.sh PHOTOS TEST [FOLDER]; PHOTOS and TEST are folders of PNG photographs" >&2
    exit 2
fi
photos=$(realpath "$1") test=$(realpath "$2")
folder=$(realpath -m "${3:-$(dirname "$0")/../artifacts/compact-vit}")
cd "$(dirname "$0")/.."

cmake -S native -B native/build >/dev/null
cmake --build native/build >/dev/null
dotnet build -c Release src/FixPix.Cli -v quiet -nologo
fixpix() { dotnet artifacts/bin/FixPix.Cli/release/FixPix.Cli.dll "$@"; }

# What one camera makes of them: bytes 16 to 23 of a PNG are its width and height.
mkdir -p "$folder/raws"
seed=0
for photo in "$photos"/*.png; do
    [ "$(od -An -tx1 -j16 -N8 "$photo" | tr -d ' ')" = 0000020000000200 ] || continue
    seed=$((seed + 1))
    raw=$folder/raws/$(basename "$photo" .png).dng
    [ -s "$raw" ] || fixpix simulate "$photo" -o "$raw" --camera phone --iso 400 --seed $seed --quiet
done
fixpix train reconstructor "$folder/raws" -o "$folder" --preset paper --epochs 15 --rate 70% --encoder 128,4,4 --decoder 64,2,4
fixpix evaluate --simulated "$test" --camera phone --iso 400 --detector true-map --corrector learned,classical,median-blind --model "$folder/best.safetensors" --rates 70% --seed 1 --no-ece
