// The runner of tools: a name that it does not know is refused, with those that it does.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const runner = fileURLToPath(new URL('../run.mjs', import.meta.url));
const run = (...words: string[]) => spawnSync(process.execPath, [runner, ...words], { encoding: 'utf8' });

test.each(['no-such-tool', '../run', ''])("'%s' is refused with the names that are known", (name) => {
  const { status, stderr } = run(name);
  expect(status).toBe(2);
  expect(stderr).toContain('check-house');
});
