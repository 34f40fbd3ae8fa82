// The examples in the documentation of the packages as modules that run: what a package exports is imported, what else an example
// speaks of is set before it, and a value that stands in a comment behind a line is what the line must give.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const packages = fileURLToPath(new URL('../../../packages', import.meta.url));

/** An example with where it stands. */
export interface Example {
  readonly package: string;
  /** Its file below the sources of the package. */
  readonly file: string;
  readonly text: string;
}

/** All examples of a package. */
export const examplesOf = (name: string): readonly Example[] => {
  const root = join(packages, name, 'src');
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !/\.(?:test|fixture)\.ts$/.test(path))
    .sort()
    .flatMap((path) => {
      const source = readFileSync(join(root, path), 'utf8');
      return [...source.matchAll(/@example\n \* ```ts\n([^]*?)\n \* ```/g)].map(([, text = '']) => ({
        package: name,
        file: relative(root, join(root, path)),
        text: text.replace(/^ \* ?/gm, ''),
      }));
    });
};

const numbers = 'const [x, y] = [[[1], [2], [4], [6], [7]], [0, 1, 5, 4, 9]];';
const poisson = "const kernels = await front.compile('poisson', { target: 'ts' });";
const data = "const data = { table: { y: [1, 3, 4, 9], dose: [0, 1, 2, 3] }, formula: 'y ~ dose' };";

/** What names stand for that examples use and do not define; a key with a file is for that file alone. */
const settings: Readonly<Record<string, string>> = {
  kernels: poisson,
  x: numbers,
  y: '',
  module: "const module = await front.compile('poisson', { target: 'wgsl' });",
  mean: 'const mean = new Float64Array(3);',
  table: "const table = { breaks: [1, 3, 2], wool: ['A', 'B', 'B'] };",
  model: `${data}\nconst model = await front.fit('poisson', data);`,
  larger: `${data}\nconst larger = await front.fit('poisson', data);`,
  smaller: "const smaller = await front.fit('poisson', { ...data, formula: 'y ~ 1' });",
  derive: 'const { derive } = front;',
  derivation: "const derivation = front.derive('categorical', { classes: 3 });",
  budgets: "const { budgets } = await import('@expfam/codegen');",
  expect: "const { expect } = await import('vitest');",
  Real: "const { Real } = await import('@expfam/precise');",
  'links/with-link.ts derivation': "const derivation = front.derive('bernoulli');",
  'check/measure.ts derivation': "const derivation = front.derive('poisson');",
  'check/check-folder.ts checkFolder':
    "const { writeFiles } = await import('@expfam/codegen');\nawait writeFiles(await front.generate('poisson', { target: ['ts'] }), 'kernels');",
  'devices/threads/threads.ts threads':
    "const { moduleAddress } = await import('@expfam/codegen');\nconst { writeFileSync } = await import('node:fs');\n" +
    "const printed = moduleAddress(front.derive('poisson'), { target: 'ts' });\n" +
    "writeFileSync(new URL('./poisson.js', import.meta.url), decodeURIComponent(printed.slice(printed.indexOf(',') + 1)));",
};

/** The module of an example, for a package that exports the given names. */
export const moduleOf = (example: Example, exported: readonly string[]): string => {
  const { file, text } = example;
  const words = new Set(text.match(/(?<![.\w'"])[A-Za-z_]\w*/g));
  const declared = new Set([...text.matchAll(/const (?:\{([^}]*)\}|(\w+))/g)].flatMap(([, several, one]) => several?.match(/\w+/g) ?? [one])); // prettier-ignore
  const imported = exported.filter((name) => words.has(name) && !declared.has(name));
  const free = [...words].filter((name) => !declared.has(name));
  const before = free.flatMap((name) => {
    const own = settings[`${file} ${name}`];
    return own === undefined ? (imported.includes(name) ? [] : (settings[name] ?? [])) : own;
  });
  const from = example.package === 'expfam' ? 'expfam' : `@expfam/${example.package}`;
  return [
    "import { strict as assert } from 'node:assert';",
    "import * as front from 'expfam';",
    `import { ${imported.join(', ')} } from '${from}';`,
    ...new Set(before),
    ...text.split('\n').map(asserted),
  ].join('\n');
};

/** A line that says what it gives is held to it. */
const asserted = (line: string): string => {
  const [, statement, value] = /^(\S.*); \/\/ (.+)$/.exec(line) ?? [];
  if (statement === undefined || value === undefined || statement.startsWith('const ')) return line;
  return /^(?:-?[\d.]+(?:e-?\d+)?|true|false|\[.*\]|'.*')$/.test(value)
    ? `assert.deepEqual(${statement}, ${value});`
    : line;
};
