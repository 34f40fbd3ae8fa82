// Random members in disguise are taken with their dimension and shape, random non-members refused; nothing is answered wrongly.
import { expect, test } from 'vitest';
import { judgeRandom, tableOf } from './judge-random.js';

const verdicts = judgeRandom({ seed: 7, count: 100 });

test('no random density is answered wrongly', () => {
  expect(
    verdicts.filter(({ verdict }) => verdict === 'wrong'),
    tableOf(verdicts),
  ).toEqual([]);
});

test('at most two in a hundred stay undecided, and both kinds are among those that are decided', () => {
  expect(verdicts.filter(({ verdict }) => verdict === 'undecided').length).toBeLessThanOrEqual(2);
  for (const member of [true, false])
    expect(
      verdicts.filter(({ verdict, density }) => verdict === 'right' && density.truth.member === member)
        .length,
    ).toBeGreaterThan(20);
});

test('the table counts every density once and lists what was not right', () => {
  const [first] = verdicts;
  const table = tableOf([
    { ...first, verdict: 'wrong', said: 'nonsense' },
    { ...first, verdict: 'right' },
  ]);
  expect(table).toMatch(/all +1 +0 +1/);
  expect(table).toContain('nonsense');
  expect(table).toContain(first.density.text);
});
