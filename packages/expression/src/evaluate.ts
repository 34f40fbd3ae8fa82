// The value of an expression to any precision, for the checks of steps and rules. Finite sums run over their index, term by
// term; infinite ones and integrals are summed until nothing changes.
import type { Arithmetic } from '@expfam/precise';
import { Real, integrate, sumSeries } from '@expfam/precise';
import { bodyAt, occurs, open } from './binder.js';
import { infinity, negate, number } from './build.js';
import { kinksOf, zerosBetween } from './kinks.js';
import type { Expression } from './node.js';
import { rationalOf, variableOf } from './node.js';
import { functions } from './operations.js';

/**
 * Values of symbols by name; a vector's components are numbered from 1 in the language, from 0 here, a matrix stands row by
 * row.
 */
export type Environment = ReadonlyMap<string, Real | readonly Real[]>;

type Evaluate = (node: Expression) => Real;

const termLimit = 10_000;

/**
 * Evaluates closed expressions in one environment; shared nodes are computed once. What has no value, or no finite one, is
 * NaN; an integral or an infinite sum that does not settle is NaN too.
 */
export const evaluator = (m: Arithmetic, environment: Environment): Evaluate =>
  new Evaluation(m, environment, null).visit;

/** What is free of the running index has its value outside. */
interface Outside {
  readonly index: Expression;
  readonly evaluate: Evaluate;
}

class Evaluation {
  private readonly m: Arithmetic;
  private readonly environment: Environment;
  private readonly outside: Outside | null;
  private readonly known = new Map<Expression, Real>();

  constructor(m: Arithmetic, environment: Environment, outside: Outside | null) {
    this.m = m;
    this.environment = environment;
    this.outside = outside;
  }

  readonly visit: Evaluate = (node) => {
    if (this.outside !== null && !occurs(node, this.outside.index)) return this.outside.evaluate(node);
    let result = this.known.get(node);
    if (result === undefined) {
      result = this.compute(node);
      // ±Infinity is no real number: exp(log 0) has no value, although the limit has one
      if (!result.isFinite()) result = Real.NaN;
      this.known.set(node, result);
    }
    return result;
  };

  private compute(node: Expression): Real {
    const { m, visit } = this;
    switch (node.op) {
      case 'number': {
        const { numerator, denominator } = rationalOf(node);
        return m.fromRational(numerator, denominator);
      }
      case 'pi':
        return m.pi();
      case 'symbol':
        return scalarOf(this.environment, node);
      case 'element':
        return componentOf(
          this.environment,
          node.args[0],
          node.args.slice(1).map((index) => this.whole(index)),
        );
      case 'add':
        return node.args.map(visit).reduce((a, b) => m.add(a, b));
      case 'multiply':
        return node.args.map(visit).reduce((a, b) => m.multiply(a, b));
      case 'power':
        return m.power(visit(node.args[0]), visit(node.args[1]));
      case 'sum':
        if (isInfinite(node.args[0]) || isInfinite(node.args[1])) return this.infiniteSum(node);
        return this.terms(node).reduce((a, b) => m.add(a, b), m.fromRational(0n, 1n));
      case 'product':
        return this.terms(node).reduce((a, b) => m.multiply(a, b), m.fromRational(1n, 1n));
      case 'integral':
        return this.integral(node);
      case 'infinity':
      case 'bound':
      case 'matrixAdd':
      case 'matrixMultiply':
      case 'transpose':
      case 'inverse':
      case 'determinant':
        throw new RangeError(`${node.op} has no value here`);
      default:
        return functions[node.op].value(m, node.args.map(visit));
    }
  }

  private whole(node: Expression): number {
    const value = this.visit(node).toNumber();
    if (!Number.isInteger(value)) throw new RangeError(`a bound or index is no whole number: ${value}`);
    return value;
  }

  private terms(node: Expression): Real[] {
    const [lower, upper] = [this.whole(node.args[0]), this.whole(node.args[1])];
    if (upper - lower > termLimit)
      throw new RangeError(`a sum of ${upper - lower + 1} terms is too long to evaluate`);
    return Array.from({ length: Math.max(upper - lower + 1, 0) }, (_, i) =>
      this.visit(bodyAt(node, number(lower + i))),
    );
  }

  private infiniteSum(node: Expression): Real {
    const { index, lower, upper, body } = open(node, new Set(this.environment.keys()));
    const at = this.over(index);
    const from = (first: number, step: 1 | -1): Real =>
      sumSeries((n, a) => at(body, Real.fromInteger(first + step * n), a), this.m);
    if (lower !== minusInfinity) return from(this.whole(lower), 1);
    return upper === infinity ? this.m.add(from(0, 1), from(-1, -1)) : from(this.whole(upper), -1);
  }

  /** The integral, cut where its body has corners. */
  private integral(node: Expression): Real {
    const { index, lower, upper, body } = open(node, new Set(this.environment.keys()));
    const at = this.over(index);
    const [from, to] = [lower, upper].map((end) =>
      isInfinite(end) ? infiniteEnd(end) : this.visit(end),
    ) as [Real, Real];
    const corners = kinksOf(body, index).map((kink) => (x: Real) => at(kink, x));
    const ends = [from, ...zerosBetween(corners, { from, to }, this.m), to];
    return ends
      .slice(1)
      .map((end, i) => integrate((x) => at(body, x), { from: ends[i], to: end }, this.m))
      .reduce(this.m.add);
  }

  /** Expressions in a running index as functions of its value; what is free of the index is computed once. */
  private over(index: Expression): (node: Expression, at: Real, a?: Arithmetic) => Real {
    const { name } = variableOf(index);
    let around = { a: this.m, evaluate: this.visit };
    return (node, at, a = this.m) => {
      if (around.a !== a) around = { a, evaluate: this.withDigits(a) };
      const outer = { index, evaluate: around.evaluate };
      return new Evaluation(a, new Map([...this.environment, [name, at]]), outer).visit(node);
    };
  }

  private withDigits(a: Arithmetic): Evaluate {
    return a === this.m ? this.visit : new Evaluation(a, this.environment, this.outside).visit;
  }
}

const minusInfinity = negate(infinity);
const isInfinite = (end: Expression): boolean => end === infinity || end === minusInfinity;
const infiniteEnd = (end: Expression): Real => (end === infinity ? Real.infinity : Real.negativeInfinity);

const valueOf = (environment: Environment, symbol: Expression): Real | readonly Real[] => {
  const { name } = variableOf(symbol);
  const value = environment.get(name);
  if (value === undefined) throw new RangeError(`no value for ${name}`);
  return value;
};

const scalarOf = (environment: Environment, symbol: Expression): Real => {
  const value = valueOf(environment, symbol);
  if (!(value instanceof Real)) throw new RangeError(`${variableOf(symbol).name} is a vector, not a number`);
  return value;
};

const componentOf = (environment: Environment, vector: Expression, indices: readonly number[]): Real => {
  const value = valueOf(environment, vector);
  const [row, column] = indices as [number, number?];
  const values = value instanceof Real ? [] : value;
  const at = column === undefined ? row - 1 : (row - 1) * Math.sqrt(values.length) + column - 1;
  const component = values[at];
  if (component === undefined)
    throw new RangeError(`${variableOf(vector).name} has no component ${indices.join(', ')}`);
  return component;
};
