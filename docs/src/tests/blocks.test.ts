// The code blocks of what people read first: the commands of the README do what they say, and the guides run what they show.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { Workbench } from '../build/run-block.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const blocksOf = (text: string): readonly (readonly [info: string, body: string])[] =>
  [...text.matchAll(/^```([^\n]*)\n([^]*?)^```$/gm)].map(([, info = '', body = '']) => [info, body]);

test('the commands of the README run, one after the other', async () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const [, commands] = blocksOf(readme).find(([, body]) => body.startsWith('expfam ')) ?? [];
  const lines = (commands ?? '').trim().split('\n').map((line) => line.replace(/\s+#.*$/, '')); // prettier-ignore
  expect(lines.length).toBeGreaterThan(5);
  const folder = mkdtempSync(join(tmpdir(), 'expfam-readme-'));
  const bench = new Workbench(folder);
  try {
    // a project of modules: the runner reads whatever else as CommonJS
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    cpSync(join(root, 'examples'), join(folder, 'examples'), { recursive: true });
    for (const line of lines)
      expect({ line, ...(await bench.run({ language: 'sh', text: line })) }).toMatchObject({
        line,
        status: 0,
      });
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 120_000);

test('the library does what the README says of it', async () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const [, body = ''] = blocksOf(readme).find(([info]) => info === 'ts') ?? [];
  const [names = ''] = /import \{ .* \} from 'expfam'/.exec(readme) ?? [];
  const bench = new Workbench();
  try {
    const text = `${names};\n${body}\nconsole.log(next[0] > 6, files[0].path);`;
    const ran = await bench.run({ language: 'ts', text });
    expect(ran).toMatchObject({ status: 0 });
    expect(ran.output).toBe('true poisson.ts\n');
  } finally {
    bench.close();
  }
}, 60_000);

test('what the recipes show is what stands in the sources', () => {
  const recipes = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
  const squeezed = (text: string): string => text.replace(/^\s+|\s*\n\s*/g, '\n').trim();
  const folders = ['family/src/catalogue', 'expression/src/rules', 'codegen/src/targets'];
  const sources = folders.flatMap((folder) =>
    readdirSync(join(root, 'packages', folder)).map((name) =>
      squeezed(readFileSync(join(root, 'packages', folder, name), 'utf8')),
    ),
  );
  const shown = blocksOf(recipes).filter(([info]) => info === 'ts');
  expect(shown).toHaveLength(folders.length);
  // a source may say more before it closes
  const strange = shown.filter(([, body]) => !sources.some((source) => source.includes(squeezed(body.replace(/\}\);\n$/, ''))))); // prettier-ignore
  expect(strange).toEqual([]);
});

test.each(['README.md', 'CONTRIBUTING.md'])('every script of npm that %s names is there', (name) => {
  const readme = readFileSync(join(root, name), 'utf8');
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly scripts: object;
  };
  const named = [...readme.matchAll(/(?:^|`)npm (?:run )?([a-z:]+)/gm)].map(([, name]) => name);
  expect(named.filter((name) => name !== undefined && !(name in scripts))).toEqual([]);
});

test('every block of code in a guide that runs blocks is one that runs', () => {
  const folder = join(root, 'docs/src/guides');
  const still = readdirSync(folder).flatMap((name) =>
    blocksOf(readFileSync(join(folder, name), 'utf8'))
      .filter(([info]) => /^(?:ts|sh|js)\b/.test(info) && !/ run\b/.test(info))
      .map(([info]) => `${name}: ${info}`),
  );
  expect(still).toEqual([]);
});
