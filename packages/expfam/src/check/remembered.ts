// A truth that is asked for the same point again, by another target or another function, answers from memory.
import { Real } from '@expfam/precise';
import type { OutcomeTruth, Truths } from './module-calls.js';
import { isObserved } from './truth.js';
import type { Exact, Point, Truth } from './truth.js';

type Answer = readonly Exact[] | null;

const recall = (known: Map<string, Answer>, key: string, ask: () => Answer): Answer => {
  const found = known.get(key);
  if (found !== undefined) return found;
  const answer = ask();
  known.set(key, answer);
  return answer;
};

/** The same truths, each asked but once. */
export const remembered = ({ plain, saturatedLoss, logBaseMeasure }: Truths): Truths => {
  const ofOutcome = (truth: OutcomeTruth | null): OutcomeTruth | null => {
    const known = new Map<string, Answer>();
    return truth && ((y) => recall(known, y.join(), () => truth(y)));
  };
  const known = new Map<string, Answer>();
  const at: Truth = (name, point) => recall(known, keyOf(name, point), () => plain(name, point));
  return {
    plain: at,
    saturatedLoss: ofOutcome(saturatedLoss),
    logBaseMeasure: ofOutcome(logBaseMeasure),
  };
};

const keyOf = (name: Parameters<Truth>[0], { eta, y }: Point): string =>
  `${name} ${eta.join()}${isObserved.has(name) ? ` ${y.join()}` : ''}`;

/** The same, judged in ulps of the results alone. */
export const unscaled =
  (truth: Truth): Truth =>
  (name, point) =>
    truth(name, point)?.map(({ value }) => ({ value, scale: Real.zero })) ?? null;
