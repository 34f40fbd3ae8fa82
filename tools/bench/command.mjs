// The command as a user meets it: whole processes from their start to their end, and the size of what they write.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const program = fileURLToPath(new URL('../../packages/expfam/bin/expfam.js', import.meta.url));

/** What is run, and how many seconds it may take. */
const lines = [
  { line: '--help', goal: 0.3 },
  { line: 'families', goal: 0.5 },
  { line: 'derive categorical' },
  { line: 'generate categorical --classes 10 --target ts,wgsl,wasm', goal: 1.5, writes: true },
];

/** Bytes of a generated file may be at most this, gzipped. */
const sizes = { 'categorical-K3.ts': 3072, 'categorical-K10.ts': 6144 };

const secondsOf = (line, folder) => {
  const start = performance.now();
  const given = folder === null ? line.split(' ') : [...line.split(' '), '--out', folder];
  const { status } = spawnSync(process.execPath, [program, ...given], { stdio: 'ignore' });
  if (status !== 0) throw new Error(`expfam ${line} ended with ${status}`);
  return (performance.now() - start) / 1e3;
};

const said = (value, goal, unit) =>
  goal === undefined ? '' : value <= goal ? `within ${goal} ${unit}` : `MISSES ${goal} ${unit}`;

/** Measures the command: the best of a few processes. */
export const measureCommand = ({ repeats }) => {
  const folder = mkdtempSync(join(tmpdir(), 'expfam-bench-'));
  try {
    const times = lines.map(({ line, goal, writes = false }) => {
      const all = Array.from({ length: repeats }, () => secondsOf(line, writes ? folder : null));
      const best = Math.min(...all);
      console.log(`  expfam ${line.padEnd(56)} ${best.toFixed(2)} s  ${said(best, goal, 's')}`.trimEnd());
      return { line, best };
    });
    secondsOf('generate categorical --classes 3 --target ts', folder);
    secondsOf('generate categorical --classes 64 --target wasm', folder);
    const files = readdirSync(folder)
      .filter((name) => name !== 'manifest.json')
      .map((name) => {
        const contents = readFileSync(join(folder, name));
        const gzipped = gzipSync(contents).length;
        console.log(`  ${name.padEnd(28)} ${String(contents.length).padStart(8)} bytes, ${gzipped} gzipped  ${said(gzipped, sizes[name], 'bytes')}`.trimEnd()); // prettier-ignore
        return { name, bytes: contents.length, gzipped };
      });
    return { times, files };
  } finally {
    rmSync(folder, { recursive: true });
  }
};
