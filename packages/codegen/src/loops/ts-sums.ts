// The sums of a module with loops, in TypeScript: in pairs of pairs, as a tree whose left half is the larger one.
import { functionOf } from './ts-tree.js';
import type { Spelling } from './ts-tree.js';

const range = [
  ['terms', 'AnyFloats | Labels'],
  ['from', 'number'],
  ['to', 'number'],
] as const;

const middle = 'const middle = from + ((to - from + 1) >> 1);';

/** What adds the terms of arrays, declaration by declaration. */
export const sums = (spelling: Spelling, longest: number): string[][] => [
  ...sumsOfAll(spelling),
  ...sumsOfOthers(spelling, longest),
];

const sumsOfAll = (spelling: Spelling): string[][] => {
  const print = functionOf(spelling);
  return [
    [
      '/** The sum of terms in pairs of pairs: of the larger half, and of the other. */',
      ...print({ name: 'addPairs', takes: range, gives: 'number' }, [
        'if (to - from === 1) return terms[from];',
        'if (to - from === 2) return terms[from] + terms[from + 1];',
        middle,
        'return addPairs(terms, from, middle) + addPairs(terms, middle, to);',
      ]),
    ],
    [
      '/** The same, with what rounding leaves out of each sum (Knuth) left in `lost`. */',
      ...print({ name: 'addCarried', takes: range, gives: 'number' }, [
        'lost = -0;',
        'if (to - from === 1) return terms[from];',
        middle,
        'const a = addCarried(terms, from, middle);',
        'const before = lost;',
        'const b = addCarried(terms, middle, to);',
        'const sum = a + b;',
        'const back = sum - a;',
        'lost = before + lost + (a - (sum - back) + (b - back));',
        'return sum;',
      ]),
    ],
    ['let lost = -0;'],
  ];
};

const sumsOfOthers = (spelling: Spelling, longest: number): string[][] => {
  const print = functionOf(spelling);
  return [
    [
      '/** The sums of all others, for every term: what lies above a half, and the other half. */',
      ...print(
        {
          name: 'addOthers',
          takes: [
            ...range,
            ['others', 'Float64Array'],
            [spelling.types ? 'above' : 'above = -0', 'number = -0'],
          ],
          gives: 'void',
        },
        [
          'if (to - from === 1) {',
          '  others[from] = above;',
          '  return;',
          '}',
          middle,
          'addOthers(terms, from, middle, others, above + addPairs(terms, middle, to));',
          'addOthers(terms, middle, to, others, addPairs(terms, from, middle) + above);',
        ],
      ),
    ],
    [
      '/** The sums of the terms without one, for every term. */',
      ...print({ name: 'addWithout', takes: [...range, ['without', 'Float64Array']], gives: 'void' }, [
        'for (let k = from + 1; k < to; k++) kept[k - 1] = terms[k];',
        'for (let k = from; k < to; k++) {',
        '  if (k > from) kept[k - 1] = terms[k - 1];',
        '  without[k] = addPairs(kept, from, to - 1);',
        '}',
      ]),
    ],
    [`const kept = new Float64Array(${longest});`],
  ];
};
