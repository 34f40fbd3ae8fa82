// The front of the package: every operation at one precision, under one name. Made once for each number of digits.
import { add, divide, multiply, sqrt, subtract } from './basic.js';
import { besselI, besselK } from './bessel.js';
import { bitsOf, readDecimal } from './decimal.js';
import { cosh, exp, expm1, sinh, tanh } from './exponential.js';
import { erf, erfc } from './error-function.js';
import { euler, gamma, logGamma } from './gamma.js';
import { lambertW } from './lambert.js';
import { log, log1p, power, powerInteger } from './logarithm.js';
import { normalCdf, normalQuantile } from './normal.js';
import { digamma, polygamma, trigamma } from './polygamma.js';
import { Real } from './real.js';
import { acos, asin, atan, cos, pi, sin, tan } from './trigonometric.js';
import { zeta, zetaDerivative } from './zeta.js';

/** Bits carried beyond the digits asked for, so that a formula of many steps still keeps all of them. */
const guardBits = 16;

const unary = {
  sqrt,
  exp,
  expm1,
  log,
  log1p,
  sin,
  cos,
  tan,
  asin,
  acos,
  atan,
  sinh,
  cosh,
  tanh,
  gamma,
  logGamma,
  digamma,
  trigamma,
  erf,
  erfc,
  normalCdf,
  normalQuantile,
  zeta,
  lambertW,
};
const binary = { add, subtract, multiply, divide, power, polygamma, zetaDerivative, besselI, besselK };

type Unary = { readonly [F in keyof typeof unary]: (x: Real) => Real };
type Binary = { readonly [F in keyof typeof binary]: (x: Real, y: Real) => Real };

/**
 * Real functions at a fixed precision. Results carry `bits` bits and a relative error of a few units of the last of
 * them. NaN in, NaN out; outside a function's domain NaN; the exponential of more than 2^40 is Infinity, of less than
 * −2^40 zero; sine and its kin are NaN above 2^65536.
 */
export interface Arithmetic extends Unary, Binary {
  /** Decimal digits that results are good for. */
  readonly digits: number;
  /** Mantissa bits of results: the digits and 16 guard bits. */
  readonly bits: number;
  /** n / d; n/0 is ±Infinity, 0/0 NaN. */
  fromRational(n: bigint, d: bigint): Real;
  /** Reads `'-1.25e-3'`. @throws SyntaxError for anything else. */
  fromString(text: string): Real;
  /** xⁿ for a whole n; 0⁰ = 1. */
  powerInteger(x: Real, n: bigint): Real;
  pi(): Real;
  e(): Real;
  /** Euler's constant γ = 0.5772… */
  euler(): Real;
}

const made = new Map<number, Arithmetic>();

/**
 * The arithmetic that keeps `digits` decimal digits; the same object each time it is asked for.
 *
 * @throws RangeError unless `digits` is an integer from 1 to 10000.
 * @example
 * ```ts
 * const a = arithmetic(50);
 * a.exp(Real.one).toString(50); // '2.7182818284590452353602874713526624977572470937'
 * ```
 */
export function arithmetic(digits: number): Arithmetic {
  let value = made.get(digits);
  if (value === undefined) {
    if (!Number.isInteger(digits) || digits < 1 || digits > 10_000) throw new RangeError(`digits: ${digits}`);
    value = make(digits);
    made.set(digits, value);
  }
  return value;
}

/** Up to so many bits a whole number is a count, of which the same few come again and again. */
const countBits = 12;

/** The same function, whose value at a count is worked out once: a sum over many outcomes takes most of them at 0 and 1. */
function rememberCounts(f: (x: Real) => Real): (x: Real) => Real {
  const known = new Map<number, Real>();
  return (x) => {
    if (!x.isInteger() || x.magnitude() > countBits) return f(x);
    const count = x.toNumber();
    let value = known.get(count);
    if (value === undefined) known.set(count, (value = f(x)));
    return value;
  };
}

function make(digits: number): Arithmetic {
  const bits = bitsOf(digits) + guardBits;
  const fromRational = (n: bigint, d: bigint): Real => divide(Real.of(n, 0), Real.of(d, 0), bits);
  const [unaryFunctions, binaryFunctions] = [bindUnary(bits), bindBinary(bits)];
  const logGammaOf = rememberCounts(unaryFunctions.logGamma);
  const digammaOf = rememberCounts(unaryFunctions.digamma);
  return {
    ...unaryFunctions,
    ...binaryFunctions,
    logGamma: logGammaOf,
    digamma: digammaOf,
    polygamma: (n, x) => (n.isZero() ? digammaOf(x) : binaryFunctions.polygamma(n, x)),
    digits,
    bits,
    fromRational,
    fromString: (text) => {
      const read = readDecimal(text);
      if (read === undefined) throw new SyntaxError(`not a decimal number: ${text}`);
      const ten = 10n ** BigInt(Math.abs(read.tens));
      return read.tens < 0 ? fromRational(read.digits, ten) : fromRational(read.digits * ten, 1n);
    },
    powerInteger: (x, n) => powerInteger(x, n, bits),
    pi: () => pi(bits),
    e: () => exp(Real.one, bits),
    euler: () => euler(bits),
  };
}

function bindUnary(bits: number): Unary {
  const entries = Object.entries(unary).map(([name, f]) => [name, (x: Real) => f(x, bits)] as const);
  return Object.fromEntries(entries) as Unary;
}

function bindBinary(bits: number): Binary {
  const entries = Object.entries(binary).map(
    ([name, f]) => [name, (x: Real, y: Real) => f(x, y, bits)] as const,
  );
  return Object.fromEntries(entries) as Binary;
}
