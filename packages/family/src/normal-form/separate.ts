// Telling the outcome from the parameters: a term of the log density as a product g(φ)·t(y), where it is one.
import type { Expression } from '@expfam/expression';
import {
  add,
  apply,
  exp,
  expand,
  factorsOf,
  isInteger,
  isNonNegative,
  memoise,
  multiply,
  one,
  power,
  splitPower,
  subtract,
  symbolsOf,
  termsOf,
} from '@expfam/expression';

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
