// Relations that were divided out on the way to the normal form, in words.
import type { FoundRelation } from '../normal-form/statistics.js';

/** What a relation that was found is called, and why it holds. */
export const relationWords: {
  readonly [R in FoundRelation['of']]: { readonly rule: string; readonly because: string };
} = {
  statistic: {
    rule: 'eliminate-redundant-statistic',
    because: 'on the support this statistic is known from the others',
  },
  parameter: {
    rule: 'merge-dependent-parameters',
    because: 'this function of the parameters is known from the others',
  },
  support: {
    rule: 'recognise-outcome',
    because: 'on every value that the outcome can take, this statistic is what stands on the right',
  },
};
