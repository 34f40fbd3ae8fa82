// The closing line of .ci/run, from reports as Vitest writes them.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const script = fileURLToPath(new URL('../tally.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tally-'));
afterAll(() => rmSync(folder, { recursive: true }));

const tallied = (path: string): string =>
  execFileSync(process.execPath, [script, path], { encoding: 'utf8' });

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((result) => ({ status: result })),
});

test.each([
  ['tests that pass', [file('passed', 'passed', 'passed')], '2 passed, 0 failed\n'],
  [
    'a test that fails',
    [file('failed', 'passed', 'failed'), file('passed', 'passed')],
    '2 passed, 1 failed\n',
  ],
  ['a file that does not load', [file('failed')], '0 passed, 1 failed\n'],
  ['a hook that throws before its tests', [file('failed', 'skipped', 'skipped')], '0 passed, 1 failed\n'],
])('counts %s', (title, testResults, line) => {
  const path = join(folder, `${title}.json`);
  writeFileSync(path, JSON.stringify({ testResults }));
  expect(tallied(path)).toBe(line);
});

test('a missing report is a failure', () => {
  expect(tallied(join(folder, 'nowhere.json'))).toBe('0 passed, 1 failed\n');
});
