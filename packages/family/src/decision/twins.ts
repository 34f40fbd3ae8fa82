// Parameters that give the same distribution though they are far apart: a and −a, p and 1 − p, a and 1/a, or two that
// change places. The rank of the derivatives does not see them.
import type { Point } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Arithmetic, Real } from '@expfam/precise';
import { arithmetic } from '@expfam/precise';
import type { Density } from '../density/density.js';
import { constantPoint, parameterPoint } from '../density/points.js';
import type { Quantity } from '../derivation/derivation.js';
import type { Pair } from '../normal-form/statistics.js';

const digits = 40;
const looks = 3;
const mostMoved = 5; // parameters of which every choice is mirrored

type Move = (m: Arithmetic, point: Point) => Point;

/** Whether some mirror image of the parameters has the same natural parameters. */
export const hasTwin = (density: Density, pairs: readonly Pair[]): boolean => {
  if (pairs.length === 0) return false;
  const m = arithmetic(digits);
  const random = e.randomFrom(31);
  const draw = (): Point =>
    parameterPoint(m, density.parameters, random, constantPoint(m, density.constants, random));
  const points = Array.from({ length: looks }, draw);
  const least = m.power(m.fromRational(10n, 1n), m.fromRational(BigInt(8 - digits), 1n));
  const valuesAt = (point: Point): Real[] => pairs.map(({ natural }) => e.evaluator(m, point)(natural));
  const isSame = (left: Real, right: Real): boolean =>
    m
      .subtract(left, right)
      .abs()
      .compare(m.multiply(least, m.add(left.abs(), right.abs()))) <= 0;
  return movesOf(density.parameters).some((move) =>
    points.every((point) => {
      try {
        const [here, there] = [point, move(m, point)].map(valuesAt) as [Real[], Real[]];
        return here.every((value, i) => value.isFinite() && isSame(value, there[i]));
      } catch {
        return false;
      }
    }),
  );
};

/** Every choice of parameters mirrored in the middle of their domains, and every two of one domain exchanged. */
const movesOf = (parameters: readonly Quantity[]): Move[] => {
  const scalars = parameters.filter(({ domain }) => domain.kind === 'interval').slice(0, mostMoved);
  const mirrors = scalars.flatMap((each) => {
    const mirror = mirrorOf(each);
    return mirror ? [[e.variableOf(each.symbol).name, mirror] as const] : [];
  });
  const choices = mirrors.reduce<(readonly (typeof mirrors)[number][])[]>(
    (all, mirror) => [...all, ...all.map((before) => [...before, mirror])],
    [[]],
  );
  const mirrored = choices
    .filter((choice) => choice.length > 0)
    .map(
      (choice): Move =>
        (m, point) =>
          new Map([
            ...point,
            ...choice.map(([name, mirror]) => [name, mirror(m, point.get(name) as Real)] as const),
          ]),
    );
  const exchanged = scalars.flatMap((one, i) =>
    scalars
      .slice(i + 1)
      .filter((other) => e.domainKey(other.domain) === e.domainKey(one.domain))
      .map((other): Move => {
        const [a, b] = [one, other].map(({ symbol }) => e.variableOf(symbol).name) as [string, string];
        return (_, point) => new Map([...point, [a, point.get(b)!], [b, point.get(a)!]]);
      }),
  );
  return [...mirrored, ...exchanged];
};

/** −a on the line, a + b − x between two numbers, 1/a on the half line. */
const mirrorOf = ({ domain }: Quantity): ((m: Arithmetic, value: Real) => Real) | null => {
  if (domain.kind !== 'interval') return null;
  if (e.domainKey(domain) === e.domainKey(e.real.all)) return (_, value) => value.negate();
  if (e.domainKey(domain) === e.domainKey(e.real.positive))
    return (m, value) => m.divide(m.fromRational(1n, 1n), value);
  const ends = [domain.lower, domain.upper];
  if (ends.some((end) => e.symbolsOf(end).size > 0 || end === e.infinity || end === e.negate(e.infinity)))
    return null;
  return (m, value) =>
    m.subtract(
      ends.map((end) => e.evaluator(m, new Map())(end)).reduce((a, b) => m.add(a, b)),
      value,
    );
};
