// Products of exponentials and of sums of them, such as (exp(η²/2) + exp((1 + η)²/2))·exp(−η²/2): as one sum, 1 + exp(1/2 + η), where that
// is shorter, for its parts overflow and vanish where the whole does neither. Of E[y], before anything is derived from it.
import type { Expression } from '@expfam/expression';
import { add, exp, expand, factorsOf, mapArguments, memoise, multiply, sizeOf, termsOf } from '@expfam/expression'; // prettier-ignore

/** A term with its exponentials as one. */
const gathered = (term: Expression): Expression => {
  const exponentials = factorsOf(term).filter(({ op }) => op === 'exp');
  const others = factorsOf(term).filter(({ op }) => op !== 'exp');
  return multiply(...others, exp(expand(add(...exponentials.map(({ args: [x] }) => x)))));
};

/** The formula with such products spread where that makes them shorter. */
export const spreadExponentials: (node: Expression) => Expression = memoise((node) => {
  const inner = mapArguments(node, spreadExponentials);
  const factors = factorsOf(inner);
  const sum = factors.find(
    ({ op, args }) => op === 'add' && args.some((term) => factorsOf(term).some(isExponential)),
  );
  if (sum === undefined || !factors.some(isExponential)) return inner;
  const others = factors.filter((factor) => factor !== sum);
  const spread = add(...termsOf(sum).map((term) => gathered(multiply(term, ...others))));
  return sizeOf(spread) < sizeOf(inner) ? spread : inner;
});

const isExponential = ({ op }: Expression): boolean => op === 'exp';
