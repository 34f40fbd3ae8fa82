// What is renamed from a few entries is what a derivation with all entries says.
import { Rational } from '@expfam/expression';
import { deriveDensity } from '@expfam/family';
import { describe, expect, test } from 'vitest';
import { densityOf } from '../densities.js';
import { entriesOf } from './entries.js';
import { formulaTruth, unasked } from './truth.js';
import type { Measured } from './truth.js';

const classes = 9;

describe.each([
  ['dirichlet', {}, (k: number) => 0.5 + k],
  ['multinomial', { n: 10 }, (k: number) => k / 4 - 1],
  ['negative_multinomial', { r: 2 }, (k: number) => -3 - k / 4],
  ['von_mises_fisher', {}, (k: number) => k - 2.5],
] as [string, Readonly<Record<string, number>>, (k: number) => number][])('%s', (name, fix, etaOf) => {
  test('has the entries that are renamings of others', async () => {
    const density = await densityOf({ name, text: null });
    const values = Object.fromEntries(Object.entries(fix).map(([key, value]) => [key, Rational.of(value)]));
    const options = { classes, fix: values, checked: false, brief: true };
    const [few, all] = [true, false].map((representatives) =>
      deriveDensity(density, { ...options, representatives }),
    );
    expect(few.representatives).not.toBeNull();
    const [found, wanted] = [formulaTruth(few), formulaTruth(all)];
    const point = {
      eta: few.natural.map((_, k) => etaOf(k)),
      y: Array.from({ length: classes }, (_, k) => k + 1),
    };
    for (const part of ['response', 'loss', 'gradient', 'hessian', 'jacobian'] as Measured[]) {
      const [there, here] = [found(part, point)!, wanted(part, point)!];
      expect(there.length, part).toBe(here.length);
      const asked = there.flatMap((each, i) => (each === unasked ? [] : [i]));
      expect(asked.length, part).toBeGreaterThan(Math.min(here.length - 1, 20));
      for (const i of asked)
        expect(there[i].value.toNumber(), `${part} ${String(i)}`).toBeCloseTo(here[i].value.toNumber(), 12);
    }
    expect(entriesOf(all).hessian.every((each) => each !== null)).toBe(true);
  });
});
