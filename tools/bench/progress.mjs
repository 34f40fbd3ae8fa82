// How far a run has come, and whether it is to stop: the first interrupt ends it after the turn that goes on, and what was
// measured until then is kept; the second ends it at once.
import { performance } from 'node:perf_hooks';

let isStopped = false;
process.on('SIGINT', () => {
  if (isStopped) process.exit(130);
  isStopped = true;
  console.log('\ninterrupted: what was measured is kept');
});

/** Whether the run is to stop. */
export const stopped = () => isStopped;

const minutes = (milliseconds) => {
  const seconds = Math.round(milliseconds / 1e3);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

/** Says what begins, out of how many, and how long it has taken so far. */
export const progress = (total) => {
  const start = performance.now();
  let begun = 0;
  return (what) => {
    begun += 1;
    console.log(`\n[${begun} of ${total}, ${minutes(performance.now() - start)}] ${what}`);
  };
};
