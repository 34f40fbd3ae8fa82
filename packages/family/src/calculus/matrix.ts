// Integrals over vectors and matrices of fixed size whose entries see each other, beside those of one variable: the gaussian
// by completing the square, Siegel's over positive-definite matrices, Bessel's over the sphere.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Integrand } from './integrand.js';
import { coefficientsOf, logGamma, plain } from './integrand.js';

/** A closed form over one kind of vectors or matrices, given the components or entries that are integrated over. */
interface Row {
  readonly kind: 'vector' | 'sphere' | 'positive-definite';
  readonly because: string;
  readonly apply: (integrand: Integrand) => MatrixTotal | null;
}

/** A closed form, and all that must be positive for it to be finite. */
interface MatrixTotal {
  readonly total: Expression;
  readonly positive: readonly Expression[];
}

/** The components of a vector, or the entries [i, j] with i ≤ j of a symmetric matrix; null without a fixed size. */
export const componentsOf = (symbol: Expression): readonly Expression[] | null => {
  const shape = e.shapeOf(symbol);
  if (shape === null || !e.isNumber(shape.rows)) return null;
  const entries = e.entriesOf(symbol);
  return shape.columns === e.one ? entries.flat() : entries.flatMap((row, i) => row.slice(i));
};

/** The coefficients of the components and of other functions of them; null where anything else depends on the outcome. */
const readOff = ({ symbol, exponent }: Integrand, wanted: readonly Expression[]) =>
  coefficientsOf(plain(exponent), symbol, wanted);

/** The symmetric matrix of a quadratic form Σ bᵢⱼ·yᵢ·yⱼ over i ≤ j, as a table. */
const symmetric = (size: number, entryAt: (i: number, j: number) => Expression): Expression[][] =>
  Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (__, j) =>
      i === j ? entryAt(i, i) : e.multiply(e.half, entryAt(Math.min(i, j), Math.max(i, j))),
    ),
  );

const minorOf = (rows: readonly (readonly Expression[])[], i: number, j: number): Expression[][] =>
  rows.filter((_, row) => row !== i).map((row) => row.filter((_, column) => column !== j));

/** By the first row; of no rows at all it is 1. */
const determinantOf = (rows: readonly (readonly Expression[])[]): Expression =>
  rows.length === 0
    ? e.one
    : e.expand(e.add(...rows[0].map((each, j) => e.multiply(e.number(j % 2 === 0 ? 1 : -1), each, determinantOf(minorOf(rows, 0, j)))))); // prettier-ignore

/** log of a determinant with whole coefficients: log(a·b − c²/4) = log(4·a·b − c²) − 2·log 2. */
const logDeterminant = (determinant: Expression): Expression => {
  const denominators = e.termsOf(determinant).map((term) => e.splitCoefficient(term)[0].denominator);
  const halvings = Math.max(...denominators.map((each) => each.toString(2).length - 1));
  const whole = e.multiply(e.power(e.two, e.number(halvings)), determinant);
  return e.subtract(e.log(whole), e.multiply(e.number(halvings), e.log(e.two)));
};

/** A symmetric matrix is positive definite where its leading minors are positive. */
export const leadingMinors = (rows: readonly (readonly Expression[])[]): Expression[] =>
  rows.map((_, k) => e.simplify(determinantOf(rows.slice(0, k + 1).map((row) => row.slice(0, k + 1)))));

const largest = 4; // rows of a matrix whose determinant is written out

/** The table of integrals over vectors and matrices. */
const matrixIntegrals: { readonly [name: string]: Row } = {
  'gaussian-integral-over-vectors': {
    kind: 'vector',
    because:
      'completing the square: ∫ exp(aᵀy − yᵀB·y) over real^d is π^(d/2)·exp(aᵀB⁻¹a/4)/√det B for positive-definite B',
    apply: (integrand) => {
      const y = componentsOf(integrand.symbol)!;
      const { domain } = integrand;
      if ((domain.kind === 'vector' && domain.component) || y.length > largest) return null;
      const pairs = y.flatMap((left, i) => y.slice(i).map((right) => e.multiply(left, right)));
      const found = readOff(integrand, [...y, ...pairs]);
      if (!found) return null;
      const [a, b] = [found.factors.slice(0, y.length), found.factors.slice(y.length)];
      const at = (i: number, j: number): Expression => e.negate(b[pairs.indexOf(e.multiply(y[i], y[j]))]);
      const B = symmetric(y.length, at);
      const determinant = determinantOf(B);
      if (determinant === e.zero) return null;
      const cofactor = (i: number, j: number): Expression =>
        e.multiply(e.number((i + j) % 2 === 0 ? 1 : -1), determinantOf(minorOf(B, i, j)));
      const form = e.expand(e.add(...a.flatMap((left, i) => a.map((right, j) => e.multiply(left, right, cofactor(i, j)))))); // prettier-ignore
      const total = e.add(
        found.rest,
        e.multiply(e.number(y.length, 2), e.log(e.pi)),
        e.divide(form, e.multiply(e.number(4), determinant)),
        e.multiply(e.number(-1, 2), logDeterminant(determinant)),
      );
      return { total, positive: leadingMinors(B) };
    },
  },
  'multivariate-gamma-integral': {
    kind: 'positive-definite',
    because:
      'Siegel: ∫ det(X)^a·exp(−tr(B·X)) over positive-definite p × p matrices is Γ_p(b)·det(B)^(−b) with b = a + (p + 1)/2, where Γ_p(b) = π^(p(p − 1)/4)·Π Γ(b + (1 − j)/2) for j = 1 … p',
    apply: (integrand) => {
      const entries = componentsOf(integrand.symbol)!;
      const rows = e.entriesOf(integrand.symbol);
      const p = rows.length;
      if (p > largest) return null;
      const logVolume = e.log(determinantOf(rows));
      const found = readOff(integrand, [...entries, logVolume]);
      if (!found) return null;
      const shape = e.add(found.factors[entries.length], e.number(p + 1, 2));
      const scale = symmetric(p, (i, j) => e.negate(found.factors[entries.indexOf(rows[i][j])]));
      const gammas = rows.map((_, j) => logGamma(e.subtract(shape, e.number(j, 2))));
      const total = e.add(
        found.rest,
        e.multiply(e.number(p * (p - 1), 4), e.log(e.pi)),
        ...gammas,
        e.negate(e.multiply(shape, logDeterminant(determinantOf(scale)))),
      );
      return { total, positive: [...leadingMinors(scale), e.subtract(shape, e.number(p - 1, 2))] };
    },
  },
  'bessel-sphere-integral': {
    kind: 'sphere',
    because:
      'Bessel: ∫ exp(aᵀy) over the unit sphere of p coordinates is (2π)^(p/2)·I_{p/2 − 1}(‖a‖)/‖a‖^(p/2 − 1)',
    apply: (integrand) => {
      const y = componentsOf(integrand.symbol)!;
      const found = readOff(integrand, y);
      if (!found || found.factors.every((factor) => factor === e.zero)) return null;
      const half = e.number(y.length, 2);
      const order = e.subtract(half, e.one);
      const length = e.sqrt(e.add(...found.factors.map((factor) => e.power(factor, e.two))));
      const total = e.add(
        found.rest,
        e.multiply(half, e.log(e.multiply(e.two, e.pi))),
        e.log(e.apply('besselI', [order, length])),
        e.negate(e.multiply(order, e.log(length))),
      );
      return { total, positive: [] };
    },
  },
};

/** The total over a vector or matrix of fixed size, and the rule that gave it. */
export const matrixTotal = (integrand: Integrand): Found | null => {
  if (componentsOf(integrand.symbol) === null) return null;
  for (const [rule, { kind, because, apply }] of Object.entries(matrixIntegrals)) {
    const found = kind === integrand.domain.kind ? apply(integrand) : null;
    if (found !== null) return { total: e.simplify(found.total), by: [{ rule, because }] };
  }
  return null;
};

interface Found {
  readonly total: Expression;
  readonly by: readonly { readonly rule: string; readonly because: string }[];
}

/** What must be positive for the total over a vector or matrix to be finite; null where that is not known. */
export const matrixConditions = (integrand: Integrand): readonly Expression[] | null => {
  if (componentsOf(integrand.symbol) === null) return null;
  const rows = Object.values(matrixIntegrals).filter(({ kind }) => kind === integrand.domain.kind);
  for (const { apply } of rows) {
    const found = apply(integrand);
    if (found !== null) return found.positive;
  }
  return null;
};
