#!/usr/bin/env bash
# The engine's networks in ONNX Runtime, which ./test.sh installs: makes the models, then measures each case with one and two threads; a JSON line for each.
# ./run.sh models FOLDER only makes the models there, as NAME.safetensors and NAME.onnx.
set -euo pipefail
cd "$(dirname "$0")/../../.."

make_models() { # folder
    local fixpix=(dotnet exec artifacts/bin/FixPix.Cli/release/FixPix.Cli.dll) channels
    dotnet build -c Release src/FixPix.Cli -v quiet >&2
    for channels in 16 32 64; do
        "${fixpix[@]}" model new unet -o "$1/conv-$channels.safetensors" --quiet --set "levels=$channels" --set "inputs=$channels" --set outputs=1 --set head=linear
    done
    for network in unet paper-unet patch-mlp-5 vit; do
        "${fixpix[@]}" model new "$network" -o "$1/$network.safetensors" --quiet
    done
    "${fixpix[@]}" model export "$1"/*.safetensors -o "$1/" --quiet
}

if [ "${1:-}" = models ]; then
    mkdir -p "$2"
    make_models "$2"
    exit
fi

repeats=${1:-9}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
make_models "$work"
measure() { # case, model
    for threads in 1 2; do
        node bench/peers/onnxruntime/run.mjs "$1" "$threads" "$work/$2.onnx" "$repeats" | sed "s/^{/{\"model\":\"$2\",/"
    done
}
for channels in 16 32 64; do
    measure conv "conv-$channels"
done
measure unet-frame unet
measure unet-frame/168 unet
measure unet-frame/504 unet
measure unet-tile paper-unet
for patches in 1200 120000 120000/12000 2400000 2400000/12000; do
    measure "mlp-$patches" patch-mlp-5
done
measure vit-tile vit
