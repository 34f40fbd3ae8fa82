// Every family of the catalogue on a device: what prints for a processor prints for a GPU, compiles there, and says the same to
// the digits of single precision.
import { webgpu } from '@expfam/runtime';
import type { KernelModule } from '@expfam/runtime';
import { describeWebGPU } from '@expfam/testing';
import { expect, test } from 'vitest';
import { columnMajor } from './agreement.fixture.js';
import { derivedCatalogue, etaInside, outcomesInside, refusalOf } from './catalogue.fixture.js';
import type { Derived } from './catalogue.fixture.js';
import { compile } from '../compile.js';
import { onDevice } from './device.fixture.js';

const printable = derivedCatalogue().filter((each) => refusalOf(each) === null);

/** Points inside the natural space, and at each an outcome of the support. */
const pointsOf = ({ derivation }: Derived) =>
  [0.3125, 1, 2.5].flatMap((size) => {
    const eta = etaInside(derivation, size).map(Math.fround);
    return outcomesInside(derivation).map((y) => ({ eta, y: Math.fround(y) }));
  });

/** Those where all is finite: points may lie outside where parameters bind each other, and on an edge a mean is infinite. */
const takenBy = (kernels: KernelModule, points: ReturnType<typeof pointsOf>) =>
  points.filter(({ eta, y }) => {
    const gradient = new Float64Array(eta.length);
    const loss = kernels.gradient(Float64Array.from(eta), observed(kernels, [y]), gradient, 1);
    return [loss, ...gradient].every(Number.isFinite);
  });

const observed = ({ classes }: KernelModule, y: readonly number[]) =>
  classes === null ? Float64Array.from(y) : Uint8Array.from(y, (each) => each - 1);

describeWebGPU('the catalogue on a device', (device) => {
  test.each(printable.map((each) => [each.name, each] as const))('%s says the same', async (_, each) => {
    const { derivation, base } = each;
    const shader = await compile(derivation, { target: 'wgsl' });
    const functions = await compile(derivation, { target: 'ts', base });
    const points = takenBy(functions, pointsOf(each));
    const rows = points.length;
    expect(rows).toBeGreaterThan(0);
    const s = functions.parameters;
    const eta = Float64Array.from(points.flatMap((point) => point.eta));
    const y = observed(functions, points.map((point) => point.y)); // prettier-ignore
    const data = {
      eta: columnMajor(eta, rows),
      y: y instanceof Uint8Array ? Uint32Array.from(y) : Float32Array.from(y),
    };
    const near = (name: string, found: ArrayLike<number>, wanted: Float64Array): void => {
      const scale = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
      columnMajor(wanted, rows).forEach((value, n) => {
        if (Number.isNaN(value)) return;
        expect(Math.abs(found[n] - value), `${name} ${String(n)}: ${String(found[n])} for ${String(value)}`)
          .toBeLessThan(2e-5 * (scale + Math.abs(value))); // prettier-ignore
      });
    };
    const wanted = new Float64Array(rows * s);
    const total = functions.gradient(eta, y, wanted, rows);
    const gradient = await onDevice(device(), shader, 'gradient', { rows, data });
    near('gradient', gradient.result!, wanted);
    expect(Math.abs(gradient.losses!.reduce((a, b) => a + b, 0) - total)).toBeLessThan(2e-5 * (rows + Math.abs(total))); // prettier-ignore
    const hessian = new Float64Array(rows * s * s);
    functions.hessian(eta, hessian, rows);
    near('hessian', (await onDevice(device(), shader, 'hessian', { rows, data })).result!, hessian);
    // the training pass: each row has a column of its own, so that its weights are its natural parameters
    const x = Float64Array.from({ length: rows * rows }, (__, n) => (n % (rows + 1) === 0 ? 1 : 0));
    const problem = { kernels: functions, rows, columns: rows, x, y, rowWeights: null, offset: null };
    const evaluator = await webgpu(shader, { device: device() }).open(problem);
    const slope = new Float64Array(rows * s);
    const loss = await evaluator.total(eta, slope);
    evaluator.close();
    expect(Math.abs(loss - total)).toBeLessThan(2e-5 * (rows + Math.abs(total)));
    near('linearGradient', columnMajor(slope, rows), wanted);
  });
});
