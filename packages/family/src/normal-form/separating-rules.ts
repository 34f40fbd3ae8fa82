// Rules that bring a mixed term nearer to a sum of products. They know which symbols belong to which side.
import type { Expression, Rule } from '@expfam/expression';
import {
  abs,
  add,
  apply,
  divide,
  element,
  equal,
  exp,
  expand,
  factorsOf,
  indexSymbol,
  isNonNegative,
  log,
  multiply,
  namesOf,
  negate,
  number,
  one,
  open,
  power,
  splitCoefficient,
  splitPower,
  subtract,
  sum,
  symbolsOf,
  termsOf,
  two,
} from '@expfam/expression';
import { splitCases } from './cases.js';
import type { Quantity } from '../derivation/derivation.js';
import type { Separator } from './separate.js';

/** The rules for one density, in the order in which they are tried. */
export const separatingRules = (separator: Separator, outcome: Quantity): readonly Rule[] => [
  ...rulesOfLogarithms(separator, outcome),
  quotientOfSums,
  ...rulesOfFunctions(separator),
  ...rulesOfChoices(outcome),
];

/** φ_y for an outcome y that is a place of φ: a choice among its components, one indicator each. */
const rulesOfChoices = ({ symbol, domain }: Quantity): readonly Rule[] => {
  if (domain.kind !== 'range') return [];
  const { lower, upper } = domain;
  return [
    {
      name: 'component-by-indicators',
      phase: 'separate',
      because: 'exactly one of the indicators is 1, and it picks the component that the outcome names',
      apply: (node) => {
        if (node.op !== 'element' || node.args.length !== 2 || node.args[1] !== symbol) return null;
        const index = indexSymbol(freshName(node), lower, upper);
        return sum(multiply(equal(symbol, index), element(node.args[0], index)), index, lower, upper);
      },
    },
    {
      name: 'log-of-choice',
      phase: 'separate',
      because: 'a sum in which the outcome leaves one term is that term, and so is its logarithm',
      apply: (node) => {
        const [inside] = node.op === 'log' ? node.args : [];
        if (inside?.op !== 'sum' || inside.args[0] !== lower || inside.args[1] !== upper) return null;
        const { index, body } = open(inside);
        const choice = equal(symbol, index);
        const rest = factorsOf(body).filter((factor) => factor !== choice);
        if (rest.length === factorsOf(body).length || rest.some((factor) => symbolsOf(factor).has(symbol)))
          return null;
        return sum(multiply(choice, log(multiply(...rest))), index, lower, upper);
      },
    },
  ];
};

const freshName = (node: Expression): string =>
  ['k', 'j', 'i', 'l', 'm'].find((name) => !namesOf(node).has(name))!;

/** c·log(1 + x) − c·log(1 + 1/x) = c·log x: two sums whose quotient is a product. */
export const quotientOfSums: Rule = {
  name: 'quotient-of-sums',
  phase: 'separate',
  because:
    'the quotient of the two sums is a product, so their logarithms differ by logarithms of its factors',
  apply: (node) => {
    const logs = termsOf(node).flatMap((term) => logIn(term) ?? []);
    for (const [i, first] of logs.entries())
      for (const second of logs.slice(i + 1)) {
        if (first.factor !== negate(second.factor)) continue;
        const quotient = quotientOf(first.inside, second.inside);
        if (quotient === null) continue;
        const others = termsOf(node).filter((term) => term !== first.term && term !== second.term);
        return add(...others, multiply(first.factor, log(quotient)));
      }
    return null;
  },
};

/** The product r with above = r·below, term by term, or null. */
const quotientOf = (above: Expression, below: Expression): Expression | null => {
  const [leading] = termsOf(above);
  const factors = termsOf(below).map((term) => divide(leading, term));
  return (
    factors.find((factor) => add(...termsOf(below).map((term) => multiply(term, factor))) === above) ?? null
  );
};

/** A term c·log(a + b), taken apart. */
const logIn = (term: Expression) => {
  const found = factorsOf(term).find(({ op, args }) => op === 'log' && args[0].op === 'add');
  return found && { term, inside: found.args[0], factor: divide(term, found) };
};

const rulesOfLogarithms = (separator: Separator, outcome: Quantity): readonly Rule[] => {
  const isMixed = (node: Expression): boolean => separator.kindOf(node) === 'mixed';
  return [
    {
      name: 'log-of-separable-product',
      phase: 'separate',
      because:
        'what is under the logarithm is a product of a function of the outcome and one of the parameters',
      apply: (node) => {
        if (node.op !== 'log' || !isMixed(node)) return null;
        const piece = separator.split(node.args[0]);
        if (piece === null || piece.outcome === one || piece.parameter === one) return null;
        const known = isNonNegative(piece.outcome) || isNonNegative(piece.parameter);
        const part = known ? log : logOfSize;
        return add(part(piece.parameter), part(piece.outcome));
      },
    },
    {
      name: 'log-of-cases',
      phase: 'separate',
      because: 'the indicators tell the cases apart, and in each of them the sum is what they leave of it',
      apply: (node) =>
        node.op === 'log' && node.args[0].op === 'add' && isMixed(node)
          ? splitCases(node.args[0], outcome)
          : null,
    },
    {
      name: 'log-of-product-by-sizes',
      phase: 'separate',
      because: 'a product that is positive is the product of the sizes of its factors',
      apply: (node) => {
        const [inside] = node.op === 'log' && isMixed(node) ? node.args : [];
        if (inside?.op === 'power') return multiply(splitPower(inside)[1], logOfSize(splitPower(inside)[0]));
        return inside?.op === 'multiply' ? add(...inside.args.map(logOfSize)) : null;
      },
    },
  ];
};

const rulesOfFunctions = (separator: Separator): readonly Rule[] => {
  const isMixed = (node: Expression): boolean => separator.kindOf(node) === 'mixed';
  return [
    {
      name: 'pythagoras',
      phase: 'separate',
      because: 'cos² + sin² = 1, and cosh² − sinh² = 1',
      apply: pythagoras,
    },
    {
      name: 'hyperbolic-as-exponentials',
      phase: 'separate',
      because: 'exponentials of sums are products, hyperbolic functions of sums are not',
      apply: (node) => {
        const [x] = node.args;
        const meaning = hyperbolic[node.op];
        return meaning && x && isMixed(node) ? meaning(exp(x), exp(negate(x))) : null;
      },
    },
    {
      name: 'addition-theorem',
      phase: 'separate',
      because: 'the addition theorem separates the angles',
      apply: (node) =>
        (node.op === 'cos' || node.op === 'sin') && isMixed(node) ? separateAngles(node, separator) : null,
    },
  ];
};

const logOfSize = (node: Expression): Expression => log(abs(node));

/** a·cos²x + a·sin²x = a, a·cosh²x − a·sinh²x = a, among the terms of a sum. */
const pythagoras = (node: Expression): Expression | null => {
  if (node.op !== 'add') return null;
  for (const term of node.args)
    for (const factor of factorsOf(term)) {
      const [base, exponent] = splitPower(factor);
      const partner = partners[base.op];
      if (exponent !== two || partner === undefined) continue;
      const rest = divide(term, factor);
      const other = multiply(number(partner.sign), rest, power(apply(partner.op, base.args), two));
      if (node.args.includes(other))
        return add(...node.args.filter((each) => each !== term && each !== other), rest);
    }
  return null;
};

const partners: {
  readonly [op in Expression['op']]?: { readonly op: Expression['op']; readonly sign: 1 | -1 };
} = {
  cos: { op: 'sin', sign: 1 },
  cosh: { op: 'sinh', sign: -1 },
};

const hyperbolic: { readonly [op in Expression['op']]?: (up: Expression, down: Expression) => Expression } = {
  sinh: (up, down) => divide(subtract(up, down), two),
  cosh: (up, down) => divide(add(up, down), two),
  tanh: (up, down) => divide(subtract(up, down), add(up, down)),
};

/** cos(y − m) = cos y·cos m + sin y·sin m, and its like; null where the angle is no sum of both sides. */
const separateAngles = (node: Expression, separator: Separator): Expression | null => {
  const terms = termsOf(expand(node.args[0]));
  if (terms.some((term) => separator.kindOf(term) === 'mixed')) return null;
  const outcome = add(...terms.filter((term) => separator.kindOf(term) === 'outcome'));
  const others = add(...terms.filter((term) => separator.kindOf(term) !== 'outcome'));
  const mirrored = splitCoefficient(termsOf(others)[0])[0].sign < 0; // sin(−x) = −sin x
  const rest = mirrored ? negate(others) : others;
  const [cosY, sinY, cosR, sinR] = [
    apply('cos', [outcome]),
    apply('sin', [outcome]),
    apply('cos', [rest]),
    multiply(number(mirrored ? -1 : 1), apply('sin', [rest])),
  ];
  return node.op === 'cos'
    ? subtract(multiply(cosY, cosR), multiply(sinY, sinR))
    : add(multiply(sinY, cosR), multiply(cosY, sinR));
};
