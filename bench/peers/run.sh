#!/usr/bin/env bash
# Whole programs against whole programs, in turn, on the same files: fixpix, dcraw, LibRaw, RawTherapee, Siril.
# Needs: apt-get install dcraw libraw-bin rawtherapee siril time. Writes bench/results/<cpu>-programs.md and prints it.
set -euo pipefail
cd "$(dirname "$0")/../.."
runs=${1:-15}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for tool in dcraw unprocessed_raw rawtherapee-cli siril-cli /usr/bin/time; do
    command -v "$tool" >/dev/null || { echo "missing: $tool (apt-get install dcraw libraw-bin rawtherapee siril time)"; exit 2; }
done

scripts/publish.sh linux-x64 "$work/bin" >/dev/null
fixpix=$work/bin/fixpix

# A 12 MP, 16-bit mosaic with bad pixels, made by the program itself.
"$fixpix" demo -o "$work/demo" --quiet
cp "$work/demo/spoiled.dng" "$work/plain.dng"
"$fixpix" convert "$work/plain.dng" -o "$work/ljpeg.dng" --compress --quiet
"$fixpix" map convert "$work/demo/map.json" -o "$work/map.badpixels" --quiet

# The same scene with few bad pixels and with many, for the programs that find them on their own.
for rate in 0.01 70; do
    "$fixpix" inject "$work/demo/fixed.dng" -o "$work/bad$rate.dng" --rate $rate% --seed 1 --quiet
    "$fixpix" convert "$work/bad$rate.dng" -o "$work/siril${rate#*.}.fits" --quiet
    printf 'requires 1.0.0\nload siril%s\nfind_cosme_cfa 3 3\nsave out\nclose\n' "${rate#*.}" >"$work/siril$rate.ssf"
done
# The filter and no development: the values that it made of the mosaic.
sed 's/PixelFilter=false/PixelFilter=true/' src/FixPix.Experiments/Peers/rawtherapee.pp3 >"$work/filter.pp3"
mkdir -p "$work/home"

# Runs a command once; prints "seconds peakKiB".
once() { /usr/bin/time -f '%e %M' -o "$work/time" "$@" >/dev/null 2>&1; cat "$work/time"; }

clean() { rm -f "$work"/out.* "$work"/plain.tiff "$work"/ljpeg.dng.pgm "$work"/ljpeg.dng.tiff; }

ours_correct() { once "$fixpix" correct "$work/plain.dng" --map "$work/map.badpixels" -o "$work/out.dng"; }
dcraw_correct() { once dcraw -t 0 -P "$work/map.badpixels" -D -4 -T "$work/plain.dng"; }
ours_decode() { once "$fixpix" convert "$work/ljpeg.dng" -o "$work/out.pgm"; }
libraw_decode() { once unprocessed_raw "$work/ljpeg.dng"; }
ours_fix() { once "$fixpix" fix "$work/plain.dng" -o "$work/out.dng"; }
ours_fix_ljpeg() { once "$fixpix" fix "$work/ljpeg.dng" -o "$work/out.dng"; }
ours_find() { once "$fixpix" fix "$work/bad$rate.dng" -o "$work/out.dng"; }
rawtherapee_find() { once env XDG_CONFIG_HOME="$work/home" XDG_CACHE_HOME="$work/home" rawtherapee-cli -q -o "$work/out.tif" -t -b32 -Y -p "$work/filter.pp3" -c "$work/bad$rate.dng"; }
siril_find() { once env HOME="$work/home" XDG_CONFIG_HOME="$work/home" siril-cli -d "$work" -s "$work/siril$rate.ssf"; }

median() { sort -n "$1" | awk '{v[NR]=$1} END {print v[int((NR+1)/2)]}'; }

# Two commands in turn: their medians, the median of the ratios pair by pair, and the peaks.
pair() { # title, ours, theirs
    : >"$work/a"; : >"$work/b"; : >"$work/r"
    local peak_a=0 peak_b=0 a b
    for ((i = -1; i < runs; i++)); do
        clean; a=$("$2"); clean; b=$("$3")
        [ "$i" -lt 0 ] && continue
        echo "${a% *}" >>"$work/a"; echo "${b% *}" >>"$work/b"
        awk -v a="${a% *}" -v b="${b% *}" 'BEGIN {print a / b}' >>"$work/r"
        peak_a=$(( ${a#* } > peak_a ? ${a#* } : peak_a )); peak_b=$(( ${b#* } > peak_b ? ${b#* } : peak_b ))
    done
    printf '| %s | %.2f s | %.2f s | **%.2f** | %d MiB | %d MiB |\n' "$1" "$(median "$work/a")" "$(median "$work/b")" "$(median "$work/r")" $((peak_a / 1024)) $((peak_b / 1024))
}

alone() { # title, command
    : >"$work/a"
    local peak=0 a
    for ((i = -1; i < runs; i++)); do
        clean; a=$("$2")
        [ "$i" -lt 0 ] && continue
        echo "${a% *}" >>"$work/a"; peak=$(( ${a#* } > peak ? ${a#* } : peak ))
    done
    printf '| %s | %.2f s | %d MiB | %.1f |\n' "$1" "$(median "$work/a")" $((peak / 1024)) "$(awk -v p="$peak" -v m="$mosaic" 'BEGIN {print p * 1024 / m}')"
}

mosaic=$((4000 * 3000 * 2))
cpu=$(sed -n 's/^model name\s*: //p' /proc/cpuinfo | head -1)
result=bench/results/$(echo "$cpu" | tr 'A-Z' 'a-z' | tr -cs 'a-z0-9' '-' | sed 's/-*$//')-programs.md
{
    echo "# Whole programs, $cpu, $(nproc) cores"
    echo
    echo "Made by \`bench/peers/run.sh $runs\`: medians of $runs runs in turn, the ratio pair by pair, files in the page cache. 12 MP, 16 bit."
    echo
    echo "| work | fixpix | peer | ratio | fixpix peak | peer peak |"
    echo "|---|---|---|---|---|---|"
    pair "\`fixpix correct\` with a map, uncompressed DNG, against \`dcraw -P … -D -4 -T\`" ours_correct dcraw_correct
    pair "decode a lossless-JPEG DNG to PGM, against LibRaw's \`unprocessed_raw\`" ours_decode libraw_decode
    for rate in 0.01 70; do
        pair "find and mend $rate %, \`fixpix fix\` with the networks, against RawTherapee's hot and dead pixel filter without development" ours_find rawtherapee_find
        pair "the same against Siril's \`find_cosme_cfa 3 3\`, FITS to FITS" ours_find siril_find
    done
    echo
    echo "| \`fixpix fix\` | time | peak memory | peak / the mosaic's bytes |"
    echo "|---|---|---|---|"
    alone "uncompressed DNG" ours_fix
    alone "lossless-JPEG DNG" ours_fix_ljpeg
} | tee "$result"
