// Archives as the system's own tar writes them, and one that is cut short.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readTar } from './tar.js';

const folder = mkdtempSync(join(tmpdir(), 'tar-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const contents: Readonly<Record<string, string>> = {
  empty: '',
  'inner/one-block': 'x'.repeat(512),
  'two-blocks': 'y'.repeat(513),
};

const archive = (): Uint8Array => {
  mkdirSync(join(folder, 'inner'), { recursive: true });
  for (const [path, text] of Object.entries(contents)) writeFileSync(join(folder, path), text);
  chmodSync(join(folder, 'empty'), 0o755);
  return execFileSync('tar', ['--format=ustar', '-cf', '-', '-C', folder, ...Object.keys(contents)]);
};

test('every file comes out with its path, bits and bytes', () => {
  const entries = readTar(archive());
  const read = entries.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]);
  expect(Object.fromEntries(read)).toEqual(contents);
  expect(entries.find(({ path }) => path === 'empty')?.mode).toBe(0o755);
});

test('nothing at all is an archive of no files', () => {
  expect(readTar(new Uint8Array(0))).toEqual([]);
  expect(readTar(new Uint8Array(1024))).toEqual([]);
});

test('an archive that is cut short is refused', () => {
  expect(() => readTar(archive().subarray(0, 512 + 512 + 100))).toThrow('ends inside');
});
