// Special functions against values printed in the literature, against their laws, and against themselves with more digits.
import { describe, expect, test } from 'vitest';
import { arithmetic } from './arithmetic.js';
import { disagreement, reals, total } from './points.fixture.js';
import { Real } from './real.js';

const a = arithmetic(60);
const wide = arithmetic(100);
const n = Real.fromNumber;
const tolerance = -200;

function expectSame(actual: Real, expected: Real, where: readonly Real[] = []): void {
  const at = where.map((x) => x.toString(20)).join(', ');
  const message = `${actual.toString(40)} against ${expected.toString(40)} at ${at}`;
  expect(disagreement(actual, expected), message).toBeLessThan(tolerance);
}

// DLMF, OEIS A020759 A007680 A002117 A059750 A073002 A070910 A070913 A030797 and Abramowitz & Stegun
test.each<[string, Real, string]>([
  ['ψ(1) = −γ', a.digamma(n(1)), '-0.57721566490153286060651209008240243104215933593992'],
  ['ψ(½)', a.digamma(n(0.5)), '-1.96351002602142347944097633299875556719315960466043'],
  ['erf 1', a.erf(n(1)), '0.84270079294971486934122063508260925929606699796630'],
  ['erfc 1', a.erfc(n(1)), '0.15729920705028513065877936491739074070393300203369'],
  ['ζ(3)', a.zeta(n(3)), '1.20205690315959428539973816151144999076498629234049'],
  ['ζ(½)', a.zeta(n(0.5)), '-1.46035450880958681288949915251529801246722933101258'],
  ['ζ′(2)', a.zetaDerivative(n(1), n(2)), '-0.93754825431584375370257409456786497789786028861482'],
  ['ζ′(−1)', a.zetaDerivative(n(1), n(-1)), '-0.16542114370045092921391966024278064276403638033520'],
  ['I₀(1)', a.besselI(n(0), n(1)), '1.26606587775200833559824462521471753760767031135496'],
  ['I₁(1)', a.besselI(n(1), n(1)), '0.56515910399248502720769602760986330732889962162109'],
  ['K₀(1)', a.besselK(n(0), n(1)), '0.42102443824070833333562737921260903613621974822666'],
  ['K₁(1)', a.besselK(n(1), n(1)), '0.60190723019723457473754000153561733926158688996810'],
  ['W(1)', a.lambertW(n(1)), '0.56714329040978387299996866221035554975381578718651'],
])('%s', (_, actual, published) => {
  const difference = a.subtract(actual, a.fromString(published)).abs();
  expect(difference.lessThan(n(1.001e-50)), actual.toString(55)).toBe(true);
});

// mpmath 1.3 at 60 digits, arguments that are doubles
test.each<[string, Real, string]>([
  ['K₁⸝₄(2)', a.besselK(n(0.25), n(2)), '0.11537827684085675697083140859459693118867287906452'],
  ['K₅⸝₂(½)', a.besselK(n(2.5), n(0.5)), '20.42590446649848453573236134471596172372760387827'],
  ['I₁⸝₄(2)', a.besselI(n(0.25), n(2)), '2.2033544516736298660052519313757147020623118924941'],
  ['ψ″(¼)', a.polygamma(n(2), n(0.25)), '-129.32773993753692033333796717884398988728980950284'],
  ['ζ″(3/2)', a.zetaDerivative(n(2), n(1.5)), '15.989556371225686749718897413207336475083360893058'],
  ['erf ½', a.erf(n(0.5)), '0.52049987781304653768274665389196452873645157575796'],
  ['W(10)', a.lambertW(n(10)), '1.7455280027406993830743012648753899115352881290809'],
  ['Γ(¼)', a.gamma(n(0.25)), '3.6256099082219083119306851558676720029951676828801'],
  ['log Γ(10.5)', a.logGamma(n(10.5)), '13.940625219403763633161237887971849479799452804847'],
  ['Φ(3/2)', a.normalCdf(n(1.5)), '0.93319279873114193399550595902011392047710481433878'],
  ['Φ⁻¹(Φ(3/2))', a.normalQuantile(wide.normalCdf(n(1.5))), '1.5'],
])('%s to fifty digits', (_, actual, computed) => {
  const expected = a.fromString(computed);
  expect(a.divide(a.subtract(actual, expected), expected).abs().lessThan(n(1e-48)), actual.toString(55)).toBe(
    true,
  );
});

describe('closed forms', () => {
  test('ψ′(1) = ζ(2) = π²/6, ψ″(1) = −2ζ(3), ζ(−1) = −1/12, ζ(0) = −½, ζ(−2k) = 0, ζ′(0) = −½ log 2π', () => {
    const square = a.multiply(a.pi(), a.pi());
    expectSame(a.trigamma(n(1)), a.divide(square, n(6)));
    expectSame(a.zeta(n(2)), a.divide(square, n(6)));
    expectSame(a.polygamma(n(2), n(1)), a.multiply(n(-2), a.zeta(n(3))));
    expectSame(a.zeta(n(-1)), a.fromRational(-1n, 12n));
    expectSame(a.zeta(n(0)), n(-0.5));
    for (const k of [2, 4, 100]) expect(a.zeta(n(-k)).isZero()).toBe(true);
    expectSame(a.zetaDerivative(n(1), n(0)), a.log(a.pi().scale(1)).scale(-1).negate());
  });

  test('half orders: I½(x) = √(2/πx) sinh x, K½(x) = √(π/2x) exp(−x)', () => {
    for (const x of [1e-10, 0.3, 2, 30, 200, 5000].map(n)) {
      const root = wide.sqrt(wide.divide(n(2), wide.multiply(wide.pi(), x)));
      expectSame(a.besselI(n(0.5), x), wide.multiply(root, wide.sinh(x)), [x]);
      expectSame(a.besselI(n(-0.5), x), wide.multiply(root, wide.cosh(x)), [x]);
      const other = wide.sqrt(wide.divide(wide.pi(), x.scale(1)));
      expectSame(a.besselK(n(0.5), x), wide.multiply(other, wide.exp(x.negate())), [x]);
    }
  });
});

describe('laws', () => {
  test('ψₙ(x + 1) − ψₙ(x) = (−1)ⁿ n!/x^(n+1), on both sides of zero', () => {
    for (const x of reals({ seed: 21, count: 40, least: -20, most: 12 })) {
      for (const [order, factor] of [
        [0, 1],
        [1, -1],
        [2, 2],
        [4, 24],
      ] as const) {
        const step = wide.divide(n(factor), wide.powerInteger(x, BigInt(order + 1)));
        const next = wide.polygamma(n(order), total([x, Real.one]));
        expectSame(a.polygamma(n(order), x), total([next, step.negate()]), [n(order), x]);
      }
    }
  });

  test('ψ(2x) = (ψ(x) + ψ(x + ½))/2 + log 2', () => {
    for (const x of reals({ seed: 22, count: 40, least: -8, most: 8 })) {
      const mean = total([wide.digamma(x), wide.digamma(total([x, n(0.5)]))]).scale(-1);
      expectSame(a.digamma(x.scale(1)), total([mean, wide.log(n(2))]), [x]);
    }
  });

  test('erf + erfc = 1, erf is odd, and either keeps its digits where it is small', () => {
    for (const x of reals({ seed: 23, count: 60, least: -60, most: 5 })) {
      expectSame(a.erf(x.negate()), wide.erf(x).negate(), [x]);
      expectSame(a.erfc(x), wide.erfc(x), [x]);
      expectSame(total([wide.erf(x), wide.erfc(x)]), Real.one, [x]);
    }
  });

  test('W exp W = x, from just above −1/e to 1e300', () => {
    const branch = wide.exp(n(-1)).negate();
    const near = [1e-3, 1e-20, 1e-50].map((by) => total([branch, n(by)]));
    for (const x of [...near, ...[-0.3, -0.1, -1e-300, 1e-20, 0.5, 2, 3.99, 4, 1e10, 1e300].map(n)]) {
      const w = arithmetic(160).lambertW(x);
      expectSame(wide.multiply(w, wide.exp(w)), x, [x]);
      expectSame(a.lambertW(x), w, [x]);
    }
    expect(a.lambertW(n(-0.37)).isNaN()).toBe(true);
  });

  test('the Wronskian: I_ν K_(ν+1) + I_(ν+1) K_ν = 1/x', () => {
    for (const order of [0, 0.25, 1, 7.5, 40]) {
      for (const x of [1e-5, 0.5, 3, 50, 1000].map(n)) {
        const [nu, next] = [n(order), n(order + 1)];
        const first = wide.multiply(wide.besselI(nu, x), wide.besselK(next, x));
        const second = wide.multiply(wide.besselI(next, x), wide.besselK(nu, x));
        expectSame(total([first, second]), wide.divide(Real.one, x), [nu, x]);
      }
    }
  });

  test('more digits agree with fewer: zeta and its derivatives, Bessel functions', () => {
    for (const s of [-15.5, -3, 0.1, 1 - 2 ** -30, 1 + 2 ** -40, 1.5, 4, 60, 1000].map(n)) {
      expectSame(a.zeta(s), wide.zeta(s), [s]);
      for (const order of [1, 2, 3].map(n))
        expectSame(a.zetaDerivative(order, s), wide.zetaDerivative(order, s), [order, s]);
    }
    for (const x of [1e-12, 0.7, 20, 130, 1e4].map(n)) {
      for (const order of [0, 3, 2.5, 60].map(n)) {
        expectSame(a.besselI(order, x), wide.besselI(order, x), [order, x]);
        expectSame(a.besselK(order, x), wide.besselK(order, x), [order, x]);
      }
    }
  });
});

test('poles, ends and what is outside', () => {
  expect(
    [a.digamma(n(0)), a.trigamma(n(-3)), a.polygamma(n(0.5), n(1)), a.polygamma(n(-1), n(1))].every((x) =>
      x.isNaN(),
    ),
  ).toBe(true);
  expect(
    [a.besselI(n(0.5), n(-1)), a.besselK(n(0), n(-1)), a.zetaDerivative(n(1), n(-30))].every((x) =>
      x.isNaN(),
    ),
  ).toBe(true);
  expect([a.zeta(n(1)), a.besselK(n(1), n(0)), a.digamma(n(Infinity))]).toEqual([
    Real.infinity,
    Real.infinity,
    Real.infinity,
  ]);
  expect(
    [a.erf(n(1e308)), a.erfc(n(-1e308)), a.erfc(n(1e308)), a.besselK(n(2), n(1e308))].map((x) =>
      x.toNumber(),
    ),
  ).toEqual([1, 2, 0, 0]);
  expect([a.besselI(n(3), n(-2)).sign(), a.besselI(n(-3), n(2)).equals(a.besselI(n(3), n(2)))]).toEqual([
    -1,
    true,
  ]);
  expect([a.zeta(n(1e308)), a.besselI(n(0), n(0)), a.lambertW(n(0))].map((x) => x.toNumber())).toEqual([
    1, 1, 0,
  ]);
});
