// Renders Vega-Lite specifications as SVG: node render.mjs CHART.vl.json …; prints one JSON object, SVG by chart. Needs: npm install --prefix scripts/vega --ignore-scripts
import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import * as vega from 'vega';
import { compile } from 'vega-lite';

const drawn = {};
for (const path of process.argv.slice(2)) {
    const folder = dirname(resolve(path));
    // Only the data beside the specification is read.
    const loader = vega.loader();
    loader.load = name => readFile(resolve(folder, basename(name)), 'utf8');
    const { spec } = compile(JSON.parse(await readFile(path, 'utf8')));
    const view = new vega.View(vega.parse(spec), { loader, renderer: 'none', logger: vega.logger(vega.Error, 'error', () => {}) });
    drawn[basename(path, '.vl.json')] = await view.toSVG();
    view.finalize();
}

process.stdout.write(JSON.stringify(drawn));
