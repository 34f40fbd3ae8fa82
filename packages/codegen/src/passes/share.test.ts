// The fourth pass: choices move inwards, and every move is exact in floating point.
import { describe, expect, test } from 'vitest';
import { kernelBuilder } from '../kernel.js';
import { sharing } from './share.js';

describe('share', () => {
  const builder = kernelBuilder();
  const { call, input, constant } = builder;
  const [a, b, s] = ['a', 'b', 's'].map((name) => input(name));
  const test1 = call('equal', input('label', 'label'), constant(1, 'label'));
  const visit = sharing(builder);

  test('equal nodes are one object', () => {
    expect(call('add', a, b)).toBe(call('add', a, b));
    expect(call('add', a, b)).not.toBe(call('add', b, a));
    expect(constant(0)).not.toBe(constant(-0));
  });
  test('a choice between quotients by one denominator divides once', () => {
    const choice = call('select', test1, call('divide', a, s), call('divide', b, s));
    expect(visit(choice)).toBe(call('divide', call('select', test1, a, b), s));
  });
  test('a negated quotient joins in', () => {
    const choice = call('select', test1, call('negate', call('divide', a, s)), call('divide', b, s));
    expect(visit(choice)).toBe(call('divide', call('select', test1, call('negate', a), b), s));
  });
  test('a choice between exponentials that their sum needs anyway is a choice between results', () => {
    const choice = call('select', test1, call('expBelow', a, s), call('expBelow', b, s));
    expect(visit(choice)).toBe(choice);
  });
  test('a choice between equals is none', () => {
    expect(visit(call('select', test1, a, a))).toBe(a);
  });
  test('what differs in two places is left alone', () => {
    const choice = call('select', test1, call('divide', a, b), call('divide', b, a));
    expect(visit(choice)).toBe(choice);
  });
});
