// `derive`, `generate` and `families` by the command: formats, texts of the user's own, refusals. That the derivations are
// right is tested in @expfam/family.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { families as familyList } from '../catalogue.js';
import { run } from './run.fixture.js';
import { scratchFolder } from '../scratch.fixture.js';

const folder = scratchFolder();

const rayleigh = 'rayleigh(y | s) = y / s^2 * exp(-y^2 / (2 * s^2))\n  y in (0, inf)\n  s in (0, inf)\n';
const cauchy = 'cauchy(y | m) = 1 / (pi * (1 + (y - m)^2))\n  y in real\n  m in real\n';

describe('derive', () => {
  test('the text shows the density and what follows from it', async () => {
    const { status, out, err } = await run(['derive', 'bernoulli']);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toContain('bernoulli(y | p) = p^y * (1 - p)^(1 - y)');
    expect(out).toContain('eta1 = log(p) - log(1 - p)');
  });
  test('without K the derivation of a die is symbolic, with it there are K - 1 parameters', async () => {
    const symbolic = JSON.parse((await run(['derive', 'categorical', '--format', 'json'])).out) as object;
    expect(symbolic).toMatchObject({ schema: 'expfam/derivation@1', member: true, dimension: 'K - 1' });
    const fixed = JSON.parse(
      (await run(['derive', 'multinomial', '--classes', '4', '--format', 'json'])).out,
    ) as object;
    expect(fixed).toMatchObject({ dimension: 3, naturalParameters: [{}, {}, {}] });
  });
  test('the symmetric form has K natural parameters of dimension K - 1', async () => {
    const { out } = await run([
      'derive',
      'categorical',
      '--classes',
      '3',
      '--form',
      'symmetric',
      '--format',
      'json',
    ]);
    expect(JSON.parse(out)).toMatchObject({ dimension: 2, naturalParameters: [{}, {}, {}] });
  });
  test('a density may come from standard input or from a file', async () => {
    const path = join(folder, 'rayleigh.density');
    writeFileSync(path, rayleigh);
    const [piped, read] = await Promise.all([
      run(['derive', '-', '--format', 'json'], rayleigh),
      run(['derive', path, '--format', 'json']),
    ]);
    expect(JSON.parse(piped.out)).toMatchObject({
      name: 'rayleigh',
      dimension: 1,
      sufficientStatistics: ['y^2'],
    });
    expect(read.out).toBe(piped.out);
  });
  test('a text of several densities gives a list', async () => {
    const { status, out } = await run(['derive', '-', '--format', 'json'], `${rayleigh}\n${cauchy}`);
    expect(status).toBe(3);
    expect(JSON.parse(out)).toMatchObject([{ member: true }, { member: false }]);
  });
  test.each(['latex', 'markdown'])('%s is written', async (format) => {
    const { status, out } = await run(['derive', 'poisson', '--format', format, '--steps']);
    expect(status).toBe(0);
    expect(out).toContain('\\eta');
  });
  test('a value may be fixed, exactly', async () => {
    const { out } = await run(['derive', 'gaussian', '--fix', 'phi=0.1', '--format', 'json']);
    expect(JSON.parse(out)).toMatchObject({ varianceFunction: '1 / 10' });
  });
  test('a refusal ends with status 3: as an error with a caret, or as JSON', async () => {
    const spoken = await run(['derive', '-'], cauchy);
    expect({ status: spoken.status, out: spoken.out }).toEqual({ status: 3, out: '' });
    expect(spoken.err).toMatch(
      /^not-separable: .*\n {2}standard input:1:\d+\n.*cauchy\(y \| m\).*\n +\^+\n {2}needed: /,
    );
    const data = await run(['derive', '-', '--format', 'json'], cauchy);
    expect(data.status).toBe(3);
    expect(JSON.parse(data.out)).toMatchObject({ member: false, reason: { code: 'not-separable' } });
  });
  test.each([
    ['f(y | s) = foo(y) * s\n  y in real\n  s in real', /:1:\d+\n.*\n +\^\^\^\n/],
    ['f(y | s) = (y * s\n  y in real\n  s in real', /\^/],
    ['f(y | s) = y = s\n  y in real\n  s in real', /\^/],
    ['f(y | s) = y.constructor\n  y in real\n  s in real', /\^/],
    ['f(y | s) = exp(-y * s)\n  y in real', /s/],
    ['', /^cannot-read|^empty/],
  ])('a text that is not of the language is refused with its spot: %j', async (text, message) => {
    const { status, out, err } = await run(['derive', '-'], text);
    expect(err).toMatch(message);
    expect({ status, out }).toEqual({ status: 2, out: '' });
  });
  test('an unknown name is refused with the nearest', async () => {
    const { status, err } = await run(['derive', 'bernouli']);
    expect(status).toBe(2);
    expect(err).toContain('did you mean `bernoulli`?');
  });
});

describe('derive --link', () => {
  test('a link for E[y] is derived beside the canonical one', async () => {
    const { status, out } = await run(['derive', 'bernoulli', '--link', 'cloglog', '--format', 'json']);
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      member: true,
      link: {
        name: 'cloglog',
        predictors: [{ symbol: 'theta', domain: '(-inf, inf)' }],
        response: '1 - exp(-exp(theta))',
        steps: [{ rule: 'choose-link' }, {}, {}, {}, {}, {}],
      },
    });
  });
  test('links of natural parameters are gathered', async () => {
    const flags = ['--link', 'eta1=log', '--link', 'eta2=sqrt', '--format', 'json'];
    const { out } = await run(['derive', 'gamma_shape_rate', ...flags]);
    expect(JSON.parse(out)).toMatchObject({
      link: { name: { eta1: 'log', eta2: 'sqrt' }, naturalParameters: ['exp(theta1)', '-theta2^2'] },
    });
  });
  test.each(['text', 'latex', 'markdown', 'sympy'])('as %s it has its own part', async (format) => {
    const { status, out } = await run(['derive', 'poisson', '--link', 'sqrt', '--format', format]);
    expect(status).toBe(0);
    expect(out).toMatch(/link sqrt|Link sqrt|link_gradient/);
  });
  test.each([
    [['poisson', '--link', 'probit'], /^link-out-of-range: .*\n {2}needed: /],
    [['poisson', '--link', 'logarithm'], /^unknown-link: .*\n {2}needed: one of canonical, identity, log,/],
    [['categorical', '--link', 'log'], /^no-link: /],
    [['normal', '--link', 'eta7=log'], /^unknown-name: /],
    [['poisson', '--link', 'log', '--link', 'sqrt'], /^wrong-usage: .*etaN=NAME/],
    [['normal', '--link', 'log', '--link', 'eta2=log'], /^wrong-usage: /],
  ])('%j is refused', async (flags, message) => {
    const { status, out, err } = await run(['derive', ...flags]);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(message);
  });
});

describe('derive of several densities', () => {
  const several = `${rayleigh}\n${cauchy}`;
  test('a refusal does not hide the others', async () => {
    const { status, out, err } = await run(['derive', '-'], several);
    expect(status).toBe(3);
    expect(out).toContain('is an exponential family of dimension 1');
    expect(err).toMatch(/^not-separable: /);
  });
  test.each(['latex', 'markdown'])('in %s a refusal is a page too', async (format) => {
    const { status, out, err } = await run(['derive', '-', '--format', format], several);
    expect(status).toBe(3);
    expect(out).toContain('is no exponential family');
    expect(err).toMatch(/^not-separable: /);
  });
});

describe('the options of derive together', () => {
  const cases = ['text', 'latex', 'markdown', 'json', 'sympy'].flatMap((format) =>
    [[], ['--classes', '3']].flatMap((classes) =>
      ['baseline', 'symmetric'].flatMap((form) =>
        [[], ['--steps']].map((steps) => ['categorical', '--format', format, ...classes, '--form', form, ...steps]),
      ),
    ),
  ); // prettier-ignore
  test.each(cases)('derive %s %s %s %s %s %s %s %s', async (...flags) => {
    const { status, out, err } = await run(['derive', ...flags]);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out.length).toBeGreaterThan(400);
  });
  test('a density that is not normalised is refused, or divided by its total', async () => {
    const text = 'f(y | a) = exp(-a * y)\n  y in (0, inf)\n  a in (0, inf)\n';
    expect(await run(['derive', '-'], text)).toMatchObject({ status: 3, out: '' });
    const divided = await run(['derive', '-', '--normalise', '--format', 'json'], text);
    expect(JSON.parse(divided.out)).toMatchObject({ member: true, normalised: true });
    const script = await run(['derive', '-', '--normalise', '--format', 'sympy'], text);
    expect(script.out).toContain('the total is 1');
  });
  test('two numbers of classes contradict each other', async () => {
    const { status, err } = await run(['derive', 'categorical', '--classes', '3', '--fix', 'K=4']);
    expect({ status, err: err.split('\n')[0] }).toEqual({
      status: 2,
      err: 'bad-classes: 3 classes, but K is fixed at 4',
    });
  });
  test.each([
    [['--classes', '1'], /classes/],
    [['--classes', 'many'], /classes/],
    [['--fix', 'K'], /NAME=NUMBER/],
    [['--fix', 'z=2'], /^unknown-name: categorical has no parameter or constant z/],
    [['--form', 'round'], /baseline, symmetric/],
    [['--format', 'pdf'], /text, latex, markdown, json, sympy/],
    [['--colour'], /unknown option/],
  ])('%j is refused in few lines', async (flags, message) => {
    const { status, out, err } = await run(['derive', 'categorical', ...flags]);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(message);
    expect(err.trim().split('\n').length).toBeLessThanOrEqual(3);
  });
});

describe('generate', () => {
  test('files are written, the same on every run, and their names listed', async () => {
    const [first, second] = [join(folder, 'one'), join(folder, 'two')];
    const { status, out, err } = await run([
      'generate',
      'categorical',
      '--classes',
      '3',
      '-t',
      'ts,wgsl',
      '-o',
      first,
    ]);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(readdirSync(first).sort()).toEqual(['categorical-K3.ts', 'categorical-K3.wgsl', 'manifest.json']);
    expect(out.trim().split('\n').length).toBe(3);
    await run(['generate', 'categorical', '--classes', '3', '-t', 'ts,wgsl', '-o', second]);
    for (const name of readdirSync(first))
      expect(readFileSync(join(second, name), 'utf8')).toBe(readFileSync(join(first, name), 'utf8'));
  });
  test('a file that was edited by hand is kept, unless it is forced', async () => {
    const out = join(folder, 'edited');
    await run(['generate', 'poisson', '-t', 'ts', '-o', out]);
    const path = join(out, 'poisson.ts');
    const original = readFileSync(path, 'utf8');
    writeFileSync(path, `${original}// mine\n`);
    const refused = await run(['generate', 'poisson', '-t', 'ts', '-o', out]);
    expect(refused.status).toBe(2);
    expect(refused.err).toMatch(/^edited-by-hand/);
    expect(readFileSync(path, 'utf8')).toContain('// mine');
    expect((await run(['generate', 'poisson', '-t', 'ts', '-o', out, '--force'])).status).toBe(0);
    expect(readFileSync(path, 'utf8')).toBe(original);
  });
  test('without K there are no kernels of a die', async () => {
    const { status, err } = await run(['generate', 'categorical', '-t', 'ts', '-o', join(folder, 'none')]);
    expect(status).toBe(2);
    expect(err).toMatch(/^classes-not-fixed/);
  });
});

describe('families', () => {
  test('each is listed with its density and its response', async () => {
    const { status, out } = await run(['families']);
    expect(status).toBe(0);
    for (const part of ['bernoulli: ', 'poisson(y | rate)', 'exp(eta1)']) expect(out).toContain(part);
  });
  test('every family stands once, under the kind of its outcome', async () => {
    const { out } = await run(['families']);
    const listed = [...out.matchAll(/^ {2}(\w+): /gm)].map(([, name]) => name);
    expect(listed.sort()).toEqual(
      familyList()
        .map(({ name }) => name)
        .sort(),
    );
    expect(out.indexOf('  rayleigh: ')).toBeGreaterThan(out.indexOf('Positive numbers'));
    expect(out.indexOf('  rayleigh: ')).toBeLessThan(out.indexOf('Numbers between two ends'));
  });
  test('as JSON the densities stand without their margin', async () => {
    const found = JSON.parse((await run(['families', '--format', 'json'])).out) as {
      name: string;
      density: string;
    }[];
    expect(found.find(({ name }) => name === 'poisson')?.density).toMatch(
      /^poisson\(y \| rate\) = .*\n {2}y {4}in 0\.\.inf\n/,
    );
  });
});
