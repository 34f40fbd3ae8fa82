// Measures the kernels of every family of the catalogue as `expfam generate` writes them and `expfam check` measures them, and
// keeps what was found in docs/measured/accuracy.json, which the pages of the families show. npx nx run @expfam/docs:measure
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { catalogue, catalogueDensity } from '@expfam/family';
import type { FamilyDefinition } from '@expfam/family';
import type { FileReport } from 'expfam';
import { checkFolder } from 'expfam';
import type { MeasuredFile, MeasuredRow } from '../pages/accuracy-section.js';
import { generated } from '../pages/generated.js';

const file = fileURLToPath(new URL('../../measured/accuracy.json', import.meta.url));

const few = 5;
const patience = 10_000; // milliseconds

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

/** What was found of a family; nothing where it has no kernels. */
const measured = async (family: FamilyDefinition): Promise<readonly MeasuredRow[]> => {
  const density = catalogueDensity(family.name);
  if (density === null) return [];
  const made = await generated(family, density);
  if ('failure' in made) return [];
  const folder = mkdtempSync(join(tmpdir(), 'expfam-measure-'));
  try {
    for (const { path, contents } of made.files) writeFileSync(join(folder, path), contents);
    const began = performance.now();
    let { kernels } = await checkFolder(folder, { points: few });
    // where the truth takes its time, few points must do
    if (performance.now() - began < patience) ({ kernels } = await checkFolder(folder));
    return kernels.flatMap(({ files }) => files.flatMap((report) => rowsOf(family.name, report)));
  } finally {
    rmSync(folder, { recursive: true });
  }
};

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
