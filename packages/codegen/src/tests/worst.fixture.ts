// The largest error that a test has seen of each function, and where. With EXPFAM_SHOW_ULPS set it says them all.
import { expect } from 'vitest';
import type { Budget, Budgeted } from '../accuracy.js';

/** The errors of the functions of one module. */
export class Worst {
  private readonly seen = new Map<Budgeted, { readonly ulps: number; readonly at: string }>();
  private readonly module: string;

  constructor(module: string) {
    this.module = module;
  }

  /** Notes an error of a function; where it was is asked for only if it is the largest. */
  note(name: Budgeted, ulps: number, at: () => string): void {
    if (!(ulps <= (this.seen.get(name)?.ulps ?? -1))) this.seen.set(name, { ulps, at: at() });
  }

  /** Holds every function that was seen against its budget. */
  isWithin(budget: Budget): void {
    expect(this.seen.size).toBeGreaterThan(0);
    for (const [name, { ulps, at }] of this.seen) {
      if (process.env['EXPFAM_SHOW_ULPS']) console.log(this.module, name, ulps.toFixed(2), at);
      expect(ulps, `${this.module} ${name} at ${at}`).toBeLessThanOrEqual(budget[name]);
    }
  }
}
