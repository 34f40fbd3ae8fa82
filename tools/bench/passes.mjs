// One pass of training by everyone, in turns: ours, what npm offers, and what python3 has.
import { cases, dataOf } from './cases.mjs';
import { passes as ours } from './expfam.mjs';
import { measureOne } from './one.mjs';
import { passes as others } from './peers.mjs';
import { reached } from './table.mjs';

/** The cases that are chosen; all where none is. */
export const chosenCases = (chosen) =>
  cases.filter(({ name }) => chosen === undefined || chosen.includes(name));

/** Measures the cases that are chosen; `keep` is given what was measured so far. */
export const measurePasses = async ({ chosen, python, begin, keep, ...pace }) => {
  const measured = [];
  for (const shape of chosenCases(chosen)) {
    const { name, rows, features, classes } = shape;
    begin(`${name}: one pass over ${rows} × ${features}, K = ${classes}`);
    const about = { kind: 'pass', ...shape };
    const found = await measureOne({ about, what: shape, data: dataOf(shape), runners: [...ours, ...others] }, { python, ...pace }); // prettier-ignore
    if (found === null) break;
    measured.push({ ...shape, ...found, goals: reached(name, found.results) });
    await keep(measured);
  }
  return measured;
};
