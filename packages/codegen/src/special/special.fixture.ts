// Special functions as functions of JavaScript, from the very definition that every target prints, and their errors against
// high precision: uniform over bit patterns, at the edges of their pieces, and climbing towards the worst case.
import { samples, ulpsBetween } from '@expfam/oracle';
import { arithmetic, Real } from '@expfam/precise';
import type { Arithmetic } from '@expfam/precise';
import { describe, expect, test } from 'vitest';
import { preludeFor, printRow } from '../print.js';
import type { SpecialFunction } from '../kernel.js';
import { javascript } from '../targets/ts.js';
import { specialRow, specialsOf } from './print.js';

const text = (special: SpecialFunction): string => {
  const row = specialRow(special, 'f64');
  const { before, declarations, outputs } = printRow(row, javascript.f64);
  return `function ${special.name}(${row.inputs.join()}) { ${[...before, ...declarations].join(' ')} return ${outputs.length === 1 ? outputs[0] : `[${outputs.join()}]`}; }`;
};

/** The function, with those that it calls. */
export const compiled = async (
  special: SpecialFunction,
  result = 0,
): Promise<(...args: number[]) => number> => {
  const parts = [...specialsOf(specialRow(special, 'f64').outputs, 'f64'), special].map(text);
  const module = `${[...preludeFor(parts.join('\n'), javascript.f64.prelude), ...parts].join('\n')}\nexport { ${special.name} as default };`;
  const imported = (await import(`data:text/javascript,${encodeURIComponent(module)}`)) as {
    readonly default: (...args: number[]) => number | readonly number[];
  };
  return (...args) => [imported.default(...args)].flat()[result];
};

const a = arithmetic(60);
const of = (x: number): Real => Real.fromNumber(x);

/** A function, what it must be, and how far off it is at most. */
export interface Row {
  readonly special: SpecialFunction;
  /** Which of its numbers, where it gives several. */
  readonly result?: number;
  readonly truth: (a: Arithmetic, x: Real) => Real;
  readonly from: number;
  readonly to: number;
  /** Where the definition changes its form. */
  readonly edges: readonly number[];
  readonly ulps: number;
  /** What else the result may be measured by. */
  readonly scale?: (x: number) => number;
}

const view = new DataView(new ArrayBuffer(8));
/** The number some places further on. */
const step = (x: number, places: bigint): number => {
  view.setFloat64(0, x);
  view.setBigInt64(0, view.getBigInt64(0) + places);
  return view.getFloat64(0);
};

/** A suite that holds every function to its error. */
export const judged = (rows: readonly Row[]): void =>
  describe.each(rows.map((row) => [row.special.name, row.result ?? 0, row] as const))(
    '%s %i',
    (_, result, row) => {
      const { special, truth, from, to, edges, ulps, scale = () => 0 } = row;
      const worstOf = (f: (x: number) => number) => {
        const error = (x: number): number =>
          x >= from && x <= to ? ulpsBetween(f(x), truth(a, of(x)), 'f64', of(scale(x))) : -1;
        const points = [
          ...samples({ seed: 5, count: 200, from, to }),
          ...samples({
            seed: 6,
            count: 500,
            from: Math.max(from, to < 0 ? -12 : from, -12),
            to: Math.min(to, 12),
          }),
          ...Array.from({ length: 400 }, (__, i) => 0.0303 * (i + 1)),
          ...Array.from({ length: 400 }, (__, i) => 0.1937 * (i - 200)),
          ...edges.flatMap((x) => [x, step(x, 1n), step(x, -1n), step(x, 1n << 30n), step(x, -(1n << 30n))]),
        ];
        let worst = points.map((x) => ({ x, ulps: error(x) })).reduce((b, c) => (c.ulps > b.ulps ? c : b));
        for (let shift = 48n; shift >= 0n; shift -= 1n)
          for (const places of [1n << shift, -(1n << shift)]) {
            const x = step(worst.x, places);
            const found = { x, ulps: error(x) };
            if (found.ulps > worst.ulps) worst = found;
          }
        return worst;
      };

      test('is within its stated error', async () => {
        const worst = worstOf(await compiled(special, result));
        if (process.env['EXPFAM_SHOW_ULPS']) console.log(special.name, result, worst);
        expect(worst.ulps, `at ${worst.x}`).toBeLessThanOrEqual(ulps);
      });
    },
  );
