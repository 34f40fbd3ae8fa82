// Relations that were divided out on the way to the normal form, in words.
import type { FoundRelation } from '../normal-form/statistics.js';
import type { Trail } from './trail.js';

/** What a relation that was found is called, and why it holds. */
const relationWords: {
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

/** What was divided out; what led to a statistic that is the outcome itself is folded away under that. */
export const tellRelations = (trail: Trail, relations: readonly FoundRelation[]): void => {
  const lineOf = ({ of, from, to }: FoundRelation) => ({ ...relationWords[of], from, to });
  const among = relations.filter(({ of }) => of === 'statistic');
  const last = relations.findLast(({ of }) => of === 'support');
  for (const relation of relations)
    if (relation === last)
      trail.line({ ...lineOf(relation), steps: among.map((each) => trail.step(lineOf(each))) });
    else if (!last || relation.of !== 'statistic') trail.line(lineOf(relation));
};
