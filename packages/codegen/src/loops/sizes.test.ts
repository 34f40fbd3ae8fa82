// Kernels at the ends of what is written out and beyond: WebAssembly, in both precisions, computes what TypeScript does for choices
// and vectors of any size.
import { catalogue, deriveDensity } from '@expfam/family';
import { readDensities } from '@expfam/family/text';
import { expect, test } from 'vitest';
import { compile } from '../compile.js';
import { cases, computed, derived, pointOf, wave } from './exchangeable.fixture.js';

const [density] = readDensities(catalogue.find(({ name }) => name === 'categorical')!.density);
const vectors = ['dirichlet', 'multinomial', 'negative_multinomial', 'von_mises_fisher'];

/** The largest difference, of the size of the number. */
const differenceOf = (found: ReturnType<typeof computed>, wanted: ReturnType<typeof computed>): number =>
  Object.entries(wanted).reduce(
    (worst, [name, values]) =>
      values.reduce((most, value, i) => {
        const own = found[name as keyof typeof wanted][i];
        return Math.max(most, Math.abs(own - value) / (1 + Math.abs(value)));
      }, worst),
    0,
  );

const precisions = [['f64', 1e-14], ['f32', 1e-5]] as const; // prettier-ignore

test.each(vectors.flatMap((name) => [2, 3].map((classes) => [name, classes] as const)))(
  'vectors of the family %s, K = %i',
  async (name, classes) => {
    const derivation = derived(cases[name], classes, false);
    const ts = await compile(derivation, { target: 'ts' });
    const point = pointOf(cases[name], ts, 0);
    for (const [precision, close] of precisions) {
      const wasm = await compile(derivation, { target: 'wasm', precision });
      expect(differenceOf(computed(wasm, point), computed(ts, point))).toBeLessThan(close);
    }
  },
);

test.each([2, 3, 10, 33, 64, 65, 200])('a choice among K = %i', async (classes) => {
  const open = deriveDensity(density, { form: 'symmetric', checked: false });
  const fixed = deriveDensity(density, {
    form: 'symmetric',
    checked: false,
    brief: true,
    classes: Math.min(classes, 64),
  });
  const [derivation, how] = classes > 64 ? [open, { classes }] : [fixed, {}];
  const eta = Float64Array.from({ length: classes }, (_, k) => Math.fround(9 * wave(k)));
  const results = [];
  for (const [target, precision] of [['ts', 'f64'], ['wasm', 'f64'], ['wasm', 'f32']] as const) {
    const kernels = await compile(derivation, { target, precision, ...how });
    const Floats = precision === 'f32' ? Float32Array : Float64Array;
    const [own, mean, gradient] = [Floats.from(eta), new Floats(classes), new Floats(classes)] as Float64Array[];
    kernels.response(own, mean, 1);
    const loss = kernels.gradient(own, Uint8Array.of(classes - 1), gradient, 1);
    results.push([loss, ...mean, ...gradient]);
  } // prettier-ignore
  const [wanted, ...found] = results;
  found.forEach((values, i) => {
    values.forEach((value, n) => {
      expect(Math.abs(value - wanted[n])).toBeLessThan(precisions[i][1] * (1 + Math.abs(wanted[n])));
    });
  });
  expect(wanted.slice(1, classes + 1).reduce((a, b) => a + b)).toBeCloseTo(1, 13);
});
