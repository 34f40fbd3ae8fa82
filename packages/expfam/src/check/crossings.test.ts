// Changes of formula are found where they are, and on both sides of each every family of the catalogue keeps its budgets and laws.
import { budgets, compile, hullOf, lower, vectorRounding } from '@expfam/codegen';
import { isSymbol, variableOf } from '@expfam/expression';
import { catalogue, sizeOfDensity } from '@expfam/family';
import type { FamilyDefinition } from '@expfam/family';
import { neighbour } from '@expfam/oracle/measure';
import { describe, expect, test } from 'vitest';
import { densityOf } from '../densities.js';
import { deriveForKernels } from '../derivations.js';
import { prepareDensity } from '../engine.js';
import type { Prepared } from '../engine.js';
import { consistency } from './consistency.js';
import { crossings } from './crossings.js';
import { measure } from './measure.js';
import { outcomeLines } from './outcome-lines.js';
import { planOf } from './plan.js';
import { efforts } from './search.js';
import type { Point } from './truth.js';

/** A family with whole constants 10 and others 2, one that lies above another 3, and three classes where it has a size. */
const prepared = async ({ name, ...entry }: FamilyDefinition): Promise<Prepared> => {
  const density = await densityOf({ name, text: null });
  const size = sizeOfDensity(density);
  const dispersion = 'dispersion' in entry ? (entry.dispersion ?? null) : null;
  const constants = density.constants.filter(
    ({ symbol }) => symbol !== size && variableOf(symbol).name !== dispersion,
  );
  const fix = constants.map(({ symbol, domain }) => {
    const isAbove = domain.kind === 'interval' && isSymbol(domain.lower);
    return [variableOf(symbol).name, hullOf(domain).integer ? '10' : isAbove ? '3' : '2'] as const;
  });
  const sized = size === null ? {} : { classes: 3 };
  return prepareDensity(density, { fix: Object.fromEntries(fix), ...sized }, dispersion);
};

const named = (name: string) => prepared(catalogue.find((each) => each.name === name) as FamilyDefinition);

describe('a change of formula', () => {
  const found = async (name: string, from: Point) => {
    const { derivation } = await named(name);
    const kernel = lower(derivation, { rounding: vectorRounding.f64 });
    const linesThrough = (y: Point['y']) => outcomeLines(derivation.outcome.domain, y);
    const ground = { format: 'f64', from: [from], linesThrough, allows: () => true } as const;
    return crossings({ kernel, lacks: 'nothing' }, ground);
  };

  test('is where a logarithm of 1 - exp(η) changes hands, at -log 2', async () => {
    const pairs = await found('geometric', { eta: [-3], y: [2] });
    const [[below, above] = []] = pairs;
    expect(below?.eta[0]).toBeCloseTo(-Math.LN2, 14);
    expect(above?.eta[0]).toBe(neighbour(below?.eta[0] ?? 0, 1));
  });

  test('is where two logits tie', async () => {
    const pairs = await found('categorical', { eta: [1, -2, 0.5], y: [1] });
    const ties = pairs.map(([{ eta, along = 0 }]) => [along, eta[along]?.toPrecision(6)].join(' at '));
    expect(ties).toEqual(expect.arrayContaining(['0 at 0.500000', '1 at 1.00000']));
  });

  test('is between counts too, where a logarithm of a factorial changes hands, and the whole stays in the support', async () => {
    const { derivation } = await named('multinomial');
    const plan = planOf(derivation, { judged: 'scaled', format: 'f64', count: 40 });
    const moved = plan.crossings.flatMap(({ y }, i) => {
      const before = plan.crossings[i - 1]?.y ?? y;
      return i % 2 === 1 && y.join() !== before.join() ? [[before, y]] : [];
    });
    expect(moved.length).toBeGreaterThan(4);
    for (const [before = [], after = []] of moved) {
      expect(after.map((count, k) => count - (before[k] ?? 0))).toEqual([1, 0, -1]);
      expect(after.every((count) => count >= 0) && before.every((count) => count >= 0)).toBe(true);
      expect(after.reduce((a, b) => a + b)).toBe(10);
    }
  });

  test('is where logits tie in kernels that loop over their classes, and in shaders where an exponential is 0', async () => {
    const classes = 70;
    const derivation = deriveForKernels(await densityOf({ name: 'categorical', text: null }), {
      form: 'baseline',
    });
    const eta = Array.from({ length: classes - 1 }, (_, k) => -1 - k / 64);
    const ground = {
      format: 'f32',
      from: [{ eta, y: [1] }],
      linesThrough: () => [],
      allows: () => true,
    } as const;
    const at = (lacks: 'nothing' | 'prelude') =>
      crossings({ kernel: lower(derivation, { classes, rounding: vectorRounding.f32 }), lacks }, ground).map(
        ([, { eta: there, along = 0 }]) => there[along]?.toPrecision(4),
      );
    // the last class stands at 0
    expect(new Set(at('nothing'))).toEqual(new Set(['0.000']));
    expect(at('prelude').some((x) => Math.abs(Number(x)) > 80)).toBe(true);
  });

  test('is nowhere where one formula serves all', async () => {
    const pairs = await found('poisson', { eta: [1], y: [2] });
    // but in the factorials of the base measure
    expect(pairs.filter(([before, after]) => before.y.join() === after.y.join())).toEqual([]);
  });
});

describe.each(catalogue.map((each) => [each.name, each] as const))('on both sides of it %s', (_, family) => {
  test.each(['f64', 'f32'] as const)('keeps its budgets and its laws in %s', async (precision) => {
    const { derivation, base } = await prepared(family);
    const { judged } = lower(derivation);
    // what is summed or integrated has no formula to change, and its truth takes long
    if (judged === 'summed') return;
    const plan = planOf(derivation, { judged, format: precision, count: 6 });
    const beside = { ...plan, points: plan.crossings, effort: efforts.none };
    for (const target of ['ts', 'wasm'] as const) {
      const kernels = await compile(derivation, { target, base, precision });
      const budget = budgets[target][precision][judged];
      const findings = measure(kernels, derivation, { judged, budget, plan: beside });
      for (const { name, pass, worst, at, points } of findings)
        expect(pass || points === 0, `${target} ${name} is off by ${worst} at ${JSON.stringify(at)}`).toBe(true); // prettier-ignore
      for (const { name, pass, worst, at } of consistency(kernels, plan.crossings, { budget, plan }))
        expect(pass, `${target} ${name}: ${worst} at ${String(at)}`).toBe(true);
    }
  });
});
