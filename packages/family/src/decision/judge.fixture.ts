// The judge of derivations: their printed formulas, evaluated by the oracle, against the density text that they came from.
// Only points are drawn with the engine; every value here is the oracle's.
import type { Expression } from '@expfam/expression';
import { number, randomFrom, samplePoint, substitute, text } from '@expfam/expression';
import type { Oracle, TiltedMoments, Value, Values } from '@expfam/oracle';
import { evaluate, oracle, OracleError } from '@expfam/oracle';
import type { Real } from '@expfam/precise';
import { arithmetic } from '@expfam/precise';
import type { Derivation, NaturalParameter } from '../index.js';

/** Digits that the oracle carries, and those to which both sides must agree. */
const carried = 80;
const claimed = 50;
const m = arithmetic(carried);
const ten = m.fromRational(10n, 1n);

/** A point of the outcome, the parameters and the constants. */
export interface Sample {
  readonly outcome: Value;
  readonly parameters: Values;
  readonly constants: Values;
}

/** One natural parameter of an indexed family, or the only one: its number, and how its formulas are told. */
interface Component {
  readonly spell: (node: Expression) => string;
  readonly natural: NaturalParameter;
  readonly statistic: Expression;
  readonly at: number;
}

export interface JudgeOptions {
  readonly seed?: number;
  /** The number of classes at which a symbolic K is looked at. */
  readonly classes?: number;
}

/** The largest amount by which two lists differ, over the size of what they hold or 1. */
const apart = (left: readonly Real[], right: readonly Real[]): Real => {
  if (left.length !== right.length || left.length === 0)
    throw new Error(`${left.length} values against ${right.length}`);
  let worst = m.fromRational(0n, 1n);
  for (const [i, x] of left.entries()) {
    const y = right[i];
    const size = [x.abs(), y.abs(), m.fromRational(1n, 1n)].reduce((a, b) => (a.compare(b) > 0 ? a : b));
    const error = m.divide(m.subtract(x, y).abs(), size);
    if (!error.isFinite()) throw new Error(`${x.toString(8)} against ${y.toString(8)}`);
    if (error.compare(worst) > 0) worst = error;
  }
  return worst;
};

/** The digits to which two lists agree, at most those that are claimed of anything. */
export const digitsOf = (left: readonly Real[], right: readonly Real[]): number => {
  const error = apart(left, right);
  if (error.isZero()) return claimed;
  return Math.min(claimed, Math.floor(m.divide(m.log(error), m.log(ten)).negate().toNumber()));
};

const sum = (values: readonly Real[]): Real => values.reduce((a, b) => m.add(a, b), m.fromRational(0n, 1n));

/** Asks one derivation at seeded points. */
export class Judge {
  readonly derivation: Derivation;
  private readonly sizes: Values;
  private readonly random: () => number;
  private readonly classes: number;
  private readonly known = new Map<string, TiltedMoments | null>();

  constructor(derivation: Derivation, { seed = 42, classes = 3 }: JudgeOptions = {}) {
    this.derivation = derivation;
    this.classes = derivation.classes ?? classes;
    this.random = randomFrom(seed);
    const sized =
      derivation.classes !== null || derivation.constants.some(({ symbol }) => text(symbol) === 'K');
    this.sizes = sized ? { K: this.classes } : {};
  }

  /** The digits to which sums and integrals over the support can be asked for: few over vectors of reals. */
  digits(constants: Values): number {
    return Math.min(claimed, this.summer(constants).digits());
  }

  /** A point inside the domains. */
  sample(): Sample {
    const { outcome, parameters, constants, natural } = this.derivation;
    const maxent = parameters.length === 0;
    const asked = [outcome, ...constants, ...(maxent ? natural : parameters)].map(({ symbol }) => symbol);
    const fixed = new Map(
      Object.entries(this.sizes).map(([name, size]) => [name, m.fromRational(BigInt(size as number), 1n)]),
    );
    const point = samplePoint(m, asked, this.random, fixed);
    const pick = (quantities: readonly { readonly symbol: Expression }[]): Values =>
      Object.fromEntries(quantities.map(({ symbol }) => [text(symbol), point.get(text(symbol))! as Value]));
    return {
      outcome: point.get(text(outcome.symbol))!,
      parameters: pick(maxent ? natural : parameters),
      constants: { ...this.sizes, ...pick(constants) },
    };
  }

  samples(count: number): Sample[] {
    return Array.from({ length: count }, () => this.sample());
  }

  /** The single natural parameters, those of an indexed family one by one. */
  components(constants: Values): Component[] {
    const { natural, statistics } = this.derivation;
    return natural.flatMap((parameter, at): Component[] => {
      const statistic = statistics[at];
      if (!parameter.index) return [{ spell: text, natural: parameter, statistic, at }];
      const { symbol, from, to } = parameter.index;
      const [first, last] = [from, to].map((end) => evaluate(text(end), constants).toNumber()) as [
        number,
        number,
      ];
      return Array.from({ length: last - first + 1 }, (_, i) => ({
        spell: (node) => text(substitute(node, new Map([[symbol, number(first + i)]]))),
        natural: parameter,
        statistic,
        at,
      }));
    });
  }

  oracle(constants: Values): Oracle {
    return oracle(this.derivation.source, { name: this.derivation.name, constants, digits: carried });
  }

  /** An oracle for sums and integrals, which over vectors carries the digits that it can afford. */
  private summer(constants: Values): Oracle {
    const affordable = oracle(this.derivation.source, { name: this.derivation.name, constants });
    return affordable.digits() < claimed ? affordable : this.oracle(constants);
  }

  /** η at a point of the parameters. */
  eta({ parameters, constants }: Sample): Real[] {
    if (this.derivation.parameters.length === 0) return Object.values(parameters) as Real[];
    return this.components(constants).map(({ spell, natural }) =>
      evaluate(spell(natural.expression), { ...parameters, ...constants }, carried),
    );
  }

  /** Names for η as the printed formulas use them. */
  named(eta: readonly Real[]): Values {
    const indexed = this.derivation.natural.some(({ index }) => index);
    return indexed ? { eta } : Object.fromEntries(eta.map((value, i) => [`eta${i + 1}`, value]));
  }

  value(node: Expression, scope: Values, digits = carried): Real {
    return evaluate(text(node), scope, digits);
  }

  /** log p by the text, and by the normal form. */
  normalForm(sample: Sample): [Real, Real] {
    const { outcome, parameters, constants } = sample;
    const { derivation } = this;
    const scope = { ...parameters, ...constants, [text(derivation.outcome.symbol)]: outcome };
    const eta = this.eta(sample);
    const terms = this.components(constants).map(({ spell, statistic }, i) =>
      m.multiply(eta[i], evaluate(spell(statistic), scope, carried)),
    );
    const readByTotal = derivation.normalised || derivation.form === 'symmetric';
    const a = readByTotal
      ? this.value(derivation.logPartitionNatural!, { ...constants, ...this.named(eta) })
      : this.value(derivation.logPartition, scope);
    const judge = this.oracle(constants);
    const density = judge.logDensity(outcome, parameters);
    const total =
      derivation.normalised && derivation.parameters.length > 0
        ? m.log(judge.total(parameters))
        : m.fromRational(0n, 1n);
    return [
      m.subtract(density, total),
      sum([...terms, a.negate(), this.value(derivation.logBaseMeasure, scope)]),
    ];
  }

  /** The moments of the family at η, by sums or quadrature over the support of the text. */
  moments(eta: readonly Real[], constants: Values, mean = true): TiltedMoments {
    const spec = {
      statistics: this.components(constants).map(({ spell, statistic }) => spell(statistic)),
      logBaseMeasure: text(this.derivation.logBaseMeasure),
      eta,
      mean,
    };
    return this.summer(constants).tilted(spec, constants);
  }

  /** The same, asked once; null so near the edge of the domain that the oracle's sums do not settle. */
  settled(eta: readonly Real[], constants: Values, mean = true): TiltedMoments | null {
    const key = [mean, ...eta.map((value) => value.toString(20))].join(' ');
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const found = ((): TiltedMoments | null => {
      try {
        return this.moments(eta, constants, mean);
      } catch (error) {
        if (error instanceof OracleError && /^(no-convergence|slow-series)/.test(error.message)) return null;
        throw error;
      }
    })();
    this.known.set(key, found);
    return found;
  }

  /** How many of these functions of the outcome are affinely independent on the support. */
  affineRank(found: readonly string[], wanted: readonly string[]): number {
    const functions = [...found, ...wanted];
    const { constants } = this.sample();
    const name = text(this.derivation.outcome.symbol);
    const outcomes = Array.from({ length: 24 }, () => this.sample().outcome);
    const rows = outcomes.map((y) =>
      functions.map((each) => evaluate(each, { ...constants, [name]: y }, carried)),
    );
    const base = rows[0];
    return rankOf(rows.slice(1).map((row) => row.map((value, i) => m.subtract(value, base[i]))));
  }

  /** One printed formula for every component, or one for each pair of them. */
  list(nodes: readonly Expression[], scope: Values, constants: Values): Real[] {
    return this.components(constants).map(({ spell, at }) => evaluate(spell(nodes[at]), scope, carried));
  }

  table(rows: readonly (readonly Expression[])[], scope: Values, constants: Values): Real[] {
    const components = this.components(constants);
    const first = this.derivation.natural[0].index;
    if (!first) return rows.flat().map((node) => this.value(node, scope));
    return components.flatMap(({ spell }) =>
      components.map((_, j) => evaluate(spell(rows[0][0]), { ...scope, j: j + 1 }, carried)),
    );
  }
}

export const dot = (left: readonly Real[], right: readonly Real[]): Real =>
  sum(left.map((value, i) => m.multiply(value, right[i])));

export const minus = (left: readonly Real[], right: readonly Real[]): Real[] =>
  left.map((value, i) => m.subtract(value, right[i]));

/** Whether one affine map takes every `from` to its `to`; there must be more rows than the map has freedom. */
export const affineOn = (
  rows: readonly { readonly from: readonly Real[]; readonly to: readonly Real[] }[],
): boolean => {
  const [first, ...others] = rows;
  if (others.length <= first.from.length + 1) throw new Error('too few rows to tell an affine map');
  const from = others.map((row) => minus(row.from, first.from));
  const both = others.map((row, i) => [...from[i], ...minus(row.to, first.to)]);
  return rankOf(both) === rankOf(from);
};

/** The rank of a matrix, by elimination with the largest entry of each column; 1e-50 of what the column held is nothing. */
export const rankOf = (rows: readonly (readonly Real[])[]): number => {
  let left = rows.map((row) => [...row]);
  let rank = 0;
  const sizes = rows[0]?.map((_, column) => Math.max(1, ...rows.map((row) => row[column].abs().toNumber())));
  for (let column = 0; column < (rows[0]?.length ?? 0); column++) {
    const pivot = left.reduce<Real[] | null>(
      (best, row) => (best === null || row[column].abs().compare(best[column].abs()) > 0 ? row : best),
      null,
    );
    if (pivot === null || pivot[column].abs().toNumber() < 1e-50 * sizes[column]) continue;
    rank++;
    left = left
      .filter((row) => row !== pivot)
      .map((row) => {
        const factor = m.divide(row[column], pivot[column]);
        return row.map((value, j) => m.subtract(value, m.multiply(factor, pivot[j])));
      });
  }
  return rank;
};

/** The central difference of a function of one component: right to some 60 digits. */
export const slope = (f: (x: Real) => Real, x: Real): Real => {
  const precise = arithmetic(160);
  const h = precise.power(precise.fromRational(10n, 1n), precise.fromRational(-35n, 1n));
  const rise = precise.subtract(f(precise.add(x, h)), f(precise.subtract(x, h)));
  return precise.divide(rise, precise.multiply(h, precise.fromRational(2n, 1n)));
};
