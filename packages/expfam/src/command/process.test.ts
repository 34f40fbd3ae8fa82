// The process around the command: exit statuses, a closed pipe, Ctrl-C. It runs from source.
import { spawn } from 'node:child_process';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

const source = fileURLToPath(new URL('process.ts', import.meta.url));
const script = `import(${JSON.stringify(source)}).then(({ run }) => run())`;

const start = (argv: readonly string[]) =>
  spawn(
    process.execPath,
    ['--conditions=@expfam/source', '--import', 'tsx', '-e', script, '--', 'expfam', ...argv],
    {
      cwd: fileURLToPath(new URL('../../../..', import.meta.url)),
    },
  );

const ended = (child: ReturnType<typeof start>): Promise<Ended> =>
  new Promise((resolve) => {
    let [out, err] = ['', ''];
    child.stdout.on('data', (piece: Buffer) => (out += piece.toString()));
    child.stderr.on('data', (piece: Buffer) => (err += piece.toString()));
    child.on('close', (status) => {
      resolve({ status, out, err });
    });
  });

test('the status of the command is that of the process, and no stack is shown', async () => {
  const child = start(['derive', 'nonsense']);
  child.stdin.end();
  const { status, out, err } = await ended(child);
  expect({ status, out }).toEqual({ status: 2, out: '' });
  expect(err).toMatch(/^unknown-family: /);
  expect(err).not.toContain('    at ');
});

test('a reader that goes away is no failure', async () => {
  const child = start(['families']);
  child.stdin.end();
  child.stdout.destroy();
  const { status, err } = await ended(child);
  expect({ status, err }).toEqual({ status: 0, err: '' });
});

test('Ctrl-C stops a fit with status 130', async () => {
  const child = start([
    'fit',
    '-',
    '-F',
    'poisson',
    '-f',
    'y ~ x',
    '--solver',
    'sgd',
    '--epochs',
    '100000000',
    '--tolerance',
    '1e-300',
  ]);
  const rows = Array.from({ length: 60_000 }, (_, row) => `${String(row % 7)},${String((row * 37) % 11)}`);
  child.stdin.end(`y,x\n${rows.join('\n')}\n`);
  const over = ended(child);
  // More than a pipe holds: when all of it is written, the command has begun to read.
  await finished(child.stdin);
  child.kill('SIGINT');
  const { status, out } = await over;
  expect({ status, out }).toEqual({ status: 130, out: '' });
});
