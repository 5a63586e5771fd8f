// Our engine against ONNX Runtime, in turn, on the same networks: node compare.mjs [ROUNDS]. Needs ./test.sh to have run once (it installs ONNX Runtime). Writes
// bench/results/<cpu>-neural.md and prints it. A time is the median over all rounds; in each round ours and theirs run one after the other, theirs in every way of cutting the
// work that is listed, of which the fastest counts. Our frame and patch cases are whole products: features and map, gathering and scattering included.
import { execFileSync } from "node:child_process";
import { cpus, tmpdir } from "node:os";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

process.chdir(join(import.meta.dirname, "../../.."));
const rounds = Number(process.argv[2] ?? 5);
const bench = ["exec", "artifacts/bin/FixPix.Bench/release/FixPix.Bench.dll", "neural"];
const convolution = (channels) => ({ title: `3×3 convolution, ${channels} channels`, model: `conv-${channels}`, name: "conv", ways: ["conv"], threads: [1], repeats: 15, target: null });
const patches = (title, count, repeats, blocks) => ({ title: `patch MLP 5×5, ${title} sites`, model: "patch-mlp-5", name: `mlp-${count}`, ways: [`mlp-${count}`, ...blocks], threads: [1, 2], repeats, target: 2 });
const cases = [
  convolution(16),
  convolution(32),
  convolution(64),
  { title: "U-Net detector, 12 MP frame", model: "unet", name: "unet-frame", ways: ["unet-frame", "unet-frame/168", "unet-frame/504"], threads: [1, 2], repeats: 3, target: 1.5 },
  { title: "U-Net of the paper, tile 384×512", model: "paper-unet", name: "unet-tile", ways: ["unet-tile"], threads: [1], repeats: 3, target: 1.1 },
  patches("1,200", 1200, 101, []),
  patches("120,000", 120000, 21, ["mlp-120000/12000"]),
  patches("2.4 million", 2400000, 5, ["mlp-2400000/12000"]),
  { title: "patch MLP 5×5, the network alone on 120,000 ready-made patches", model: "patch-mlp-5", name: "patches-120000", ways: ["mlp-120000", "mlp-120000/12000"], threads: [1], repeats: 21, target: null },
  { title: "ViT autoencoder, 1,764 tokens", model: "vit", name: "vit-tile", ways: ["vit-tile"], threads: [1], repeats: 2, target: 1.1 },
];

execFileSync("dotnet", ["build", "-c", "Release", "bench/FixPix.Bench", "-v", "quiet"], { stdio: "inherit" });
const folder = mkdtempSync(join(tmpdir(), "fixpix-neural-"));
try {
  execFileSync("bench/peers/onnxruntime/run.sh", ["models", folder], { stdio: ["ignore", "ignore", "inherit"] });
  const peak = ours("peak").peak;
  const lines = [];
  for (const { title, model, name, ways, threads, repeats, target } of cases) {
    for (const count of threads) {
      const mine = [];
      const theirs = new Map(ways.map((way) => [way, []]));
      for (let round = 0; round < rounds; round++) {
        mine.push(...ours(name, count, join(folder, `${model}.safetensors`), repeats).seconds);
        for (const way of ways) {
          theirs.get(way).push(...node(way, count, join(folder, `${model}.onnx`), repeats).seconds);
        }
      }
      const [way, best] = [...theirs].map(([key, seconds]) => [key, median(seconds)]).sort((a, b) => a[1] - b[1])[0];
      const own = median(mine);
      const operations = model.startsWith("conv") ? work(Number(model.slice(5))) : null;
      const share = operations ? `${((100 * operations) / own / peak).toFixed(0)} % (theirs ${((100 * operations) / best / peak).toFixed(0)} %)` : "";
      const line = `| ${title} | ${count} | ${time(own)} | ${time(best)} | ${way.includes("/") ? way.split("/")[1] : "whole"} | **${(best / own).toFixed(2)}** | ${target ? `≥ ${target}` : operations ? "≥ 80 % of the peak" : ""} | ${share} |`;
      console.error(line);
      lines.push(line);
    }
  }
  const page = `# The engine against ONNX Runtime, ${cpus()[0].model.trim()}, ${cpus().length} cores

\`node bench/peers/onnxruntime/compare.mjs ${rounds}\`: ${rounds} rounds in turn, medians; ONNX Runtime ${version()} with all optimisations. Peak of multiply-adds of one core, measured in the same run: ${(peak / 1e9).toFixed(1)} GFLOP/s.

| work | threads | ours | ONNX Runtime | their cut | times as fast | to reach | share of the peak |
|---|---|---|---|---|---|---|---|
${lines.join("\n")}

- Theirs gets planes and patches ready-made. Our frame begins with the mosaic's samples and ends with the defect map, its tiles' margins included; our patch cases gather from the mosaic and write back.
- A convolution case is two 3×3 convolutions and a 1×1 on a plane of 512×512.
- *their cut*: whole, in square tiles of that side without the margins that a right answer needs, or in blocks of so many patches; the fastest.
`;
  const cpu = cpus()[0].model.trim().toLowerCase().replace(/[^a-z0-9]+/g, "-");
  writeFileSync(`bench/results/${cpu}-neural.md`, page);
  console.log(page);
} finally {
  rmSync(folder, { recursive: true });
}

function ours(...words) {
  return JSON.parse(execFileSync("dotnet", [...bench, ...words.map(String)], { encoding: "utf8" }).trim().split("\n").at(-1));
}

function node(...words) {
  return JSON.parse(execFileSync("node", ["bench/peers/onnxruntime/run.mjs", ...words.map(String)], { encoding: "utf8" }).trim());
}

function version() {
  return JSON.parse(execFileSync("node", ["-p", "JSON.stringify(require('./tests/onnxruntime/node_modules/onnxruntime-node/package.json').version)"], { encoding: "utf8" }));
}

// Floating-point operations of the convolution case: two of channels × channels, the head of one output.
function work(channels) {
  return 2 * 512 * 512 * (2 * 9 * channels * channels + channels);
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

function time(seconds) {
  return seconds >= 1 ? `${seconds.toFixed(2)} s` : seconds >= 0.001 ? `${(1e3 * seconds).toFixed(2)} ms` : `${(1e6 * seconds).toFixed(0)} µs`;
}
