// ONNX Runtime's side of a measurement: node run.mjs CASE THREADS MODEL.onnx REPEATS. Does a case's work once to warm up, then REPEATS times, and prints one JSON line: the
// engine, the case, the threads, the seconds of each time.
//
//   conv               a U-Net of one level on a plane of 512×512: two 3×3 convolutions and a 1×1
//   unet-tile          a U-Net on one plane of 384×512
//   unet-frame         a U-Net on the 1512×2016 plane of a 12 MP mosaic, packed ready-made, at once
//   unet-frame/168     the same in square tiles of that side, without the margins that a right answer needs: the least that tiles could cost
//   mlp-1200           a patch MLP on so many ready-made patches, at once
//   mlp-120000/12000   the same in blocks of so many
//   vit-tile           a vision transformer on the tile of its metadata
//
// All optimisations are on, outputs go into memory that is kept, and tiles and blocks read the same memory again, which is the best case for the caches.
import { createRequire } from "node:module";

const require = createRequire(new URL("../../../tests/onnxruntime/package.json", import.meta.url));
const ort = require("onnxruntime-node");

const [name, threads, model, repeats] = process.argv.slice(2);
const session = await ort.InferenceSession.create(model, {
  executionProviders: ["cpu"],
  graphOptimizationLevel: "all",
  executionMode: "sequential",
  intraOpNumThreads: Number(threads),
  interOpNumThreads: 1,
});
const { input, output, runs } = shapes(name, session.inputMetadata[0].shape, session.outputMetadata[0].shape);
const feeds = { [session.inputNames[0]]: tensor(input, (index) => Math.sin(index)) };
const fetches = { [session.outputNames[0]]: tensor(output, () => 0) };

const seconds = [];
for (let repeat = -1; repeat < Number(repeats); repeat++) {
  const start = process.hrtime.bigint();
  for (let run = 0; run < runs; run++) {
    await session.run(feeds, fetches);
  }
  if (repeat >= 0) {
    seconds.push(Number(process.hrtime.bigint() - start) / 1e9);
  }
}
console.log(JSON.stringify({ engine: `onnxruntime ${ort.env.versions.node}`, case: name, threads: Number(threads), seconds }));

// The shapes of one run and how many runs the case takes; where the model leaves a length free, the case says it.
function shapes(name, input, output) {
  const [kind, part] = name.split("/");
  if (kind.startsWith("mlp-")) {
    const patches = Number(kind.slice("mlp-".length));
    const block = Number(part ?? patches);
    return { input: [block, input[1]], output: [block, output[1]], runs: whole(patches / block) };
  }
  if (kind === "vit-tile") {
    return { input, output, runs: 1 };
  }
  const plane = { conv: [512, 512], "unet-tile": [384, 512], "unet-frame": [1512, 2016] }[kind];
  const [height, width] = part ? [Number(part), Number(part)] : plane;
  return { input: [1, input[1], height, width], output: [1, output[1], height, width], runs: whole(plane[0] / height) * whole(plane[1] / width) };
}

function whole(parts) {
  if (!Number.isInteger(parts)) {
    throw new Error(`${name}: the parts do not fill the whole`);
  }
  return parts;
}

function tensor(shape, value) {
  const values = new Float32Array(shape.reduce((product, side) => product * side, 1));
  for (let index = 0; index < values.length; index++) {
    values[index] = value(index);
  }
  return new ort.Tensor("float32", values, shape);
}
