// The library as INTERFACE shows it: derive, generate, compile, fit, families, Model.
import { describe, expect, test } from 'vitest';
import { compile, derive, families, fit, generate, loadModel, Model } from './index.js';
import type { CompileOptions } from './index.js';

const table = { y: [1, 3, 4, 9, 12], dose: [0, 1, 2, 3, 4], wool: ['A', 'B', 'A', 'B', 'A'] };

test('derive takes a name or a text', () => {
  expect(derive('categorical', { classes: 3 }).response?.length).toBe(3);
  expect(derive('r(y | s) = y / s^2 * exp(-y^2 / (2 * s^2))\n  y in (0, inf)\n  s in (0, inf)').name).toBe(
    'r',
  );
  expect(() => derive('nonsense')).toThrow(/unknown-family/);
});

test('generate gives files in memory', async () => {
  const files = await generate('poisson', { target: ['ts', 'wgsl'] });
  expect(files.map(({ path }) => path)).toEqual(['poisson.ts', 'poisson.wgsl', 'manifest.json']);
});

test('compile gives K logits for K classes, and one parameter for a yes or no', async () => {
  const softmax = await compile('categorical', { classes: 3, target: 'ts' });
  expect([softmax.classes, softmax.parameters]).toEqual([3, 3]);
  const mean = new Float64Array(3);
  softmax.response(Float64Array.of(0, Math.log(2), Math.log(5)), mean, 1);
  for (const [k, share] of [1 / 8, 2 / 8, 5 / 8].entries()) expect(mean[k]).toBeCloseTo(share, 15);
  const sigmoid = await compile('bernoulli', { target: 'ts' });
  expect([sigmoid.classes, sigmoid.parameters]).toEqual([null, 1]);
  const { code, manifest } = await compile('bernoulli', { target: 'wgsl' });
  expect(code).toContain('fn response');
  expect(manifest.parameters).toBe(1);
});

test('families have names, densities and responses', () => {
  expect(families().find(({ name }) => name === 'poisson')?.response).toEqual(['exp(eta1)']);
});

describe('fit', () => {
  test('a table with a formula and arrays with kernels give the same model', async () => {
    const byFormula = await fit('poisson', { table, formula: 'y ~ dose' });
    const kernels = await compile('poisson', { target: 'ts' });
    const byArrays = await fit(kernels, { x: table.dose.map((dose) => [dose]), y: table.y, names: ['dose'] });
    expect(byArrays.toJSON().weights).toEqual(byFormula.toJSON().weights);
    expect(byFormula.report.formula).toBe('y ~ dose');
    expect([...byArrays.predict({ x: [[2]] })]).toEqual([...byFormula.predict({ table: { dose: [2] } })]);
  });
  test('kernels take a formula too', async () => {
    const kernels = await compile('poisson', { target: 'ts' });
    const model = await fit(kernels, { table, formula: 'y ~ wool' });
    expect([...model.predict({ table: { wool: ['A', 'B'] } })].map((mean) => mean.toFixed(9))).toEqual([
      (17 / 3).toFixed(9),
      '6.000000000',
    ]);
  });
  test('class names come from the outcome', async () => {
    const model = await fit(
      'categorical',
      { table: { ...table, kind: ['a', 'b', 'b', 'c', 'a'] }, formula: 'kind ~ dose' },
      { l2: 0.1 },
    );
    expect(model.classes).toEqual(['a', 'b', 'c']);
    const probabilities = model.predictProbabilities({ table: { dose: [1] } });
    expect(probabilities.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 14);
    expect(['a', 'b', 'c']).toContain(model.predictClasses({ table: { dose: [1] } })[0]);
  });
  test('arrays with class names need no formula', async () => {
    const model = await fit('categorical', { x: [[0], [1], [2], [3]], y: ['a', 'b', 'a', 'b'] }, { l2: 0.1 });
    expect(model.classes).toEqual(['a', 'b']);
  });
  test('a signal stops it with its reason', async () => {
    await expect(
      fit('poisson', { table, formula: 'y ~ dose' }, { signal: AbortSignal.abort('enough') }),
    ).rejects.toBe('enough');
  });
  test('progress is told', async () => {
    const seen: number[] = [];
    await fit(
      'poisson',
      { table, formula: 'y ~ dose' },
      { onProgress: ({ iteration }) => seen.push(iteration) },
    );
    expect(seen.length).toBeGreaterThan(0);
  });
  test('a density of the user’s own is a family', async () => {
    const text = 'mine(y | rate) = rate^y * exp(-rate) / factorial(y)\n  y in 0..inf\n  rate in (0, inf)';
    const mine = await fit(text, { table, formula: 'y ~ dose' });
    const own = await fit('poisson', { table, formula: 'y ~ dose' });
    expect(mine.report.family).toBe('mine');
    mine.toJSON().weights.forEach((weight, at) => {
      expect(weight).toBeCloseTo(own.toJSON().weights[at] ?? Number.NaN, 12);
    });
    expect((await loadModel(JSON.parse(JSON.stringify(mine)))).predict({ table })).toEqual(
      mine.predict({ table }),
    );
  });
  test('rows with missing cells have no prediction and do not shift the others', async () => {
    const model = await fit('poisson', { table, formula: 'y ~ dose' });
    const [first = 0, second, third] = model.predict({ table: { dose: [1, null, 1] } });
    expect(second).toBeNaN();
    expect(third).toBe(first);
    expect(first).toBeGreaterThan(0);
  });
});

describe('Model', () => {
  test('JSON brings back the same predictions, in this process and after loading', async () => {
    const model = await fit('poisson', { table, formula: 'y ~ dose * wool' });
    const json: unknown = JSON.parse(JSON.stringify(model));
    expect(Model.fromJSON(json).predict({ table })).toEqual(model.predict({ table }));
    expect((await loadModel(json)).predict({ table })).toEqual(model.predict({ table }));
    expect(Model.fromJSON(model.toJSON()).summary()).toBe(model.summary());
  });
  test('a model fitted from arrays has no formula to predict with', async () => {
    const model = await fit('poisson', { x: [[0], [1], [2]], y: [1, 2, 4] });
    expect(() => model.predict({ table: { x1: [1] } })).toThrow(/fitted from arrays/);
  });
  test('kernels that this process has not compiled are asked for', async () => {
    const model = await fit('poisson', { table, formula: 'y ~ dose' });
    const json = structuredClone(model.toJSON()) as { design: { recipe: { fix: Record<string, string> } } };
    json.design.recipe.fix['unheard'] = '1';
    expect(() => Model.fromJSON(json)).toThrow(/kernels-needed/);
    expect(Model.fromJSON(json, model.kernels).predict({ table })).toEqual(model.predict({ table }));
  });
  test.each([
    null,
    3,
    'text',
    {},
    { schema: 'expfam/model@1' },
    { schema: 'expfam/model@1', design: { recipe: {} } },
  ])('what is no model is refused: %j', async (json) => {
    await expect(loadModel(json)).rejects.toThrow(/foreign-model/);
  });
  test.each([
    ['links', { recipe: { links: { rate: 'log' } } }],
    ['links', { recipe: { links: { eta0: 'log' } } }],
    ['links', { recipe: { links: { eta1: 'cube' } } }],
    ['outcome', { outcome: { role: 'anything' } }],
    ['outcome', { outcome: { levels: 3 } }],
  ])('a model whose %s are damaged is refused, not read as another: %j', async (part, harm) => {
    const json = structuredClone((await fit('poisson', { table, formula: 'y ~ dose' })).toJSON());
    const design = json.design as Record<string, object>;
    for (const [name, changes] of Object.entries(harm)) Object.assign(design[name] ?? {}, changes);
    await expect(loadModel(json)).rejects.toThrow(`foreign-model: the model lacks the ${part}`);
  });
});

describe('outcomes that are vectors', () => {
  const y = [
    [0.2, 0.3, 0.5],
    [0.1, 0.4, 0.5],
    [0.25, 0.25, 0.5],
    [0.3, 0.2, 0.5],
    [0.2, 0.5, 0.3],
  ];
  const dose = [1, 2, 3, 4, 6];
  test('are columns of a table, rows of an array, or numbers side by side', async () => {
    const [a, b, c] = [0, 1, 2].map((k) => y.map((row) => row[k] ?? NaN));
    const byTable = await fit('dirichlet', {
      table: { a: a ?? [], b: b ?? [], c: c ?? [], dose },
      formula: 'cbind(a, b, c) ~ dose',
    });
    const x = dose.map((each) => [each]);
    const byRows = await fit('dirichlet', { x, y, names: ['dose'] });
    const flat = await fit('dirichlet', {
      x: Float64Array.from(dose),
      y: Float64Array.from(y.flat()),
      names: ['dose'],
    });
    expect(byRows.toJSON().weights).toEqual(byTable.toJSON().weights);
    expect(flat.toJSON().weights).toEqual(byTable.toJSON().weights);
    const mean = byTable.predict({ table: { dose: [2, 3] } });
    expect(mean.length).toBe(6);
    expect(mean.subarray(0, 3).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 14);
    expect([
      ...(await loadModel(JSON.parse(JSON.stringify(byTable)))).predict({ table: { dose: [2, 3] } }),
    ]).toEqual([...mean]);
  });
  test('may be held out, whichever rows these are', async () => {
    for (const seed of [1, 2, 3]) {
      const { report } = await fit('dirichlet', { x: dose.map(() => []), y }, { holdout: 0.4, seed });
      expect(report.converged).toBe(true);
      expect(report.holdout?.rows).toBe(2);
    }
  });
  test('of uneven rows are refused', async () => {
    const short = [...y.slice(0, 4), [0.5, 0.5]];
    await expect(fit('dirichlet', { x: dose.map((each) => [each]), y: short })).rejects.toThrow(
      'the outcome of row 5 has 2 entries, the first row 3',
    );
  });
});

test('counts of classes are soft labels with weights', async () => {
  const table = { a: [2, 1, 5], b: [3, 4, 5], c: [5, 5, 2], dose: [1, 2, 3] };
  const counted = await fit('multinomial', { table, formula: 'cbind(a, b, c) ~ dose' });
  const rows = [0, 1, 2].flatMap((row) =>
    (['a', 'b', 'c'] as const).flatMap((name) =>
      Array.from({ length: table[name][row] ?? 0 }, () => ({ kind: name, dose: table.dose[row] ?? NaN })),
    ),
  );
  const single = await fit('categorical', { table: rows, formula: 'kind ~ dose' });
  single.coefficients.forEach(({ estimate, standardError }, i) => {
    expect(counted.coefficients[i]?.estimate).toBeCloseTo(estimate ?? NaN, 10);
    expect(counted.coefficients[i]?.standardError).toBeCloseTo(standardError ?? NaN, 10);
  });
  expect(counted.classes).toEqual(['a', 'b', 'c']);
});

describe('a model of compiled kernels', () => {
  const data = { x: [[1], [2], [3], [4], [5]], y: [1, 2, 5, 3, 4] };
  const mine = 'mine(y | rate) = rate^y * exp(-rate) / factorial(y)\n  y in 0..inf\n  rate in (0, inf)';
  test.each<[string, string, Omit<CompileOptions<'ts' | 'wasm'>, 'target'>, string]>([
    ['a family', 'poisson', {}, 'canonical'],
    ['a link', 'gamma', { link: 'log' }, 'log'],
    ['a constant', 'negative_binomial', { fix: { r: 2 } }, 'canonical'],
    ['a density of the user’s own', mine, {}, 'canonical'],
  ])('is made again from its JSON: %s', async (_, family, options, link) => {
    for (const target of ['ts', 'wasm'] as const) {
      const model = await fit(await compile(family, { ...options, target }), data);
      expect(model.report.link).toBe(link);
      const wanted = [...model.predict({ x: data.x })];
      const same = [Model.fromJSON(model.toJSON()), await loadModel(JSON.parse(JSON.stringify(model)))];
      for (const again of same)
        again.predict({ x: data.x }).forEach((mean, row) => {
          expect(mean).toBeCloseTo(wanted[row] ?? NaN, 12);
        });
    }
  });
  test('says which link its family has', async () => {
    expect((await fit('gamma', data)).report.link).toBe('inverse');
    expect((await fit('bernoulli', { ...data, y: [0, 1, 0, 0, 1] })).report.link).toBe('logit');
  });
});

test.each<[string, () => Promise<unknown>, RegExp]>([
  [
    'a misspelt option',
    () => fit('poisson', { x: [[1]], y: [1] }, { l3: 1 } as object),
    /unknown-option: there is no option l3/,
  ],
  [
    'misspelt weights',
    () => fit('poisson', { x: [[1]], y: [1], weigths: [1] } as never),
    /no part of the data called weigths/,
  ],
  [
    'a misspelt column of weights',
    () => fit('poisson', { table, formula: 'y ~ dose', weight: 'w' } as never),
    /called weight;/,
  ],
  ['no outcomes', () => fit('poisson', { x: [[1]] } as never), /shape-mismatch: the data have no y/],
  ['no features', () => fit('poisson', { y: [1] } as never), /shape-mismatch: the data have no x/],
  ['no data', () => fit('poisson', undefined as never), /wrong-usage: there are no data/],
  ['no family', () => fit(undefined as never, { x: [[1]], y: [1] }), /wrong-usage: there is no family/],
])('%s is refused by its name', async (_, call, message) => {
  await expect(call()).rejects.toThrow(message);
});

test('a mean that has no closed form is a number all the same, and outcomes can be drawn', async () => {
  const model = await fit('von_mises', { x: [[1], [2], [3], [4]], y: [0.1, 0.5, 1, 0.3] });
  const [[sine = NaN, cosine = NaN], [mean]] = [
    model.predictLinear({ x: [[2]] }),
    model.predict({ x: [[2]] }),
  ] as const;
  // the integral of y·exp(η₁ sin y + η₂ cos y) over the circle, by the midpoint rule
  const angles = Array.from({ length: 20_000 }, (_, k) => -Math.PI + ((k + 0.5) * Math.PI) / 10_000);
  const weights = angles.map((angle) => Math.exp(sine * Math.sin(angle) + cosine * Math.cos(angle)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  expect(mean).toBeCloseTo(
    angles.reduce((sum, angle, k) => sum + (angle * (weights[k] ?? NaN)) / total, 0),
    6,
  );
  const drawn = model.sample({ x: [[1], [2]] }, { seed: 3 });
  expect(drawn.every((angle) => Math.abs(angle) <= Math.PI)).toBe(true);
});

test('counts of several kinds, whose parameters are bounded together, are fitted to their means', async () => {
  const y = [[32, 11, 10, 3], [53, 50, 25, 15], [10, 10, 7, 7], [3, 30, 5, 8]]; // prettier-ignore
  const table = Object.fromEntries(
    ['a', 'b', 'c', 'd'].map((name, k) => [name, y.map((row) => row[k] ?? 0)]),
  );
  const model = await fit('negative_multinomial', { table, formula: 'cbind(a, b, c, d) ~ 1' }, { fix: { r: 2 } }); // prettier-ignore
  const means = [0, 1, 2, 3].map((k) => y.reduce((sum, row) => sum + (row[k] ?? 0), 0) / y.length);
  // E[y] = r φ / φ_K has its solution in closed form
  const total = means.reduce((sum, mean) => sum + mean, 2);
  model.coefficients.forEach(({ estimate }, k) => {
    expect(estimate).toBeCloseTo(Math.log((means[k] ?? 0) / total), 9);
  });
});
