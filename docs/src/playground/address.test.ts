// Links to the playground lead back to what they were made of, and strange ones to nothing.
import { expect, test } from 'vitest';
import { fromAddress, toAddress } from './address.js';

test.each([
  ['a text', { text: 'f(y | π) = "<b>"\n\ty in {0, 1}', classes: null, pane: null, training: null }],
  [
    'all of it',
    {
      text: 'die',
      classes: 5,
      pane: 'Train',
      training: {
        file: 'iris.csv',
        formula: 'Species ~ . + I(x^2)',
        l2: 0.5,
        solver: 'adam' as const,
        device: 'gpu' as const,
        fix: { n: 5, __proto__x: -1.5e-7 },
      },
    },
  ],
])('%s comes back', (_, state) => {
  expect(fromAddress(`#${toAddress(state)}`)).toEqual(state);
});

test('a text that is too long for an address gets none', () => {
  const text = `# ${'a'.repeat(20_000)}`;
  expect(toAddress({ text, classes: null, pane: null, training: null })).toBeNull();
});

test.each([
  ['nothing', ''],
  ['another anchor', '#playground'],
  ['letters that are no base64', '#density=%%%'],
  ['bytes that are no text', '#density=_w'],
  ['a text without end', `#density=${'a'.repeat(20_001)}`],
])('%s restores nothing', (_, hash) => {
  expect(fromAddress(hash)).toBeNull();
});

test.each([
  ['classes=1', { classes: null }],
  ['classes=1e9', { classes: null }],
  ['data=a.csv&formula=y&l2=-1', { training: { file: 'a.csv', formula: 'y', l2: 0 } }],
  ['data=a.csv&formula=y&solver=sgd&device=tpu', { training: { solver: 'auto', device: 'cpu' } }],
  ['data=a.csv&formula=y&fix.n=x&fix.m=&fix.k=1e999', { training: { fix: {} } }],
])('%s is not taken at its word', (more, expected) => {
  expect(fromAddress(`#density=ZGll&${more}`)).toMatchObject(expected);
});
