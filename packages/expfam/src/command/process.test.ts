// The process around the command: exit statuses, a closed pipe, Ctrl-C. It runs from source.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { fit, run as runHere } from './run.fixture.js';

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

test('a reader of warnings that goes away is no failure', async () => {
  const child = start(['fit', '-', '-F', 'poisson', '-f', 'y ~ x', '--format', 'json']);
  child.stdin.end('y,x\n1,1\n2,2\n4,3\n2,\n');
  child.stderr.destroy();
  const { status, out } = await ended(child);
  expect(status).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ rowsDropped: 1 });
});

test('a reader that goes away is no failure', async () => {
  const child = start(['families']);
  child.stdin.end();
  child.stdout.destroy();
  const { status, err } = await ended(child);
  expect({ status, err }).toEqual({ status: 0, err: '' });
});

test('Ctrl-C stops a fit with status 130 and keeps its checkpoint', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'expfam-process-'));
  const checkpoint = join(folder, 'checkpoint.json');
  const how = ['--solver', 'sgd', '--epochs', '100000000', '--tolerance', '1e-300'];
  const child = start(fit('poisson', 'y ~ x', ...how, '--checkpoint', checkpoint));
  const rows = Array.from({ length: 6000 }, (_, row) => `${String(row % 7)},${String((row * 37) % 11)}`);
  child.stdin.end(`y,x\n${rows.join('\n')}\n`);
  const over = ended(child);
  while (!existsSync(checkpoint) && child.exitCode === null) await setTimeout(50);
  child.kill('SIGINT');
  const { status, out, err } = await over;
  expect({ status, out }).toEqual({ status: 130, out: '' });
  expect(err).toBe(`the checkpoint is in ${checkpoint}\nstopped\n`);
  expect(JSON.parse(readFileSync(checkpoint, 'utf8'))).toMatchObject({ formula: 'y ~ x' });
  rmSync(folder, { recursive: true });
});

test('Ctrl-C ends at once what has nothing to keep, with status 130', async () => {
  const stopper = new AbortController();
  const never = new PassThrough();
  const ran = runHere(['derive', '-'], never, { signal: stopper.signal });
  await setTimeout(1);
  stopper.abort();
  expect(await ran).toEqual({ status: 130, out: '', err: 'stopped\n' });
  never.end();
});

test('a fit that is stopped before its solver began says that there is no checkpoint', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'expfam-process-'));
  const checkpoint = join(folder, 'checkpoint.json');
  const ran = await runHere(
    ['fit', '-', '-F', 'poisson', '-f', 'y ~ x', '--checkpoint', checkpoint],
    'y,x\n1,1\n2,3\n',
    {
      signal: AbortSignal.abort(),
    },
  );
  const err = 'there is no checkpoint: the solver had not begun\nstopped\n';
  expect({ ...ran, kept: existsSync(checkpoint) }).toEqual({ status: 130, out: '', err, kept: false });
  rmSync(folder, { recursive: true });
});
