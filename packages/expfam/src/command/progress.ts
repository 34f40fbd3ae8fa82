// One line on a terminal that is written over as a fit goes on. Elsewhere nothing: a log wants no progress.
import type { Progress } from '@expfam/runtime';
import type { Context } from './context.js';

/** Shows progress, and clears its line at the end. */
export interface ProgressLine {
  readonly show: (progress: Progress) => void;
  readonly clear: () => void;
}

// Ten lines a second are as many as an eye can follow.
const interval = 100;

/** A progress line on the context's terminal; nothing where there is none or the user wants quiet. */
export const progressLine = (context: Context, quiet: boolean): ProgressLine => {
  if (!context.terminal || quiet) return { show: () => undefined, clear: () => undefined };
  let last = 0;
  let shown = false;
  return {
    show: ({ solver, iteration, objective, gradientNorm }) => {
      const now = Date.now();
      if (now - last < interval) return;
      last = now;
      shown = true;
      context.err(
        `\r\u001b[K${solver} ${String(iteration)}  objective ${objective.toPrecision(8)}  gradient ${gradientNorm.toExponential(1)}`,
      );
    },
    clear: () => {
      if (shown) context.err('\r\u001b[K');
    },
  };
};
