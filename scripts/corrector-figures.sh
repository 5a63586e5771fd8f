#!/usr/bin/env bash
# Measures the learned correctors against the classical ones on sensors and photographs that no training has seen, and writes correctors.md with its pictures.
#   scripts/corrector-figures.sh [--quick] [FOLDER]
# FOLDER: where the page goes, docs/results by default.
# --quick: few sensors, one camera, few rates, to try this script in a few minutes; the page then goes beside the runs by default.
# The data: a folder with MANIFEST.tsv, real/ and photos/test, from $FIXPIX_DATA; ../shared/data beside the checkout otherwise.
# The JSON of each run of fixpix evaluate stays in artifacts/corrector-figures.
# $LEARNED, $NETWORKS and $CLASSICAL take the place of the three lists, to try this script with other correctors: LEARNED=classical NETWORKS=opposite-pairs CLASSICAL=median,mean
set -euo pipefail
cd "$(dirname "$0")/.."
learned=${LEARNED:-learned}                     # the whole learned corrector
networks=${NETWORKS:-patch-mlp,reconstructor}   # its parts alone
classical=${CLASSICAL:-classical,opposite-pairs,dng-directional,adaptive,mean,median,nearest,mean-blind,median-blind}
quick=no
if [ "${1:-}" = --quick ]; then
    quick=yes
    shift
fi
data=${FIXPIX_DATA:-../shared/data}
runs=artifacts/corrector-figures
cameras=2 named=phone,dslr-14,action,machine-8,mono-12
low=0.01%,0.1% rates=1%,5%,20%,40%,70%,85% chain=0.01%,20%,40%,70%,85%
sensors=("$data/real") photographs=("$data/photos/test") named_photographs=("$data/photos/test/"kodak-*.png)
folder=${1:-docs/results}
if [ $quick = yes ]; then
    runs=artifacts/corrector-figures-quick
    cameras=1 named=phone,mono-12
    low=0.01% rates=20%,70% chain=0.01%,70%
    sensors=("$data/real/nokia-n900" "$data/real/nikon" "$data/real/automotive" "$data/real/flir/lights/"*550nm_100ms*)
    photographs=("$data/photos/test/"kodak-[12]*.png) named_photographs=("$data/photos/test/"kodak-[14].png)
    folder=${1:-$runs}
fi
for needed in "$data/MANIFEST.tsv" "$data/photos/test"; do
    if [ ! -e "$needed" ]; then
        echo "corrector-figures: $needed is not there: nothing was measured; give the data with FIXPIX_DATA" >&2
        exit 2
    fi
done
rm -rf "$runs"
mkdir -p "$runs" "$folder"
dotnet build -c Release src/FixPix.Cli -v quiet -nologo

# Each frame counts alike in a mean, so of sensors with many frames of one scene some are left out; that keeps the time in check too.
except=(--except '*_bpc_test*' --except '*-212057.fit' --except '*-2121*.fit' --except 'Indoor1_*' --except 'Outdoor2_*')
for filter in 400 450 500 600 650 700; do
    except+=(--except "*_${filter}nm_*")
done
real=("${sensors[@]}" --manifest "$data/MANIFEST.tsv" "${except[@]}")
simulated=(--simulated "${photographs[@]}" --cameras $cameras)
# The smaller the sensor the fewer defects it has at low rates.
real_repeats=3 simulated_repeats=1

# once LIST: a list without what it names a second time.
once() {
    tr , '\n' <<< "$1" | awk '!seen[$0]++' | paste -sd, -
}

# measure NAME CORRECTORS ARGUMENTS: one run. A file that cannot be read is a line in the report (exit code 2), and the page shows it.
measure() {
    local name=$1 correctors
    correctors=$(once "$2")
    shift 2
    echo "corrector-figures: $name" >&2
    dotnet artifacts/bin/FixPix.Cli/release/FixPix.Cli.dll evaluate "$@" --corrector "$correctors" --seed 1 --no-ece -o "$runs/$name.json" > "$runs/$name.log" 2>&1 || [ -s "$runs/$name.json" ] || { cat "$runs/$name.log" >&2; exit 2; }
}

all=$learned,$networks,$classical
for where in simulated real; do
    declare -n inputs=$where repeats=${where}_repeats
    measure $where-low "$all" "${inputs[@]}" --detector true-map --rates $low --repeats $repeats
    measure $where-rates "$all" "${inputs[@]}" --detector true-map --rates $rates
    measure $where-chain "$learned,classical" "${inputs[@]}" --detector unet --rates $chain
    measure $where-clusters-2x2 "$all" "${inputs[@]}" --detector true-map --rates 0 --clusters-2x2 200
    measure $where-clusters-5x5 "$all" "${inputs[@]}" --detector true-map --rates 0 --clusters-5x5 40
    measure $where-rows "$all" "${inputs[@]}" --detector true-map --rates 0 --rows 4
    measure $where-columns "$all" "${inputs[@]}" --detector true-map --rates 0 --columns 4
done
measure named "$all" --simulated "${named_photographs[@]}" --camera $named --detector true-map --rates 0.01%,20%,70%
dotnet run -c Release --project scripts/CorrectorFigures -- "$data" "$runs" "$folder" "$learned" "$networks" "$classical"
