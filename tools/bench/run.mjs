// Measures our kernels against others, all in one run and in turns: npm run bench [-- --quick] [-- --case digits]
// The others are installed here, beside no package of ours. Results go to docs/measured/bench.json and to the screen.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cases, dataOf } from './cases.mjs';
import { print } from './table.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const { values: flags } = parseArgs({
  options: { quick: { type: 'boolean' }, case: { type: 'string', multiple: true }, out: { type: 'string' } },
});

const relaxed = '--experimental-wasm-relaxed-simd';
const isOldNode = Number(process.versions.node.split('.')[0]) < 22;
if (isOldNode && !process.execArgv.includes(relaxed)) {
  const self = fileURLToPath(import.meta.url);
  const again = spawnSync(process.execPath, [relaxed, self, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exit(again.status ?? 1);
}
if (!existsSync(`${here}node_modules`))
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts'], {
    cwd: here,
    stdio: 'inherit',
  });

const { contenders: ours } = await import('./expfam.mjs');
const { contenders: others } = await import('./peers.mjs');
const { startPython } = await import('./python.mjs');

/** Seconds that a contender has in one turn, and how many turns there are. */
const turn = flags.quick ? 0.05 : 0.25;
const turns = flags.quick ? 4 : 12;

/** Calls that wait, and calls that do not: a wait costs more than the smallest passes. */
const repeat = {
  waiting: async (step, count) => {
    for (let i = 0; i < count; i++) await step();
  },
  plain: (step, count) => {
    for (let i = 0; i < count; i++) step();
  },
};

/** Times of single calls for so many seconds; calls that are too short for the clock are timed together. */
const timesOf = async (step, calls, seconds) => {
  const times = [];
  let together = 1;
  for (const end = performance.now() + seconds * 1e3; times.length === 0 || performance.now() < end;) {
    const start = performance.now();
    const waiting = calls(step, together);
    if (waiting !== undefined) await waiting;
    const spent = performance.now() - start;
    times.push(spent / together);
    if (spent < 0.5) together *= 2;
  }
  return times;
};

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const measure = async (shape, python) => {
  const data = dataOf(shape);
  const runners = [];
  for (const { name, prepare } of [...ours, ...others]) {
    const step = await prepare(shape, data);
    if (step === null) continue;
    const first = step();
    await first;
    const calls = first instanceof Promise ? repeat.waiting : repeat.plain;
    runners.push({ name, times: [], run: (seconds) => timesOf(step, calls, seconds) });
  }
  for (const name of await python.ready(shape))
    runners.push({ name, times: [], run: (seconds) => python.run(name, seconds) });
  for (let i = 0; i < turns; i++)
    for (const runner of runners) runner.times.push(...(await runner.run(turn)));
  const results = runners.map(({ name, times }) => ({
    name,
    best: Math.min(...times),
    median: median(times),
  }));
  return { ...shape, results };
};

const chosen = cases.filter(({ name }) => flags.case === undefined || flags.case.includes(name));
const python = startPython();
const measured = [];
for (const shape of chosen) {
  measured.push(await measure(shape, python));
  print(measured.at(-1));
}
python.stop();

const out = flags.out ?? fileURLToPath(new URL('../../docs/measured/bench.json', import.meta.url));
await mkdir(fileURLToPath(new URL('.', `file://${out}`)), { recursive: true });
const machine = { processor: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version };
const written = { schema: 'expfam/bench@1', unit: 'milliseconds', threads: 1, machine, cases: measured };
await writeFile(out, `${JSON.stringify(written, null, 2)}\n`);
console.log(`\n${out}`);
process.exit(0); // TensorFlow.js keeps its workers
