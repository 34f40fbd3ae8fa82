// The first pass: indexed formulas become scalar ones, one for each class.
import {
  element,
  exp,
  indexSymbol,
  infinity,
  log,
  number,
  one,
  range,
  sum,
  symbol,
  text,
} from '@expfam/expression';
import { describe, expect, test } from 'vitest';
import { bernoulli, poisson, symmetricCategorical } from '../tests/derivations.fixture.js';
import { unroll } from './unroll.js';

describe('unroll', () => {
  test('gives one formula for each class, in which the outcome has a value', () => {
    const { sheet, outcomes } = unroll(symmetricCategorical(3));
    expect(outcomes).toEqual([]);
    expect(sheet.loss.map(text)).toEqual([
      'log(exp(eta1) + exp(eta2) + exp(eta3)) - eta1',
      'log(exp(eta1) + exp(eta2) + exp(eta3)) - eta2',
      'log(exp(eta1) + exp(eta2) + exp(eta3)) - eta3',
    ]);
  });

  test('keeps the outcome where it is a number', () => {
    expect(unroll(bernoulli).sheet.loss.map(text)).toEqual(['log(1 + exp(eta1)) - eta1 * y']);
  });

  test('writes sums out and makes scalars of components', () => {
    const eta = symbol('eta', { kind: 'vector', size: number(3) });
    const j = indexSymbol('j', one, number(3));
    const natural = [1, 2, 3].map((k) => ({ ...poisson.natural[0], symbol: element(eta, number(k)) }));
    const total = log(sum(exp(element(eta, j)), j, one, number(3)));
    const { sheet, eta: symbols } = unroll({
      ...poisson,
      natural,
      loss: total,
      gradient: [total, total, total],
    });
    expect(symbols.map(text)).toEqual(['eta1', 'eta2', 'eta3']);
    expect(sheet.loss.map(text)).toEqual(['log(exp(eta1) + exp(eta2) + exp(eta3))']);
  });

  test('refuses what has no value, no size or no closed form', () => {
    const stranger = symbol('n', { kind: 'range', lower: one, upper: number(9) });
    expect(() => unroll({ ...poisson, loss: stranger })).toThrow(
      'constant-without-value: n of poisson has no value',
    );
    expect(() => unroll({ ...symmetricCategorical(3), classes: null })).toThrow('classes-not-fixed');
    expect(() => unroll({ ...poisson, gradient: null })).toThrow('no-closed-form: the gradient of poisson');
    const shares = { kind: 'simplex', size: symbol('K', range(one, infinity)) } as const;
    const outcome = { symbol: symbol('y', shares), domain: shares };
    expect(() => unroll({ ...poisson, outcome })).toThrow('classes-not-fixed');
  });
});
