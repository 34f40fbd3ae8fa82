// The loop form in WGSL: one thread a row, arrays class-major, exponentials written where the results will stand. Sums over
// the classes are taken in pairs as they come, so a thread keeps no more than one number for each level of their tree.
import { exponentFloor } from '../float/rounding.js';
import type { Kernel } from '../kernel.js';
import { preludeFor } from '../print.js';
import { header } from '../schedules/header.js';
import { indent } from '../schedules/ts-text.js';
import { bindings, entryPoints } from '../schedules/wgsl-entries.js';
import type { EntryPoint, RowEntry } from '../schedules/wgsl-entries.js';
import { entry, findRow, reduction } from '../schedules/wgsl-text.js';
import type { Target } from '../target.js';
import { treeOf } from './looped.js';
import { at, loop, pairs, predict, reduceEntry, spreadEntry, sumEntry } from './wgsl-passes.js';

const constants = (kernel: Kernel): string[] => [
  `const classes = ${kernel.classes!}u;`,
  `const parameters = ${kernel.parameters}u;`,
  `const depth = ${treeOf(kernel.classes!).depth + 1};`,
];

const helpers = [
  '// exp(d) for d <= 0, 0 where it would leave the range of f32.',
  'fn exponential(d: f32) -> f32 {',
  `  return select(exp(max(d, ${exponentFloor.f32}.0)), 0.0, d < ${exponentFloor.f32}.0);`,
  '}',
  '',
  ...pairs,
];

/** What an entry point reads its logits from, and where it leaves exponentials; none where it writes only losses. */
interface Places {
  readonly from: string;
  readonly to: string | null;
  readonly baseline: boolean;
}

/** The largest logit and its class; the baseline is the last class, at 0. */
const findTop = ({ from, baseline }: Places): string[] => [
  'var top = 0u;',
  `var m = ${from}[row];`,
  ...loop('k', 'parameters', [`if (${at(from, 'k')} > m) { m = ${at(from, 'k')}; top = k; }`]),
  ...(baseline ? ['if (m <= 0.0) { m = 0.0; top = parameters; }'] : []),
];

/** Exponentials relative to the largest, which is 1; the sum of all others, and of all. */
const exponentials = ({ from, to, baseline }: Places, also: readonly string[]): string[] => [
  'var sum = Pairs();',
  ...loop('k', 'parameters', [
    `let d = ${at(from, 'k')} - m;`,
    ...also,
    'let e = exponential(d);',
    ...(to === null ? [] : [`${at(to, 'k')} = e;`]),
    'if (k != top) { append(&sum, e); }',
  ]),
  ...(baseline ? ['if (top != parameters) { append(&sum, exponential(-m)); }'] : []),
  'let others = total(&sum);',
  'let s = 1.0 + others;',
];

const observed = (
  point: RowEntry,
  { from, to, baseline }: Places,
): { readonly before: string[]; readonly inside: string[]; readonly after: string[] } => {
  const writes = to === null ? [] : null;
  if (!point.soft)
    return {
      before: [
        'let label = y[row];',
        `let own = ${baseline ? `select(0.0, ${at(from, 'min(label, parameters - 1u)')}, label < parameters)` : at(from, 'label')};`,
      ],
      inside: [],
      after: [
        'losses[row] = m - own + log1p(others);',
        ...(writes ?? [
          ...loop('k', 'parameters', [`${at(to!, 'k')} /= s;`]),
          '// p - 1 is what the others have, with its sign; nothing but the largest has more than half of s',
          `if (label < parameters) { ${at(to!, 'label')} = -select(s - exponential(own - m), others, label == top) / s; }`,
        ]),
      ],
    };
  return {
    before: ['var gaps = Pairs();', 'var given = Pairs();'],
    inside: [`let t = ${at('ySoft', 'k')};`, 'append(&given, t);', 'if (t > 0.0) { append(&gaps, t * -d); }'],
    after: [
      ...(baseline
        ? [
            `append(&given, ${at('ySoft', 'parameters')});`,
            `append(&gaps, ${at('ySoft', 'parameters')} * m);`,
          ]
        : []),
      'let shares = total(&given);',
      'losses[row] = total(&gaps) + shares * log1p(others);',
      ...(writes ??
        loop('k', 'parameters', [
          `let t = ${at('ySoft', 'k')};`,
          `let e = ${at(to!, 'k')};`,
          `${at(to!, 'k')} = (shares - t) * (e / s) - t * (select(s - e, others, k == top) / s);`,
        ])),
    ],
  };
};

/** Products of probabilities, the last row first: the first holds the exponentials until its turn comes. */
const products = (height: string, { baseline }: Places): string[] => [
  ...(height === 'classes' && baseline
    ? loop('k', 'parameters', [
        `${at('result', 'parameters * parameters + k')} = -(exponential(-m) / s) * (${at('result', 'k')} / s);`,
      ])
    : []),
  'for (var j = parameters; j > 0u; j--) {',
  ...indent([
    'let e = result[(j - 1u) * rows + row];',
    'let p = e / s;',
    'let q = select(s - e, others, j - 1u == top) / s;',
    ...loop('k', 'parameters', [
      `${at('result', '(j - 1u) * parameters + k')} = select(-p * (${at('result', 'k')} / s), p * q, k == j - 1u);`,
    ]),
  ]),
  '}',
];

const rowEntry = (point: RowEntry, kernel: Kernel): string[] => {
  const to = point.length === '' ? null : point.writes;
  const places: Places = {
    from: point.linear ? point.writes : 'eta',
    to,
    baseline: kernel.form === 'baseline',
  };
  const seen = point.observed ? observed(point, places) : { before: [], inside: [], after: [] };
  const after = {
    response: [
      ...(places.baseline ? [`${at('result', 'parameters')} = exponential(-m) / s;`] : []),
      ...loop('k', 'parameters', [`${at('result', 'k')} /= s;`]),
    ],
    hessian: products('parameters', places),
    jacobian: products('classes', places),
  };
  return entry(point.name, [
    ...findRow,
    ...(point.linear ? predict(places.from) : []),
    ...findTop(places),
    ...seen.before,
    ...exponentials(places, seen.inside),
    ...(point.observed ? seen.after : after[point.row as keyof typeof after]),
  ]);
};

const pointText = (point: EntryPoint, kernel: Kernel): string[] => {
  if (point.kind === 'row') return rowEntry(point, kernel);
  if (point.kind === 'spread') return spreadEntry;
  return point.kind === 'reduce' ? reduceEntry : sumEntry(false);
};

/** The module of a kernel in its loop form. */
export const printShaderLoops = (kernel: Kernel, prelude: Target['prelude']): string => {
  const declared = bindings(kernel).map(
    ({ binding, variable, space, type }) =>
      `@group(0) @binding(${binding}) var<${space}> ${variable}: ${type};`,
  );
  const points = entryPoints(kernel).map((point) => pointText(point, kernel).join('\n'));
  const text = points.join('\n\n');
  const parts = [
    constants(kernel).join('\n'),
    declared.join('\n'),
    ...preludeFor(text, prelude),
    helpers.join('\n'),
    reduction.join('\n'),
    text,
  ];
  return `${header(kernel, 'wgsl').join('\n')}\n\n${parts.join('\n\n')}\n`;
};
