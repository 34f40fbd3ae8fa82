// Normal form → derivation: verb 3 of the line. Everything follows from A(η): the response is its gradient, the Jacobian
// its second derivative, the loss A − ηᵀT, the gradient "expected minus observed".
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import { matrixTotal } from '../calculus/matrix.js';
import { complete } from './complete.js';
import type { Decided, Form } from '../decision/decide.js';
import { decide } from '../decision/decide.js';
import type { Density, UsualSize } from '../density/density.js';
import { refuseUnsized, usualSizeOf } from '../density/density.js';
import { withValues } from '../density/with-values.js';
import type { Derivation, NaturalParameter, Quantity } from './derivation.js';
import { fixSize } from '../density/fix-size.js';
import { constraintsOf, solveParameters } from './invert-matrix.js';
import { replaceComponents, replaceNode, solveSystem } from './invert.js';
import * as lines from './lines.js';
import { withMultipliers } from '../normal-form/maxent.js';
import { naturalSpaceOf, withinSpace } from './natural-space.js';
import { logTotal } from './partition.js';
import { Refusal, withRemedy } from '../decision/refusal.js';
import { memberIfFixed } from '../decision/remedy.js';
import { exponentOf } from '../normal-form/exponent.js';
import { isClosed } from './open-forms.js';
import { shortest, tidy } from './sum-over.js';
import { agree, definitionsOf, endless, refusingFlaws, totalOf, widest } from './total.js';
import { Trail } from './trail.js';

/** What a derivation is made for. */
export interface DeriveOptions {
  /** The number of classes K; without it the derivation is made for a symbolic K. */
  readonly classes?: number;
  /** Values for constants or parameters. */
  readonly fix?: Readonly<Record<string, e.Rational>>;
  readonly form?: Form;
  /** Divide a density that is not normalised by its total, where that has a closed form. */
  readonly normalise?: boolean;
  /** Whether every step is checked (the default); only tests that judge by other means go without. */
  readonly checked?: boolean;
  /** Only what kernels are made of: no other roads to the result, and every step checked at a few points in place of many. */
  readonly brief?: boolean;
  /** Of entries that are renamings of each other only a few, for a K at which there are too many; see `Representatives`. */
  readonly representatives?: boolean;
}

/** φ(η): the parameters of the text, or their components, as functions of the natural parameters. */
type Inverse = ReadonlyMap<Expression, Expression>;

/** Derives everything from a density; throws a Refusal if it is no exponential family. */
export const deriveDensity = (given: Density, options: DeriveOptions = {}): Derivation => {
  const size = usualSizeOf(given, options.classes, options.fix);
  const density = withValues(given, size ? { ...options, classes: size.value } : options);
  refuseUnsized(density);
  // K natural parameters in place of K − 1 is a choice for classes and counts; other outcomes have no last class
  const form = e.isDiscrete(density.outcome.domain) ? (options.form ?? 'baseline') : 'baseline';
  return new Deriver(density, { ...options, form, size }).derive();
};

class Deriver {
  private readonly density: Density;
  private readonly form: Form;
  private readonly normalise: boolean;
  private readonly brief: boolean;
  private readonly few: boolean;
  private readonly trail: Trail;

  constructor(
    density: Density,
    options: DeriveOptions & { readonly form: Form; readonly size: UsualSize | null },
  ) {
    this.density = density.maxent ? withMultipliers(density) : density;
    this.form = options.form;
    this.normalise = density.maxent !== null || options.normalise === true;
    this.brief = options.brief === true;
    this.few = options.representatives === true;
    this.trail = new Trail(options.checked === false ? 'unchecked' : this.brief ? 'brief' : 'told');
    if (options.size) fixSize(this.trail, options.size);
  }

  derive(): Derivation {
    const decided = this.decide();
    const { natural } = decided.form;
    if (this.density.maxent) lines.maximumEntropy(this.trail, this.density, decided);
    else lines.intoExponentialForm(this.trail, this.density, decided);
    for (const definition of definitionsOf(natural)) this.trail.define(definition);
    if (this.normalise || this.form === 'symmetric') return this.byTotal(decided);
    lines.readOff(this.trail, decided);
    const inverse = this.invert(natural);
    // on a curve φ(η) uses only some of the η, and ∇A needs them all
    const read = decided.form.curved ? null : inverse && this.partition(decided, inverse);
    const total = totalOf(this.density, decided.form, read);
    const logPartition = total ? widest(read, total) : read;
    if (logPartition) lines.partitionInEta(this.trail, decided.form.logPartition, logPartition);
    const rest = (): Derivation => this.complete(decided, inverse, logPartition);
    return total ? rest() : refusingFlaws(this.density, decided.form, rest);
  }

  /** A as the logarithm of the total of h·exp(ηᵀT): the density was not normalised, or says nothing about A. */
  private byTotal(decided: Decided): Derivation {
    const { outcome, maxent } = this.density;
    const space = maxent && naturalSpaceOf(outcome, decided.form);
    if (space?.length === 0) throw endless(this.density);
    const form = maxent ? withinSpace(decided.form, space) : decided.form;
    const found = logTotal({ outcome, exponent: exponentOf(form) });
    if (found === null) return this.complete({ ...decided, form }, null, null);
    const closed = shortest(found.total);
    lines.partitionByTotal(this.trail, { exponent: exponentOf(form), outcome: this.density.outcome, closed });
    const free = this.density.maxent !== null || this.form === 'symmetric';
    return this.complete({ ...decided, form }, free ? null : this.invert(form.natural), closed);
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
  private invert(natural: readonly NaturalParameter[]): Inverse | null {
    return natural.some(({ index }) => index) ? this.invertIndexed(natural) : this.invertScalars(natural);
  }

  private invertScalars(natural: readonly NaturalParameter[]): Inverse | null {
    const { parameters } = this.density;
    const given = natural.map(({ symbol, expression }) => ({ left: expression, right: symbol }));
    const equations = [...given, ...constraintsOf(parameters)];
    const solution = solveParameters(equations, parameters, definitionsOf(natural));
    if (solution !== null) lines.backFromEta(this.trail, solution);
    return solution?.values ?? null;
  }

  /** η_i = g(φ_i, φ_K): each φ_i by η_i and the last one, then the last one by the constraint. */
  private invertIndexed(natural: readonly NaturalParameter[]): Inverse | null {
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

  /** A(η): what the parameters alone contribute, written in η. */
  private partition(decided: Decided, inverse: Inverse): Expression | null {
    const integrated = this.partitionByIntegral(decided);
    if (integrated !== null) return integrated;
    let inEta = decided.form.logPartition;
    for (const [part, value] of inverse) inEta = replaceComponents(inEta, part, value);
    if (this.density.parameters.some(({ symbol }) => e.occurs(inEta, symbol))) return null;
    const natural = shortest(inEta);
    return isClosed(natural) ? natural : null;
  }

  /** Over vectors and matrices the integral is shorter than what putting φ(η) into A(φ) would have to be simplified to. */
  private partitionByIntegral({ form }: Decided): Expression | null {
    const found = matrixTotal({ ...this.density.outcome, exponent: exponentOf(form) });
    const agrees = found && agree(found.total, form.logPartition, definitionsOf(form.natural));
    return agrees ? shortest(found.total) : null;
  }

  private complete(decided: Decided, inverse: Inverse | null, logPartition: Expression | null): Derivation {
    const { density, form, brief, few, trail } = this;
    const sourceFromNatural = sourceOf(density.maxent ? [] : density.parameters, inverse);
    const closed = logPartition && isClosed(logPartition) ? logPartition : null;
    return complete({
      density,
      decided,
      form,
      normalised: this.normalise,
      logPartition: closed,
      sourceFromNatural,
      brief,
      few,
      trail,
    });
  }
}

const sourceOf = (
  parameters: readonly Quantity[],
  inverse: Inverse | null,
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
