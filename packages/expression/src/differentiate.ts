// Derivatives, read from the table of functions. Shared nodes are differentiated once, so nesting does not multiply work.
import { bodyAt, namesOf, open, product, rebind, sum } from './binder.js';
import { add, divide, equal, log, multiply, negate, power, subtract, zero, one } from './build.js';
import type { Expression } from './node.js';
import type { FunctionName } from './operations.js';
import { functions } from './operations.js';
import { byOrder } from './order-derivatives.js';

/**
 * The derivative of `node` by `variable`: a symbol, or a component of a vector such as eta[i]. Components differ by the
 * Kronecker delta: ∂eta[k]/∂eta[i] is the indicator (k == i).
 */
export const differentiate = (node: Expression, variable: Expression): Expression => {
  const vector = variable.op === 'element' ? variable.args[0] : variable;
  const names = namesOf(variable); // an index of the body must not be called i when we differentiate by eta[i]
  const known = new Map<Expression, Expression>();
  const visit = (part: Expression): Expression => {
    let result = known.get(part);
    if (result === undefined) known.set(part, (result = derive(part)));
    return result;
  };

  /** Of a component by another of the same vector: 1 where they are the same one. */
  const delta = (part: Expression): Expression =>
    variable.op === 'element' && part.args[0] === vector
      ? multiply(...part.args.slice(1).map((index, i) => equal(index, variable.args[i + 1])))
      : zero;

  /** Under a binder; the ends of an integral may move too. */
  const under = (part: Expression, op: 'sum' | 'integral' | 'product'): Expression => {
    const opened = open(part, names);
    const { index, lower, upper, body } = opened;
    const inner = differentiate(body, variable);
    if (op === 'product')
      return multiply(product(body, index, lower, upper), sum(divide(inner, body), index, lower, upper));
    const inside = rebind(op, { ...opened, body: inner });
    return op === 'sum' ? inside : add(inside, moved(part, upper, visit), negate(moved(part, lower, visit)));
  };

  const derive = (part: Expression): Expression => {
    if (part === variable) return one;
    switch (part.op) {
      case 'element':
        return delta(part);
      case 'number':
      case 'pi':
      case 'infinity':
      case 'symbol':
      case 'bound':
        return zero;
      case 'add':
        return add(...part.args.map(visit));
      case 'multiply':
        return add(
          ...part.args.map((factor, i) => multiply(visit(factor), ...part.args.filter((_, j) => j !== i))),
        );
      case 'power':
        return ofPower(part, visit);
      case 'sum':
      case 'integral':
      case 'product':
        return under(part, part.op);
      case 'matrixAdd':
      case 'matrixMultiply':
      case 'transpose':
      case 'inverse':
      case 'determinant':
        throw new RangeError(`no derivative of a ${part.op} before its size is fixed`);
      default: {
        return chained(part, part.args.map(visit), names);
      }
    }
  };
  return visit(node);
};

/** By the base and by the exponent. */
const ofPower = (part: Expression, derive: (of: Expression) => Expression): Expression => {
  const [base, exponent] = part.args as [Expression, Expression];
  const byBase = derive(base);
  const byExponent = derive(exponent);
  return add(
    byBase === zero ? zero : multiply(exponent, power(base, subtract(exponent, one)), byBase),
    byExponent === zero ? zero : multiply(part, log(base), byExponent),
  );
};

/** What an end of an integral adds by moving. */
const moved = (part: Expression, end: Expression, derive: (of: Expression) => Expression): Expression => {
  const speed = derive(end);
  return speed === zero ? zero : multiply(bodyAt(part, end), speed);
};

/** The chain rule through a function: the derivatives of its arguments by its own. */
const chained = (part: Expression, inner: readonly Expression[], names: ReadonlySet<string>): Expression => {
  const partials = functions[part.op as FunctionName].derivative(...part.args);
  return add(
    ...inner.map((slope, i) =>
      slope === zero ? zero : multiply(partials[i] ?? orderSlope(part, names), slope),
    ),
  );
};

/** The derivative by the order, by its definition. */
const orderSlope = (part: Expression, names: ReadonlySet<string>): Expression => {
  const [order, argument] = part.args as [Expression, Expression];
  const slope = byOrder[part.op]?.(order, argument, new Set([...names, ...namesOf(part)]));
  if (!slope) throw new RangeError(`no derivative of ${part.op} by its order`);
  return slope;
};

/** The number of distinct nodes of an expression: its size when shared parts are counted once. */
export const sizeOf = (node: Expression): number => {
  const seen = new Set<Expression>();
  const visit = (part: Expression): void => {
    if (seen.has(part)) return;
    seen.add(part);
    part.args.forEach(visit);
  };
  visit(node);
  return seen.size;
};
