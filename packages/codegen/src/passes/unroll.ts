// Pass 1, unroll: the derivation at its fixed K as plain scalar formulas. Sums and products are written out, components of
// vectors become scalars, and a formula in which the outcome is a class becomes one formula for each class.
import type { Domain, Expression } from '@expfam/expression';
import {
  infinity,
  isSymbol,
  mapArguments,
  memoise,
  negate,
  number,
  rationalOf,
  symbol,
  symbolsOf,
  text,
  unroll as writeOut,
  substitute,
  variableOf,
} from '@expfam/expression';
import type { Derivation } from '@expfam/family';
import { codegenError } from '../errors.js';

/** What one output is: one formula, or one for each class of the outcome. */
export type Formula = readonly Expression[];

/** The functions that are printed, each a list of outputs. */
export interface Sheet<Output> {
  readonly response: readonly Output[];
  readonly loss: Output;
  readonly gradient: readonly Output[];
  readonly hessian: readonly Output[];
  readonly jacobian: readonly Output[];
}

/** Scalar formulas in the natural parameters `eta` and, where the outcome is no class, in `outcome`. */
export interface Unrolled {
  readonly family: string;
  readonly classes: number | null;
  readonly form: 'baseline' | 'symmetric' | null;
  readonly eta: readonly Expression[];
  readonly etaDomains: readonly Domain[];
  readonly outcome: Expression | null;
  readonly outcomeDomain: Domain;
  readonly logBaseMeasure: Expression;
  readonly sheet: Sheet<Formula>;
}

const real: Domain = {
  kind: 'interval',
  lower: negate(infinity),
  upper: infinity,
  lowerOpen: true,
  upperOpen: true,
};

/** `eta[2]` as the symbol eta2. */
const flatten = memoise((node: Expression): Expression => {
  const changed = mapArguments(node, flatten);
  if (changed.op !== 'element' || !isSymbol(changed.args[0]!)) return changed;
  return symbol(`${variableOf(changed.args[0]).name}${rationalOf(changed.args[1]!).toString()}`, real);
});

const required = <T>(value: T | null, what: string, derivation: Derivation): T => {
  if (value === null) throw codegenError('no-closed-form', derivation.name, what);
  return value;
};

/** Writes a derivation out. Throws where it has no closed form, a size or a constant without a value. */
export const unroll = (derivation: Derivation): Unrolled => {
  const { outcome, categorical, classes } = derivation;
  if (categorical && classes === null) throw codegenError('classes-not-fixed', derivation.name, 'K');
  const written = (node: Expression): Expression => flatten(writeOut(node));
  const eta = derivation.natural.map(({ symbol }) => written(symbol));
  const known = new Set([...eta, ...(categorical ? [] : [outcome.symbol])]);
  const scalar = (node: Expression): Expression => {
    const result = written(node);
    for (const free of symbolsOf(result))
      if (!known.has(free)) throw codegenError('constant-without-value', derivation.name, text(free));
    return result;
  };
  const byClass = (node: Expression): Formula =>
    categorical
      ? Array.from({ length: classes! }, (_, k) =>
          scalar(substitute(node, new Map([[outcome.symbol, number(k + 1)]]))),
        )
      : [scalar(node)];
  const plain = (node: Expression): Formula => [scalar(node)];
  return {
    family: derivation.name,
    classes: categorical ? classes : null,
    form: categorical ? derivation.form : null,
    eta,
    etaDomains: derivation.natural.map(({ domain }) => domain),
    outcome: categorical ? null : outcome.symbol,
    outcomeDomain: outcome.domain,
    logBaseMeasure: derivation.logBaseMeasure,
    sheet: {
      response: required(derivation.response, 'response', derivation).map(plain),
      loss: byClass(required(derivation.loss, 'loss', derivation)),
      gradient: required(derivation.gradient, 'gradient', derivation).map(byClass),
      hessian: required(derivation.hessian, 'Hessian', derivation).flat().map(plain),
      jacobian: required(derivation.jacobian, 'Jacobian', derivation).flat().map(plain),
    },
  };
};
