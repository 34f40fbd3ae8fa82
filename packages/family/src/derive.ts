// Normal form → derivation: verb 3 of the line. Everything follows from A(η): the response is its gradient, the Jacobian
// its second derivative, the loss A − ηᵀT, the gradient "expected minus observed".
import type { Definition, Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Decided, Form } from './decide.js';
import { atomsOf, decide, memberIfFixed } from './decide.js';
import type { Density } from './density.js';
import { finiteSupport, fix, sizeOfDensity } from './density.js';
import type { Derivation, NaturalParameter, Quantity } from './derivation.js';
import { replaceNode, solveSystem } from './invert.js';
import * as lines from './lines.js';
import { logTotal } from './partition.js';
import { Refusal } from './refusal.js';
import { Trail } from './trail.js';

export interface DeriveOptions {
  /** The number of classes K; without it the derivation is made for a symbolic K. */
  readonly classes?: number;
  /** Values for constants or parameters. */
  readonly fix?: Readonly<Record<string, e.Rational>>;
  readonly form?: Form;
  /** Whether every step is checked (the default); only tests that judge by other means go without. */
  readonly checked?: boolean;
}

/** Derives everything from a density; throws a Refusal if it is no exponential family. */
export const deriveDensity = (given: Density, options: DeriveOptions = {}): Derivation => {
  const density = withValues(given, options);
  const form = options.form ?? 'baseline';
  return density.maxent
    ? new MaxentDeriver(density, form, options.checked).derive()
    : new Deriver(density, form, options.checked).derive();
};

const withValues = (density: Density, { classes, fix: values = {} }: DeriveOptions): Density => {
  const all = new Map(Object.entries(values));
  const known = [...density.parameters, ...density.constants].map(({ symbol }) => e.variableOf(symbol).name);
  const stranger = [...all.keys()].find((name) => !known.includes(name));
  if (stranger !== undefined)
    throw new e.Problem('unknown-name', {
      what: `${density.name} has no parameter or constant ${stranger}`,
      needed: known.length > 0 ? `one of ${known.join(', ')}` : 'no value: there is nothing to fix',
    });
  if (classes !== undefined) {
    const size = sizeOfDensity(density);
    if (!Number.isInteger(classes) || classes < 2)
      throw new e.Problem('bad-classes', { what: `${classes} classes`, needed: 'a whole number from 2' });
    if (size?.op === 'symbol') all.set(e.variableOf(size).name, e.Rational.of(classes));
    else
      throw new e.Problem('bad-classes', {
        what: `${density.name} has no number of classes to fix`,
        needed: 'a density with an outcome 1..K or a vector of size K',
      });
  }
  return fix(density, all);
};

/** Sums over the index of an indexed natural parameter; leaves others alone. */
export const sumOver = ({ index }: NaturalParameter, body: Expression): Expression =>
  index ? e.sum(body, index.symbol, index.from, index.to) : body;

/** Rewrites that tidy what differentiation leaves behind, shortest form last. */
export const tidy = (node: Expression): Expression => e.simplify(e.rewrite(node, e.indexed).result);

class Deriver {
  protected readonly density: Density;
  protected readonly form: Form;
  protected readonly trail: Trail;

  constructor(density: Density, form: Form, checked = true) {
    this.density = density;
    this.form = form;
    this.trail = new Trail(checked);
  }

  derive(): Derivation {
    const decided = this.decide();
    const { natural } = decided.form;
    lines.intoExponentialForm(this.trail, this.density, decided);
    for (const definition of definitionsOf(natural)) this.trail.define(definition);
    lines.readOff(this.trail, decided);
    const inverse = this.invert(natural);
    const logPartition = this.partition(decided, inverse);
    return this.complete(decided, inverse, logPartition);
  }

  private decide(): Decided {
    try {
      return decide(this.density, this.form);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'undecided' || error.memberIfFixed.length > 0)
        throw error;
      throw withRemedy(error, memberIfFixed(this.density));
    }
  }

  /** φ(η), where it has a closed form. */
  private invert(natural: readonly NaturalParameter[]): ReadonlyMap<Expression, Expression> | null {
    if (this.form === 'symmetric') return null;
    return natural.some(({ index }) => index) ? this.invertIndexed(natural) : this.invertScalars(natural);
  }

  private invertScalars(natural: readonly NaturalParameter[]): ReadonlyMap<Expression, Expression> | null {
    const { parameters } = this.density;
    const equations = [
      ...natural.map(({ symbol, expression }) => ({ left: expression, right: symbol })),
      ...parameters
        .filter(({ domain }) => domain.kind === 'simplex')
        .map((parameter) => ({ left: e.add(...atomsOf(parameter)), right: e.one })),
    ];
    const solution = solveSystem(equations, parameters.flatMap(atomsOf), definitionsOf(natural));
    if (solution !== null) lines.backFromEta(this.trail, solution);
    return solution?.values ?? null;
  }

  /** η_i = g(φ_i, φ_K): each φ_i by η_i and the last one, then the last one by the constraint. */
  private invertIndexed(natural: readonly NaturalParameter[]): ReadonlyMap<Expression, Expression> | null {
    const [parameter] = natural;
    const vector = this.density.parameters.find(({ domain }) => e.isVectorDomain(domain));
    if (
      natural.length !== 1 ||
      parameter?.index === undefined ||
      this.density.parameters.length !== 1 ||
      vector === undefined
    )
      return null;
    const { index } = parameter;
    const component = e.element(vector.symbol, index.symbol);
    const solution = solveSystem(
      [{ left: parameter.expression, right: parameter.symbol }],
      [component],
      definitionsOf(natural),
    );
    const value = solution?.values.get(component);
    if (value === undefined) return null;
    if (vector.domain.kind !== 'simplex') return new Map([[component, value]]);
    const { size } = vector.domain;
    const last = e.element(vector.symbol, size);
    const total = e.add(last, e.sum(value, index.symbol, index.from, index.to));
    const constraint = solveSystem([{ left: total, right: e.one }], [last], definitionsOf(natural));
    const lastValue = constraint?.values.get(last);
    if (lastValue === undefined) return null;
    const closed = tidy(replaceNode(value, last, lastValue));
    lines.backFromEtaByConstraint(this.trail, { component, value, last, total, lastValue, closed });
    return new Map([
      [last, lastValue],
      [component, closed],
    ]);
  }

  /** A(η): what the parameters alone contribute, written in η; in the symmetric form the finite sum itself. */
  private partition(
    decided: Decided,
    inverse: ReadonlyMap<Expression, Expression> | null,
  ): Expression | null {
    if (this.form === 'symmetric') {
      const closed = logTotal({ outcome: this.density.outcome, exponent: exponentOf(decided) });
      if (closed !== null) lines.symmetricPartition(this.trail, closed);
      return closed;
    }
    if (inverse === null) return null;
    let inEta = decided.form.logPartition;
    for (const [part, value] of inverse) inEta = replaceComponents(inEta, part, value);
    const parameters = this.density.parameters.map(({ symbol }) => symbol);
    if (parameters.some((symbol) => e.occurs(inEta, symbol))) return null;
    const natural = shortest(inEta);
    lines.partitionInEta(this.trail, decided.form.logPartition, natural);
    return natural;
  }

  protected complete(
    decided: Decided,
    inverse: ReadonlyMap<Expression, Expression> | null,
    logPartition: Expression | null,
  ): Derivation {
    const { natural, statistics } = decided.form;
    const { outcome, parameters, constants } = this.density;
    const a = logPartition;
    const categorical = isCategorical(this.density, statistics);
    const mean = a && natural.map((parameter) => tidy(e.differentiate(a, parameter.symbol)));
    const covariance =
      mean &&
      natural.map((_, i) => natural.map((column, j) => tidy(e.differentiate(mean[i]!, other(column, i, j)))));
    const loss =
      a &&
      e.subtract(
        a,
        e.add(
          ...natural.map((parameter, i) => sumOver(parameter, e.multiply(parameter.symbol, statistics[i]!))),
        ),
      );
    const gradient = mean && mean.map((each, i) => e.subtract(each, statistics[i]!));
    const response =
      a && mean && responseOf({ density: this.density, decided, logPartition: a, mean, categorical });
    const jacobian =
      response &&
      response.map((each) =>
        natural.map((column, j) =>
          tidy(e.differentiate(each, other(column, 0, natural.length === 1 && column.index ? 1 : j))),
        ),
      );
    if (a && mean && covariance)
      lines.response(this.trail, { decided, logPartition: a, mean, covariance, categorical });
    if (a && loss && gradient)
      lines.learning(this.trail, {
        decided,
        density: this.density,
        logPartition: a,
        loss,
        gradient,
        categorical,
      });
    const canonicalLink = mean && linkOf(natural, mean);
    return {
      ...decided.form,
      name: this.density.name,
      source: this.density.source,
      outcome,
      parameters,
      constants,
      classes: classesOf(this.density),
      categorical,
      form: this.form,
      normalised: false,
      logPartitionNatural: a,
      sourceFromNatural: sourceOf(parameters, inverse),
      meanStatistics: mean,
      covariance,
      response,
      jacobian,
      canonicalLink,
      varianceFunction: varianceOf({ statistics, outcome, covariance, canonicalLink, natural }),
      loss,
      gradient,
      hessian: covariance,
      steps: this.trail.steps,
    };
  }
}

/** Maximum entropy: the statistics are given, the natural parameters are their multipliers, A is a sum or an integral. */
class MaxentDeriver extends Deriver {
  override derive(): Derivation {
    const { statistics, base } = this.density.maxent!;
    const natural = statistics.map((_, i): NaturalParameter => {
      const symbol = e.symbol(`eta${i + 1}`, e.real.all);
      return { symbol, expression: symbol, domain: e.real.all };
    });
    const logBaseMeasure = e.rewrite(e.log(base), e.logarithm).result;
    const exponent = e.add(
      logBaseMeasure,
      ...natural.map(({ symbol }, i) => e.multiply(symbol, statistics[i]!)),
    );
    const closed = logTotal({ outcome: this.density.outcome, exponent });
    const inverse = new Map<Expression, Expression>();
    const separated = {
      logDensity: exponent,
      expanded: exponent,
      rewrites: [],
      pairs: [],
      indexedPairs: [],
      indexedRelations: [],
      relations: [],
      logPartition: closed ?? e.zero,
      logBaseMeasure,
    };
    const points = statistics.length + 3;
    const decided: Decided = {
      separated,
      form: {
        natural,
        statistics,
        logPartition: closed ?? e.zero,
        logBaseMeasure,
        dimension: e.number(statistics.length),
        curved: false,
        identified: true,
        certificate: { lower: statistics.length, upper: statistics.length, points, digits: 0 },
      },
    };
    return this.complete(decided, inverse, closed && shortest(closed));
  }
}

/** log h(y) + Σ ηᵢ·Tᵢ(y). */
const exponentOf = ({ form }: Decided): Expression =>
  e.add(
    form.logBaseMeasure,
    ...form.natural.map((parameter, i) =>
      sumOver(parameter, e.multiply(parameter.symbol, form.statistics[i]!)),
    ),
  );

export const definitionsOf = (natural: readonly NaturalParameter[]): Definition[] =>
  natural.map(({ symbol, expression, index }) => ({
    symbol,
    value: expression,
    ...(index ? { index } : {}),
  }));

/** In a matrix of one indexed family, rows run over i and columns over j. */
const other = ({ symbol, index }: NaturalParameter, row: number, column: number): Expression => {
  if (!index) return symbol;
  const name = ['j', 'l', 'k', 'm'].find((each) => each !== e.variableOf(index.symbol).name)!;
  const second = e.indexSymbol(name, index.from, index.to);
  return row === column || column > 0 ? e.substitute(symbol, new Map([[index.symbol, second]])) : symbol;
};

const replaceComponents = (node: Expression, part: Expression, value: Expression): Expression => {
  if (part.op !== 'element' || part.args[1]!.op !== 'symbol') return replaceNode(node, part, value);
  const [vector, index] = part.args as [Expression, Expression];
  const visit = (each: Expression): Expression =>
    each.op === 'element' && each.args[0] === vector
      ? e.substitute(value, new Map([[index, each.args[1]!]]))
      : e.mapArguments(each, visit);
  return visit(node);
};

/** The shortest way found to write A: logarithms taken apart, or of one fraction. */
const shortest = (node: Expression): Expression => {
  const inner = e.simplify(node);
  const apart = e.simplify(e.rewrite(inner, e.logarithm).result);
  return e.readingLength(apart) <= e.readingLength(inner) ? apart : inner;
};

const isCategorical = ({ outcome }: Density, statistics: readonly Expression[]): boolean =>
  outcome.domain.kind === 'range' &&
  outcome.domain.lower === e.one &&
  statistics.length > 0 &&
  statistics.every((each) => each.op === 'equal' && each.args.includes(outcome.symbol));

const classesOf = (density: Density): number | null => {
  const size =
    density.outcome.domain.kind === 'range' ? density.outcome.domain.upper : sizeOfDensity(density);
  return size !== null && e.isNumber(size) ? Number(e.rationalOf(size).numerator) : null;
};

interface ResponseSubject {
  readonly density: Density;
  readonly decided: Decided;
  readonly logPartition: Expression;
  readonly mean: readonly Expression[];
  readonly categorical: boolean;
}

/** E[y]: the mean of the statistic y, the probabilities of classes, or exp(A(η + c) − A(η)) where y = exp(cᵀT). */
const responseOf = ({
  density,
  decided,
  logPartition,
  mean,
  categorical,
}: ResponseSubject): Expression[] | null => {
  const { natural, statistics } = decided.form;
  const y = density.outcome.symbol;
  if (categorical) return probabilities(density, decided, logPartition, mean);
  const direct = statistics.indexOf(y);
  if (direct >= 0) return [mean[direct]!];
  const logarithm = statistics.indexOf(e.log(y));
  if (logarithm >= 0) {
    const shifted = e.substitute(
      logPartition,
      new Map([[natural[logarithm]!.symbol, e.add(natural[logarithm]!.symbol, e.one)]]),
    );
    return [tidy(e.exp(e.subtract(shifted, logPartition)))];
  }
  return null;
};

/** P(y = k) = h(k)·exp(ηᵀT(k) − A(η)). */
const probabilities = (
  density: Density,
  decided: Decided,
  logPartition: Expression,
  mean: readonly Expression[],
): Expression[] => {
  const support = finiteSupport(density.outcome.domain);
  if (support === null) return [...mean];
  const exponent = exponentOf(decided);
  return support.map((value) => {
    const at = e.rewrite(
      e.substitute(exponent, new Map([[density.outcome.symbol, value]])),
      e.indexed,
    ).result;
    return tidy(e.exp(e.subtract(at, logPartition)));
  });
};

const linkOf = (natural: readonly NaturalParameter[], mean: readonly Expression[]): Expression[] | null => {
  if (natural.some(({ index }) => index)) return null;
  const means = mean.map((_, i) => e.symbol(`mu${i + 1}`, e.real.all));
  const definitions = mean.map((value, i) => ({ symbol: means[i]!, value }));
  const equations = mean.map((value, i) => ({ left: value, right: means[i]! }));
  const solution = solveSystem(
    equations,
    natural.map(({ symbol }) => symbol),
    definitions,
  );
  return solution && natural.map(({ symbol }) => solution.values.get(symbol)!);
};

interface VarianceSubject {
  readonly statistics: readonly Expression[];
  readonly outcome: Quantity;
  readonly covariance: readonly (readonly Expression[])[] | null;
  readonly canonicalLink: readonly Expression[] | null;
  readonly natural: readonly NaturalParameter[];
}

const varianceOf = ({
  statistics,
  outcome,
  covariance,
  canonicalLink,
  natural,
}: VarianceSubject): Expression | null => {
  if (!covariance || !canonicalLink || statistics.length !== 1 || statistics[0] !== outcome.symbol)
    return null;
  return tidy(e.substitute(covariance[0]![0]!, new Map([[natural[0]!.symbol, canonicalLink[0]!]])));
};

const sourceOf = (
  parameters: readonly Quantity[],
  inverse: ReadonlyMap<Expression, Expression> | null,
): Map<string, Expression | null> => {
  const source = new Map<string, Expression | null>();
  for (const { symbol } of parameters) {
    const { name } = e.variableOf(symbol);
    const parts = [...(inverse ?? [])].filter(([part]) => part === symbol || part.args[0] === symbol);
    if (parts.length === 0) source.set(name, null);
    for (const [part, value] of parts) source.set(e.text(part), value);
  }
  return source;
};

const withRemedy = (refusal: Refusal, fixes: readonly (readonly string[])[]): Refusal => {
  const sets = fixes.map((names) => names.join(' and ')).join(', or if ');
  return new Refusal(refusal.code as 'not-separable', {
    what: refusal.what,
    witness: refusal.witness,
    ...(refusal.where ? { where: refusal.where } : {}),
    needed: refusal.needed!,
    ...(fixes.length > 0
      ? { help: `it is a member if ${sets} is known` }
      : refusal.help
        ? { help: refusal.help }
        : {}),
    memberIfFixed: fixes,
  });
};
