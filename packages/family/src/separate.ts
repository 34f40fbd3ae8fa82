// Telling the outcome from the parameters: a term of the log density as a product g(φ)·t(y), where it is one.
import type { Expression } from '@expfam/expression';
import {
  add,
  apply,
  contains,
  exp,
  expand,
  factorsOf,
  isInteger,
  isNonNegative,
  isPositive,
  log,
  memoise,
  multiply,
  negate,
  number,
  one,
  power,
  splitCoefficient,
  splitPower,
  isSymbol,
  substitute,
  subtract,
  symbolsOf,
  termsOf,
} from '@expfam/expression';
import type { Rule } from '@expfam/expression';

/** What an expression depends on. Constants and indices count as neither. */
export type Kind = 'constant' | 'outcome' | 'parameter' | 'mixed';

/** g(φ)·t(y): numbers and constants go with the parameters. */
export interface Piece {
  readonly parameter: Expression;
  readonly outcome: Expression;
}

/** Separates expressions by the symbols of the outcome and of the parameters. */
export class Separator {
  private readonly outcomes: ReadonlySet<Expression>;
  private readonly parameters: ReadonlySet<Expression>;

  constructor(outcomes: readonly Expression[], parameters: readonly Expression[]) {
    this.outcomes = new Set(outcomes);
    this.parameters = new Set(parameters);
  }

  readonly kindOf: (node: Expression) => Kind = memoise((node) => {
    let [outcome, parameter] = [false, false];
    for (const symbol of symbolsOf(node)) {
      outcome ||= this.outcomes.has(symbol);
      parameter ||= this.parameters.has(symbol);
    }
    return outcome && parameter ? 'mixed' : outcome ? 'outcome' : parameter ? 'parameter' : 'constant';
  });

  /** The expression as one product g(φ)·t(y), or null. */
  readonly split: (node: Expression) => Piece | null = memoise((node) => {
    switch (this.kindOf(node)) {
      case 'outcome':
        return { parameter: one, outcome: node };
      case 'constant':
      case 'parameter':
        return { parameter: node, outcome: one };
      default:
        return this.splitMixed(node);
    }
  });

  private splitMixed(node: Expression): Piece | null {
    switch (node.op) {
      case 'multiply':
        return this.join(factorsOf(node).map(this.split));
      case 'power':
        return this.splitPower(node);
      case 'exp':
        return this.splitExponent(node.args[0], exp);
      case 'add':
        return this.splitSum(node);
      case 'abs': {
        const inner = this.split(node.args[0]);
        return (
          inner && { parameter: apply('abs', [inner.parameter]), outcome: apply('abs', [inner.outcome]) }
        );
      }
      default:
        return null;
    }
  }

  private join(pieces: readonly (Piece | null)[]): Piece | null {
    let [parameter, outcome] = [one, one];
    for (const piece of pieces) {
      if (piece === null) return null;
      parameter = multiply(parameter, piece.parameter);
      outcome = multiply(outcome, piece.outcome);
    }
    return { parameter, outcome };
  }

  /** base^(a(φ) + b(y)) = base^a · base^b, for a base that goes with both. */
  private splitExponent(exponent: Expression, raise: (part: Expression) => Expression): Piece | null {
    const terms = termsOf(expand(exponent));
    if (terms.some((term) => this.kindOf(term) === 'mixed')) return null;
    const outcome = terms.filter((term) => this.kindOf(term) === 'outcome');
    const parameter = terms.filter((term) => this.kindOf(term) !== 'outcome');
    return { parameter: raise(add(...parameter)), outcome: raise(add(...outcome)) };
  }

  private splitPower(node: Expression): Piece | null {
    const [base, exponent] = splitPower(node);
    if (this.kindOf(base) === 'constant') return this.splitExponent(exponent, (part) => power(base, part));
    if (this.kindOf(exponent) !== 'constant') return null;
    const inner = this.split(base);
    if (inner === null) return null;
    if (!isInteger(exponent) && !isNonNegative(inner.parameter) && !isNonNegative(inner.outcome)) return null;
    return { parameter: power(inner.parameter, exponent), outcome: power(inner.outcome, exponent) };
  }

  /** A sum that is one product after all: m·y + m = m·(y + 1). */
  private splitSum(node: Expression): Piece | null {
    const pieces = termsOf(expand(node)).map(this.split);
    if (pieces.some((piece) => piece === null)) return null;
    const byOutcome = collect(pieces as Piece[], 'outcome', 'parameter');
    const ratios = proportional([...byOutcome.values()]);
    if (ratios !== null) {
      const outcome = add(...[...byOutcome.keys()].map((key, i) => multiply(ratios[i], key)));
      return { parameter: [...byOutcome.values()][0], outcome };
    }
    return null;
  }
}

/** Sums the pieces that share one side. */
const collect = (
  pieces: readonly Piece[],
  key: keyof Piece,
  value: keyof Piece,
): Map<Expression, Expression> => {
  const sums = new Map<Expression, Expression>();
  for (const piece of pieces)
    sums.set(piece[key], add(sums.get(piece[key]) ?? subtract(one, one), piece[value]));
  return sums;
};

/** The constant ratios of all expressions to the first, or null. */
const proportional = (values: readonly Expression[]): readonly Expression[] | null => {
  const ratios = values.map((value) =>
    expand(multiply(value, power(values[0], subtract(one, add(one, one))))),
  );
  return ratios.every((ratio) => symbolsOf(ratio).size === 0) ? ratios : null;
};

/** Rules that bring a mixed term nearer to a sum of products. They know which symbols belong to which side. */
export const separatingRules = (separator: Separator): readonly Rule[] => [
  {
    name: 'log-of-separable-product',
    phase: 'separate',
    because:
      'what is under the logarithm is a product of a function of the outcome and one of the parameters',
    apply: (node) => {
      if (node.op !== 'log' || separator.kindOf(node) !== 'mixed') return null;
      const piece = separator.split(node.args[0]);
      if (piece === null || piece.outcome === one || piece.parameter === one) return null;
      if (isNonNegative(piece.outcome) || isNonNegative(piece.parameter))
        return add(log(piece.parameter), log(piece.outcome));
      return null;
    },
  },
  {
    name: 'log-of-mixture-with-atom',
    phase: 'separate',
    because: 'where the indicator is 0 the sum is its other terms, where it is 1 both sides are equal',
    apply: (node) =>
      node.op === 'log' && node.args[0].op === 'add' && separator.kindOf(node) === 'mixed'
        ? splitAtom(node.args[0])
        : null,
  },
  {
    name: 'addition-theorem',
    phase: 'separate',
    because: 'the addition theorem separates the angles',
    apply: (node) => {
      if ((node.op !== 'cos' && node.op !== 'sin') || separator.kindOf(node) !== 'mixed') return null;
      const terms = termsOf(expand(node.args[0]));
      const outcome = add(...terms.filter((term) => separator.kindOf(term) === 'outcome'));
      if (terms.some((term) => separator.kindOf(term) === 'mixed')) return null;
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
    },
  },
];

/** log(f(y) + 1{y = a}·c) = log f(y) + 1{y = a}·(log(f(a) + c) − log f(a)): a mixture with an atom at a known value. */
const splitAtom = (sum: Expression): Expression | null => {
  const indicator = termsOf(sum)
    .flatMap(factorsOf)
    .find((factor) => factor.op === 'equal');
  if (indicator === undefined) return null;
  const [left, right] = indicator.args as [Expression, Expression];
  const [symbol, value] = isSymbol(left) ? [left, right] : [right, left];
  if (!isSymbol(symbol) || symbolsOf(value).size > 0) return null;
  const rest = add(...termsOf(sum).filter((term) => !contains(term, indicator)));
  const at = (node: Expression): Expression => substitute(node, new Map([[symbol, value]]));
  if (!isPositive(rest)) return null;
  return add(log(rest), multiply(indicator, subtract(log(at(sum)), log(at(rest)))));
};
