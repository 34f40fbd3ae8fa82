// The value of an expression to any precision, for the checks of steps and rules. Sums run over their index, term by term.
import type { Arithmetic } from '@expfam/precise';
import { Real } from '@expfam/precise';
import { bodyAt } from './binder.js';
import { number } from './build.js';
import type { Expression } from './node.js';
import { rationalOf, variableOf } from './node.js';
import { functions } from './operations.js';

/** Values of symbols by name; a vector's components are numbered from 1 in the language, from 0 here, a matrix stands row by row. */
export type Environment = ReadonlyMap<string, Real | readonly Real[]>;

const termLimit = 10_000;

/** Evaluates closed expressions in one environment; shared nodes are computed once. */
export const evaluator = (m: Arithmetic, environment: Environment): ((node: Expression) => Real) => {
  const known = new Map<Expression, Real>();
  const visit = (node: Expression): Real => {
    let result = known.get(node);
    if (result === undefined) {
      result = compute(node);
      // ±Infinity is no real number: exp(log 0) has no value, although the limit has one
      if (!result.isFinite()) result = Real.NaN;
      known.set(node, result);
    }
    return result;
  };

  const whole = (node: Expression): number => {
    const value = visit(node).toNumber();
    if (!Number.isInteger(value)) throw new RangeError(`a bound or index is no whole number: ${value}`);
    return value;
  };

  const terms = (node: Expression): Real[] => {
    const [lower, upper] = [whole(node.args[0]), whole(node.args[1])];
    if (upper - lower > termLimit)
      throw new RangeError(`a sum of ${upper - lower + 1} terms is too long to evaluate`);
    return Array.from({ length: Math.max(upper - lower + 1, 0) }, (_, i) =>
      visit(bodyAt(node, number(lower + i))),
    );
  };

  const compute = (node: Expression): Real => {
    switch (node.op) {
      case 'number': {
        const { numerator, denominator } = rationalOf(node);
        return m.fromRational(numerator, denominator);
      }
      case 'pi':
        return m.pi();
      case 'symbol':
        return scalarOf(environment, node);
      case 'element':
        return componentOf(environment, node.args[0], node.args.slice(1).map(whole));
      case 'add':
        return node.args.map(visit).reduce((a, b) => m.add(a, b));
      case 'multiply':
        return node.args.map(visit).reduce((a, b) => m.multiply(a, b));
      case 'power':
        return m.power(visit(node.args[0]), visit(node.args[1]));
      case 'sum':
        return terms(node).reduce((a, b) => m.add(a, b), m.fromRational(0n, 1n));
      case 'product':
        return terms(node).reduce((a, b) => m.multiply(a, b), m.fromRational(1n, 1n));
      case 'infinity':
      case 'bound':
      case 'integral':
      case 'matrixAdd':
      case 'matrixMultiply':
      case 'transpose':
      case 'inverse':
      case 'determinant':
        throw new RangeError(`${node.op} has no value here`);
      default:
        return functions[node.op].value(m, node.args.map(visit));
    }
  };
  return visit;
};

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
