// Runs an ONNX model once: node run.mjs MODEL.onnx INPUT SHAPE OUTPUT. INPUT and OUTPUT are files of 32-bit floats, SHAPE is like 1,8,64,64.
// Prints one JSON line: the names, the output's shape and the version of ONNX Runtime.
import { readFileSync, writeFileSync } from "node:fs";
import ort from "onnxruntime-node";

const [model, input, shape, output] = process.argv.slice(2);
const bytes = readFileSync(input);
const values = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
const session = await ort.InferenceSession.create(model, { executionProviders: ["cpu"], graphOptimizationLevel: "all" });
const [inputName] = session.inputNames;
const [outputName] = session.outputNames;
const results = await session.run({ [inputName]: new ort.Tensor("float32", values, shape.split(",").map(Number)) });
const { data, dims } = results[outputName];
writeFileSync(output, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
console.log(JSON.stringify({ input: inputName, output: outputName, shape: dims, version: ort.env.versions.node }));
