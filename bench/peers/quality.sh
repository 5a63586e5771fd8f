#!/usr/bin/env bash
# The same damaged picture through fixpix, dcraw and RawTherapee, each result scored against the undamaged picture.
# Needs: apt-get install dcraw rawtherapee python3-numpy python3-tifffile
# RawTherapee leaves a border of two pixels as it is, so its error includes that of the few bad pixels there.
# usage: bench/peers/quality.sh CLEAN.dng    (a Bayer DNG without masked borders, e.g. the GoPro frame)
set -euo pipefail
clean=$(realpath "${1:?usage: bench/peers/quality.sh CLEAN.dng}")
cd "$(dirname "$0")/../.."
here=$PWD/bench/peers
python=${PYTHON:-/usr/bin/python3}
for tool in dcraw rawtherapee-cli "$python"; do
    command -v "$tool" >/dev/null || { echo "missing: $tool (apt-get install dcraw rawtherapee python3-numpy python3-tifffile)"; exit 2; }
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet build -c Release src/FixPix.Cli -v quiet >/dev/null
fixpix() { dotnet artifacts/bin/FixPix.Cli/release/FixPix.Cli.dll "$@"; }
score() { printf '%-46s' "$1"; fixpix score --truth "$work/bad.truth.json" --original "$clean" --corrected "$2" --cfa "$cfa" 2>/dev/null | sed 's/^correction *//'; }

# RawTherapee reads its list from the dark-frames folder, under the camera's name.
field() { fixpix info "$clean" --json | "$python" -c 'import json, sys; print(json.load(sys.stdin)["results"][0][sys.argv[1]])' "$1"; }
cfa=$(field cfa)
make=$(field make)
model=$(field model)
case "$model" in "$make"*) name=$model ;; *) name="$make $model" ;; esac
export XDG_CONFIG_HOME=$work/config
mkdir -p "$work/darks" "$XDG_CONFIG_HOME/RawTherapee"
printf '[General]\nDarkFramesPath=%s\n' "$work/darks" >"$XDG_CONFIG_HOME/RawTherapee/options"
develop() { rawtherapee-cli -q -o "$2" -t -b32 -Y -p "$3" -c "$1" >/dev/null 2>&1; }
mosaic() { "$python" "$here/rawtherapee_mosaic.py" "$work/clean.tiff" "$work/clean_rt.tif" "$cfa" "$@"; }

dcraw -t 0 -D -4 -T -c "$clean" >"$work/clean.tiff"
develop "$clean" "$work/clean_rt.tif" "$here/rawtherapee.pp3"

compare() { # title, injection options
    local title=$1
    shift
    echo "== $title"
    fixpix inject "$clean" -o "$work/bad.dng" --seed 1 --delta 0.7 "$@" --overwrite --quiet
    fixpix map convert "$work/bad.truth.json" -o "$work/bad.badpixels" --overwrite --quiet
    score "as damaged" "$work/bad.dng"
    for corrector in classical opposite-pairs; do
        fixpix correct "$work/bad.dng" --map "$work/bad.truth.json" --corrector "$corrector" -o "$work/fixed.dng" --overwrite --quiet
        score "fixpix $corrector, true map" "$work/fixed.dng"
    done
    dcraw -t 0 -P "$work/bad.badpixels" -D -4 -T -c "$work/bad.dng" >"$work/dcraw.tiff"
    score "dcraw -P, true map" "$work/dcraw.tiff"
    cp "$work/bad.badpixels" "$work/darks/$name.badpixels"
    develop "$work/bad.dng" "$work/rt.tif" "$here/rawtherapee.pp3"
    rm "$work/darks/$name.badpixels"
    mosaic "$work/rt.tif" "$work/rt.npy"
    score "RawTherapee .badpixels, true map" "$work/rt.npy"

    fixpix detect "$work/bad.dng" -o "$work/found.json" --overwrite --quiet
    fixpix correct "$work/bad.dng" --map "$work/found.json" -o "$work/fixed.dng" --overwrite --quiet
    score "fixpix detect + correct" "$work/fixed.dng"
    fixpix score --truth "$work/bad.truth.json" --map "$work/found.json" | sed 's/^/    /'
    develop "$work/bad.dng" "$work/before.tif" "$here/rawtherapee.pp3"
    for threshold in 100 50 20; do
        sed "s/HotPixelFilter=false/HotPixelFilter=true/; s/DeadPixelFilter=false/DeadPixelFilter=true/; s/Thresh=100/Thresh=$threshold/" \
            "$here/rawtherapee.pp3" >"$work/filter.pp3"
        develop "$work/bad.dng" "$work/rt.tif" "$work/filter.pp3"
        mosaic "$work/rt.tif" "$work/rt.npy" "$work/before.tif" "$work/changed.npy"
        score "RawTherapee hot + dead filter, threshold $threshold" "$work/rt.npy"
        fixpix score --truth "$work/bad.truth.json" --map "$work/changed.npy" | sed 's/^/    /'
    done
}

report=docs/results/peers-quality.md
{
    printf '# fixpix, dcraw and RawTherapee on the same damaged picture\n\nMade by `bench/peers/quality.sh %s`.\n' "$(basename "$clean")"
    printf 'RawTherapee leaves a border of two pixels as it is, so its error includes that of the few bad pixels there.\n\n```\n'
    compare "0.01 % single defects, 200 same-colour pairs, fifty 2x2 blocks" --rate 0.01% --same-color-pairs 200 --clusters-2x2 50
    for rate in 0.1% 1% 20%; do
        compare "$rate single defects" --rate "$rate"
    done
    printf '```\n'
} | tee "$report"
