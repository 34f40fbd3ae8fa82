// One pass of training by everyone, in turns: ours, what npm offers, and what python3 has.
import { cases, dataOf } from './cases.mjs';
import { contenders as ours } from './expfam.mjs';
import { contenders as others } from './peers.mjs';
import { startPython } from './python.mjs';
import { print } from './table.mjs';
import { inTurns, runnerOf } from './turns.mjs';

const reasonOf = (error) => String(error instanceof Error ? error.message : error).split('\n')[0];

/** Measures the cases that are chosen; who cannot be measured is said with the reason. */
export const measurePasses = async ({ chosen, turn, seconds }) => {
  const python = startPython();
  const measured = [];
  for (const shape of cases.filter(({ name }) => chosen === undefined || chosen.includes(name))) {
    const missing = [];
    const leaveOut = (name, error) => {
      missing.push({ name, reason: reasonOf(error) });
      console.log(`  without ${name}: ${reasonOf(error)}`);
    };
    const data = dataOf(shape);
    const runners = [];
    for (const { name, prepare } of [...ours, ...others])
      try {
        const step = await prepare(shape, data);
        if (step !== null) runners.push(await runnerOf(name, step));
      } catch (error) {
        leaveOut(name, error);
      }
    const { ready, absent } = await python.ready(shape);
    for (const name of ready) runners.push({ name, run: (most) => python.run(name, most) });
    for (const { name, reason } of absent) leaveOut(name, reason);
    const results = await inTurns(runners, { turn, seconds }, leaveOut);
    measured.push({ ...shape, results, missing });
    print(measured.at(-1));
  }
  python.stop();
  return measured;
};
