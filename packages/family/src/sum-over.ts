// Small habits that normal forms share: sums over the index of an indexed parameter, and tidying after differentiation.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { NaturalParameter } from './derivation.js';

/** Sums over the index of an indexed natural parameter; leaves others alone. */
export const sumOver = ({ index }: NaturalParameter, body: Expression): Expression =>
  index ? e.sum(body, index.symbol, index.from, index.to) : body;

/** Rewrites that tidy what differentiation leaves behind: deltas pick their terms, then the shortest form is taken. */
export const tidy = (node: Expression): Expression => e.simplify(e.rewrite(node, e.indexed).result);
