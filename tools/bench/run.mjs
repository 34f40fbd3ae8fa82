// Measures our kernels against others, all in one run and in turns:
//   npm run bench [-- --quick] [--only peak|passes|kernels|threads|command|gpu] [--case digits|poisson|…] [--out FILE]
// The others are installed here, beside no package of ours; who is missing is named. Results go to docs/measured and to the
// screen as they come: the full run takes less than fifteen minutes, the quick one less than four, and either can be interrupted.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { writePlots } from './plot.mjs';
import { startPython } from './python.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const { values: flags } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    only: { type: 'string', multiple: true },
    case: { type: 'string', multiple: true },
    out: { type: 'string' },
  },
});

const sections = ['peak', 'passes', 'kernels', 'threads', 'command', 'gpu'];
const unknown = flags.only?.find((section) => !sections.includes(section));
if (unknown !== undefined) {
  console.error(`wrong-usage: there is no section '${unknown}'\n  needed: one of ${sections.join(', ')}`);
  process.exit(2);
}

const relaxed = '--experimental-wasm-relaxed-simd';
const isOldNode = Number(process.versions.node.split('.')[0]) < 22;
if (isOldNode && !process.execArgv.includes(relaxed)) {
  const self = fileURLToPath(import.meta.url);
  process.on('SIGINT', () => undefined); // it is for the process that measures
  const again = spawnSync(process.execPath, [relaxed, self, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exit(again.status ?? 1);
}

const wants = (section) => flags.only === undefined || flags.only.includes(section);
if (wants('passes') && !existsSync(`${here}node_modules`)) {
  const options = ['--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts'];
  const { status } = spawnSync('npm', ['install', ...options], { cwd: here, stdio: 'inherit' });
  if (status !== 0) console.log('the others could not be installed: they are left out');
}

/** Seconds of one turn, seconds that everyone has in a piece of work, and processes that are started for each line. */
const pace = flags.quick
  ? { turn: 0.05, seconds: 0.6, kernelSeconds: 0.3, repeats: 3 }
  : { turn: 0.2, seconds: 4, kernelSeconds: 1.5, repeats: 8 };

const file = pathToFileURL(resolve(flags.out ?? fileURLToPath(new URL('../../docs/measured/bench.json', import.meta.url)))); // prettier-ignore
const older = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
const processor = cpus()[0]?.model ?? 'unknown';
const machine = { processor, cores: cpus().length, node: process.version };
const written = { ...older, schema: 'expfam/bench@1', unit: 'milliseconds', machine };

const { chosenCases, measurePasses } = await import('./passes.mjs');
const { chosenModels, measureKernels } = await import('./kernels.mjs');
const { threadCount, measureThreads } = await import('./threads.mjs');
const { progress, stopped } = await import('./progress.mjs');
const counts = { peak: 1, command: 1, gpu: 1, threads: threadCount, passes: chosenCases(flags.case).length, kernels: chosenModels(flags.case).length }; // prettier-ignore
const begin = progress(sections.filter(wants).reduce((sum, name) => sum + counts[name], 0));
const python = startPython();
const turns = { turn: pace.turn, seconds: pace.seconds, stopped, begin, python };

/** Writes what is known so far. */
const write = async () => {
  await mkdir(new URL('.', file), { recursive: true });
  await writeFile(file, `${JSON.stringify(written, null, 2)}\n`);
};

/** Measures a section; one that fails is said and leaves the others alone. */
const section = async (name, measure) => {
  if (!wants(name) || stopped()) return;
  try {
    await measure();
    await write();
  } catch (error) {
    console.log(`${name} could not be measured: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
};

/** What was measured now, and of the rest what was measured before. */
const renewed = (before = [], now) => [
  ...before.filter(({ name }) => !now.some((each) => each.name === name)),
  ...now,
];

await section('peak', async () => {
  begin('what the machine can do');
  written.peak = await (await import('./peak.mjs')).measurePeak(turns);
});
await section('command', async () => {
  begin('whole processes');
  written.command = (await import('./command.mjs')).measureCommand(pace);
});
await section('threads', async () => {
  written.threads = renewed(older.threads, await measureThreads(turns));
});
await section('gpu', async () => {
  begin('the GPU');
  written.gpu = (await import('./on-gpu.mjs')).measureGpu(pace);
});
await section('passes', async () => {
  const keep = async (cases) => {
    written.cases = renewed(older.cases, cases);
    await write();
  };
  await measurePasses({ ...turns, chosen: flags.case, keep });
  await writePlots(written.cases, file);
});
await section('kernels', async () => {
  const keep = async (kernels) => {
    written.kernels = renewed(older.kernels, kernels);
    await write();
  };
  await measureKernels({ ...turns, seconds: pace.kernelSeconds, chosen: flags.case, keep });
});

await write();
python.stop();
console.log(`\n${fileURLToPath(file)}`);
process.exit(stopped() ? 130 : process.exitCode); // TensorFlow.js keeps its workers
