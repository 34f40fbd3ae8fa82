// The command line itself: help, usage, exit statuses. What the commands compute is tested beside them.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { run } from './command/run.fixture.js';

const commands = ['derive', 'generate', 'fit', 'predict', 'export', 'families', 'check'];

describe('help', () => {
  test('the program lists its commands, with examples, on standard output', async () => {
    const { status, out, err } = await run(['--help']);
    expect(status).toBe(0);
    expect(err).toBe('');
    for (const command of commands) expect(out).toMatch(new RegExp(`^  ${command} `, 'm'));
    expect(out).toContain('Examples:');
  });
  test.each(commands)('%s explains itself, with an example', async (command) => {
    const { status, out } = await run([command, '--help']);
    expect(status).toBe(0);
    expect(out).toContain(`expfam ${command}`);
    expect(out).toContain('Examples:');
  });
  test('the version is that of the package', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    expect(await run(['--version'])).toEqual({ status: 0, out: `${version}\n`, err: '' });
  });
});

describe('wrong usage ends with status 2 and one to three lines on standard error', () => {
  test.each([
    [[], /^wrong-usage: no command/],
    [['dervie'], /unknown command 'dervie'\n.*did you mean derive/],
    [
      ['fit', 'x.csv', '--formula', 'y ~ x', '--family', 'poisson', '--sovler', 'newton'],
      /unknown option '--sovler'\n.*--solver/,
    ],
    [['--nonsense'], /unknown option '--nonsense'/],
    [['fit'], /missing required argument|required option/],
    [['fit', 'x.csv', '--family', 'poisson'], /required option '-f, --formula/],
    [['fit', 'x.csv', 'y.csv', '--family', 'poisson', '--formula', 'y ~ x'], /too many arguments/],
    [['fit', 'x.csv', '-F', 'poisson', '-f', 'y ~ x', '--l2', '-1'], /'-1' is invalid.*0 or more is needed/],
    [['fit', 'x.csv', '-F', 'poisson', '-f', 'y ~ x', '--l2', 'big'], /'big' is invalid/],
    [['fit', 'x.csv', '-F', 'poisson', '-f', 'y ~ x', '--batch', '1.5'], /whole number/],
    [
      ['fit', 'x.csv', '-F', 'poisson', '-f', 'y ~ x', '--solver', 'magic'],
      /Allowed choices are auto, newton/,
    ],
    [['fit', 'x.csv', '-F', 'poisson', '-f', 'y ~ x', '--levels', 'size'], /COLUMN=LEVEL/],
    [['fit', 'x.csv', '-F', 'poisson', '-f', 'y ~ x', '--l1', '-1'], /number of 0 or more/],
    [['predict', 'm.json'], /missing required argument/],
    [['derive', 'poisson', '--classes', '1'], /whole number from 2/],
    [['generate', 'poisson', '--target', 'cuda', '--out', 'x'], /`cuda` is none of ts, wgsl, wasm/],
    [['predict', '/nowhere/m.json', 'x.csv'], /^file-not-found: \/nowhere\/m.json/],
  ])('%j', async (argv, message) => {
    const { status, out, err } = await run(argv);
    expect(err).toMatch(message);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err.trimEnd().split('\n').length).toBeLessThanOrEqual(3);
    expect(err).toMatch(/\n$/);
  });
});
