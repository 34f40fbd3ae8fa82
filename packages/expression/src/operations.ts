// THE TABLE of functions: what each is called, its derivative, its value to any precision, its meaning in simpler terms.
// Walkers read it; nothing else knows a function by name. A forgotten row is a compile error.
import type { Arithmetic, Real } from '@expfam/precise';
import { apply } from './apply.js';
import {
  add,
  divide,
  exp,
  log,
  multiply,
  negate,
  number,
  one,
  pi,
  power,
  sqrt,
  subtract,
  two,
  zero,
} from './build.js';
import type { Expression, Operation } from './node.js';

/** Operations that are no functions: leaves, sums and products, and what binds an index. */
export type Structure =
  'number' | 'pi' | 'infinity' | 'symbol' | 'bound' | 'element' | 'add' | 'multiply' | 'power' | 'sum' | 'product' | 'integral'
  | 'matrixAdd' | 'matrixMultiply' | 'transpose' | 'inverse' | 'determinant'; // prettier-ignore
/** The name of a function of the table. */
export type FunctionName = Exclude<Operation, Structure>;

/** What a function is: its derivatives, its value and how it is written. */
export interface FunctionRow {
  /** The number of arguments; null for any number. */
  readonly arity: number | null;
  /** The partial derivatives by each argument; null for an argument that only ever is a constant. */
  readonly derivative: (...args: Expression[]) => (Expression | null)[];
  /** Its value, to the digits of the arithmetic. */
  readonly value: (m: Arithmetic, args: Real[]) => Real;
  /** The same in more elementary operations. */
  readonly meaning?: (...args: Expression[]) => Expression;
  /** TeX of the name; by default an upright name. */
  readonly tex?: string;
}

const call = (op: Operation, ...args: Expression[]): Expression => apply(op, args);
const square = (x: Expression): Expression => power(x, two);
/** Indicators are flat wherever they are smooth. */
const flat = (): Expression[] => [zero, zero];
/** 1 if the comparison came out as one of these, else 0; NaN where there is nothing to compare (0/0). */
const truth = (m: Arithmetic, order: number, holds: readonly number[]): Real =>
  m.fromRational(holds.includes(order) ? 1n : 0n, Number.isNaN(order) ? 0n : 1n);
const unit = (m: Arithmetic): Real => m.fromRational(1n, 1n);
const sum = (m: Arithmetic, terms: Real[]): Real => terms.reduce((a, b) => m.add(a, b));

/** THE TABLE of functions. A new one is a row here; evaluation, differentiation and printing take it from the table. */
export const functions: { readonly [F in FunctionName]: FunctionRow } = {
  exp: { arity: 1, derivative: (x) => [exp(x)], value: (m, [x]) => m.exp(x), tex: '\\exp' },
  log: { arity: 1, derivative: (x) => [power(x, number(-1))], value: (m, [x]) => m.log(x), tex: '\\log' },
  expm1: {
    arity: 1,
    derivative: (x) => [exp(x)],
    value: (m, [x]) => m.expm1(x),
    meaning: (x) => subtract(exp(x), one),
  },
  log1p: {
    arity: 1,
    derivative: (x) => [divide(one, add(one, x))],
    value: (m, [x]) => m.log1p(x),
    meaning: (x) => log(add(one, x)),
  },
  softplus: {
    arity: 1,
    derivative: (x) => [call('sigmoid', x)],
    value: (m, [x]) => (x.sign() > 0 ? m.add(x, m.log1p(m.exp(x.negate()))) : m.log1p(m.exp(x))),
    meaning: (x) => log(add(one, exp(x))),
  },
  sigmoid: {
    arity: 1,
    derivative: (x) => [multiply(call('sigmoid', x), call('sigmoid', negate(x)))],
    value: (m, [x]) =>
      x.sign() > 0
        ? m.divide(unit(m), m.add(unit(m), m.exp(x.negate())))
        : m.divide(m.exp(x), m.add(unit(m), m.exp(x))),
    meaning: (x) => divide(one, add(one, exp(negate(x)))),
    tex: '\\sigma',
  },
  logsumexp: {
    arity: null,
    derivative: (...x) => x.map((term) => exp(subtract(term, call('logsumexp', ...x)))),
    value: (m, x) => {
      const top = x.reduce((a, b) => (a.compare(b) >= 0 ? a : b));
      return m.add(
        top,
        m.log(
          sum(
            m,
            x.map((term) => m.exp(m.subtract(term, top))),
          ),
        ),
      );
    },
    meaning: (...x) => log(add(...x.map(exp))),
  },
  abs: { arity: 1, derivative: (x) => [call('sign', x)], value: (_, [x]) => x.abs() },
  sign: {
    arity: 1,
    derivative: () => [zero],
    value: (m, [x]) => m.fromRational(BigInt(x.sign()), 1n),
    tex: '\\operatorname{sgn}',
  },
  sin: { arity: 1, derivative: (x) => [call('cos', x)], value: (m, [x]) => m.sin(x), tex: '\\sin' },
  cos: { arity: 1, derivative: (x) => [negate(call('sin', x))], value: (m, [x]) => m.cos(x), tex: '\\cos' },
  tan: {
    arity: 1,
    derivative: (x) => [add(one, square(call('tan', x)))],
    value: (m, [x]) => m.tan(x),
    tex: '\\tan',
  },
  asin: {
    arity: 1,
    derivative: (x) => [power(subtract(one, square(x)), number(-1, 2))],
    value: (m, [x]) => m.asin(x),
    tex: '\\arcsin',
  },
  acos: {
    arity: 1,
    derivative: (x) => [negate(power(subtract(one, square(x)), number(-1, 2)))],
    value: (m, [x]) => m.acos(x),
    tex: '\\arccos',
  },
  atan: {
    arity: 1,
    derivative: (x) => [divide(one, add(one, square(x)))],
    value: (m, [x]) => m.atan(x),
    tex: '\\arctan',
  },
  sinh: {
    arity: 1,
    derivative: (x) => [call('cosh', x)],
    value: (m, [x]) => m.sinh(x),
    meaning: (x) => divide(subtract(exp(x), exp(negate(x))), two),
    tex: '\\sinh',
  },
  cosh: {
    arity: 1,
    derivative: (x) => [call('sinh', x)],
    value: (m, [x]) => m.cosh(x),
    meaning: (x) => divide(add(exp(x), exp(negate(x))), two),
    tex: '\\cosh',
  },
  tanh: {
    arity: 1,
    derivative: (x) => [subtract(one, square(call('tanh', x)))],
    value: (m, [x]) => m.tanh(x),
    meaning: (x) => divide(call('sinh', x), call('cosh', x)),
    tex: '\\tanh',
  },
  gamma: {
    arity: 1,
    derivative: (x) => [multiply(call('gamma', x), call('polygamma', zero, x))],
    value: (m, [x]) => m.gamma(x),
    tex: '\\Gamma',
  },
  lgamma: {
    arity: 1,
    derivative: (x) => [call('polygamma', zero, x)],
    value: (m, [x]) => m.logGamma(x),
    tex: '\\log\\Gamma',
  },
  polygamma: {
    arity: 2,
    derivative: (n, x) => [null, call('polygamma', add(n, one), x)],
    value: (m, [n, x]) => m.polygamma(n, x),
  },
  besselI: {
    arity: 2,
    derivative: (nu, x) => [
      null,
      add(call('besselI', add(nu, one), x), multiply(nu, divide(call('besselI', nu, x), x))),
    ],
    value: (m, [nu, x]) => m.besselI(nu, x),
    tex: 'I',
  },
  besselK: {
    arity: 2,
    derivative: (nu, x) => [
      null,
      subtract(multiply(nu, divide(call('besselK', nu, x), x)), call('besselK', add(nu, one), x)),
    ],
    value: (m, [nu, x]) => m.besselK(nu, x),
    tex: 'K',
  },
  zeta: {
    arity: 1,
    derivative: (s) => [call('zetaDerivative', one, s)],
    value: (m, [s]) => m.zeta(s),
    tex: '\\zeta',
  },
  zetaDerivative: {
    arity: 2,
    derivative: (n, s) => [null, call('zetaDerivative', add(n, one), s)],
    value: (m, [n, s]) => m.zetaDerivative(n, s),
  },
  erf: {
    arity: 1,
    derivative: (x) => [multiply(two, power(pi, number(-1, 2)), exp(negate(square(x))))],
    value: (m, [x]) => m.erf(x),
  },
  normalCdf: {
    arity: 1,
    derivative: (x) => [divide(exp(divide(negate(square(x)), two)), sqrt(multiply(two, pi)))],
    value: (m, [x]) => m.normalCdf(x),
    tex: '\\Phi',
  },
  normalQuantile: {
    arity: 1,
    derivative: (p) => [
      multiply(sqrt(multiply(two, pi)), exp(divide(square(call('normalQuantile', p)), two))),
    ],
    value: (m, [p]) => m.normalQuantile(p),
    tex: '\\Phi^{-1}',
  },
  lambertW: {
    arity: 1,
    derivative: (x) => [divide(call('lambertW', x), multiply(x, add(one, call('lambertW', x))))],
    value: (m, [x]) => m.lambertW(x),
    tex: 'W',
  },
  equal: { arity: 2, derivative: flat, value: (m, [a, b]) => truth(m, a.compare(b), [0]) },
  less: { arity: 2, derivative: flat, value: (m, [a, b]) => truth(m, a.compare(b), [-1]) },
  lessEqual: { arity: 2, derivative: flat, value: (m, [a, b]) => truth(m, a.compare(b), [-1, 0]) },
};

/** Whether the operation is a function of the table. */
export const isFunction = (op: Operation): op is FunctionName => Object.hasOwn(functions, op);
