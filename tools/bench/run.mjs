// Measures our kernels against others, all in one run and in turns:
//   npm run bench [-- --quick] [--only passes|threads|command|gpu] [--case digits] [--out FILE]
// The others are installed here, beside no package of ours; who is missing is named. Results go to docs/measured and to the
// screen: the full run takes less than ten minutes, the quick one less than three.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const here = fileURLToPath(new URL('.', import.meta.url));
const { values: flags } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    only: { type: 'string', multiple: true },
    case: { type: 'string', multiple: true },
    out: { type: 'string' },
  },
});

const sections = ['passes', 'threads', 'command', 'gpu'];
const unknown = flags.only?.find((section) => !sections.includes(section));
if (unknown !== undefined) {
  console.error(`wrong-usage: there is no section '${unknown}'\n  needed: one of ${sections.join(', ')}`);
  process.exit(2);
}

const relaxed = '--experimental-wasm-relaxed-simd';
const isOldNode = Number(process.versions.node.split('.')[0]) < 22;
if (isOldNode && !process.execArgv.includes(relaxed)) {
  const self = fileURLToPath(import.meta.url);
  const again = spawnSync(process.execPath, [relaxed, self, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exit(again.status ?? 1);
}

const wants = (section) => flags.only === undefined || flags.only.includes(section);
if (wants('passes') && !existsSync(`${here}node_modules`)) {
  const options = ['--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts'];
  const { status } = spawnSync('npm', ['install', ...options], { cwd: here, stdio: 'inherit' });
  if (status !== 0) console.log('the others could not be installed: they are left out');
}

/** Seconds of one turn, seconds that everyone has in a case, and processes that are started for each line. */
const pace = flags.quick ? { turn: 0.05, seconds: 0.6, repeats: 3 } : { turn: 0.2, seconds: 4, repeats: 8 };

const file = pathToFileURL(resolve(flags.out ?? fileURLToPath(new URL('../../docs/measured/bench.json', import.meta.url)))); // prettier-ignore
const older = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
const processor = cpus()[0]?.model ?? 'unknown';
const machine = { processor, cores: cpus().length, node: process.version };
const written = { ...older, schema: 'expfam/bench@1', unit: 'milliseconds', machine };

/** Measures a section; one that fails is said and leaves the others alone. */
const section = async (name, measure) => {
  if (!wants(name)) return;
  try {
    await measure();
  } catch (error) {
    console.log(`${name} could not be measured: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
};

await section('command', async () => {
  written.command = (await import('./command.mjs')).measureCommand(pace);
});
await section('threads', async () => {
  written.threads = await (await import('./threads.mjs')).measureThreads(pace);
});
await section('gpu', async () => {
  written.gpu = (await import('./on-gpu.mjs')).measureGpu(pace);
});
await section('passes', async () => {
  const { measurePasses } = await import('./passes.mjs');
  const cases = await measurePasses({ ...pace, chosen: flags.case });
  const kept = (older.cases ?? []).filter(({ name }) => !cases.some((each) => each.name === name));
  written.cases = flags.case === undefined ? cases : [...kept, ...cases];
  const { writePlots } = await import('./plot.mjs');
  await mkdir(new URL('.', file), { recursive: true });
  await writePlots(cases, file);
});

await mkdir(new URL('.', file), { recursive: true });
await writeFile(file, `${JSON.stringify(written, null, 2)}\n`);
console.log(`\n${fileURLToPath(file)}`);
process.exit(); // TensorFlow.js keeps its workers
