#!/usr/bin/env bash
# Builds everything and runs all tests, on a fresh Debian machine with the .NET 10 SDK. The last line is "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_CLI_UI_LANGUAGE=en

# The peers that our files are proved with: dcraw and LibRaw decode what we write, ONNX Runtime (which node runs) computes what we export; and libtorch, which trains.
need=()
command -v node >/dev/null || need+=(nodejs)
command -v npm >/dev/null || need+=(npm)
command -v dcraw >/dev/null || need+=(dcraw)
command -v unprocessed_raw >/dev/null || need+=(libraw-bin)
ldconfig -p | grep 'libraw\.so' >/dev/null || need+=(libraw20)
command -v g++ >/dev/null || need+=(g++)
command -v cmake >/dev/null || need+=(cmake make)
[ -d /usr/include/torch ] || need+=(libtorch-dev)
ldconfig -p | grep libopenblas >/dev/null || need+=(libopenblas0-pthread)
if [ ${#need[@]} -gt 0 ]; then
    run=()
    [ "$(id -u)" = 0 ] || run=(sudo)
    echo "installing: ${need[*]}"
    if ! { "${run[@]}" apt-get update -qq && DEBIAN_FRONTEND=noninteractive "${run[@]}" apt-get install -y -qq --no-install-recommends "${need[@]}"; } >/tmp/fixpix-apt.log 2>&1; then
        tail -5 /tmp/fixpix-apt.log
        echo "cannot install ${need[*]}"
        echo "0 passed, 1 failed"
        exit 1
    fi
fi

# ONNX Runtime, and what draws the charts of reports.
for package in tests/onnxruntime:onnxruntime-node scripts/vega:vega-lite; do
    folder=${package%:*} name=${package#*:}
    [ -d "$folder/node_modules/$name" ] && continue
    echo "installing: $name"
    if ! (cd "$folder" && npm install --ignore-scripts --no-package-lock --no-audit --no-fund) >/tmp/fixpix-npm.log 2>&1; then
        tail -5 /tmp/fixpix-npm.log
        echo "cannot install $name"
        echo "0 passed, 1 failed"
        exit 1
    fi
done

if ! { cmake -S native -B native/build && cmake --build native/build; } >/tmp/fixpix-native.log 2>&1; then
    grep -m5 -iE 'error' /tmp/fixpix-native.log
    echo "the libtorch shim does not build"
    echo "0 passed, 1 failed"
    exit 1
fi

if ! dotnet build -c Release FixPix.slnx -v quiet; then
    echo "the build failed"
    echo "0 passed, 1 failed"
    exit 1
fi

passed=0 failed=0
# Runs one test project and adds its counts up.
run_tests() { # title, project, filter or "", VARIABLE=value ...
    local title=$1 project=$2 filter=$3 log counts
    shift 3
    echo "== $title"
    log=$(mktemp)
    env "$@" dotnet test "$project" -c Release --no-build ${filter:+--filter "$filter"} 2>&1 | tee "$log" | grep -vE '^\s*$|^Test run for|^VSTest|^A total of|^Starting test' || true
    counts=$(grep -oE 'Failed: +[0-9]+, Passed: +[0-9]+' "$log" | tail -1)
    if [ -z "$counts" ]; then
        echo "no test ran: $title"
        failed=$((failed + 1))
    else
        failed=$((failed + $(echo "$counts" | grep -oE '[0-9]+' | sed -n 1p)))
        passed=$((passed + $(echo "$counts" | grep -oE '[0-9]+' | sed -n 2p)))
    fi
    rm -f "$log"
}

# Vector code has three faces: the widest this machine has, 128 bits, and none. ONNX Runtime is asked once.
run_tests "library" tests/FixPix.Tests "Category!=OnnxRuntime" FIXPIX_PATH=default
run_tests "library without AVX2" tests/FixPix.Tests "Category!=OnnxRuntime" DOTNET_EnableAVX2=0
run_tests "library without vector instructions" tests/FixPix.Tests "Category!=OnnxRuntime" DOTNET_EnableHWIntrinsic=0
run_tests "exported networks in ONNX Runtime" tests/FixPix.Tests "Category=OnnxRuntime" FIXPIX_PATH=default
run_tests "training" tests/FixPix.Training.Tests "" FIXPIX_PATH=default
run_tests "experiments" tests/FixPix.Experiments.Tests "" FIXPIX_PATH=default
run_tests "command line, end to end" tests/FixPix.EndToEnd "" FIXPIX_PATH=default

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
