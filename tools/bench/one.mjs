// One piece of work by everyone, in turns: who can do it is prepared, who cannot is named with the reason.
import { print } from './table.mjs';
import { inTurns, runnerOf } from './turns.mjs';

const reasonOf = (error) => String(error instanceof Error ? error.message : error).split('\n')[0];

/** Measures what `runners` and python3 do, null where that was stopped; `about` is what python3 is told of it. */
export const measureOne = async ({ about, what, data, runners }, { python, turn, seconds, stopped }) => {
  const missing = [];
  const leaveOut = (name, error) => {
    missing.push({ name, reason: reasonOf(error) });
    console.log(`  without ${name}: ${reasonOf(error)}`);
  };
  const ready = [];
  for (const { name, prepare } of runners)
    try {
      ready.push(await runnerOf(name, await prepare(what, data)));
    } catch (error) {
      leaveOut(name, error);
    }
  const { ready: inPython, absent } = await python.ready(about);
  for (const name of inPython) ready.push({ name, run: (most) => python.run(name, most) });
  for (const { name, reason } of absent) leaveOut(name, reason);
  const results = await inTurns(ready, { turn, seconds, stopped }, leaveOut);
  if (stopped()) return null;
  print(about, results);
  return { results, missing };
};
