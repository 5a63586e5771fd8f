#!/usr/bin/env bash
# Measures a detector on sensors and photographs that no training has seen, and writes detector.md with its pictures.
#   scripts/detector-figures.sh [--quick] [MODEL [FOLDER]]
# MODEL: the weights, those that are shipped by default. FOLDER: where the page goes, docs/results by default.
# --quick: few sensors, one camera, few rates, to try this script in a few minutes; the page then goes beside the runs by default.
# The data: a folder with MANIFEST.tsv, real/ and photos/test, from $FIXPIX_DATA; ../shared/data beside the checkout otherwise.
# The JSON of each run of fixpix evaluate stays in artifacts/detector-figures.
set -euo pipefail
cd "$(dirname "$0")/.."
quick=no
if [ "${1:-}" = --quick ]; then
    quick=yes
    shift
fi
model=${1:-src/FixPix/Models/detector.safetensors}
data=${FIXPIX_DATA:-../shared/data}
runs=artifacts/detector-figures
cameras=8 named=all rates=1%,20%,40%,70%,85% sensors=("$data/real") photographs=("$data/photos/test")
folder=${2:-docs/results}
if [ $quick = yes ]; then
    runs=artifacts/detector-figures-quick
    cameras=1 named=phone,mono-8 rates=1%,70%
    sensors=("$data/real/nokia-n900" "$data/real/nikon" "$data/real/automotive" "$data/real/flir/lights/"*450nm* "$data/real/flir/lights/"*500nm*)
    photographs=("$data/photos/test/"kodak-[12]*.png)
    folder=${2:-$runs}
fi
for needed in "$model" "$data/MANIFEST.tsv" "$data/photos/test"; do
    if [ ! -e "$needed" ]; then
        echo "detector-figures: $needed is not there: nothing was measured; give the weights, and the data with FIXPIX_DATA" >&2
        exit 2
    fi
done
rm -rf "$runs"
mkdir -p "$runs" "$folder"
dotnet build -c Release src/FixPix.Cli -v quiet -nologo
manifest=(--manifest "$data/MANIFEST.tsv" --except '*_bpc_test*')
real=("${sensors[@]}" "${manifest[@]}")
simulated=(--simulated "${photographs[@]}" --cameras $cameras)
# The smaller the sensor the fewer defects it has at 0.01 %; and of real sensors only one has nine frames.
real_repeats=3 simulated_repeats=1 real_frames_repeats=10 simulated_frames_repeats=1
if [ $quick = yes ]; then
    real_repeats=1 real_frames_repeats=1
fi

# measure NAME ARGUMENTS: one run. A file that cannot be read is a line in the report (exit code 2), and the page shows it.
measure() {
    local name=$1
    shift
    echo "detector-figures: $name" >&2
    dotnet artifacts/bin/FixPix.Cli/release/FixPix.Cli.dll evaluate "$@" --model "$model" --seed 1 -o "$runs/$name.json" > "$runs/$name.log" 2>&1 || [ -s "$runs/$name.json" ] || { cat "$runs/$name.log" >&2; exit 2; }
}

classical=classical,median-threshold,median-ratio,rule-based
for where in simulated real; do
    declare -n inputs=$where repeats=${where}_repeats frames_repeats=${where}_frames_repeats
    measure $where-single "${inputs[@]}" --rates 0.01% --deltas 0.7,0.5,0.3 --detector $classical --repeats $repeats
    measure $where-rates "${inputs[@]}" --rates $rates
    measure $where-frames "${inputs[@]}" --frames 9 --rates 0.01% --deltas 0.7,0.3 --detector sequence --combine log-odds,mean,count --repeats $frames_repeats --no-ece
    measure $where-clean "${inputs[@]}" --rates 0 --no-ece --list-false-alarms "$runs/$where-clean.csv"
    measure $where-clusters-2x2 "${inputs[@]}" --rates 0.01% --clusters-2x2 20 --no-ece
    measure $where-clusters-5x5 "${inputs[@]}" --rates 0.01% --clusters-5x5 5 --no-ece
    for lines in rows columns partial-columns; do
        measure $where-$lines "${inputs[@]}" --rates 0.01% --$lines 2 --no-ece
    done
done
measure named --simulated "${photographs[@]}" --camera $named --rates 0,0.01%,$rates --no-ece
measure sky-1 "$data/real/seestar" "${manifest[@]}" --rates 0 --detector classical --no-ece --list-false-alarms "$runs/sky-1.csv"
measure sky-4 "$data/real/seestar" "${manifest[@]}" --frames 4 --rates 0 --detector classical --no-ece --list-false-alarms "$runs/sky-4.csv"
dotnet run -c Release --project scripts/DetectorFigures -- "$data" "$model" "$runs" "$folder"
