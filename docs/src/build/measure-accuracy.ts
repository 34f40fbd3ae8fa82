// Measures the kernels of every family of the catalogue as `expfam generate` writes them and `expfam check` measures them, in all
// targets and precisions, shaders where WebGPU finds an adapter, and keeps what was found in docs/measured/accuracy.json, which
// the pages of the families show. npx nx run @expfam/docs:measure, with names of families to measure only those
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
import type { Printing } from '../pages/generated.js';

const file = fileURLToPath(new URL('../../measured/accuracy.json', import.meta.url));
const command = fileURLToPath(new URL('../../../packages/expfam/bin/expfam.js', import.meta.url));

/** What is generated together, and so shares its points and their truth. */
const printings = [
  { target: ['ts', 'wasm'], precision: 'f64' },
  { target: ['ts', 'wasm', 'wgsl'], precision: 'f32' },
] as const satisfies readonly Printing[];

/** Points for each function, and minutes; where the truth takes longer, few points must do. */
const attempts = [
  { points: 60, minutes: 4 },
  { points: 3, minutes: 4 },
] as const;

/** Three digits; what is infinite comes as null, for JSON has no word for it. */
const rounded = (value: number | null): number | null =>
  value === null ? null : Number(value.toPrecision(3));

const rowOf = (family: string, report: FileReport): MeasuredRow => ({
  family,
  target: report.target,
  precision: report.precision,
  why: report.notMeasured,
  functions: report.functions.map(
    ({ name, worst, mean, budget, points, climbed, unsettled, at, nowhere }) => ({
      name,
      worst: rounded(worst),
      mean: rounded(mean),
      budget,
      bound: boundOf(report, name),
      points,
      climbed,
      unsettled,
      at: at && placeOf(at),
      ...(nowhere === null ? {} : { nowhere }),
    }),
  ),
});

const boundOf = ({ bounds, target }: FileReport, name: string): number | null => {
  const bound = target === 'wgsl' ? bounds?.[name] : undefined;
  return bound === undefined ? null : rounded(bound);
};

const placeOf = ({ eta, y }: { readonly eta: readonly number[]; readonly y: readonly number[] }): string =>
  [...listed('η', eta), ...listed('y', y)].join('; ');

const listed = (name: string, values: readonly number[]): string[] =>
  values.length === 0 ? [] : [`${name} = ${values.map((each) => Number(each.toPrecision(3))).join(', ')}`];

const unmeasured = (family: string, { target, precision }: Printing, why: string): MeasuredRow[] =>
  target.map((each) => ({ family, target: each, precision, why, functions: [] }));

const run = promisify(execFile);

/** What `expfam check` says of a folder: a report, or why there is none; null where it takes too long. */
const checked = async (
  folder: string,
  { points, minutes }: { readonly points: number; readonly minutes: number },
): Promise<CheckReport | string | null> => {
  const words = [command, 'check', folder, '--points', String(points), '--format', 'json'];
  try {
    const { stdout } = await run(process.execPath, words, {
      timeout: minutes * 60_000,
      maxBuffer: 2 ** 26,
    });
    return JSON.parse(stdout) as CheckReport;
  } catch (error) {
    const {
      killed,
      stdout = '',
      stderr = '',
    } = error as Partial<Record<'stdout' | 'stderr', string>> & {
      readonly killed?: boolean;
    };
    if (killed === true) return null;
    // status 2: a function misses its budget, which is told all the same
    if (stdout === '') return stderr.split('\n')[0] ?? '';
    return JSON.parse(stdout) as CheckReport;
  }
};

/** What was found of a family as it was printed. */
const measured = async (family: FamilyDefinition, printing: Printing): Promise<readonly MeasuredRow[]> => {
  const density = catalogueDensity(family.name);
  if (density === null) return unmeasured(family.name, printing, 'its text is no density');
  const made = await generated(family, density, printing);
  if ('failure' in made) return unmeasured(family.name, printing, made.failure.what);
  const folder = mkdtempSync(join(tmpdir(), 'expfam-measure-'));
  try {
    for (const { path, contents } of made.files) writeFileSync(join(folder, path), contents);
    for (const attempt of attempts) {
      const report = await checked(folder, attempt);
      if (report === null) continue;
      if (typeof report === 'string') return unmeasured(family.name, printing, report);
      return report.kernels.flatMap(({ files }) => files.map((each) => rowOf(family.name, each)));
    }
    const minutes = attempts.reduce((sum, attempt) => sum + attempt.minutes, 0);
    return unmeasured(family.name, printing, `the truth was not found within ${String(minutes)} minutes`);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

// one row a line, so that a change can be read
const write = (rows: readonly MeasuredRow[]): void => {
  const empty: MeasuredFile = {
    schema: 'expfam/accuracy@2',
    command: 'npx nx run @expfam/docs:measure',
    rows: [],
  };
  const lines = rows.map((row) => `    ${JSON.stringify(row)}`).join(',\n');
  writeFileSync(file, `${JSON.stringify(empty, null, 2).replace('[]', `[\n${lines}\n  ]`)}\n`);
};

const wanted = process.argv.slice(2);
const older = (JSON.parse(readFileSync(file, 'utf8')) as MeasuredFile).rows;
const found = new Map<string, readonly MeasuredRow[]>();
for (const family of catalogue) {
  const known = older.filter((row) => row.family === family.name);
  if (wanted.length > 0 && !wanted.includes(family.name)) {
    found.set(family.name, known);
    continue;
  }
  const start = performance.now();
  const rows = [];
  for (const printing of printings) rows.push(...(await measured(family, printing)));
  found.set(family.name, rows);
  process.stderr.write(`${family.name} ${((performance.now() - start) / 1000).toFixed(1)} s\n`);
  write(catalogue.flatMap(({ name }) => found.get(name) ?? older.filter((row) => row.family === name)));
}
