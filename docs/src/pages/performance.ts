// The page of what the kernels measure against others: the benchmark's own figures, where we lose included.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { drawBars } from './bars.js';
import { code, escape, table } from './markdown.js';
import type { Page } from './page.js';
import { page } from './page.js';

const file = fileURLToPath(new URL('../../measured/bench.json', import.meta.url));

interface Result {
  readonly name: string;
  readonly best: number;
}

/** One pass of training over some data. */
interface Case {
  readonly name: string;
  readonly rows: number;
  readonly features: number;
  readonly classes: number;
  readonly results: readonly Result[];
  readonly missing?: readonly { readonly name: string; readonly reason: string }[];
  readonly goals?: readonly {
    readonly other: string;
    readonly ours: string;
    readonly goal: number;
    readonly times: number;
  }[];
}

/** Loss and gradient of some rows in the natural parameters. */
interface RowKernel {
  readonly name: string;
  readonly rows: number;
  readonly results: readonly Result[];
}

interface Bench {
  readonly machine: { readonly processor: string; readonly cores: number; readonly node: string };
  readonly peak?: { readonly unit: string; readonly rate: number };
  readonly cases: readonly Case[];
  readonly kernels?: readonly RowKernel[];
  readonly threads?: readonly {
    readonly name: string;
    readonly results: readonly {
      readonly threads: number;
      readonly best: number;
      readonly speedup: number;
    }[];
  }[];
}

/** Whose time the others' are divided by. */
const ours = 'expfam wasm f32';

const short = (value: number): string =>
  value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));

const bestOf = (results: readonly Result[], name: string): number =>
  results.find((each) => each.name === name)?.best ?? Number.NaN;

const oneCase = ({ name, rows, features, classes, results, missing = [], goals = [] }: Case): string => {
  const own = bestOf(results, ours);
  const ordered = [...results].sort((a, b) => a.best - b.best);
  return [
    `\n### ${escape(name)}: ${String(rows)} × ${String(features)}, ${String(classes)} classes\n`,
    drawBars(
      ordered.map((each) => ({ name: each.name, value: each.best / own, isOurs: each.name === ours })),
      `Times of ${name} as multiples of ours, on a logarithmic scale`,
    ),
    table(
      ['who', 'best time, ms', 'ratio to ours'],
      ordered.map((each) => [escape(each.name), each.best.toPrecision(3), short(each.best / own)]),
    ),
    missing.length === 0
      ? ''
      : `\nNot measured: ${missing.map((each) => `${escape(each.name)} (${escape(each.reason)})`).join(', ')}.\n`,
    goals.length === 0
      ? ''
      : table(
          ['against', 'with', 'wanted', 'measured'],
          goals.map((each) => [
            escape(each.other),
            escape(each.ours),
            `${short(each.goal)}×`,
            `${short(each.times)}×${each.times < each.goal ? ', missed' : ''}`,
          ]),
        ),
  ].join('\n');
};

/** Multiplications and additions of both products, a nanosecond of the best time. */
const rateOf = ({ rows, features, classes, results }: Case, name: string): number =>
  (4 * rows * features * classes) / bestOf(results, name) / 1e6;

const contenders = [ours, 'expfam wasm f32 fused', 'NumPy f32', 'TensorFlow.js wasm'];

const limits = ({ cases, peak }: Bench): string =>
  [
    '\n## What limits it\n',
    'WebAssembly has vectors of 128 bits: four numbers in single precision. NumPy’s OpenBLAS uses 512 where the processor has them, four times as many a cycle, and pays for a temporary array and a pass through memory in each step. So the narrower the data, the further we are ahead; where the two products are nearly all of the work, both sides are held by what the processor multiplies and adds.',
    ...(peak === undefined
      ? []
      : [
          `\nOne core of this machine does ${short(peak.rate)} GFLOP/s in vectors of 128 bits, measured with fused multiply-adds that wait for nothing. Fusing saves instructions, not time: two multiplications and two additions begin in a cycle, or two of both in one. Of the two products alone, 4 · rows · features · classes operations, the best times are:\n`,
          table(
            ['case', ...contenders.map((name) => `${escape(name)}, GFLOP/s`), 'ours of the peak'],
            cases.map((each) => [
              escape(each.name),
              ...contenders.map((name) => short(rateOf(each, name))),
              `${String(Math.round((100 * rateOf(each, ours)) / peak.rate))} %`,
            ]),
          ),
        ]),
    '\nWhat is missing to the peak is the row kernel and what surrounds it. An exponential with its argument’s rounding carried along takes 31 vector operations for four rows, a class some 30 more for its checks, its label, its sum and its division: about 180 for four rows with three classes, where the products of four features take 80; the logarithm, 28 more, is taken of a product once a block. That is why 150 × 4 runs at a fraction of the peak: a polynomial of a degree less and differences without correction would take a quarter off, and cost the promise of 4 ulp.',
    '\nThe smallest case is one call of about a microsecond; calling WebAssembly and checking the arrays is 0.05 of it. NumPy’s and TensorFlow.js’s times for it are mostly calls, so that ratio says more about how fast this machine runs their interpreters than about arithmetic.',
    '\nJavaScript has no vectors, and no fused multiply-add. Of 150 × 4 with three classes our TypeScript kernel takes 20 ns a row in double precision: 7.6 are three exponentials, 6 the two products, 6 the checks, the largest logit, the sums, the label and the divisions. The engine’s own Math.exp takes 6.3 ns and Math.log1p 17, more than all three exponentials together; ours takes 2.5 with the rounding of its argument carried along, and the logarithms of up to 180 rows are one, that of their product. TensorFlow.js’s cpu backend, plain JavaScript as well, in single precision and by automatic differentiation, takes some 1900 ns for the same row, nearly all of it for calling its operations; a hundred times less would be 19. In single precision, where a shorter polynomial is enough, ours takes 17.\n',
  ].join('\n');

const rowKernels = (kernels: readonly RowKernel[]): string => {
  const names = [...new Set(kernels.flatMap(({ results }) => results.map(({ name }) => name)))];
  const others = names.filter((name) => name !== ours);
  return [
    `\n## Row kernels\n`,
    `Loss and gradient of ${String(kernels[0]?.rows ?? 0)} rows in the natural parameters, without data: the time of ours in microseconds, and how many times as long the others take. Below 1 they are faster; a dash stands for who lacks the functions or is left out. Where a kernel is little more than one exponential or one division, NumPy wins on processors with vectors of 512 bits, of which WebAssembly has a quarter.`,
    table(
      ['kernel', `${ours}, µs`, ...others.map(escape)],
      kernels.map(({ name, results }) => {
        const own = bestOf(results, ours);
        const ratio = (other: string): string => {
          const value = bestOf(results, other) / own;
          return Number.isNaN(value) ? '–' : short(value);
        };
        return [escape(name), short(1e3 * own), ...others.map(ratio)];
      }),
    ),
  ].join('\n');
};

const threads = (all: NonNullable<Bench['threads']>): string =>
  [
    '\n## Threads\n',
    'The same pass in several threads over shared memory. Blocks of rows are added in a fixed order, so the result has the same bits whatever their number.',
    table(
      ['case', 'threads', 'best time, ms', 'times one thread'],
      all.flatMap(({ name, results }) =>
        results.map((each) => [
          escape(name),
          String(each.threads),
          each.best.toPrecision(3),
          short(each.speedup),
        ]),
      ),
    ),
  ].join('\n');

/** Ratios of one run, and how to start another. */
export const performancePage = (): Page => {
  const bench = JSON.parse(readFileSync(file, 'utf8')) as Bench;
  const { machine, cases, kernels = [] } = bench;
  return page(
    { page: 'performance' },
    [
      '# Performance',
      `\nMeasured on ${escape(machine.processor)} with Node ${escape(machine.node)}, one thread, all in one run and in turns. Absolute times mean little on a noisy machine, so what counts is the ratio to our WebAssembly kernel in single precision in the same run: above 1 the other is slower, below 1 it is faster. The figures are those of`,
      code('txt', 'npm run bench'),
      '\nwhich installs the others beside no package of ours, says who is absent, and can be interrupted.\n',
      '\n## One pass of training\n',
      'x·W, softmax, loss and xᵀ(P − Y): all that a step of an optimiser needs.\n',
      ...cases.map(oneCase),
      limits(bench),
      ...(kernels.length === 0 ? [] : [rowKernels(kernels)]),
      ...(bench.threads === undefined ? [] : [threads(bench.threads)]),
    ].join('\n'),
  );
};
