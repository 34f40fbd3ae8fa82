// Trees of sums over the classes in TypeScript, and the memory of a module that loops over them.
import type { Kernel } from '../kernel.js';
import { indent, signature } from '../schedules/ts-text.js';
import { treeOf } from './looped.js';

/** How a module is spelled. */
export interface Spelling {
  readonly precision: 'f64' | 'f32';
  readonly types: boolean;
}

type Parameters = readonly (readonly [string, string])[];

/** A function with its parameters, and types where there are any. */
export const functionOf =
  ({ types }: Pick<Spelling, 'types'>) =>
  (
    { name, takes, gives }: { readonly name: string; readonly takes: Parameters; readonly gives: string },
    body: readonly string[],
  ): string[] => [`function ${signature(name, takes, gives, types)} {`, ...indent(body), '}'];

/** What the functions of a module share, declaration by declaration. */
export const scratch = (kernel: Kernel): string[][] => {
  const { leaves, depth } = treeOf(kernel.classes!);
  const place = kernel.form === 'baseline' ? '(k + 1) % classes' : 'k';
  return [
    [
      '// A sum over the classes is taken in pairs of pairs, as a tree: node n is the sum of nodes 2n and 2n + 1, node 1 of all.',
      `const leaves = ${leaves};`,
    ],
    [`const depth = ${depth};`],
    [
      '// The leaf of each class, by halves of halves; the leaves between them stay 0.',
      `const leafOf = Int32Array.from({ length: classes }, (_, k) => findLeaf(${place}));`,
    ],
    [
      kernel.form === 'baseline'
        ? '// The logits of a row; that of the last class, the baseline, stays 0.'
        : '// The logits of a row.',
      'const logits = new Float64Array(classes);',
    ],
    ['const exponentials = new Float64Array(2 * leaves);'],
    ['// What rounding leaves out of their sums.', 'const tails = new Float64Array(2 * leaves);'],
    ['const shares = new Float64Array(2 * leaves);'],
    ['const losses = new Float64Array(2 * leaves);'],
  ];
};

/** The functions on the tree of the exponentials. */
const carriedTree = (spelling: Spelling): string[][] => {
  const print = functionOf(spelling);
  return [
    [
      '/** Adds the exponentials as a tree, with what rounding leaves out of each sum (Knuth) in a tree beside theirs. */',
      ...print({ name: 'addExponentials', takes: [], gives: 'void' }, [
        'for (let n = leaves - 1; n > 0; n--) {',
        '  const a = exponentials[2 * n];',
        '  const b = exponentials[2 * n + 1];',
        '  const sum = a + b;',
        '  const back = sum - a;',
        '  exponentials[n] = sum;',
        '  tails[n] = tails[2 * n] + tails[2 * n + 1] + (a - (sum - back) + (b - back));',
        '}',
      ]),
    ],
    [
      '/** The sum of all exponentials but one: the largest is 1, so that nothing cancels. */',
      ...print({ name: 'allBut', takes: [['exponential', 'number']], gives: 'number' }, [
        'return exponentials[1] - exponential + tails[1];',
      ]),
    ],
  ];
};

/** The functions on trees. */
export const trees = (spelling: Spelling): string[][] => {
  const print = functionOf(spelling);
  return [
    [
      '/** Walks down the tree: the left half of the classes, the larger one, hangs on the left. */',
      ...print({ name: 'findLeaf', takes: [['place', 'number']], gives: 'number' }, [
        'let node = 1;',
        'for (let count = classes, from = 0; node < leaves; ) {',
        '  const left = Math.ceil(count / 2);',
        '  const isRight = place - from >= left;',
        '  node = 2 * node + (isRight ? 1 : 0);',
        '  from += isRight ? left : 0;',
        '  count = isRight ? count - left : left;',
        '}',
        'return node;',
      ]),
    ],
    [
      '/** Adds the pairs of a tree up from its leaves; returns the sum of all. */',
      ...print({ name: 'addPairs', takes: [['tree', 'Float64Array']], gives: 'number' }, [
        'for (let n = leaves - 1; n > 0; n--) tree[n] = tree[2 * n] + tree[2 * n + 1];',
        'return tree[1];',
      ]),
    ],
    ...carriedTree(spelling),
    [
      '/** The sum of all leaves but one, without a subtraction: its siblings on the way down. */',
      ...print(
        {
          name: 'sumOfOthers',
          takes: [
            ['tree', 'Float64Array'],
            ['leaf', 'number'],
          ],
          gives: 'number',
        },
        [
          'let sum = 0;',
          'for (let step = depth - 1; step >= 0; step--) sum += tree[(leaf >> step) ^ 1];',
          'return sum;',
        ],
      ),
    ],
  ];
};
