// The page of what the kernels measure against others: the benchmark's own figures, where we lose included.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { drawBars } from './bars.js';
import { code, escape, table } from './markdown.js';
import type { Page } from './page.js';
import { page } from './page.js';

const file = fileURLToPath(new URL('../../measured/bench.json', import.meta.url));

interface Bench {
  readonly machine: { readonly processor: string; readonly cores: number; readonly node: string };
  readonly cases: readonly {
    readonly name: string;
    readonly rows: number;
    readonly features: number;
    readonly classes: number;
    readonly results: readonly { readonly name: string; readonly best: number }[];
  }[];
}

/** Whose time the others' are divided by. */
const ours = 'expfam wasm f32';

/** Ratios of one run, and how to start another. */
export const performancePage = (): Page => {
  const { machine, cases } = JSON.parse(readFileSync(file, 'utf8')) as Bench;
  return page(
    { page: 'performance' },
    [
      '# Performance',
      `\nOne pass of training, x·W, softmax, loss and xᵀ(P − Y), on one thread. Absolute times mean little on a noisy machine, so what counts is the ratio to our WebAssembly kernel in single precision in the same run: above 1 the other is slower, below 1 it is faster. Measured on ${escape(machine.processor)} with Node ${escape(machine.node)} by`,
      code('txt', 'npm run bench'),
      ...cases.map(({ name, rows, features, classes, results }) => {
        const own = results.find((each) => each.name === ours)?.best ?? Number.NaN;
        const ordered = [...results].sort((a, b) => a.best - b.best);
        return [
          `\n## ${escape(name)}: ${String(rows)} × ${String(features)}, ${String(classes)} classes\n`,
          drawBars(
            ordered.map((each) => ({ name: each.name, value: each.best / own, isOurs: each.name === ours })),
            `Times of ${name} as multiples of ours, on a logarithmic scale`,
          ),
          table(
            ['who', 'best time, ms', 'ratio to ours'],
            ordered.map((each) => [
              escape(each.name),
              each.best.toPrecision(3),
              (each.best / own).toPrecision(3),
            ]),
          ),
        ].join('\n');
      }),
    ].join('\n'),
  );
};
