// Measures the kernels of every family of the catalogue as `expfam generate` writes them and `expfam check` measures them, and
// keeps what was found in docs/measured/accuracy.json, which the pages of the families show; shaders are measured where there is
// an adapter, else their bounds are kept. npx nx run @expfam/docs:measure
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { catalogue, catalogueDensity } from '@expfam/family';
import type { FamilyDefinition } from '@expfam/family';
import type { CheckReport, FileReport } from 'expfam';
import type { MeasuredFile, MeasuredRow } from '../pages/accuracy-section.js';
import { generated } from '../pages/generated.js';

const file = fileURLToPath(new URL('../../measured/accuracy.json', import.meta.url));

const command = fileURLToPath(new URL('../../../packages/expfam/bin/expfam.js', import.meta.url));

const rounded = (value: number): number => Number(value.toPrecision(3));

const rowsOf = (
  family: string,
  { target, precision, functions, bounds }: FileReport,
): readonly MeasuredRow[] => [
  ...functions.map(({ name, worst, mean, budget, points, at }) => ({
    family,
    target,
    precision,
    function: name,
    worst: rounded(worst),
    mean: rounded(mean),
    bound: null,
    budget: rounded(budget),
    points,
    at:
      at &&
      `η = ${at.eta.map(rounded).join(', ')}${at.y.length === 0 ? '' : `; y = ${at.y.map(rounded).join(', ')}`}`,
  })),
  ...Object.entries(bounds ?? {}).map(([name, bound]) => ({
    family,
    target,
    precision,
    function: name,
    worst: null,
    mean: null,
    bound: rounded(bound),
    budget: null,
    points: 0,
    at: null,
  })),
];

const run = promisify(execFile);

/** What `expfam check` says of a folder; null where it takes too long. */
const checked = async (folder: string, points: number, patience: number): Promise<CheckReport | null> => {
  const words = [command, 'check', folder, '--points', String(points), '--format', 'json'];
  try {
    const { stdout } = await run(process.execPath, words, { timeout: patience, maxBuffer: 2 ** 26 });
    return JSON.parse(stdout) as CheckReport;
  } catch (error) {
    const { killed, stdout } = error as { readonly killed?: boolean; readonly stdout?: string };
    if (killed === true) return null;
    // status 2: a function misses its budget, which is told all the same
    return JSON.parse(stdout ?? '') as CheckReport;
  }
};

/** What was found of a family; nothing where it has no kernels. */
const measured = async (family: FamilyDefinition): Promise<readonly MeasuredRow[]> => {
  const density = catalogueDensity(family.name);
  if (density === null) return [];
  const made = await generated(family, density);
  if ('failure' in made) return [];
  const folder = mkdtempSync(join(tmpdir(), 'expfam-measure-'));
  try {
    for (const { path, contents } of made.files) writeFileSync(join(folder, path), contents);
    // where the truth takes its time, few points must do
    const report = (await checked(folder, 20, 40_000)) ?? (await checked(folder, 3, 60_000));
    if (report === null) return [unmeasured(family.name)];
    return report.kernels.flatMap(({ files }) => files.flatMap((each) => rowsOf(family.name, each)));
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const unmeasured = (family: string): MeasuredRow => ({
  family,
  target: 'ts',
  precision: 'f64',
  function: 'loss',
  worst: null,
  mean: null,
  bound: null,
  budget: null,
  points: 0,
  at: null,
});

// one row a line, so that a change can be read
const write = (rows: readonly MeasuredRow[]): void => {
  const empty: MeasuredFile = {
    schema: 'expfam/accuracy@1',
    command: 'npx nx run @expfam/docs:measure',
    rows: [],
  };
  const lines = rows.map((row) => `    ${JSON.stringify(row)}`).join(',\n');
  writeFileSync(file, `${JSON.stringify(empty, null, 2).replace('[]', `[\n${lines}\n  ]`)}\n`);
};

// the names of families measure those anew, and those that were never measured
const wanted = process.argv.slice(2);
let { rows } = JSON.parse(readFileSync(file, 'utf8')) as MeasuredFile;
for (const family of catalogue) {
  const isKnown = rows.some((row) => row.family === family.name);
  if (isKnown && wanted.length > 0 && !wanted.includes(family.name)) continue;
  process.stderr.write(`${family.name}\n`);
  const found = await measured(family);
  rows = catalogue.flatMap(({ name }) =>
    name === family.name ? found : rows.filter((row) => row.family === name),
  );
  write(rows);
}
