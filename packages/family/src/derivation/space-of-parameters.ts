// The natural space by the parameters of the text, for vectors and matrices of which the calculus knows no conditions: the inverse of
// η(φ) must lie where the parameters live. Shares are positive, matrices positive definite, numbers within their ends.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import { leadingMinors } from '../calculus/matrix.js';
import type { Quantity } from './derivation.js';
import type { NaturalSpace } from './natural-space.js';
import { spaceOf } from './natural-space.js';

type Inverse = ReadonlyMap<string, Expression | null>;

/** Null where the domain of each natural parameter by itself says as much, or η(φ) was not inverted. */
export const spaceOfParameters = (parameters: readonly Quantity[], inverse: Inverse): NaturalSpace => {
  const conditions = parameters.map((parameter) => ({
    parameter,
    positive: conditionsOn(parameter, inverse),
  }));
  if (conditions.some(({ positive }) => positive === null)) return null;
  const isJoint = conditions.some(
    ({ parameter, positive }) =>
      e.isVectorDomain(parameter.domain) && positive!.some((each) => !e.isPositive(each)),
  );
  const all = conditions.flatMap(({ positive }) => positive!);
  return isJoint ? spaceOf(all.map((each) => [{ zero: [], positive: unbounded(each) }])) : null;
};

/** With symbols that say nothing of their own bounds, which would else be passed over. */
const unbounded = (condition: Expression): Expression => {
  const symbols = [...e.symbolsOf(condition)].filter(
    (symbol) => !e.isVectorDomain(e.variableOf(symbol).domain) && /^eta\d+$/.test(e.text(symbol)),
  );
  return e.substitute(
    condition,
    new Map(symbols.map((symbol) => [symbol, e.symbol(e.text(symbol), e.real.all)])),
  );
};

/** What must be positive for the parameter to lie in its domain; null where it was not found. */
const conditionsOn = ({ symbol, domain }: Quantity, inverse: Inverse): readonly Expression[] | null => {
  const name = e.text(symbol);
  const parts = [...inverse].filter(([part]) => part === name || part.startsWith(`${name}[`));
  if (parts.length === 0 || parts.some(([, value]) => value === null)) return null;
  const values = parts.map(([, value]) => value!);
  switch (domain.kind) {
    case 'simplex':
      return values;
    case 'positive-definite':
      return minorsOf(name, new Map(parts as [string, Expression][]), domain.size);
    case 'interval':
      return [
        ...(domain.lower === e.negate(e.infinity) ? [] : [e.subtract(values[0], domain.lower)]),
        ...(domain.upper === e.infinity ? [] : [e.subtract(domain.upper, values[0])]),
      ];
    default:
      return [];
  }
};

const minorsOf = (
  name: string,
  parts: ReadonlyMap<string, Expression>,
  size: Expression,
): readonly Expression[] | null => {
  if (!e.isNumber(size)) return null;
  const places = Array.from({ length: e.rationalOf(size).toNumber() }, (_, i) => i + 1);
  const entry = (i: number, j: number): Expression | undefined =>
    parts.get(`${name}[${Math.min(i, j)}, ${Math.max(i, j)}]`);
  const rows = places.map((i) => places.map((j) => entry(i, j)));
  return rows.flat().includes(undefined) ? null : leadingMinors(rows as Expression[][]);
};
