// Equations in one unknown that need more than undoing one operation after the other: polynomials, and a·log x + b·x = c.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';

/** a·log x + b·x = c is (b/a)·x·exp((b/a)·x) = (b/a)·exp(c/a), which Lambert's W undoes. */
export const solveByLambert = (
  terms: readonly Expression[],
  right: Expression,
  unknown: Expression,
): Expression | null => {
  if (terms.length !== 2) return null;
  const [logarithm, straight] = [e.log(unknown), unknown].map((part) =>
    terms.map((term) => e.divide(term, part)).find((factor) => !e.contains(factor, unknown)),
  );
  if (!logarithm || !straight) return null;
  const ratio = e.divide(straight, logarithm);
  const inside = e.multiply(ratio, e.exp(e.divide(right, logarithm)));
  return e.divide(e.apply('lambertW', [inside]), ratio);
};

/** The roots of a polynomial equation of degree one or two, or of a pure power. */
export const solvePolynomial = (node: Expression, unknown: Expression): Expression[] => {
  const coefficients = e.coefficientsIn(node, unknown);
  if (coefficients === null || coefficients.length < 2) return [];
  const degree = coefficients.length - 1;
  const [c, b, a] = coefficients as [Expression, Expression, Expression];
  if (degree === 1) return [e.divide(e.negate(c), b)];
  if (coefficients.slice(1, -1).every((middle) => middle === e.zero)) {
    const root = e.power(e.simplify(e.divide(e.negate(c), coefficients[degree])), e.number(1, degree));
    return [root, e.negate(root)];
  }
  if (degree !== 2) return [];
  const discriminant = e.sqrt(e.simplify(e.subtract(e.power(b, e.two), e.multiply(e.number(4), a, c))));
  return [e.add, e.subtract].map((sign) => e.divide(sign(e.negate(b), discriminant), e.multiply(e.two, a)));
};
