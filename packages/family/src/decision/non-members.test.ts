// The non-members of the literature are refused, each for the reason that the literature gives.
import { expect, test } from 'vitest';
import { deriveDensity } from '../derivation/derive.js';
import { catalogue } from '../catalogue/index.js';
import { nonMembers } from '../non-members/non-members.js';
import { Refusal } from './refusal.js';
import { readDensities } from '../text.js';

test.each(nonMembers)('$name is refused: $code', ({ name, density, code }) => {
  const read = readDensities(density, name);
  expect(read.map((each) => each.name)).toEqual([name]);
  const refusal = ((): unknown => {
    try {
      return deriveDensity(read[0]);
    } catch (error) {
      return error;
    }
  })();
  expect(refusal).toBeInstanceOf(Refusal);
  expect((refusal as Refusal).code).toBe(code);
});

test('no name is that of a member', () => {
  const names = [...nonMembers, ...catalogue].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
