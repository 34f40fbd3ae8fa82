// The examples in the documentation of every package run, and give what they say.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describeWebGPU } from '@expfam/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documented } from '../pages/api.js';
import type { Example } from './examples.fixture.js';
import { examplesOf, moduleOf } from './examples.fixture.js';

const data = fileURLToPath(new URL('../../pages/public/data', import.meta.url));
const cache = fileURLToPath(new URL('../../.cache', import.meta.url));
const home = process.cwd();
let folder = '';

beforeAll(() => {
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(join(cache, 'examples-'));
});
afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

const addressOf = (name: string): string => (name === 'expfam' ? name : `@expfam/${name}`);

const run = async (example: Example, title: string): Promise<void> => {
  const exported = Object.keys((await import(addressOf(example.package))) as object);
  const file = join(folder, `${title.replaceAll(/\W+/g, '-')}.ts`);
  writeFileSync(file, moduleOf(example, exported));
  // an example that reads a table reads one of the site's, others may write
  process.chdir(example.text.includes('readTable(') ? data : folder);
  await import(/* @vite-ignore */ pathToFileURL(file).href);
};

const needsGpu = ({ text }: Example): boolean => /webgpu\(|acquireDevice\(/.test(text);
const titled = (name: string) => examplesOf(name).map((example, i) => ({ title: `${example.file} ${String(i + 1)}`, example })); // prettier-ignore

describe.each(Object.keys(documented))('the examples of %s', (name) => {
  const all = titled(name);
  test('are there', () => {
    expect(all).not.toEqual([]);
  });
  test.each(all.filter(({ example }) => !needsGpu(example)))('$title', ({ example, title }) =>
    run(example, title),
  );
});

describeWebGPU('the examples that want a device', () => {
  test.each(titled('runtime').filter(({ example }) => needsGpu(example)))('$title', ({ example, title }) => run(example, title)); // prettier-ignore
});
