// The functions against values printed in the literature, and against the laws that they obey at seeded points.
import { describe, expect, test } from 'vitest';
import { arithmetic } from './arithmetic.js';
import { disagreement, reals, total, uniform } from './points.fixture.js';
import { Real } from './real.js';

const a = arithmetic(60);
const wide = arithmetic(120);
const n = (x: number): Real => Real.fromNumber(x);
/** Two bits below the 60 digits asked for. */
const tolerance = -201;

/** Published digits: the last may be truncated, so one unit of it is allowed. */
function expectDigits(actual: Real, published: string): void {
  const decimals = published.length - published.indexOf('.') - 1;
  const difference = a.subtract(actual, a.fromString(published)).abs();
  expect(
    difference.compare(a.fromString(`1e-${decimals}`)),
    `${actual.toString(55)} is not ${published}`,
  ).toBe(-1);
}

function expectSame(actual: Real, expected: Real, where: readonly Real[] = [], bits = tolerance): void {
  const found = disagreement(actual, expected);
  const at = where.map((x) => x.toString(20)).join(', ');
  expect(found, `${actual.toString(30)} against ${expected.toString(30)} at ${at}`).toBeLessThan(bits);
}

describe('published values (OEIS, Abramowitz & Stegun table 1.1)', () => {
  const half = n(0.5);
  test.each<[string, Real, string]>([
    ['π', a.pi(), '3.14159265358979323846264338327950288419716939937510'],
    ['e', a.e(), '2.71828182845904523536028747135266249775724709369995'],
    ['γ', a.euler(), '0.57721566490153286060651209008240243104215933593992'],
    ['log 2', a.log(n(2)), '0.69314718055994530941723212145817656807550013436025'],
    ['log 3', a.log(n(3)), '1.09861228866810969139524523692252570464749055782274'],
    ['log 10', a.log(n(10)), '2.30258509299404568401799145468436420760110148862877'],
    ['√2', a.sqrt(n(2)), '1.41421356237309504880168872420969807856967187537694'],
    ['exp(−1)', a.exp(n(-1)), '0.36787944117144232159552377016146086744581113103176'],
    ['exp(π)', a.exp(a.pi()), '23.14069263277926900572908636794854738026610624260021'],
    ['sin 1', a.sin(n(1)), '0.84147098480789650665250232163029899962256306079837'],
    ['cos 1', a.cos(n(1)), '0.54030230586813971740093660744297660373231042061792'],
    ['tan 1', a.tan(n(1)), '1.55740772465490223050697480745836017308725077238152'],
    ['sinh 1', a.sinh(n(1)), '1.17520119364380145688238185059560081515571798133409'],
    ['cosh 1', a.cosh(n(1)), '1.54308063481524377847790562075706168260152911236586'],
    ['tanh 1', a.tanh(n(1)), '0.76159415595576488811945828260479359041276859725793'],
    ['atan ½', a.atan(half), '0.46364760900080611621425623146121440202853705428612'],
    ['sin 10^22 (Ng 1992)', a.sin(n(1e22)), '-0.85220084976718880177270589375302936826176215041004'],
    ['Γ(½)', a.gamma(half), '1.77245385090551602729816748334114518279754945612238'],
    ['Γ(⅓)', a.gamma(a.fromRational(1n, 3n)), '2.67893853470774763365569294097467764412868937795730'],
    ['Γ(¼)', a.gamma(n(0.25)), '3.62560990822190831193068515586767200299516768288006'],
  ])('%s', (_, actual, published) => {
    expectDigits(actual, published);
  });

  test('Γ(n + 1) = n! up to 170!, and log Γ its logarithm', () => {
    let factorial = 1n;
    for (let k = 1n; k <= 170n; k += 1n) {
      factorial *= k;
      expectSame(a.gamma(Real.of(k + 1n, 0)), Real.of(factorial, 0), [Real.of(k, 0)]);
      expectSame(a.logGamma(Real.of(k + 1n, 0)), a.log(Real.of(factorial, 0)), [Real.of(k, 0)]);
    }
  });
});

describe('more digits agree with fewer', () => {
  const functions = [
    'exp',
    'expm1',
    'log',
    'log1p',
    'sqrt',
    'sin',
    'cos',
    'tan',
    'atan',
    'sinh',
    'cosh',
    'tanh',
  ] as const;
  test.each([...functions, 'asin', 'acos', 'logGamma', 'gamma'] as const)('%s', (name) => {
    for (const x of reals({ seed: 11, count: 120, least: -60, most: 7 })) {
      const [actual, expected] = [a[name](x), wide[name](x)];
      if (expected.isNaN()) expect(actual.isNaN()).toBe(true);
      else expectSame(actual, expected, [x]);
    }
  });

  test('where digits cancel: log and log Γ near their zeros, expm1 and sin near theirs', () => {
    const near = (k: number, by: number): Real => total([n(k), n(by)]);
    for (const by of [2 ** -20, -(2 ** -52), 1e-30, -1e-100, 1e-300]) {
      expectSame(a.log(near(1, by)), wide.log(near(1, by)), [n(by)]);
      expectSame(a.logGamma(near(1, by)), wide.logGamma(near(1, by)), [n(by)]);
      expectSame(a.logGamma(near(2, by)), wide.logGamma(near(2, by)), [n(by)]);
      expectSame(a.expm1(n(by)), wide.expm1(n(by)), [n(by)]);
      expectSame(a.log1p(n(by)), wide.log1p(n(by)), [n(by)]);
      expectSame(a.acos(near(1, -Math.abs(by))), wide.acos(near(1, -Math.abs(by))), [n(by)]);
    }
    // the doubles nearest to multiples of π; the last is the hardest there is (Muller, Elementary Functions, 11.2)
    for (const x of [Math.PI, 2 * Math.PI, 22, 355, 6381956970095103 * 2 ** 797]) {
      expectSame(a.sin(n(x)), wide.sin(n(x)), [n(x)]);
      expectSame(a.cos(n(x)), wide.cos(n(x)), [n(x)]);
    }
    // a zero of log|Γ| between −3 and −2
    expectSame(a.logGamma(n(-2.4570247382208)), wide.logGamma(n(-2.4570247382208)));
  });
});

describe('laws', () => {
  const points = reals({ seed: 5, count: 150, least: -40, most: 5 });
  const pairs = points.map((x, i) => [x, points[(i * 7 + 3) % points.length] ?? x] as const);

  test('log(exp x) = x and exp(log x) = x, over the whole range of the exponential', () => {
    for (const x of reals({ seed: 6, count: 100, least: -3, most: 39 })) {
      expectSame(wide.log(wide.exp(x)), x, [x]);
      expectSame(a.exp(wide.log(x.abs())), x.abs(), [x]);
    }
  });

  test('exp(x + y) = exp x · exp y', () => {
    for (const [x, y] of pairs) expectSame(a.exp(total([x, y])), a.multiply(a.exp(x), a.exp(y)), [x, y]);
  });

  test('sin(x + y) = sin x cos y + cos x sin y', () => {
    for (const [x, y] of pairs) {
      const right = [wide.multiply(wide.sin(x), wide.cos(y)), wide.multiply(wide.cos(x), wide.sin(y))];
      expectSame(a.sin(total([x, y])), total(right), [x, y]);
    }
  });

  test('tan(atan x) = x, sin(asin x) = x, cos(acos x) = x', () => {
    for (const x of points) expectSame(wide.tan(wide.atan(x)), x, [x]);
    for (const x of reals({ seed: 8, count: 50, least: -40, most: -1 })) {
      expectSame(wide.sin(wide.asin(x)), x, [x]);
      expectSame(wide.cos(wide.acos(x)), x, [x]);
    }
  });

  test('(√x)² = x; x / y · y = x', () => {
    for (const [x, y] of pairs) {
      const root = a.sqrt(x.abs());
      expectSame(a.multiply(root, root), x.abs(), [x]);
      expectSame(a.multiply(a.divide(x, y), y), x, [x, y]);
    }
  });

  test('x^(y + z) = x^y · x^z, and whole powers by either road', () => {
    const next = uniform(9);
    for (const [x, y] of pairs) {
      const z = n(next() * 100);
      expectSame(
        wide.power(x.abs(), total([y, z])),
        wide.multiply(wide.power(x.abs(), y), wide.power(x.abs(), z)),
        [x, y, z],
      );
      expectSame(
        a.powerInteger(x, 1023n),
        wide.multiply(wide.powerInteger(x, 1000n), wide.powerInteger(x, 23n)),
        [x],
      );
    }
  });

  test('Γ(x)Γ(1 − x) = π / sin πx', () => {
    for (const x of points) {
      const sine = wide.sin(wide.multiply(wide.pi(), x));
      const product = wide.multiply(wide.gamma(x), wide.gamma(total([Real.one, x.negate()])));
      if (!x.isInteger()) expectSame(product, wide.divide(wide.pi(), sine), [x]);
    }
  });

  test('Γ(x)Γ(x + ½) = 2^(1 − 2x) √π Γ(2x)', () => {
    for (const x of points) {
      const left = a.multiply(a.gamma(x), a.gamma(total([x, n(0.5)])));
      const factor = a.multiply(a.power(n(2), total([n(1), x.scale(1).negate()])), a.sqrt(a.pi()));
      expectSame(left, a.multiply(factor, a.gamma(x.scale(1))), [x]);
    }
  });

  test('log Γ(x) = log Γ(x + 1) − log x for x from 2^-1000 to 2^40', () => {
    for (const x of reals({ seed: 12, count: 60, least: -1000, most: 40 }).map((y) => y.abs())) {
      expectSame(a.logGamma(x), total([wide.logGamma(total([x, Real.one])), wide.log(x).negate()]), [x]);
    }
  });
});

describe('edges', () => {
  test('arguments beyond the range answer at once', () => {
    expect(a.exp(n(1e308))).toBe(Real.infinity);
    expect(a.exp(n(-1e308)).isZero()).toBe(true);
    expect(a.expm1(n(-1e308)).toNumber()).toBe(-1);
    expect(a.sinh(n(-1e308)).toNumber()).toBe(-Infinity);
    expect(a.cosh(n(1e308))).toBe(Real.infinity);
    expect(a.tanh(n(-1e308)).toNumber()).toBe(-1);
    expect(a.gamma(n(1e308))).toBe(Real.infinity);
    expect(a.power(n(1e308), n(1e308))).toBe(Real.infinity);
    expect(a.power(n(1e308), n(-1e308)).isZero()).toBe(true);
    expect(a.add(a.exp(n(1e12)), Real.one).equals(a.exp(n(1e12)))).toBe(true);
    expect(a.sin(a.exp(n(1e12))).isNaN()).toBe(true);
    // x log x − x; what is left out is 10^-308 of it
    expectSame(a.divide(a.logGamma(n(1e308)), n(1e308)), a.subtract(a.log(n(1e308)), Real.one));
  });

  test('0^0 = 1, and powers of zero and of negatives are those of the reals', () => {
    expect(a.power(n(0), n(0)).toNumber()).toBe(1);
    expect(a.power(n(0), n(2)).isZero()).toBe(true);
    expect(a.power(n(0), n(-1))).toBe(Real.infinity);
    expect(a.power(n(-2), n(3)).toNumber()).toBe(-8);
    expect(a.power(n(-2), n(-2)).toNumber()).toBe(0.25);
    expect(a.power(n(-2), n(0.5)).isNaN()).toBe(true);
    expect(a.power(n(-1), n(1e300)).toNumber()).toBe(1);
    expect(a.power(n(-1), n(2 ** 53 - 1)).toNumber()).toBe(-1);
  });

  test('infinities and NaN follow IEEE', () => {
    const [up, down] = [Real.infinity, Real.negativeInfinity];
    expect(a.add(up, down).isNaN()).toBe(true);
    expect(a.multiply(up, n(0)).isNaN()).toBe(true);
    expect(a.multiply(down, n(-2))).toBe(up);
    expect(a.divide(n(-1), n(0))).toBe(down);
    expect(a.divide(n(0), n(0)).isNaN()).toBe(true);
    expect(a.divide(n(1), down).isZero()).toBe(true);
    expect(a.divide(down, n(0))).toBe(down);
    expect([a.exp(up), a.log(up), a.sqrt(up), a.logGamma(up), a.logGamma(n(-3))]).toEqual([
      up,
      up,
      up,
      up,
      up,
    ]);
    expect([a.exp(down).isZero(), a.log(n(0)) === down, a.log(n(-1)).isNaN(), a.sqrt(n(-1)).isNaN()]).toEqual(
      [true, true, true, true],
    );
    expect(
      [a.sin(up), a.gamma(n(-2)), a.asin(n(2)), a.acos(n(-2)), a.exp(Real.NaN)].every((x) => x.isNaN()),
    ).toBe(true);
    expect(a.atan(down).toNumber()).toBe(-Math.PI / 2);
    expect([a.asin(n(1)).toNumber(), a.acos(n(-1)).toNumber(), a.acos(n(1)).toNumber()]).toEqual([
      Math.PI / 2,
      Math.PI,
      0,
    ]);
  });

  test('text is read exactly or refused', () => {
    expectSame(a.fromString(' -12.5e-1'), n(-1.25));
    expect(a.fromString('.5').toNumber()).toBe(0.5);
    expect(a.fromString('1e400').toString(5)).toBe('1e+400');
    for (const text of ['', '.', '1.2.3', 'pi', '0x10'])
      expect(() => a.fromString(text)).toThrow(SyntaxError);
  });

  test('an arithmetic is made once for each number of digits', () => {
    expect(arithmetic(60)).toBe(a);
    for (const digits of [0, 1.5, Number.NaN, 20_000]) expect(() => arithmetic(digits)).toThrow(RangeError);
  });

  test('at a count asked for before, values are those of the recurrences', () => {
    for (const x of [1, 2, 5, 5, 2, 1].map(n)) {
      const next = a.add(x, Real.one);
      expectSame(a.logGamma(next), a.add(a.logGamma(x), a.log(x)), [x]);
      expectSame(a.digamma(next), a.add(a.digamma(x), a.divide(Real.one, x)), [x]);
      expect(a.polygamma(Real.zero, x)).toEqual(a.digamma(x));
    }
  });
});
