// Times in turns: everyone runs for a moment, again and again, so that what else a machine does meets all alike.
import { performance } from 'node:perf_hooks';

/** Calls that wait, and calls that do not: a wait costs more than the smallest passes. */
const repeat = {
  waiting: async (step, count) => {
    for (let i = 0; i < count; i++) await step();
  },
  plain: (step, count) => {
    for (let i = 0; i < count; i++) step();
  },
};

/** Times of single calls for so many seconds; calls that are too short for the clock are timed together. */
const timesOf = async (step, calls, seconds) => {
  const times = [];
  let together = 1;
  for (const end = performance.now() + seconds * 1e3; times.length === 0 || performance.now() < end;) {
    const start = performance.now();
    const waiting = calls(step, together);
    if (waiting !== undefined) await waiting;
    const spent = performance.now() - start;
    times.push(spent / together);
    if (spent < 0.5) together *= 2;
  }
  return times;
};

/** Someone who can be timed: the first call shows whether it waits, and is not counted. */
export const runnerOf = async (name, step) => {
  const first = step();
  await first;
  const calls = first instanceof Promise ? repeat.waiting : repeat.plain;
  return { name, run: (seconds) => timesOf(step, calls, seconds) };
};

/** The least and the middle time; a long measurement has more times than a call may have arguments. */
const summary = (times) => {
  const sorted = Float64Array.from(times).sort();
  return { best: sorted[0], median: sorted[sorted.length >> 1], runs: sorted.length };
};

/** Lets all runners take turns until each has had its seconds, or until all is to stop; who fails is left out and named. */
export const inTurns = async (runners, { turn, seconds, stopped = () => false }, onFailure) => {
  const all = runners.map((runner) => ({ ...runner, times: [], spent: 0, failed: false }));
  const waiting = () => all.filter(({ spent, failed }) => !failed && spent < seconds);
  for (let next = waiting(); next.length > 0 && !stopped(); next = waiting())
    for (const each of next) {
      if (stopped()) break;
      const start = performance.now();
      try {
        const times = await each.run(turn);
        for (const time of times) each.times.push(time);
        each.failed = each.times.length === 0;
      } catch (error) {
        each.failed = true;
        onFailure(each.name, error);
      }
      each.spent += (performance.now() - start) / 1e3;
    }
  return all.filter(({ times }) => times.length > 0).map(({ name, times }) => ({ name, ...summary(times) }));
};
