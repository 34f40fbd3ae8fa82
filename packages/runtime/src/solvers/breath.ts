// A solver is one long computation; every 50 ms it gives the thread back for a moment, so that timers fire, a page stays
// alive and an abort is heard.
import type { SolverSettings } from './solver.js';

const interval = 50;

/** A function to await once an iteration: throws when the signal is aborted, and now and then lets others run. */
export const breather = (settings: Pick<SolverSettings, 'signal'>): (() => Promise<void> | undefined) => {
  let last = performance.now();
  return () => {
    settings.signal?.throwIfAborted();
    if (performance.now() - last < interval) return undefined;
    return new Promise((resolve) => {
      setTimeout(() => {
        last = performance.now();
        resolve();
      });
    });
  };
};
