// The stable functions that stabilisation finds. In the stabilised formulas each stands as a symbol; what it is on the reals
// stands here, how it is computed in floating point in `float/ensemble-code`.
import type { Expression } from '@expfam/expression';
import { add, divide, exp, log, multiply, number, real, subtract, symbol, text } from '@expfam/expression';
import type { Ensemble } from './ensembles.js';

export type Primitive =
  /** Σ of some members over the sum of all: probabilities and their complements. */
  | { readonly kind: 'share'; readonly ensemble: Ensemble; readonly members: readonly number[] }
  /** log D − xⱼ, the loss of one label. */
  | { readonly kind: 'surprise'; readonly ensemble: Ensemble; readonly member: number }
  /** log D − z for another z. */
  | { readonly kind: 'excess'; readonly ensemble: Ensemble; readonly over: Expression }
  /** D itself, of a difference. */
  | { readonly kind: 'total'; readonly ensemble: Ensemble };

const valueOf = ({ kind, exponents, coefficients }: Ensemble): Expression =>
  add(
    ...exponents.map((x, i) =>
      multiply(number(kind === 'difference' && i > 0 ? -1 : 1), coefficients[i], exp(x)),
    ),
  );

/** What a primitive is over the real numbers. */
export const meaningOf = (primitive: Primitive): Expression => {
  const { ensemble } = primitive;
  const denominator = valueOf(ensemble);
  switch (primitive.kind) {
    case 'share': {
      const { exponents, coefficients } = ensemble;
      return divide(
        add(...primitive.members.map((j) => multiply(coefficients[j], exp(exponents[j])))),
        denominator,
      );
    }
    case 'surprise':
      return subtract(log(denominator), ensemble.exponents[primitive.member]);
    case 'excess':
      return subtract(log(denominator), primitive.over);
    case 'total':
      return denominator;
  }
};

/** The primitives of one kernel, each with the symbol that stands for it. */
export interface Primitives {
  /** The ensembles of the kernel, those of natural parameters and those of the outcome alike. */
  readonly ensembles: Ensemble[];
  share(ensemble: Ensemble, members: readonly number[]): Expression;
  surprise(ensemble: Ensemble, member: number): Expression;
  excess(ensemble: Ensemble, over: Expression): Expression;
  total(ensemble: Ensemble): Expression;
  /** The primitive that a symbol stands for. */
  find(symbol: Expression): Primitive | undefined;
}

/** An empty table of primitives. */
export const primitives = (): Primitives => {
  const table = new Map<Expression, Primitive>();
  const enter = (name: string, primitive: Primitive): Expression => {
    const node = symbol(name, real.all);
    table.set(node, primitive);
    return node;
  };
  return {
    ensembles: [],
    share: (ensemble, members) =>
      enter(`share(${ensemble.index}; ${members.join()})`, { kind: 'share', ensemble, members }),
    surprise: (ensemble, member) =>
      enter(`surprise(${ensemble.index}; ${member})`, { kind: 'surprise', ensemble, member }),
    excess: (ensemble, over) =>
      enter(`excess(${ensemble.index}; ${text(over)})`, { kind: 'excess', ensemble, over }),
    total: (ensemble) => enter(`total(${ensemble.index})`, { kind: 'total', ensemble }),
    find: (node) => table.get(node),
  };
};
