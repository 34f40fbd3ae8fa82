// A formula at the edge of the means: y·log y is 0 where y is 0, and no machine that multiplies 0 by log 0 finds that. So
// log y is written log(y + (y == 0)), which is the same wherever y is not 0, and 0 there.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Quantity } from '../derivation/derivation.js';
import { replaceNode } from '../derivation/invert.js';

/** The formula with logarithms of what the outcome can bring to 0 taken so that they are 0 there. */
export const atEdges = (formula: Expression, { symbol, domain }: Quantity): Expression => {
  if (!e.isDiscrete(domain)) return formula;
  const logs = new Set<Expression>();
  const visit = (node: Expression): void => {
    if (
      node.op === 'log' &&
      e.factorsOf(node.args[0]).some((factor) => isBare(e.splitPower(factor)[0], symbol))
    )
      logs.add(node);
    if (e.isBinder(node)) visit(e.open(node).body);
    else node.args.forEach(visit);
  };
  visit(formula);
  return [...logs].reduce((result, log) => put(result, log, safeLog(log.args[0], symbol)), formula);
};

/** Whether the outcome can bring a factor to 0: 1/(1 − y) is positive wherever it is defined, and is not at y = 1. */
const isBare = (base: Expression, y: Expression): boolean => e.occurs(base, y) && !e.isPositive(base);

/** The logarithm of a product or a quotient as a sum, each part of it safe: y/(n − y) has no value where y is n. */
const safeLog = (inside: Expression, y: Expression): Expression =>
  e.add(
    ...e.factorsOf(inside).map((factor) => {
      const [base, exponent] = e.splitPower(factor);
      return e.multiply(exponent, e.log(isBare(base, y) ? e.add(base, e.equal(base, e.zero)) : base));
    }),
  );

const put = (node: Expression, log: Expression, safe: Expression): Expression => {
  if (!e.isBinder(node)) return node === log ? safe : e.mapArguments(node, (arg) => put(arg, log, safe));
  const opened = e.open(node);
  const body = replaceNode(opened.body, log, safe);
  return body === opened.body ? node : e.rebind(node.op, { ...opened, body });
};
