// Integrals by the trapezoidal rule after a double-exponential substitution (Takahasi and Mori 1974), over an interval, a
// half line or the line. Points that have no part in the digits are left out, so that narrow peaks cost no more than others.
import type { Arithmetic } from './arithmetic.js';
import { Real } from './real.js';

/** The place of a node and its weight dx/dt. */
interface Node {
  readonly x: Real;
  readonly weight: Real;
}

/** The outermost |t|: exp(π/2·sinh 9) is near 10^2764, so that even x^(−0.99) fades at 0. */
const outermost = 9;
const firstHalvings = 2;
const mostHalvings = 14;
const mostPoints = 8000;

/**
 * ∫ f over (from, to), whose ends may be infinite; NaN where the rule does not settle. Smooth integrands that are integrable
 * at the ends give all digits of the arithmetic; where f is NaN it is taken for 0 if its neighbours are negligible.
 *
 * @example
 * ```ts
 * const a = arithmetic(30);
 * integrate((x) => a.exp(x.negate()), { from: Real.zero, to: Real.infinity }, a).toString(20); // '1'
 * ```
 */
export function integrate(
  f: (x: Real) => Real,
  { from, to }: { readonly from: Real; readonly to: Real },
  a: Arithmetic,
): Real {
  const order = from.compare(to);
  if (order === 0) return Real.zero;
  if (order > 0) return integrate(f, { from: to, to: from }, a).negate();
  if (Number.isNaN(order)) return Real.NaN;
  return settle(new Samples(f, chartOf(from, to, a), a), a);
}

function settle(samples: Samples, a: Arithmetic): Real {
  let before = samples.begin();
  for (let halvings = firstHalvings + 1; halvings <= mostHalvings; halvings += 1) {
    const after = samples.refine(halvings);
    if (after === undefined) return Real.NaN;
    const change = a.subtract(after.total, before.total);
    // halving the step squares the error, so a change of two thirds of the digits leaves none behind
    const allowed = after.size.magnitude() - (2 / 3) * a.bits;
    if (change.isZero() || change.magnitude() < allowed) return after.total;
    before = after;
  }
  return Real.NaN;
}

interface Measured {
  readonly total: Real;
  /** The same sum with every term taken as positive. */
  readonly size: Real;
}

/** The terms of the rule by t, at finer and finer steps, and the stretch of t outside which they are negligible. */
class Samples {
  private readonly f: (x: Real) => Real;
  private readonly chart: (t: Real) => Node;
  private readonly a: Arithmetic;
  private terms: { readonly t: number; readonly term: Real }[] = [];

  constructor(f: (x: Real) => Real, chart: (t: Real) => Node, a: Arithmetic) {
    this.f = f;
    this.chart = chart;
    this.a = a;
  }

  begin(): Measured {
    const step = 2 ** -firstHalvings;
    for (let t = -outermost; t <= outermost; t += step) this.terms.push({ t, term: this.termAt(t) });
    this.trim(step);
    return this.measure(step);
  }

  /** Adds the points halfway between those there are. */
  refine(halvings: number): Measured | undefined {
    const step = 2 ** -halvings;
    if (2 * this.terms.length > mostPoints) return undefined;
    const finer = this.terms.flatMap((each, i) => {
      const next = this.terms[i + 1];
      const t = each.t + step;
      return next === undefined ? [each] : [each, { t, term: this.termAt(t) }];
    });
    this.terms = finer;
    if (!this.trim(step)) return undefined;
    return this.measure(step);
  }

  private termAt(t: number): Real {
    const { x, weight } = this.chart(Real.fromNumber(t));
    return this.a.multiply(this.f(x), weight);
  }

  /** Drops the ends that do not count; false where a term that counts is not finite. */
  private trim(step: number): boolean {
    const sizes = this.terms.map(({ term }) =>
      term.isFinite() ? term.magnitude() : Number.NEGATIVE_INFINITY,
    );
    const least = Math.max(...sizes) - this.a.bits - 8 + Math.log2(step);
    const counts = (size: number): boolean => size >= least && size !== Number.NEGATIVE_INFINITY;
    const [first, last] = [sizes.findIndex(counts), sizes.findLastIndex(counts)];
    if (first < 0) return true;
    this.terms = this.terms.slice(Math.max(first - 1, 0), last + 2);
    return this.terms.every(({ term }, i) => i === 0 || i === this.terms.length - 1 || term.isFinite());
  }

  private measure(step: number): Measured {
    const finite = this.terms.map(({ term }) => term).filter((term) => term.isFinite());
    const sum = (terms: readonly Real[]): Real =>
      this.a.multiply(terms.reduce(this.a.add, Real.zero), Real.fromNumber(step));
    return { total: sum(finite), size: sum(finite.map((term) => term.abs())) };
  }
}

/** u = π/2·sinh t, then sinh u on the line, exp u from an end, and a + (b − a)/(1 + exp(−2u)) between two ends. */
function chartOf(from: Real, to: Real, a: Arithmetic): (t: Real) => Node {
  const quarter = a.pi().scale(-1);
  const u = (t: Real): Real => a.multiply(quarter, a.sinh(t));
  const slope = (t: Real): Real => a.multiply(quarter, a.cosh(t));
  if (!from.isFinite() && !to.isFinite())
    return (t) => ({ x: a.sinh(u(t)), weight: a.multiply(slope(t), a.cosh(u(t))) });
  if (from.isFinite() && to.isFinite()) return between(from, to, { u, slope }, a);
  const [end, sign] = from.isFinite() ? [from, 1] : [to, -1];
  return (t) => {
    const distance = a.exp(u(t));
    return {
      x: apart(end, sign > 0 ? distance : distance.negate(), a),
      weight: a.multiply(slope(t), distance),
    };
  };
}

function between(
  from: Real,
  to: Real,
  { u, slope }: { readonly u: (t: Real) => Real; readonly slope: (t: Real) => Real },
  a: Arithmetic,
): (t: Real) => Node {
  const width = a.subtract(to, from);
  return (t) => {
    const raised = a.exp(u(t).abs().scale(1));
    const distance = a.divide(width, a.add(Real.one, raised));
    const x = t.sign() > 0 ? apart(to, distance.negate(), a) : apart(from, distance, a);
    // (b − a)·u′/(2·cosh² u) = 2·u′·distance/(1 + exp(−2|u|))
    const even = a.add(Real.one, a.divide(Real.one, raised));
    return { x, weight: a.divide(a.multiply(slope(t), distance).scale(1), even) };
  };
}

/** end + distance with every bit, so that 1 − x is exact where x is next to 1. */
function apart(end: Real, distance: Real, a: Arithmetic): Real {
  if (end.isZero()) return distance;
  const gap = Math.max(0, end.magnitude() - distance.magnitude());
  const least = Math.min(end.exponent, distance.exponent);
  const sum =
    (end.mantissa << BigInt(end.exponent - least)) + (distance.mantissa << BigInt(distance.exponent - least));
  return Real.rounded(sum, least, a.bits + gap);
}
