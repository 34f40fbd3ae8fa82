// The exponentials of the TypeScript target: by a table of roots and a short polynomial they take a third of the time of
// Math.exp, which calls out of compiled code, and they are the same digits in every engine that raises 2 to a power alike.
import type { Target } from '../target.js';
import { indent, signature } from '../schedules/ts-text.js';

/** Roots of 2 in the table; with 256 the polynomial is of degree 4. */
const roots = 256;

/** log 2 / 256 in two parts: the first has 12 bits, so that its product with any n is exact. */
const step = ['2839 / 2 ** 20', '1.247897849426149e-7'] as const;

/** exp of less is subnormal. */
const least = -708.3964;

/** exp(d + tail), as lines: d = n log 2 / 256 + r, and exp(r) is a polynomial. Adding 1.5 · 2^52 rounds to a whole number. */
const power = (d: string, tail: string, found: string): string[] => [
  `const k = ${d} * ${roots / Math.LN2} + 1.5 * 2 ** 52 - 1.5 * 2 ** 52;`,
  `const r = ${d} - k * (${step[0]}) - ${tail === '' ? `k * ${step[1]}` : `(k * ${step[1]} - ${tail})`};`,
  'const n = k | 0;',
  `const e = roots[n & ${roots - 1}]${found} * powers[(n >> 8) & 2047]${found};`,
  'return e + e * (r + r * r * (1 / 2 + r * (1 / 6 + r * (1 / 24))));',
];

/** exp(d) within 2^-31, for results that are rounded to single precision. */
const shortPower = (found: string): string[] => [
  `const k = d * ${roots / Math.LN2} + 1.5 * 2 ** 52 - 1.5 * 2 ** 52;`,
  `const r = d - k * ${Math.LN2 / roots};`,
  'const n = k | 0;',
  `return roots[n & ${roots - 1}]${found} * powers[(n >> 8) & 2047]${found} * (1 + r + r * r * 0.5);`,
];

const written = (
  name: string,
  parameters: readonly string[],
  {
    types,
    about,
    body,
  }: { readonly types: boolean; readonly about: string; readonly body: readonly string[] },
): string => {
  const typed = parameters.map((each): [string, string] => [each, 'number']);
  return [`// ${about}`, `function ${signature(name, typed, 'number', types)} {`, ...indent(body), '}'].join(
    '\n',
  );
};

/** The functions that take the place of Math.exp, and the tables that they read; `found` says of an entry that it is there. */
export const exponentials = (
  types: boolean,
  { precision = 'f64', found = '' }: { readonly precision?: 'f64' | 'f32'; readonly found?: '' | '!' } = {},
): Target['prelude'] => ({
  powers: {
    text: [
      '// 2^n at n modulo 2048',
      'const powers = /* @__PURE__ */ Float64Array.from({ length: 2048 }, (_, n) => 2 ** ((n << 21) >> 21));',
    ].join('\n'),
  },
  roots: {
    text: [
      `// 2^(j / ${roots})`,
      `const roots = /* @__PURE__ */ Float64Array.from({ length: ${roots} }, (_, j) => 2 ** (j / ${roots}));`,
    ].join('\n'),
  },
  exp: {
    text: written('exp', ['x'], {
      types,
      about: 'e^x',
      body: ['if (!(Math.abs(x) < 708)) return Math.exp(x);', ...power('x', '', found)],
    }),
    needs: ['powers', 'roots'],
  },
  expBelow: {
    text: written('expBelow', ['x', 'top'], {
      types,
      about: 'e^(x - top) for x <= top, as if the difference were exact',
      body: [
        'const d = x - top;',
        ...(precision === 'f32'
          ? [`if (!(d > ${least})) return Math.exp(d);`, ...shortPower(found)]
          : [
              'const b = d - x;',
              'const tail = x - (d - b) - (top + b);',
              `if (!(d > ${least})) return d < -746 ? 0 : Math.exp(d) * (1 + tail);`,
              ...power('d', 'tail', found),
            ]),
      ],
    }),
    needs: ['powers', 'roots'],
  },
});
