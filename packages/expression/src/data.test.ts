// Written and read again, an expression is the same object.
import { expect, test } from 'vitest';
import { add, exp, multiply, number } from './build.js';
import { ExpressionWriter, readExpressions } from './data.js';
import { atoms, randomExpressions } from './random.fixture.js';

test('every random expression survives the way through JSON', () => {
  const writer = new ExpressionWriter();
  const nodes = randomExpressions(13, 300, 4);
  const places = nodes.map((node) => writer.write(node));
  const read = readExpressions(JSON.parse(JSON.stringify(writer.nodes)) as typeof writer.nodes);
  for (const [i, node] of nodes.entries()) expect(read[places[i]]).toBe(node);
});

test('every kind of domain survives', () => {
  const writer = new ExpressionWriter();
  const places = Object.values(atoms).map((atom) => [atom, writer.write(atom)] as const);
  const read = readExpressions(JSON.parse(JSON.stringify(writer.nodes)) as typeof writer.nodes);
  for (const [atom, place] of places) expect(read[place]).toBe(atom);
});

test('shared parts are written once', () => {
  const writer = new ExpressionWriter();
  const shared = exp(atoms.x);
  writer.write(add(shared, multiply(shared, atoms.p)));
  const before = writer.nodes.length;
  writer.write(shared);
  expect(writer.nodes.length).toBe(before);
});

test('numbers keep all their digits', () => {
  const writer = new ExpressionWriter();
  const long = number(10n ** 50n + 1n, 3n ** 40n);
  const place = writer.write(long);
  expect(readExpressions(JSON.parse(JSON.stringify(writer.nodes)) as typeof writer.nodes)[place]).toBe(long);
});
